"""Days told from the day of writing, as dates: a reply is read later than the words it speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.reading.days.named_days import local_day, read_days
from suggestions.reading.numbers import say_date
from suggestions.reading.retelling.grammar import PREPOSITIONS

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening", "tonight": "evening"}
# the day is what the sentence speaks of: `I took today off`, `today is day 19`
TAKEN = frozenset({"took", "take", "taken", "taking", "had", "booked", "spent"})
AS_NOUN = re.compile(r"\s+(?:is|was|were|off)\b", re.IGNORECASE)
HOUR = re.compile(r"\s+\d{1,2}(?:[:.]\d\d|\s?[ap]\.?m)", re.IGNORECASE)
# what cannot be told as a day and may be over when the reply is read
UNPLACED = re.compile(r"\b(?:today|tonight|tomorrow|yesterday|a minute ago|an? hour ago|(?:minutes|hours) ago)\b", re.IGNORECASE)
MOMENT = re.compile(r",?\s*\b(?:right now|just now|at the moment)\b", re.IGNORECASE)


def place_days(passage: Passage, start: int, end: int) -> str:
    """The words from start to end with `yesterday` and its kind as dates; empty where one cannot be placed."""
    text, today = passage.plain, local_day(passage).date()
    told, done = "", start
    for day in read_days(passage):
        if day.start < start or day.end > end or day.form != "relative" or day.when is None:
            continue
        before = text[done : day.start]
        date = say_date(day.when, today, passage.locale)
        part = PARTS.get(text[day.start : day.end].lower().rsplit(maxsplit=1)[-1])
        said = f"the {part} of {date}" if part else date
        last = re.search(r"(\w+)\s*$", before)
        joined = last is not None and last[1].lower() in PREPOSITIONS | TAKEN
        named = AS_NOUN.match(text, day.end, end) is not None
        told += before + (said if joined or named else f"on {said}") + (" at" if HOUR.match(text, day.end, end) else "")
        done = day.end
    told = MOMENT.sub("", told + text[done:end])
    return "" if UNPLACED.search(told) else told
