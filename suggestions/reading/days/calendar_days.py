"""Days of the calendar from their parts: the nearest one that fits the tense of what is told."""

from __future__ import annotations

from datetime import date, timedelta

from suggestions.reading.days.tense import Tense

# this near, the nearest day is meant although the words around it tell of another time
NEAR_DAYS = {Tense.PAST: 45, Tense.FUTURE: 10}
FRIDAY = 4


def make_day(year: int | str, month: int | str, day: int | str) -> date | None:
    """None for a day there is not. A year of two digits is of this century."""
    try:
        return date(int(year) + (2000 if int(year) < 100 else 0), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def find_in_year(month: int, day: int, today: date, tense: Tense | None, weekday: int | None = None) -> date | None:
    """The day of a month whose year nobody told."""
    days = [make_day(today.year + n, month, day) for n in (-1, 0, 1, 2)]
    return choose_day(_on_weekday(days, weekday), today, tense)


def find_in_month(day: int, today: date, tense: Tense | None, weekday: int | None = None) -> date | None:
    """`the 3rd`, of a month nobody told."""
    months = [(today.year * 12 + today.month - 1 + n) for n in (-2, -1, 0, 1, 2)]
    days = [make_day(m // 12, m % 12 + 1, day) for m in months]
    return choose_day(_on_weekday(days, weekday), today, tense, strict=True)


def _on_weekday(days: list[date | None], weekday: int | None) -> list[date]:
    """Those that fall on the weekday named with them; all when none does, for people mistake weekdays."""
    known = [day for day in days if day is not None]
    return [day for day in known if day.weekday() == weekday] or known


def choose_day(days: list[date], today: date, tense: Tense | None, *, strict: bool = False) -> date | None:
    """The nearest of them; where the words tell of what was or will be, and it is not near, the nearest such one."""
    nearest = min(days, key=lambda day: abs((day - today).days), default=None)
    if nearest is None or tense is None or (not strict and abs((nearest - today).days) <= NEAR_DAYS[tense]):
        return nearest
    fitting = [day for day in days if (day <= today if tense is Tense.PAST else day >= today)]
    return min(fitting, key=lambda day: abs((day - today).days), default=nearest)


def find_weekday(weekday: int, today: date, tense: Tense | None) -> date:
    """The last such day before today for what was, the next one after today for what is to come."""
    if tense is Tense.FUTURE:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def find_end(of: str, today: date) -> date | None:
    """The last day of this week (Friday), month or year; today for the end of the day."""
    if of == "week":
        return today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    if of == "month":
        first = make_day(today.year + today.month // 12, today.month % 12 + 1, 1)
        return first - timedelta(days=1) if first else None
    return date(today.year, 12, 31) if of == "year" else today
