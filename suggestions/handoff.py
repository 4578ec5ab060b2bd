"""Signals that somebody who knows should take over, as tags that triggers and views can route by.

The list is fixed: a tag is never renamed, because a team's triggers name it. docs/handoff.md holds the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from suggestions.model import Feeling, PromiseState, Reason, Withheld
from suggestions.reading.feeling.signs import VULNERABLE, SignKind, find_signs
from suggestions.reading.repeats.contacts import say_contact
from suggestions.reading.situation import newest_words
from suggestions.reading.span import Passage
from suggestions.reading.text import clean_body, clean_subject, join_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.model import Comment, Ledger, Ticket
    from suggestions.reading.feeling.signs import Sign
    from suggestions.suggestion import Suggestion

DUE_WITHIN: Final = timedelta(days=1)


class Tag(StrEnum):
    """The tags, gravest first."""

    RISK_OF_HARM = "wellheard_risk_of_harm"
    THREAT = "wellheard_threat"
    VULNERABLE = "wellheard_vulnerable"
    LEGAL = "wellheard_legal"
    ASKS_MANAGER = "wellheard_asks_manager"
    ASKS_PERSON = "wellheard_asks_person"
    ABUSIVE = "wellheard_abusive"
    PROMISE_BROKEN = "wellheard_promise_broken"
    PROMISE_DUE = "wellheard_promise_due"
    REPEAT_2 = "wellheard_repeat_2"
    REPEAT_3 = "wellheard_repeat_3"
    REPEAT_4_PLUS = "wellheard_repeat_4_plus"
    FRUSTRATED = "wellheard_feeling_frustrated"
    ANXIOUS = "wellheard_feeling_anxious"
    SAD = "wellheard_feeling_sad"
    ROOT_CAUSE = "wellheard_root_cause"
    NEEDS_HUMAN = "wellheard_needs_human"


MEANINGS: Final[dict[Tag, str]] = {
    Tag.RISK_OF_HARM: "They write of ending a life or of harming themselves, or that somebody else may.",
    Tag.THREAT: "They threaten somebody with violence.",
    Tag.VULNERABLE: "They mention a death, a serious illness or disability, medical equipment, no money for food, "
    "warmth or rent, violence or stalking, or a child or a very old person at risk.",
    Tag.LEGAL: "They name a court, a lawyer, an ombudsman or a regulator.",
    Tag.ASKS_MANAGER: "They ask for a manager or somebody more senior.",
    Tag.ASKS_PERSON: "They ask for a person instead of a machine or a form.",
    Tag.ABUSIVE: "They insult the people who answer, which is more than swearing at the situation.",
    Tag.PROMISE_BROKEN: "An agent promised something, and nothing in the record shows that it was kept in time.",
    Tag.PROMISE_DUE: "A promise is still open and falls due within a day of their message.",
    Tag.REPEAT_2: "It is their second contact about this problem.",
    Tag.REPEAT_3: "It is their third contact about this problem.",
    Tag.REPEAT_4_PLUS: "It is their fourth contact about this problem, or a later one.",
    Tag.FRUSTRATED: "They sound frustrated.",
    Tag.ANXIOUS: "They sound anxious.",
    Tag.SAD: "They sound sad or let down.",
    Tag.ROOT_CAUSE: "Many customers have had to write again about the same problem; a kind reply will not end it.",
    Tag.NEEDS_HUMAN: "Somebody who knows should take over, by the rule below the table.",
}
OF_SIGN: Final[dict[SignKind, Tag]] = {
    SignKind.RISK_OF_HARM: Tag.RISK_OF_HARM, SignKind.THREAT: Tag.THREAT, SignKind.LEGAL: Tag.LEGAL,
    SignKind.MANAGER: Tag.ASKS_MANAGER, SignKind.PERSON: Tag.ASKS_PERSON, SignKind.ABUSE: Tag.ABUSIVE,
    **dict.fromkeys(VULNERABLE, Tag.VULNERABLE),
}  # fmt: skip
OF_FEELING: Final = {Feeling.FRUSTRATED: Tag.FRUSTRATED, Feeling.ANXIOUS: Tag.ANXIOUS, Feeling.SAD: Tag.SAD}
# each of these alone is reason enough
ENOUGH: Final = frozenset({
    Tag.RISK_OF_HARM, Tag.THREAT, Tag.VULNERABLE, Tag.LEGAL, Tag.ASKS_MANAGER, Tag.ASKS_PERSON,
    Tag.REPEAT_3, Tag.REPEAT_4_PLUS,
})  # fmt: skip
# a reply in any tone but a chosen one would do harm
NO_DRAFT: Final = {
    SignKind.RISK_OF_HARM: Withheld(
        Reason.RISK_OF_HARM,
        "Somebody may be in danger: read the whole message now and follow your team's guideline for a crisis. "
        "No prepared text fits.",
    ),
    SignKind.THREAT: Withheld(
        Reason.THREAT,
        "They threaten violence: show it to your lead now and follow your team's guideline for threats. "
        "No prepared text fits.",
    ),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One tag and the words it rests on: the customer's own when there is a `sign`, else what the record shows."""

    tag: Tag
    words: str
    sign: Sign | None = None


