"""By when: the last day, and where it was named the hour, by which something is promised.

Days are counted on the clock of whoever said it; working days are Monday to Friday, public holidays are not known.
What cannot be decided, such as 03/04 without a locale, is no time at all. The words are data (due_words.yaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suggestions.reading.days.hours import END_OF_DAY, find_clock, find_hour
from suggestions.reading.promises.due_days import LONGEST_DAYS, LONGEST_SPAN, count, find_day
from suggestions.reading.promises.due_words import find_said, find_words
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from datetime import tzinfo

    from suggestions.reading.promises.due_words import Said

# a day after these words is not when something will happen: it happened then, or it is the name of something
PAST = re.compile(
    r"\b(?:you|i|we|they|he|she|it|that|which|who)(?: \w+)? (?:paid|ordered|sent|placed|bought|made|arrived|received|wrote|called|reported|happened|booked|"
    r"issued|returned|mentioned|gave|asked|got|missed|was|were|had|did|spoke|came|went|left|signed|said|told|promised|posted|collected)\b(?:(?!\bwill\b|'ll)[^,;]){0,40}$|\b(?:dated|since|ausgestellt|vom|depuis|du)\s+$|\b(?:in time for|ahead of|for) (?:your|the|her|his) [\w ]{1,25}? (?:on )?$",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:of|from|since|last|until|till|after|every|each|your|my|our|past|for|except|(?<!later )than|not|a|seit|vom|jeden|letzten|ab|für|du|depuis|chaque|pour votre) (?:the |this |next )?$",
    re.IGNORECASE,
)
AHEAD = re.compile(r"(?:by|within|no later|before|tomorrow|tonight|next|this)\b", re.IGNORECASE)
LASTING = re.compile(
    r"\b(?:hold|keep|kept|valid|reserv\w+|honou?r\w*|stay|open|available|free|waive\w*|paus\w+|freez\w+|suspend\w*|block\w*|remain|extend\w*|last|run|work|lend|wait)\b",
    re.IGNORECASE,
)
MOVED_TO = re.compile(
    r"\b(?:mov|chang|extend|postpon|switch|reschedul|push|shift|put)\w*\b[^,;]{0,40}\b(?:to|until|till) (?:the )?$",
    re.IGNORECASE,
)
SET_FOR = re.compile(
    r"\b(?:book|schedul|arrang|plan|slot|appointment|set|pencil|move)\w*\b[^.;]{0,60}\bfor (?:the |this |next )?$",
    re.IGNORECASE,
)
SPANS = frozenset({"span", "span after"})
NAMED_KINDS = frozenset(
    {
        "weekday",
        "date",
        "today",
        "tomorrow",
        "next week",
        "weekend",
        "month",
        "next month",
        "end of month",
        "year",
        "week",
    }
)
HALF_PAST = re.compile(
    r"(?<=\bat |\bby )half (?:past )?(?P<hour>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
# counted from the day that was named last
ANCHORED = frozenset({"same", "day before", "weekday after", "span after"})
OR = re.compile(
    r"(?:,?\s(?:or|and|to|bis|oder|und|ou|et|au)\s|,\s|\s?[-–]\s?)(?:(?:even|possibly|maybe|at the latest|latest|by|on|spätestens|le)\s)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """When it was said, on whose clock, in which language and locale ("en-GB"; "en" does not order day and month)."""

    said_at: datetime
    time_zone: str = "UTC"
    language: str = "en"
    locale: str = ""

    @property
    def zone(self) -> tzinfo:
        return find_zone(self.time_zone)

    @property
    def today(self) -> date:
        return self.said_at.astimezone(self.zone).date()


# working days and months are counted from some day; which one does not matter to whether a time is named
ANY_MOMENT = Speaker(datetime(2026, 1, 1, tzinfo=UTC))


def find_zone(name: str) -> tzinfo:
    """An unknown zone reads as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def find_due(words: str, speaker: Speaker, same: datetime | None = None) -> datetime | None:
    """By when the words say it will happen, in UTC; None where they name no time, or one that cannot be decided.

    A day without an hour lasts to 23:59 on the speaker's clock. `same` is what "the same day" refers to.
    """
    text = HALF_PAST.sub(_in_digits, plain_quotes(words))
    said = [s for s in find_said(text, speaker.language) if not _is_past(text, s)]
    if not said:
        return find_clock(text, speaker.said_at, speaker.zone)
    first = said[0]
    if first.kind in ANCHORED:
        anchor = same or next((_resolve(s, text, speaker) for s in said if s.kind not in ANCHORED), None)
        return _count_from(first, anchor, text, speaker) if anchor else None
    due = _resolve(first, text, speaker)
    for other in said[1:]:
        if due is None or not OR.fullmatch(text[first.end : other.start]):
            break
        due = max(due, _resolve(other, text, speaker) or due)
        first = other
    return due


