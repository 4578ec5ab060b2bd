"""Days that customers name, and since when something is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.days.deadlines import read_deadlines
from suggestions.reading.days.named_days import local_day, read_days
from suggestions.reading.numbers import say_date

if TYPE_CHECKING:
    from datetime import date

    from suggestions.reading.days.named_days import Day
    from suggestions.reading.span import Passage

SINCE = re.compile(r"\bsince\s(?:on\s|the\s|about\s|around\s|at least\s){0,2}$")
SINCE_CHANGE = re.compile(r"\bsince\s(?P<what>the\s(?:update|upgrade|switch|move))\b")
LEFT = 30


def find_dates(passage: Passage) -> list[Fact]:
    """Every day that is no deadline; `value` is the day, None when it could be more than one and nothing settles it."""
    today = local_day(passage).date()
    by_when = set(read_deadlines(passage))
    facts = []
    for day in read_days(passage):
        if day not in by_when:
            words = " ".join(passage.text[day.start : day.end].split())
            said = _say_day(day, words, today, passage.locale)
            facts.append(passage.make_fact("date", FactKind.DATE, said, (day.start, day.end), day.when))
    return facts


def find_since(passage: Passage) -> list[Fact]:
    """Since when: `since Monday`, with yesterday and its kind turned into the date they meant."""
    small = passage.small
    facts = []
    for day in read_days(passage):
        if match := SINCE.search(small[max(0, day.start - LEFT) : day.start]):
            start = day.start - LEFT + match.start() if day.start > LEFT else match.start()
            facts.append(
                passage.make_fact("since", FactKind.DATE, f"since {_say(passage, day)}", (start, day.end), day.when)
            )
    return [
        *facts,
        *(
            passage.make_fact("since", FactKind.DATE, f"since {match['what']}", match.span())
            for match in SINCE_CHANGE.finditer(small)
        ),
    ]


def _say(passage: Passage, day: Day) -> str:
    words = " ".join(passage.text[day.start : day.end].split())
    if day.when is None:
        return words
    if day.form in {"weekday", "near", "bare", "ordinal"}:
        said = re.sub(r"(?i)^(last|this|next)\b", lambda m: m[0].lower(), words)
        return f"the {said}" if day.form == "ordinal" else re.sub(r"\w+$", lambda m: m[0].title(), said)
    said_day = _say_day(day, words, local_day(passage).date(), passage.locale)
    if words.lower() in {"last night", "this morning", "this afternoon", "this evening", "tonight"}:
        return f"the {words.lower().rsplit(' ', maxsplit=1)[-1].replace('tonight', 'evening')} of {said_day}"
    return said_day


def _say_day(day: Day, words: str, today: date, locale: str) -> str:
    """With a year only when they wrote one, or when a day counted from now lies in another."""
    if day.when is None:
        return words
    told = day.form in {"relative", "ago"} or re.search(r"\d{4}", words)
    return say_date(day.when, today if told else day.when, locale)
