"""The words a library file may use: keys, parts, facts and conditions, each with its meaning for curators."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


class Part(StrEnum):
    """The pieces a draft is made of, in the order they are read."""

    GREETING = "greeting"
    HEAR = "hear"
    EMPATHIZE = "empathize"
    APOLOGIZE = "apologize"
    RESPOND = "respond"
    ASK = "ask"
    ALSO = "also"
    FOLLOW_UP = "follow_up"
    THANK = "thank"
    SIGN_OFF = "sign_off"


# what begins and ends any draft, whatever it says
MANNERS: Final = frozenset({Part.GREETING, Part.SIGN_OFF})


class Shape(StrEnum):
    """What stands behind a key."""

    LINE = "one line of text"
    LINES = "a list of texts"
    CONDITIONS = "a list of conditions"
    PARTS = "parts with their wordings"
    EXAMPLE = "a customer's message and the reply"
    TREE = "a list of branches"


@dataclass(frozen=True, slots=True)
class Key:
    meaning: str
    shape: Shape = Shape.LINE
    required: bool = False


KEYS: Final[dict[str, Key]] = {
    "reason": Key("The contact reason, a short label such as billing.duplicate_charge.", required=True),
    "title": Key("What curators and agents see.", required=True),
    "language": Key("ISO 639-1 code; left out means en."),
    "thing": Key("The noun phrase the customer would use, with its article: the double charge.", required=True),
    "failure": Key("none: nothing went wrong; result: a wrong result; runaround: the service itself failed them."),
    "principle": Key("One line: the principle the response rests on."),
    "guideline": Key("One line for the agent: what to do before writing."),
    "avoid": Key("One line: what makes this worse."),
    "when": Key("All of these must hold for the response to be offered at all.", Shape.CONDITIONS),
    "words": Key("Seldom needed: offered only where one of these starts a word of theirs; then first.", Shape.LINES),
    "never_with": Key("Never offered where one of these starts a word of theirs.", Shape.LINES),
    "exemplars": Key("Customer messages it answers well; a ticket is compared with these.", Shape.LINES, required=True),
    "parts": Key("The parts and their wordings; respond is the only one a file must have.", Shape.PARTS, required=True),
    "guide": Key("Questions for the agent when no draft is offered.", Shape.LINES),
    "example": Key("A composite example: the customer's message and a finished reply.", Shape.EXAMPLE),
    "tree": Key("Asked from the top before the response is used; the first branch that holds decides.", Shape.TREE),
}
LANGUAGE: Final = r"[a-z]{2,3}"
SHARED_KEYS: Final = ("language", "parts")
WORDING_KEYS: Final[dict[str, Key]] = {
    "text": Key("The words; (a|b) uses one of them, {amount} is a fact, [[day and time]] a blank.", required=True),
    "when": Key("All of these must hold for the wording to be used.", Shape.CONDITIONS),
    "unless": Key("None of these may hold.", Shape.CONDITIONS),
    "words": Key("Used only where one of these starts a word of theirs.", Shape.LINES),
}
EXAMPLE_KEYS: Final[dict[str, Key]] = {
    "customer": Key("An invented message, 20 to 60 words.", required=True),
    "reply": Key("The reply as it should read, blanks filled in.", required=True),
}
BRANCH_KEYS: Final[dict[str, Key]] = {
    "if": Key("Conditions of docs/conditions.md with the value they must have; all must hold.", required=True),
    "use": Key("The contact reason whose response is used instead."),
    "tree": Key("More branches, asked from the top.", Shape.TREE),
}

SLOTS: Final[dict[str, str]] = {
    "name": "Maya, spelt as they spell it (only in greeting and sign_off; not known where no person's name stands)",
    "full_name": "Maya Lindqvist (the same)",
    "formal_name": "Mrs Ashby, where they sign with a title (the same)",
    "thing": "the noun phrase of this response, with its article: the double charge",
    "amount": "money the customer named: 49.90 or €49.90",
    "order": "order 48213",
    "invoice": "invoice 33479",
    "tracking": "tracking number JD0146",
    "case": "case 8841",
    "contact_ordinal": "third (only on a repeat contact)",
    "contact_times": "three times (only on a repeat contact)",
    "first_contact_date": "12 August (only on a repeat contact)",
    "last_contact_date": "2 September (only on a repeat contact)",
    "waiting_time": "41 days, since they first wrote about this (only on a repeat contact)",
    "stated_duration": "two days, as the customer put it",
    "since": "since Monday, as the customer put it",
    "deadline": "Friday, noon on Friday or 12 August: by when the customer needs it",
    "consequence": "a clause about what it cost them: you had to borrow from your sister for rent",
    "broken_promise": "the call you were promised on 2 September (was not kept)",
    "open_promise": "the call you were promised for Friday (not yet due)",
    "tried": "a clause about what was done so far: your request was passed to the billing team on 13 August",
    "told": "a statement of theirs about it, turned to face them: your wardrobe arrived with a split side panel",
    "told_too": "a second statement that weighs, where they are strained or wrote before: you lost a day's pay",
    "wanted": "what they want done, as a blank, where no response fits: [[send you a new one / what else]]",
    "wish": "what they would have, where no response fits and nothing is asked: you would like the 16.99 back",
    "asked": "what they asked, with its blank, where no response fits: whether you can move it: [[yes or no]]",
    "also_asked": "what they asked beyond it, each with its blank: how long it lasts: [[how long]]",
    "colleague": "Priya, the colleague the customer praises",
    "previous_agent": "Priya, who answered last (only on a repeat contact)",
}
# one text of each, to read a wording as it will stand and to count its words
SLOT_EXAMPLES: Final[dict[str, str]] = {
    "name": "Maya", "full_name": "Maya Lindqvist", "formal_name": "Mrs Ashby",
    "thing": "the double charge", "amount": "49.90", "order": "order 48213", "invoice": "invoice 33479",
    "tracking": "tracking number JD0146", "case": "case 8841", "contact_ordinal": "third",
    "contact_times": "three times", "first_contact_date": "12 August", "last_contact_date": "2 September",
    "waiting_time": "41 days", "stated_duration": "two days", "since": "since Monday", "deadline": "Friday",
    "consequence": "you had to borrow from your sister for rent",
    "broken_promise": "the call you were promised on 2 September",
    "open_promise": "the call you were promised for Friday",
    "tried": "your request was passed to the billing team on 13 August",
    "told": "your wardrobe arrived with a split side panel", "told_too": "you lost a day's pay over it",
    "wanted": "[[send you a new one / what else]]", "asked": "whether you can still move it: [[yes or no]]",
    "also_asked": "how long it lasts: [[how long]]", "wish": "you would like the 16.99 back",
    "colleague": "Priya", "previous_agent": "Priya",
}  # fmt: skip
# facts that belong to this case and to nobody else; a noun phrase of the response alone is not one
OWN_FACTS: Final = frozenset(SLOTS) - {"thing", "previous_agent", "name", "full_name", "formal_name"}
# their name stands once in a draft: where they are greeted, or in the brand's last line
NAME_FACTS: Final = frozenset({"name", "full_name", "formal_name"})
# the customer's own words, as long as they made them, which may hold other facts
RETOLD_FACTS: Final = frozenset({"told", "told_too", "wanted", "wish", "asked", "also_asked"})
REPEAT_FACTS: Final = frozenset({
    "contact_ordinal", "contact_times", "first_contact_date", "last_contact_date", "waiting_time", "previous_agent",
})  # fmt: skip

CONDITIONS: Final[dict[str, str]] = {
    "first": "their first contact about this",
    "repeat": "they have written about this before",
    "third_or_later": "their third contact or a later one",
    "broken_promise": "a promise to them was not kept",
    "failed": "something went wrong: the response's failure is not none",
    "strained": "frustrated, anxious or sad",
    "frustrated": "their newest words sound frustrated",
    "anxious": "their newest words sound anxious",
    "sad": "their newest words sound sad or let down",
    "confused": "their newest words sound confused",
    "grateful": "they are content or say thanks",
    "calm": "no feeling shows",
    "asks_person": "they ask for a person or a manager",
    "unmatched": "nothing in the library is close enough: an outline of what they told and asked",
    "plain": "the framework: respond, thank",
    "heart": "the framework: hear, empathize, apologize, respond, thank",
    "care": "the framework for relationship accounts",
    "ladder": "the framework that opens with a paraphrase and one question",
}
# conditions with a value, written channel:chat; what the value looks like, and its meaning
VALUED: Final[dict[str, tuple[str, str]]] = {
    "asks": (
        r"refund|replacement|callback|cancellation|compensation|invoice_copy|manager|person",
        "what their newest words ask for: asks:refund",
    ),
    "channel": (r"[a-z][a-z0-9_]*", "where the ticket came from, as Zendesk names it: channel:chat"),
    "plan": (r"premium|standard", "plan:premium for customers or tickets with a premium tag, else plan:standard"),
    "brand": (r"[0-9]+", "the brand's id in Zendesk: brand:360001234"),
    "group": (r"[0-9]+", "the id of the group the ticket is assigned to: group:360005678"),
}
MOST_NAMED: Final = 25
# known only after a response is chosen, so no condition for offering it
AFTER_CHOICE: Final = frozenset({"failed", "unmatched", "plain", "heart", "care", "ladder"})


def is_condition(name: str) -> bool:
    """Whether a file may name this condition, with its value where it takes one."""
    kind, colon, value = name.partition(":")
    if colon:
        return kind in VALUED and re.fullmatch(VALUED[kind][0], value) is not None
    return name in CONDITIONS


def say_conditions() -> str:
    valued = ("asks:refund", "channel:<name>", "plan:premium", "plan:standard", "brand:<id>", "group:<id>")
    return ", ".join([*CONDITIONS, *valued])


def suggest_name(name: str, known: Iterable[str]) -> str:
    """The cure for a name nobody knows: the nearest known one, then all of them while they are few."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    cures = [f"did you mean {near[0]}?"] if near else []
    return " ".join([*cures, f"known are {', '.join(names)}"] if len(names) <= MOST_NAMED or not near else cures)