def _in_digits(half: re.Match[str]) -> str:
    """`half six` as `6:30`, as the British say it."""
    hour = half["hour"].lower()
    return f"{hour if hour.isdigit() else find_words()['en']['numbers'][hour]}:30"


def _count_from(said: Said, anchor: datetime, text: str, speaker: Speaker) -> datetime | None:
    """`the same day`, `the day before`, `the Monday after`, `within seven days from then`."""
    if said.kind == "same":
        return anchor
    day = anchor.astimezone(speaker.zone)
    if said.kind == "day before":
        return datetime.combine(day.date() - timedelta(days=1), END_OF_DAY, speaker.zone).astimezone(UTC)
    return _resolve(replace(said, kind=said.kind.removesuffix(" after")), text, replace(speaker, said_at=anchor))


def names_time(words: str, language: str = "en") -> bool:
    """Whether the words are nothing but a time: `By Friday`, `Tomorrow morning`."""
    text = plain_quotes(words).strip(" ,.;:-–")
    return any(s.end - s.start >= len(text) - 12 for s in find_said(text, language)) if text else False


def find_times(words: str, language: str = "en") -> list[tuple[int, int]]:
    """Where times are named, whatever is said of them."""
    return [(s.start, s.end) for s in find_said(plain_quotes(words), language)]


def _is_past(text: str, said: Said) -> bool:
    before = text[: said.start]
    if (PAST.search(before) and said.kind not in SPANS and not AHEAD.match(text, said.start)) or (
        said.kind in NAMED_KINDS and MOVED_TO.search(before)
    ):
        return True
    named = said.kind in NAMED_KINDS and NAMED.search(before)
    if not named or SET_FOR.search(before):
        return False
    if re.search(r"\b(?:course of|until|till) (?:the )?$", before, re.IGNORECASE) and not LASTING.search(before):
        return False
    # "you can log in from tomorrow" is when it begins, "your letter from Monday" what it is called
    return not (said.kind in {"tomorrow", "today"} and re.search(r"\bfrom $", before))


def _resolve(said: Said, text: str, speaker: Speaker) -> datetime | None:
    if said.kind == "span" and (exact := _add_hours(said, speaker)):
        return exact
    if said.kind == "noon":
        return find_clock("by 12:00", speaker.said_at, speaker.zone)
    day = find_day(said, speaker)
    if day is None or not 0 <= (day - speaker.today).days <= LONGEST_DAYS:
        return None
    hour = find_hour(text, said.start, said.end) or END_OF_DAY
    due = datetime.combine(day, hour, speaker.zone).astimezone(UTC)
    # "this morning", said at noon: the day is what counts
    return due if due > speaker.said_at else datetime.combine(day, END_OF_DAY, speaker.zone).astimezone(UTC)


def _add_hours(said: Said, speaker: Speaker) -> datetime | None:
    number, unit = count(said, speaker.language), said.words["unit"].lower()
    if number is None or number > LONGEST_SPAN:
        return None
    if unit.startswith(("min",)):
        return speaker.said_at + timedelta(minutes=number)
    if unit.startswith(("h", "stunde", "std")):
        extra = 0.5 if "half" in said.words else 0
        return speaker.said_at + timedelta(hours=number + extra)
    return None
