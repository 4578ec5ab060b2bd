"""The days a text names, and which day of the calendar each of them is on the writer's own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError

from suggestions.reading.days.by_when import left_of, points_ahead
from suggestions.reading.days.calendar_days import find_end, find_in_month, find_in_year, find_weekday, make_day
from suggestions.reading.days.calendar_words import DAY_ORDINALS, month_numbers, short_weekday_numbers, weekday_numbers
from suggestions.reading.days.day_patterns import FEASTS, RELATIVE, day_pattern, is_something_else
from suggestions.reading.days.tense import Tense, find_tense
from suggestions.reading.number_words import parse_number_words
from suggestions.reading.sentences import sentence_around

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])")
# between two days of one list, of which the last tells the month: on 6th, 14th and 20th October
LISTED = frozenset(
    {", ", " and ", ", and ", " & ", " or ", " to ", " until ", " till ", " to the ", " and the ", ", the "}
)
OF_THING = re.compile(
    r"\b(?:(?:letters?|e-?mails?|mail|invoices?|receipts?|bills?|orders?|purchases?|payments?|quotes?|offers?|statements?|reports?|calls?|messages?|complaints?|contracts?|notes?|requests?|reply|answer|visit)\s(?:[a-z]*\d\S*\s)?of|[a-z]{1,4}-[\w-]+\sof|dated)\s(?:the\s)?$"
)
IS_NOW = re.compile(r"(?:\bit'?s|\bit is|\btoday(?:'?s| is)|\bthis is|\bnow)\s$")
OTHER_MONTHS = {"last": -1, "next": 1, "this": 0}
NEAR, FAR = 16, 160


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
    return tuple(_share_months(small, found))


def _share_months(small: str, days: list[Day]) -> list[Day]:
    """`on 6th, 14th and 20th October`: days without a month of their own have that of the next one in their list."""
    shared = list(days)
    for at in range(len(days) - 2, -1, -1):
        day, later = shared[at], shared[at + 1]
        listed = day.form in {"ordinal", "first"} and later.form == "dm" and small[day.end : later.start] in LISTED
        if listed and later.when:
            when = make_day(later.when.year, later.when.month, _count(small[day.start : day.end]))
            shared[at] = replace(day, when=when or day.when, form="dm")
    return shared


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
        return today - timedelta(days=_count(match["ago_n"]) * (7 if match["ago_w"] else 1))
    if form == "end":
        return find_end(match["end_of"], today)
    if form in {"iso", "full", "short", "stops", "slash"} or (form == "wdnum" and match["wdnum_a"]):
        return _resolve_numbers(small, match, form, clock)
    tense = _find_tense(small, *match.span(form))
    if form in {"weekday", "near", "bare"}:
        return _resolve_weekday(small, match, form, tense, today)
    return _known(_resolve_part(match, form, tense, today))


def _find_tense(small: str, start: int, end: int) -> Tense | None:
    """The day of an invoice of 12 August is past, whatever is asked of it."""
    left = left_of(small, start)
    if OF_THING.search(left):
        return Tense.PAST
    right = small[end : min(sentence_around(small, start)[1], end + FAR)]
    return Tense.FUTURE if points_ahead(left, right) else find_tense(small, start, end)


def _resolve_part(match: re.Match[str], form: str, tense: Tense | None, today: date) -> date | None:
    """A day of a month, with or without its month and its weekday."""
    told = match.groupdict()
    weekday = _weekday_number(told.get(f"{form}_w"))
    if form in {"ordinal", "first", "wdnum"}:
        if told["ordinal_of"] in OTHER_MONTHS:
            month = today.year * 12 + today.month - 1 + OTHER_MONTHS[told["ordinal_of"]]
            return make_day(month // 12, month % 12 + 1, _count(told["ordinal"]))
        return find_in_month(_count(told["ordinal"] or told["first"] or told["wdnum_d"] or ""), today, tense, weekday)
    if form == "feast":
        return find_in_year(*FEASTS[match[form]], today, tense)
    month, day = month_numbers()[match[f"{form}_m"]], _count(told[f"{form}_d"] or told[f"{form}_o"] or "")
    if year := told[f"{form}_y"]:
        return make_day(year.lstrip("'"), month, day)
    return find_in_year(month, day, today, tense, weekday)


def _weekday_number(name: str | None) -> int | None:
    return None if name is None else weekday_numbers().get(name, short_weekday_numbers().get(name))


def _resolve_weekday(small: str, match: re.Match[str], form: str, tense: Tense | None, today: date) -> date:
    told = match.groupdict()
    weekday = _weekday_number(told[f"{form}_w"]) or 0
    if weekday == today.weekday() and IS_NOW.search(small[max(0, match.start(form) - NEAR) : match.start(form)]):
        return today
    before, after = told.get(f"{form}_q") or "", told.get(f"{form}_k") or ""
    for words, weeks in (("last week", -1), ("next week", 1)):
        if words in before or words in after:
            return today + timedelta(days=weekday - today.weekday() + 7 * weeks)
    if after == "week" or before.startswith("a week"):
        return find_weekday(weekday, today, Tense.FUTURE) + timedelta(days=7)
    if before in {"last", "past", "this past"} or after:
        tense = Tense.PAST
    elif before in {"next", "coming", "this coming"} or (before == "this" and tense is None):
        tense = Tense.FUTURE
    return find_weekday(weekday, today, tense) - timedelta(days=7 if after == "before last" else 0)


def _resolve_numbers(small: str, match: re.Match[str], form: str, clock: Clock) -> date | None:
    """Day and month in either order. None when both orders make a day and nothing settles which is meant."""
    if form == "iso":
        return _known(make_day(match["iso_y"], match["iso_m"], match["iso_d"]))
    a, b = match[f"{form}_a"], match[f"{form}_b"]
    if form == "full":
        both = {"dm": make_day(match["full_y"], b, a), "md": make_day(match["full_y"], a, b)}
    else:
        tense = _find_tense(small, *match.span(form))
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
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    return DAY_ORDINALS.index(words) + 1 if words in DAY_ORDINALS else parse_number_words(words) or 1
