"""The days a text names, and which day of the calendar each of them is on the writer's own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError

from suggestions.reading.days.by_when import left_of, points_ahead
from suggestions.reading.days.calendar_days import find_end, find_in_month, find_in_year, find_weekday, make_day
from suggestions.reading.days.calendar_words import month_numbers, short_weekday_numbers, weekday_numbers
from suggestions.reading.days.day_patterns import FEASTS, RELATIVE, day_pattern, is_something_else
from suggestions.reading.days.tense import Tense, find_tense
from suggestions.reading.number_words import parse_number_words

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])")
IS_NOW = re.compile(r"(?:\bit'?s|\bit is|\btoday is|\bthis is|\bnow)\s$")
NEAR = 12


@dataclass(frozen=True, slots=True)
class Day:
    """Characters start to end name a day. `when` is None when they could be more than one; `form` is how it is named."""

    start: int
    end: int
    when: date | None
    form: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The writer's own day, and how they write 03/04: `dm`, `md`, or None when nothing tells."""

    today: date
    order: str | None


class NoDay(Exception):
    """The words look like a day and are none: 45/13."""


@lru_cache(maxsize=8)
def read_days(passage: Passage) -> tuple[Day, ...]:
    """Every day named, in reading order, none inside another."""
    text, small = passage.plain, passage.small
    clock = Clock(local_day(passage).date(), find_order(text, passage.locale))
    found = []
    for match in day_pattern().finditer(small):
        if is_something_else(text, match):
            continue
        form = str(match.lastgroup)
        try:
            when = _resolve(small, match, form, clock)
        except NoDay:
            continue
        found.append(Day(match.start(form), match.end(form), when, form))
    return tuple(found)


def local_day(passage: Passage) -> datetime:
    """The writing time on the requester's own clock; an unknown zone reads as UTC."""
    try:
        zone = ZoneInfo(passage.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return passage.written_at.astimezone(UTC)
    return passage.written_at.astimezone(zone)


def find_order(text: str, locale: str) -> str | None:
    """`dm` or `md`: how this person writes 03/04; None when neither another date nor the locale tells."""
    told = set()
    for a, b in SLASHED.findall(text):
        if (
            (int(a) > 12) != (int(b) > 12)
            and max(int(a), int(b)) <= 31
            and min(int(a), int(b)) >= 1
            and (a, b) != ("24", "7")
        ):
            told.add("dm" if int(a) > 12 else "md")
    if len(told) == 1:
        return told.pop()
    return None if told else _order_of(locale)


@cache
def _order_of(locale: str) -> str | None:
    """English alone does not tell: British and American people write it in two ways."""
    try:
        known = Locale.parse(locale.replace("-", "_")) if locale else None
    except (ValueError, UnknownLocaleError):
        return None
    if known is None or (known.language == "en" and known.territory is None):
        return None
    pattern = known.date_formats["short"].pattern.lower()
    return "md" if pattern.find("m") < pattern.find("d") else "dm"


def _resolve(small: str, match: re.Match[str], form: str, clock: Clock) -> date | None:
    today = clock.today
    if form == "relative":
        return today + timedelta(days=RELATIVE[match[form]])
    if form == "ago":
        return today - timedelta(days=_count(match["ago_n"]))
    if form == "end":
        return find_end(match["end_of"], today)
    if form in {"iso", "full", "short", "slash"} or (form == "wdnum" and match["wdnum_a"]):
        return _resolve_numbers(small, match, form, clock)
    tense = Tense.FUTURE if points_ahead(left_of(small, match.start(form))) else find_tense(small, *match.span(form))
    if form in {"weekday", "near"}:
        return _resolve_weekday(small, match, form, tense, today)
    return _known(_resolve_part(match, form, tense, today))


def _resolve_part(match: re.Match[str], form: str, tense: Tense | None, today: date) -> date | None:
    """A day of a month, with or without its month."""
    if form in {"ordinal", "wdnum"}:
        return find_in_month(_count(match["ordinal"] or match["wdnum_d"]), today, tense)
    if form == "feast":
        return find_in_year(*FEASTS[match[form]], today, tense)
    month, day = month_numbers()[match[f"{form}_m"]], _count(match[f"{form}_d"])
    if match[f"{form}_y"]:
        return make_day(match[f"{form}_y"], month, day)
    return find_in_year(month, day, today, tense)


def _resolve_weekday(small: str, match: re.Match[str], form: str, tense: Tense | None, today: date) -> date:
    name = match[f"{form}_w"]
    weekday = weekday_numbers().get(name, short_weekday_numbers().get(name, 0))
    if weekday == today.weekday() and IS_NOW.search(small[max(0, match.start(form) - NEAR) : match.start(form)]):
        return today
    which = match[f"{form}_q"] or ""
    if which in {"last", "past", "this past"}:
        tense = Tense.PAST
    elif which in {"next", "coming", "this coming"} or (which == "this" and tense is None):
        tense = Tense.FUTURE
    return find_weekday(weekday, today, tense)


def _resolve_numbers(small: str, match: re.Match[str], form: str, clock: Clock) -> date | None:
    """Day and month in either order. None when both orders make a day and nothing settles which is meant."""
    if form == "iso":
        return _known(make_day(match["iso_y"], match["iso_m"], match["iso_d"]))
    a, b = match[f"{form}_a"], match[f"{form}_b"]
    if form == "full":
        both = {"dm": make_day(match["full_y"], b, a), "md": make_day(match["full_y"], a, b)}
    else:
        tense = find_tense(small, *match.span(form))
        both = {
            "dm": find_in_year(int(b), int(a), clock.today, tense),
            "md": find_in_year(int(a), int(b), clock.today, tense),
        }
    # with full stops the day always comes first
    stops = re.search(r"\d\.\s?\d", match[form]) is not None
    known = {day for day in both.values() if day is not None}
    if not known or (stops and both["dm"] is None) or match[form] == "24/7":
        raise NoDay
    order = "dm" if stops else clock.order
    return known.pop() if len(known) == 1 else both[order] if order else None


def _known(day: date | None) -> date:
    if day is None:
        raise NoDay
    return day


def _count(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else parse_number_words(words) or 1
