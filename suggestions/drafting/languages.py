"""Facts as a draft in another language than English says them (languages.yaml).

Only what can be said without the customer's own clauses: numbers, counts, days of the record. The rest stays unsaid.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from babel.dates import format_date, format_skeleton

from suggestions.reading.numbers import count_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from suggestions.model import Fact, Ledger, Situation

WORDS: Final = Path(__file__).with_name("languages.yaml")
# said as they stand in every language
SAME: Final = frozenset({"amount", "previous_agent", "colleague"})
ENGLISH: Final = "en"


def put_into(facts: Mapping[str, Fact], situation: Situation, ledger: Ledger, language: str) -> dict[str, Fact]:
    """The facts a draft in the language may name, in its words. English ones are as they were."""
    if language == ENGLISH:
        return dict(facts)
    words = _read_words().get(language)
    said = {name: fact.text for name, fact in facts.items() if name in SAME}
    if words:
        said |= {name: _say_number(facts[name], noun) for name, noun in words["nouns"].items() if name in facts}
        said |= {name: text for name, text in _say_record(situation, ledger, language, words).items() if name in facts}
    return {name: replace(facts[name], text=text) for name, text in said.items() if text}


def find_greetings(language: str) -> tuple[str, str] | None:
    """With a name and without; None for a language nobody wrote greetings for."""
    words = _read_words().get(language)
    return (words["greetings"][0], words["greetings"][1]) if words else None


def _say_number(fact: Fact, noun: str) -> str:
    number = re.search(r"\S*\d.*", fact.text)
    return f"{noun} {number.group()}" if number else ""


def _say_record(situation: Situation, ledger: Ledger, language: str, words: Mapping[str, Any]) -> dict[str, str]:
    if not ledger.is_repeat:
        return {}
    days = sorted(e.ticket.created_at for e in ledger.counted)
    count, waited = ledger.contact_count, count_days(days[0], situation.written_at)
    return {
        "contact_times": _pick(words["times"], words["more_times"], count),
        "contact_ordinal": _pick(words["ordinals"], words["more_ordinals"], count),
        "first_contact_date": _say_day(days[0], situation.written_at, language),
        "last_contact_date": _say_day(days[-1], situation.written_at, language),
        "waiting_time": words["days"][waited != 1].format(n=waited),
    }


def _pick(words: list[str], more: str, number: int) -> str:
    return words[number] if number < len(words) else more.format(n=number)


def _say_day(day: datetime, today: datetime, language: str) -> str:
    if day.year == today.year:
        return str(format_skeleton("MMMMd", day, locale=language))
    return str(format_date(day, "long", locale=language))


@cache
def _read_words() -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return known
