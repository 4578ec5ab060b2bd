"""Names of months and weekdays in the languages customers mix, from Babel's locale data."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl", "fi")
# short names are read in English only: "ago", "set" and "out" are short months elsewhere
SHORT_MONTHS = {"sept": 9}
SHORT_DAYS = {"tues": 1, "thur": 3, "thurs": 3, "weds": 2}
DAY_ORDINALS = (  # noqa: SIM905  # a list of words reads best so
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()


@cache
def month_numbers() -> dict[str, int]:
    """Month by name in small letters: `march` 3, `märz` 3, `dec` 12."""
    found = {
        name.lower(): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context=context, locale=language).items()
    }
    short = {n.lower().rstrip("."): m for m, n in get_month_names("abbreviated", locale="en").items()}
    return found | short | SHORT_MONTHS


@cache
def weekday_numbers() -> dict[str, int]:
    """Weekday by name in small letters, Monday 0, without short names."""
    return {
        name.lower(): number
        for language in LANGUAGES
        for number, name in get_day_names("wide", locale=language).items()
    }


@cache
def short_weekday_numbers() -> dict[str, int]:
    """`mon`, `tue` … in English, Monday 0."""
    return {n.lower(): d for d, n in get_day_names("abbreviated", locale="en").items()} | SHORT_DAYS


def any_of(names: Iterable[str]) -> str:
    """An alternative of all names for a pattern, longest first, parted by first letter: most places fail at once."""
    first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first.setdefault(name[0], []).append(re.escape(name[1:]))
    return "(?:" + "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in sorted(first.items())) + ")"
