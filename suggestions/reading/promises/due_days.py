"""Which day of the calendar the words of a time name, counted from the day on which they were said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from suggestions.reading.days.workdays import add_workdays, find_date, last_of_month
from suggestions.reading.promises.due_words import find_words

if TYPE_CHECKING:
    from suggestions.reading.promises.due import Speaker
    from suggestions.reading.promises.due_words import Said

ORDINALS = (  # noqa: SIM905  # a list of words reads best so
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
# nobody promises in larger numbers, or for later than this; what looks like it is something else
LONGEST_SPAN, LONGEST_DAYS = 100, 320
FRIDAY, SUNDAY = 4, 6


def count(said: Said, language: str) -> float | None:
    """The larger of `3-5`, `two or three`."""
    numbers: dict[str, float] = find_words()[language]["numbers"]
    told = [" ".join(said.words[k].lower().split()) for k in ("n", "m") if k in said.words]
    read = [float(t) if t.isdigit() else numbers.get(t) for t in told]
    known = [n for n in read if n is not None]
    return max(known) if known else None


def find_day(said: Said, speaker: Speaker) -> date | None:
    today, kind = speaker.today, said.kind
    if kind == "span":
        return _add_days(said, speaker)
    if kind in {"weekday", "date", "end of month"}:
        day = _find_weekday(said, speaker) if kind == "weekday" else _find_date(said, speaker)
        # what is promised before Friday is late on Friday
        return day - timedelta(days=1) if day and said.is_before and day > today else day
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    next_friday = today + timedelta(days=7 - today.weekday() + FRIDAY)
    return {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "day after tomorrow": today + timedelta(days=2),
        "next working day": add_workdays(today, 1),
        "week": friday,
        "midweek": friday - timedelta(days=2),
        "next midweek": next_friday - timedelta(days=2),
        "weekend": sunday,
        "next week": next_friday,
        "week after next": next_friday + timedelta(days=7),
        "next weekend": sunday + timedelta(days=7),
        "month": last_of_month(today),
        "next month": last_of_month(last_of_month(today) + timedelta(days=1)),
        "year": date(today.year, 12, 31),
    }.get(kind)


def _add_days(said: Said, speaker: Speaker) -> date | None:
    number, unit = count(said, speaker.language), said.words["unit"].lower()
    if number is None or number > LONGEST_SPAN:
        return None
    works = "work" in said.words or unit.startswith(("werk", "arbeit", "bank", "geschäft", "weekday"))
    if unit.startswith("weekday") or (works and not unit.startswith(("week", "woche"))):
        return add_workdays(speaker.today, round(number))
    if unit.startswith(("day", "tag", "jour", "werk", "arbeit")):
        # "within the day" is today
        is_today = unit == "day" and said.words.get("n", "").lower() == "the"
        return speaker.today + timedelta(days=0 if is_today else round(number))
    if unit.startswith("fort"):
        return speaker.today + timedelta(weeks=2 * round(number))
    if unit.startswith(("week", "woche", "semaine")):
        return speaker.today + timedelta(weeks=round(number))
    return find_date(speaker.today.day, speaker.today.month + round(number), speaker.today.year)


def _find_weekday(said: Said, speaker: Speaker) -> date:
    """The next such day after today; with `next week` the one of that week, with `next` never one of this week."""
    today = speaker.today
    wanted = next(
        n for n, name in enumerate(find_words()[speaker.language]["days"]) if said.words["day"].lower()[:3] == name[:3]
    )
    ahead = (wanted - today.weekday()) % 7 or 7
    later = said.words.get("later", "").strip().lower()
    which = said.words.get("which", "").strip().lower()
    if "next week" in later or "nächster" in later:
        return today + timedelta(days=7 - today.weekday() + wanted)
    if later:
        return today + timedelta(days=ahead + 7)
    if which == "next" and ahead + today.weekday() <= SUNDAY:
        return today + timedelta(days=ahead + 7)
    return today + timedelta(days=ahead)


def _find_date(said: Said, speaker: Speaker) -> date | None:
    today, words = speaker.today, said.words
    if "iso" in words:
        return _parse_iso(words["iso"])
    if "a" in words:
        return _order(words, speaker)
    if said.kind != "end of month" and not {"month", "nummer"} & words.keys():
        return _find_in_month(words, today)
    year = int(words["year"]) % 2000 + 2000 if "year" in words else None
    month = _find_month(words, speaker.language) or 0
    day = 1 if said.kind == "end of month" else _find_number(words)
    found = find_date(day, month, year or today.year, today, forward=year is None)
    return last_of_month(found) if found and said.kind == "end of month" else found


def _parse_iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _find_in_month(words: dict[str, str], today: date) -> date | None:
    """`the 17th`: of this month while it is ahead, else of the next."""
    day = _find_number(words)
    this = find_date(day, today.month, today.year)
    is_next = words.get("here", "").lower() == "next" or this is None or this <= today
    return find_date(day, today.month + 1, today.year) if is_next else this


def _find_number(words: dict[str, str]) -> int:
    if "middle" in words:
        return 15
    return ORDINALS.index(words["word"].lower()) + 1 if "word" in words else int(words["dom"])


def _find_month(words: dict[str, str], language: str) -> int | None:
    if "nummer" in words:
        return int(words["nummer"])
    told = words.get("month", "").lower()[:3]
    told = (
        {"jän": "jan", "mae": "mär", "fev": "fév", "dec": "déc", "aou": "aoû"}.get(told, told)
        if language != "en"
        else told
    )
    if told == "jui":
        told = words["month"].lower()[:4]
    names = find_words()[language]["months"]
    return next((n for n, name in enumerate(names, 1) if told and name.startswith(told)), None)


def _order(words: dict[str, str], speaker: Speaker) -> date | None:
    """Day and month of 03/04: told by a number over 12, by a full stop between them, or by the locale."""
    a, b, locale = int(words["a"]), int(words["b"]), speaker.locale.replace("_", "-")
    american = locale.endswith("-US")
    if a > 12 or a == b or words["mark"] == ".":
        day, month = a, b
    elif b > 12 or american:
        day, month = b, a
    elif "-" in locale:
        day, month = a, b
    else:
        return None
    year = int(words["year"]) % 2000 + 2000 if "year" in words else None
    return find_date(day, month, year or speaker.today.year, speaker.today, forward=year is None)
