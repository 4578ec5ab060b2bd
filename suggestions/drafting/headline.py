"""The first thing the note says, and what must be checked before sending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.drafting.frameworks import Framework
from suggestions.model import STRAINED, Feeling, PromiseState
from suggestions.reading.identifiers import identifier_key
from suggestions.reading.money import amount_key
from suggestions.reading.numbers import count_days, say_date, say_days, say_ordinal
from suggestions.reading.text import clean_subject, count_words, plain_quotes

if TYPE_CHECKING:
    from suggestions.model import Promise
    from suggestions.suggestion import Suggestion

QUOTE_LENGTH = 90
FEWEST_QUESTION_WORDS = 4
QUESTION = re.compile(r"[^.!?\n]+\?")
PLEA = re.compile(
    r"\b(can|could|will) (someone|somebody|anyone|you) (please )?(help|look|assist|check)\b|\bwhat is happening\b",
    re.IGNORECASE,
)


def say_headline(suggestion: Suggestion) -> tuple[str, str]:
    """What this is, as (the bold sentence, the rest)."""
    ledger, situation = suggestion.ledger, suggestion.situation
    if ledger.is_repeat and ledger.first_at:
        about = suggestion.thing or f"“{cut(clean_subject(ledger.counted[-1].ticket.subject), 60)}”"
        days = count_days(ledger.first_at, suggestion.situation.written_at)
        ago = "earlier today" if days == 0 else f"{say_days(days)} ago"
        first = f"First wrote {say_date(ledger.first_at, suggestion.situation.written_at)}, {ago}."
        return (
            f"{say_ordinal(ledger.contact_count).capitalize()} contact about {about}.",
            f"{first}{_say_feeling(suggestion)}",
        )
    on_ticket = len(suggestion.ticket.requester_comments)
    if suggestion.ticket.public_replies and on_ticket > 1:
        about = f" about {suggestion.thing}" if suggestion.thing else ""
        return f"They write again on this ticket{about}.", f"Message {on_ticket} from them.{_say_feeling(suggestion)}"
    if situation.feeling is Feeling.GRATEFUL:
        return "First contact, they are writing to say thank you.", "A short warm reply is enough."
    if suggestion.choice and suggestion.choice.framework is Framework.PLAIN:
        return "First contact, routine question.", "A short plain reply is enough."
    about = f" about {suggestion.thing}" if suggestion.thing else ""
    return f"First contact{about}.", _say_feeling(suggestion).strip()


def _say_feeling(suggestion: Suggestion) -> str:
    situation = suggestion.situation
    if situation.feeling not in STRAINED or not situation.feeling_quotes:
        return ""
    return f" They sound {situation.feeling}: “{cut(situation.feeling_quotes[0], 60)}”."


def say_checks(suggestion: Suggestion) -> list[str]:
    """Promises first, then what disagrees, then the blanks."""
    lines = [
        _say_promise(p, suggestion)
        for p in suggestion.ledger.promises
        if p.state in {PromiseState.BROKEN, PromiseState.OPEN}
    ]
    lines = lines[-2:]
    situation, count = suggestion.situation, suggestion.ledger.contact_count
    claimed = situation.claimed_contacts
    if claimed and claimed > 1 and claimed != count:
        known = "this one only" if count == 1 else f"{count}"
        lines.append(f"They say this is the {say_ordinal(claimed)} time. The record shows {known}.")
    lines += _say_disagreements(suggestion)
    lines += [f"They ask: “{cut(q, QUOTE_LENGTH)}”" for q in find_questions(situation.text)[:2]]
    if suggestion.draft and suggestion.doubtful:
        lines.append("The match is not sure: read the draft against their words.")
    if suggestion.draft and suggestion.draft.blanks:
        lines.append("Fill in: " + ", ".join(f"[[{blank}]]" for blank in suggestion.draft.blanks))
    return lines


def _say_promise(promise: Promise, suggestion: Suggestion) -> str:
    today = suggestion.situation.written_at
    who = promise.made_by.split()[0] if promise.made_by.split() else "An agent"
    head = f"{who} promised on {say_date(promise.made_at, today)}: “{cut(promise.quote, QUOTE_LENGTH)}”"
    if promise.state is PromiseState.BROKEN:
        later = promise.due_at and promise.due_at.date() != promise.made_at.date()
        due = f"was due {say_date(promise.due_at, today)}, " if later and promise.due_at else ""
        return (
            f"{head} It {due}and nothing in the record shows it was kept."
            if due
            else f"{head} Nothing in the record shows it was kept."
        )
    due = f"due {say_date(promise.due_at, today)}" if promise.due_at else "no date was given"
    return f"{head} Still open, {due}."


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
