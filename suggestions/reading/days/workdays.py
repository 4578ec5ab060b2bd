"""Days of the calendar: working days, ends of months, and dates without a year."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5
# a date so shortly past is not the one of next year
JUST_PAST = timedelta(days=45)


def add_workdays(day: date, number: int) -> date:
    """So many days of Monday to Friday after the day."""
    left = min(number, 250)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def find_date(day: int, month: int, year: int, today: date | None = None, *, forward: bool = False) -> date | None:
    """The date, a month over 12 in the next year; None for a day no calendar has.

    `forward`: the year was not told, so a date that is long past in this one is meant for the next.
    """
    if month > 12:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    try:
        found = date(year, month, day)
        if forward and today and found < today - JUST_PAST:
            found = found.replace(year=year + 1)
    except ValueError:
        return None
    return found
