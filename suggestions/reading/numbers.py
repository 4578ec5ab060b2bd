"""Small numbers as words, both ways, and dates as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

if TYPE_CHECKING:
    from datetime import date, datetime

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
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


def say_date(when: date | datetime, today: date | datetime) -> str:
    """`12 August`, with the year only when it is not this one."""
    pattern = "d MMMM" if when.year == today.year else "d MMMM y"
    return format_date(when, pattern, locale="en_GB")


def count_days(first: datetime, last: datetime) -> int:
    """As people count: the nights between two days of the calendar."""
    return (last.date() - first.date()).days


def say_days(days: int) -> str:
    return "one day" if days == 1 else f"{say_cardinal(days)} days"
