"""Hours of a day: `by 5 pm`, `before noon`, `tomorrow morning`, `bis 17 Uhr`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

END_OF_DAY = time(23, 59)
NOON, SIX = time(12), time(18)
# before this hour a bare number means the afternoon: nobody calls at 5
EARLIEST = 7
NUMBER = r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?|(?:hrs|uhr|h|heures|o'clock)\b)?(?![\d%]|[:.]\d|\s?(?:st|nd|rd|th|days?|working|business|hours?|weeks?|minutes?|januar|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b)"
CLOCK = re.compile(
    rf"\b(?:by|before|at|around|about|until|till|and|to|or|from|between|latest|than|bis|um|vor|und|gegen|zwischen|à|avant|vers|et|entre|d'ici)\s?{NUMBER}",
    re.IGNORECASE,
)
SURE_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?|(?:uhr|o'clock)\b)|\b(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)\b",
    re.IGNORECASE,
)
# without a day beside it only what cannot be anything but an hour
PLAIN_CLOCK = re.compile(
    r"\b(?:by|before|at|around|until|till|no later than|not later than|bis|um|vor|avant|à|d'ici)\s(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)?|(?=\s?(?:$|[.,;!)]|(?:at the latest|sharp|today|tonight)\b))|\s?(?P<half2>a\.?m\b\.?|p\.?m\b\.?|o'clock|uhr|h\b|heures))",
    re.IGNORECASE,
)
PARTS = (
    (re.compile(r"\b(?:afternoon|close of (?:business|play)|end of (?:business|play|the working day|the business day)|feierabend|geschäftsschluss|nachmittag|après-midi|(?:before|avant) (?:this |ce )?(?:evening|soir))\b|\b(?:cob|eob)\b", re.IGNORECASE), SIX),
    (re.compile(r"\b(?:morning|noon|midday|vormittag|mittag|früh|matin|midi|matinée)\b", re.IGNORECASE), NOON),
    (re.compile(r"\blunch\w*", re.IGNORECASE), time(13)),
)  # fmt: skip
WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  # reads best so
SPOKEN = re.compile(
    rf"\b((?:by|before|at|around|until|till|and)\s)({'|'.join(WORDS)})\b(?!\s(?:of|more|other|working|business|hours?|days?|weeks?|minutes?|months?|people|\w+s\b))",
    re.IGNORECASE,
)
BEFORE, AFTER = 26, 34
JOINT = re.compile(r"[;()]|,\s(?=(?:and|but|so)\b)|\b(?:please|because|since)\b", re.IGNORECASE)


def _in_digits(text: str) -> str:
    """`before five` as `before 5`."""
    return SPOKEN.sub(lambda m: f"{m[1]}{WORDS.index(m[2].lower()) + 1}", text)


def find_hour(text: str, start: int, end: int) -> time | None:
    """The hour named beside a day that stands at characters start to end; None when only the day is."""
    head = _in_digits(re.split(r"[,;.(]", text[max(0, start - BEFORE) : start])[-1])
    tail = _in_digits(JOINT.split(text[end : end + AFTER])[0])
    clocks = [m for part in (head, tail) for pattern in (SURE_CLOCK, CLOCK) for m in pattern.finditer(part)]
    if clocks:
        last = clocks[-1].groupdict()
        return _read(last["hour"] or last["hour2"], last["minute"] or last.get("minute2"), last["half"])
    tight = head[-24:] + text[start:end] + tail[:16]
    return next((hour for pattern, hour in PARTS if pattern.search(tight)), None)


def find_clock(text: str, said_at: datetime, zone: tzinfo) -> datetime | None:
    """An hour without a day: its next time on the clock."""
    found = PLAIN_CLOCK.search(_in_digits(text))
    if found is None:
        return None
    half = found["half"] or found["half2"]
    hour = _read(found["hour"], found["minute"], half)
    if hour is None:
        return None
    local = said_at.astimezone(zone)
    hours = [hour] if half or hour.hour >= 12 else [hour, hour.replace(hour=hour.hour + 12)]
    days = [local.date() + timedelta(days=n) for n in (0, 1)]
    times = [datetime.combine(day, h, zone) for day in days for h in hours]
    due = min(time for time in times if time > local)
    return due.astimezone(UTC)


def _read(hour: str, minute: str | None, half: str | None) -> time | None:
    number, mark = int(hour), (half or "").lower().replace(".", "")
    if mark == "pm" and number < 12:
        number += 12
    elif mark == "am" and number == 12:
        number = 0
    elif not mark and number < EARLIEST:
        number += 12
    return time(number, int(minute or 0)) if number < 24 else None
