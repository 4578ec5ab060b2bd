"""Small numbers as words, both ways, and dates as people say them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

if TYPE_CHECKING:
    from datetime import date, datetime

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def say_cardinal(number: int) -> str:
    return CARDINALS[number] if 0 <= number < len(CARDINALS) else str(number)


def say_ordinal(number: int) -> str:
    if 0 < number < len(ORDINALS):
        return ORDINALS[number]
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def say_times(number: int) -> str:
    """Once, twice, three times."""
    return {1: "once", 2: "twice"}.get(number, f"{say_cardinal(number)} times")


def parse_count(word: str) -> int | None:
    """`three`, `3`, `third`, `3rd`, `twice`, `a couple of` as a number; None when it is none of these."""
    text = word.strip().lower()
    special = {"once": 1, "twice": 2, "a": 1, "an": 1, "couple": 2, "a couple": 2, "a couple of": 2}
    if text in special:
        return special[text]
    if text in CARDINALS:
        return CARDINALS.index(text)
    if text in ORDINALS:
        return ORDINALS.index(text)
    digits = text.rstrip("stndrh")
    return int(digits) if digits.isdigit() and len(digits) <= 4 else None


def say_date(when: date | datetime, today: date | datetime, locale: str = "") -> str:
    """`12 August`, or `August 12` for a locale that says so, with the year only when it is not this one."""
    written = _choose_locale(locale)
    if when.year == today.year:
        return format_skeleton("MMMMd", when, locale=written)
    return format_date(when, "long", locale=written)


def say_weekday(when: date | datetime, locale: str = "") -> str:
    """`Friday`."""
    return format_date(when, "EEEE", locale=_choose_locale(locale))


@cache
def _choose_locale(told: str) -> str:
    """English as the requester's country writes it; drafts are English only, so for other languages British English."""
    try:
        known = Locale.parse(told.replace("-", "_")) if told else None
    except (ValueError, UnknownLocaleError):
        known = None
    return str(known) if known and known.language == "en" and known.territory else "en_GB"


def count_days(first: datetime, last: datetime) -> int:
    """As people count: the nights between two days of the calendar."""
    return (last.date() - first.date()).days


def say_days(days: int) -> str:
    return "one day" if days == 1 else f"{say_cardinal(days)} days"