def find_signals(suggestion: Suggestion) -> tuple[Signal, ...]:
    """The signals of one suggestion, each tag once, in the order of the tags."""
    found: dict[Tag, Signal] = {}
    for signal in (*_read_signs(suggestion), *_read_record(suggestion)):
        found.setdefault(signal.tag, signal)
    if reasons := [tag for tag in Tag if tag in found and _is_enough(tag, found)]:
        found[Tag.NEEDS_HUMAN] = Signal(Tag.NEEDS_HUMAN, found[reasons[0]].words, found[reasons[0]].sign)
    return tuple(found[tag] for tag in Tag if tag in found)


def gather_signs(ticket: Ticket, ledger: Ledger, limit: int) -> tuple[Sign, ...]:
    """The signs in the newest words, those that stand from before on this ticket, and who turned out to be
    vulnerable in an earlier contact about the same problem. `limit` is in characters a message.
    """
    newest = newest_words(ticket)
    before = [c for c in ticket.requester_comments if c not in newest]
    now = [_read(ticket, c, limit) for c in newest] or [_read_opening(ticket, limit)]
    subject = Passage(ticket.id, None, clean_subject(ticket.subject), ticket.subject, ticket.created_at)
    signs = find_signs([*now, *([] if before else [subject])], [subject, *(_read(ticket, c, limit) for c in before)])
    earlier = find_signs((), [_read_opening(e.ticket, limit) for e in reversed(ledger.counted)])
    known = {sign.kind for sign in signs}
    return (*signs, *(sign for sign in earlier if sign.kind in VULNERABLE - known))


def find_obstacle(signs: tuple[Sign, ...]) -> Withheld | None:
    """Why there is no draft, where a prepared text could do harm."""
    return next((NO_DRAFT[sign.kind] for sign in signs if sign.kind in NO_DRAFT), None)


def _read(ticket: Ticket, comment: Comment, limit: int) -> Passage:
    return Passage(ticket.id, comment.id, clean_body(comment.body, limit), comment.body, comment.created_at)


def _read_opening(ticket: Ticket, limit: int) -> Passage:
    """The words a ticket began with, for one whose comments were not read."""
    body = clean_body(ticket.description, limit)
    return Passage(ticket.id, None, join_subject(ticket.subject, body), ticket.description, ticket.created_at)


def _read_signs(suggestion: Suggestion) -> Iterator[Signal]:
    for sign in suggestion.signs:
        yield Signal(OF_SIGN[sign.kind], sign.quote, sign)


def _read_record(suggestion: Suggestion) -> Iterator[Signal]:
    """What is known without their saying so: promises, the count, the feeling, the spread of the problem. A machine
    has none of them.
    """
    ledger, situation = suggestion.ledger, suggestion.situation
    if ledger.machine_tickets:
        return
    if broken := ledger.broken_promise:
        yield Signal(Tag.PROMISE_BROKEN, broken.quote)
    for promise in ledger.promises:
        due = promise.due_at if promise.state is PromiseState.OPEN else None
        if due and due - situation.written_at <= DUE_WITHIN:
            yield Signal(Tag.PROMISE_DUE, promise.quote)
    if ledger.is_repeat:
        tag = {2: Tag.REPEAT_2, 3: Tag.REPEAT_3}.get(ledger.contact_count, Tag.REPEAT_4_PLUS)
        yield Signal(tag, f"{say_contact(ledger)} contact")
    if tag_of_feeling := OF_FEELING.get(situation.feeling):
        yield Signal(tag_of_feeling, next(iter(situation.feeling_quotes), str(situation.feeling)))
    if suggestion.root_cause:
        yield Signal(Tag.ROOT_CAUSE, f"{suggestion.root_cause.repeaters} customers have had to write again")


def _is_enough(tag: Tag, found: dict[Tag, Signal]) -> bool:
    """Whether this one calls for somebody who knows: alone, or a broken promise where strain shows."""
    return tag in ENOUGH or (tag is Tag.PROMISE_BROKEN and bool(set(OF_FEELING.values()) & set(found)))
