"""The first thing the note says, and what must be checked before sending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.drafting.frameworks import Framework
from suggestions.drafting.pressing import find_pressing, say_promise
from suggestions.drafting.told_bot import say_gave_up
from suggestions.handoff import NO_DRAFT, find_obstacle
from suggestions.model import STRAINED, FactKind, Feeling, PromiseState
from suggestions.reading.facts.identifiers import identifier_key
from suggestions.reading.facts.money import amount_key
from suggestions.reading.feeling.signs import VULNERABLE, SignKind
from suggestions.reading.numbers import count_days, say_cardinal, say_date, say_days, say_ordinal
from suggestions.reading.repeats.contacts import say_contact
from suggestions.reading.text import clean_subject, count_words, plain_quotes

if TYPE_CHECKING:
    from suggestions.model import Ledger
    from suggestions.suggestion import Suggestion

QUOTE_LENGTH = 90
MOST_SIGNS = 3
MOST_NAMED = 4
SIGNS = {
    SignKind.RISK_OF_HARM: "A life may be at stake",
    SignKind.THREAT: "They threaten violence",
    SignKind.BEREAVEMENT: "They mention a death",
    SignKind.ILLNESS: "They mention an illness or a disability",
    SignKind.EQUIPMENT: "They mention medical equipment or medicine somebody depends on",
    SignKind.HARDSHIP: "They mention having no money for food, warmth or a home",
    SignKind.DANGER: "They mention violence or stalking",
    SignKind.ALONE: "They mention a child or an old person who may be at risk",
    SignKind.MANAGER: "They ask for a manager",
    SignKind.PERSON: "They ask for a person",
}
FEWEST_QUESTION_WORDS = 4
QUESTION = re.compile(r"[^.!?\n]+\?")
PLEA = re.compile(
    r"\b(can|could|will) (someone|somebody|anyone|you) (please )?(help|look|assist|check)\b|\bwhat is happening\b",
    re.IGNORECASE,
)


def say_headline(suggestion: Suggestion) -> tuple[str, str]:
    """What this is, as (the bold sentence, the rest)."""
    ledger, situation = suggestion.ledger, suggestion.situation
    if ledger.machine_tickets:
        return _say_machine(suggestion), ""
    if ledger.is_repeat and ledger.first_at:
        about = suggestion.thing or f"“{cut(clean_subject(ledger.counted[-1].ticket.subject), 60)}”"
        days = count_days(ledger.first_at, suggestion.situation.written_at)
        ago = "earlier today" if days <= 0 else f"{say_days(days)} ago"
        # of a history that was not read to its end only the oldest ticket read is known
        wrote = "They wrote as early as" if ledger.truncated else "First wrote"
        first = f"{wrote} {say_date(ledger.first_at, suggestion.situation.written_at)}, {ago}."
        return (
            f"{say_contact(ledger).capitalize()} contact about {about}.",
            f"{first}{_say_hands(ledger)}{_say_feeling(suggestion)}",
        )
    on_ticket = len(suggestion.ticket.requester_comments)
    if suggestion.ticket.public_replies and on_ticket > 1:
        about = f" about {suggestion.thing}" if suggestion.thing else ""
        return f"They write again on this ticket{about}.", f"Message {on_ticket} from them.{_say_feeling(suggestion)}"
    grave = any(s.kind in VULNERABLE or s.kind in NO_DRAFT for s in suggestion.signs)
    if situation.feeling is Feeling.GRATEFUL and not grave:
        return "First contact, they are writing to say thank you.", "A short warm reply is enough."
    plain = suggestion.choice and suggestion.choice.framework is Framework.PLAIN and not suggestion.is_outline
    if plain and not grave:
        return "First contact, routine question.", "A short plain reply is enough."
    about = f" about {suggestion.thing}" if suggestion.thing else ""
    read = " among their newest tickets" if ledger.truncated else ""
    return f"First contact{about}{read}.", _say_feeling(suggestion).strip()


def _say_hands(ledger: Ledger) -> str:
    """Through how many hands it went; nothing where one person answered every time."""
    names = [name.split()[0] for name in ledger.answered_by if name.split()]
    if len(names) < 2:
        return ""
    # two people of one name are told by their number alone
    who = f": {', '.join(names)}" if len(names) <= MOST_NAMED and len(set(names)) == len(names) else ""
    return f" {say_cardinal(len(names)).capitalize()} people have answered so far{who}."


def _say_machine(suggestion: Suggestion) -> str:
    ledger, today = suggestion.ledger, suggestion.situation.written_at
    count = f"{'at least ' if ledger.truncated else ''}{ledger.machine_tickets}"
    since = ledger.machine_since or today
    when = "today" if since.date() == today.date() else f"since {say_date(since, today)}"
    return f"A machine wrote this: {count} tickets with the same words from this address {when}."


def _say_feeling(suggestion: Suggestion) -> str:
    situation = suggestion.situation
    if situation.feeling not in STRAINED or not situation.feeling_quotes:
        return ""
    # the same sentence is not quoted twice
    unsaid = [q for q in situation.feeling_quotes if not _is_quoted(q, suggestion)]
    return (
        f" They sound {situation.feeling}: “{cut(unsaid[0], 60)}”." if unsaid else f" They sound {situation.feeling}."
    )


def _is_quoted(words: str, suggestion: Suggestion) -> bool:
    """Whether the line of signals holds these words already."""
    return " ".join(words.split()).rstrip(".!?") in say_signals(suggestion)


def say_signals(suggestion: Suggestion) -> str:
    """What a person who knows should see before anything else, gravest first, in their words; often nothing."""
    today = suggestion.situation.written_at
    lines = []
    for sign in suggestion.signs:
        if sign.kind not in SIGNS:
            continue
        day = f" ({say_date(sign.written_at, today)})" if sign.written_at.date() != today.date() else ""
        stop = "" if sign.quote.endswith(("?", "!")) else "."
        lines.append(f"{SIGNS[sign.kind]}{day}: “{sign.quote.rstrip('.')}”{stop}")
    return " ".join(lines[:MOST_SIGNS])


def _say_root_cause(suggestion: Suggestion) -> list[str]:
    cause = suggestion.root_cause
    if cause is None:
        return []
    who = f"{cause.repeaters} of the {cause.requesters} customers who wrote about {suggestion.thing or 'it'}"
    since = say_date(cause.first_at, suggestion.situation.written_at)
    return [f"A kind reply will not fix this: {who} since {since} have had to write again."]


def say_checks(suggestion: Suggestion, *, prompt_only: bool = False) -> list[str]:
    """The root cause, promises, then what disagrees, then the blanks; nothing where a life comes first or a machine
    wrote.
    """
    if find_obstacle(suggestion.signs) or suggestion.ledger.machine_tickets:
        return []
    said = find_pressing(suggestion)
    lines = [
        " ".join(say_promise(p, suggestion.situation.written_at)).strip()
        for p in suggestion.ledger.promises
        if p.state in {PromiseState.BROKEN, PromiseState.OPEN} and p is not said
    ]
    lines = [*_say_root_cause(suggestion), *lines[-2:]]
    situation, count = suggestion.situation, suggestion.ledger.contact_count
    lines += _say_claim(suggestion, count)
    lines += _say_disagreements(suggestion)
    asked = [q for q in find_questions(situation.text) if not _is_quoted(q, suggestion)]
    left = [q for q in asked if not _is_taken_up(q, suggestion)]
    lines += [f"They ask: “{cut(q, QUOTE_LENGTH)}”" for q in left[:2]]
    lines += say_gave_up(suggestion)
    if suggestion.draft and suggestion.doubtful and not suggestion.is_outline:
        lines.append("The match is not sure: read the draft against their words.")
    if suggestion.draft and suggestion.draft.blanks and not prompt_only:
        lines.append("Fill in: " + ", ".join(f"[[{blank}]]" for blank in suggestion.draft.blanks))
    return lines


def _say_claim(suggestion: Suggestion, count: int) -> list[str]:
    """How often they say they wrote, where the record shows another count."""
    claimed = suggestion.situation.claimed_contacts
    if not claimed or claimed <= 1 or claimed == count:
        return []
    unread = "; older tickets were not read" if suggestion.ledger.truncated else ""
    if claimed < count:
        return [f"They say this is the {say_ordinal(claimed)} time. The record shows {count}{unread}."]
    found = say_cardinal(count - 1) if count > 1 else "no"
    tickets = "earlier ticket was" if count == 2 else "earlier tickets were"  # this one and one more
    return [f"They say it is the {say_ordinal(claimed)} time; {found} {tickets} found{unread}."]


def _is_taken_up(question: str, suggestion: Suggestion) -> bool:
    """Whether the draft answers it with a blank of its own."""
    facts = suggestion.draft.facts if suggestion.draft else ()
    return any(" ".join(fact.quote.split()).strip(" ?") in question for fact in facts if fact.kind is FactKind.ASK)


def _say_disagreements(suggestion: Suggestion) -> list[str]:
    """Two amounts, or two numbers of a kind, in the customer's own newest words."""
    lines = []
    for name, key, noun in (
        ("amount", lambda f: amount_key(f.text), "amounts"),
        ("order", identifier_key, "orders"),
        ("invoice", identifier_key, "invoices"),
    ):
        named = {key(f): f.text for f in suggestion.situation.facts if f.name == name}
        if len(named) > 1 and name not in suggestion.facts:
            lines.append(f"They name several {noun}: {', '.join(named.values())}. Say which one you mean.")
    return lines


def find_questions(text: str) -> list[str]:
    """Their own questions, but for mere pleas."""
    asked = [" ".join(m.group().split()) for m in QUESTION.finditer(plain_quotes(text))]
    return [q for q in asked if count_words(q) >= FEWEST_QUESTION_WORDS and not PLEA.search(q)]


def cut(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
