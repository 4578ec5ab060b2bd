"""By when they need something: a day of theirs, neither promised to them nor past."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.days.by_when import (
    AT_LATEST,
    BY,
    ITS_OWN,
    NAMED,
    NEAR,
    UNTIL,
    is_by_abroad,
    is_for_event,
    is_until,
    last_cue,
    left_of,
    reaching_cue,
)
from suggestions.reading.days.day_patterns import day_pattern
from suggestions.reading.days.named_days import local_day, read_days
from suggestions.reading.days.said_hours import say_with_hour
from suggestions.reading.days.tense import Tense, find_tense
from suggestions.reading.numbers import say_date, say_weekday
from suggestions.reading.sentences import sentence_around

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from suggestions.reading.days.named_days import Day
    from suggestions.reading.span import Passage

THEN = re.compile(
    r"\b(?:for|by|before|until)\s(?:then|that|it|this)\b|\bin time\b|\b(?:before|beforehand)(?=\s?(?:[.,;!?]|$))"
)
# the day on which something is to end is no day by which it is needed
ENDING = re.compile(
    r"\b(?:(?:cancel|end|stop|terminate|close|withdraw)\s(?:my|our|the|this|that|it|all)|notice)\b[^.!?]{0,40}$"
)
NONE_BEFORE = re.compile(r"\b(?:no|not|nothing|none|never|nobody)\s(?:[a-z]+\s){0,3}$")
NEEDS = re.compile(
    r"\b(?:needs?|must|wants?|ha(?:ve|s)\sto|please|kindly|can you|could you|can (?:i|we|it|they|the|this|these)|would (?:love|like)|i'd like|we'd like)\b"
)
ENDS = re.compile(
    r"\bthe\s(?:[a-z-]+\s){0,2}(?:window|registration|enrolment|enrollment|applications?|submissions?)\s(?:ends?|closes?)\s(?:on\s)?(?:the\s)?$|"
    r"\b(?:my|our|his|her)\s(?:[a-z'-]+\s){0,2}(?:visa|passport|patience|permit|tenancy|notice period|deadline|id|mot|insurance cover|right to appeal)\s(?:ends?|expires?|runs out|closes)\s(?:on\s)?(?:the\s)?$"
)
# what they themselves do on a day, which must not fail
OWN_PLAN = re.compile(
    r"\b(?:i|we|he|she|they|my\s\w+|our\s\w+)(?:'m|'re|'s|\sam|\sare|\sis)?\s(?:also\s)?(?:travel|travelling|traveling|fly|flying|flies|leave|leaving|leaves|move|moving|moves|open|opening|start\s(?:school|work|my|our|uni)|"
    r"starts\s(?:school|work|uni|nursery|college)|getting\smarried|get\smarried|gets\smarried|marry|hosting|host|have\s(?:guests|visitors|people|an?\s(?!booking|reservation|delivery|contract|parcel|problem|question|order)\w+)|has\s(?:an?\s(?:exam|interview|operation|appointment)|surgery)|graduat\w{1,4}|present|presenting|sit|"
    r"go\sinto\shospital|going\sinto\shospital|due\sto\s(?:travel|fly|leave|give\sbirth)|set\soff|setting\soff|depart|departing|exhibiting|performing|competing|running\sa)\b"
    r"|\b(?:guests|visitors|parents|in-laws|family|relatives|tenants|movers|baby|friends)\s(?:arrive|arrives|come|comes|land|move\sin|are\scoming|is\scoming|are\sarriving|is\sdue|are\sdue|are\sstaying)\b"
)
# a day of their own life for which it must be there
EVENT = re.compile(
    r"\b(?:pay(?:ment|roll)?\srun|closing|weddings?|flights?|fly|flying|trip|exams?|interview|funeral|birthday|surgery|operation|party|ceremony|graduation|christening|anniversary|presentation|court\s(?:date|hearing)|hearing|(?:rent|mortgage)\sis\sdue)\b"
)
# an event that was called off or moved is nothing to be in time for
CALLED_OFF = re.compile(
    r"\s(?:has|have|had|was|were|got|is|'s)\s(?:been\s)?(?:now\s|just\s)?(?:cancel|mov|chang|re-?schedul|postpon|delay|brought)"
)
# the day comes first: "Friday is my deadline"
IS_LAST = re.compile(
    r"\s(?:is|being|will be|would be)\s(?:really\s)?(?:the|my|our|his|her)\s(?:absolute\s|very\s|final\s)?(?:deadline|last (?:day|date|chance)|latest|cut-?off|limit|wedding|party|exam|interview|flight|funeral|surgery|operation|big day)\b"
)
CALL = re.compile(r"\b(?:call|phone|ring|telephone)\b")
CLOSE = 60
WEEKDAY_FORMS = frozenset({"relative", "weekday", "near", "bare"})
SOON = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening", "tomorrow"})


def find_deadlines(passage: Passage) -> list[Fact]:
    """By when they need it; `value` is the day. A day somebody promised or something happened on is no deadline."""
    return [
        passage.make_fact("deadline", FactKind.DATE, _say(passage, day), (day.start, day.end), day.when)
        for day in read_deadlines(passage)
    ]


@lru_cache(maxsize=8)
def read_deadlines(passage: Passage) -> tuple[Day, ...]:
    """Which of the days are deadlines. An event of theirs counts as one only where none is named outright."""
    small, today = passage.small, local_day(passage).date()
    ahead = [day for day in read_days(passage) if day.when is None or day.when >= today]
    outright = [day for day in ahead if any(is_one(small, day) for is_one in OUTRIGHT)]
    if outright:
        return tuple(outright)
    return tuple(day for day in ahead if _is_for_event(small, day) or _is_on_event(small, day))


def _left_of(small: str, day: Day) -> str:
    return left_of(small, day.start)


def _is_by(small: str, day: Day) -> bool:
    left = _left_of(small, day)
    match = BY.search(left)
    if match is None:
        return False
    cue = last_cue(left[: match.start()])
    if cue == "told" or (match["by"] == "before" and NONE_BEFORE.search(left[: match.start()])):
        return False
    return cue is not None or match["by"] != "before" or find_tense(small, day.start, day.end) is not Tense.PAST


def _is_by_abroad(small: str, day: Day) -> bool:
    return is_by_abroad(small, day.start)


def _is_until(small: str, day: Day) -> bool:
    return is_until(_left_of(small, day))


def _is_needed_then(small: str, day: Day) -> bool:
    """`I must have them tomorrow`, `the college wants them 20 May`; `8 June, I must have it for then`."""
    left = _left_of(small, day)
    if ENDING.search(left) and day.form != "relative":
        return False
    if reaching_cue(left) == "need":
        return UNTIL.search(left) is None
    _, stop = sentence_around(small, day.start)
    right = small[day.end : min(stop, day.end + NEAR)]
    if NEEDS.search(right) is None:
        return False
    return THEN.search(right) is not None or (_is_on_event(small, day) and day_pattern().search(right) is None)


def _is_last(small: str, day: Day) -> bool:
    """`Friday is my deadline`, `Deadline: Friday`, `Friday at the latest`; not what somebody else said of it."""
    left = _left_of(small, day)
    is_last = NAMED.search(left) or any(words.match(small, day.end) for words in (IS_LAST, AT_LATEST))
    return bool(is_last) and last_cue(left) != "told"


def _is_asked_soon(small: str, day: Day) -> bool:
    """`Please telephone them today`; `call me tomorrow` only says when to call."""
    left, said = _left_of(small, day), small[day.start : day.end]
    if said not in SOON or reaching_cue(left) != "asked" or (said == "tomorrow" and CALL.search(left)):
        return False
    return find_tense(small, day.start, day.end) is not Tense.PAST


def _is_for_event(small: str, day: Day) -> bool:
    return is_for_event(_left_of(small, day)) and not _is_now(small, day)


def _ends_then(small: str, day: Day) -> bool:
    return ENDS.search(_left_of(small, day)) is not None


def _is_on_event(small: str, day: Day) -> bool:
    left = _left_of(small, day)
    own = EVENT.search(left[-CLOSE:]) or OWN_PLAN.search(left[-CLOSE:])
    if own is None or last_cue(left) == "told" or CALLED_OFF.match(small, day.end) or _is_now(small, day):
        return False
    return not any(words.search(left) for words in (BY, UNTIL, ENDING, ITS_OWN))


def _is_now(small: str, day: Day) -> bool:
    """`earlier today`, `from this morning`: told of what was, unless the event itself is today."""
    if day.form != "relative" or small[day.start : day.end] in {"tomorrow", "tonight"}:
        return False
    return re.search(r"(?:\bis|'s)\s$", _left_of(small, day)) is None


OUTRIGHT: tuple[Callable[[str, Day], bool], ...] = (
    _is_by, _is_by_abroad, _is_last, _is_until, _is_needed_then, _is_asked_soon, _ends_then,
)  # fmt: skip


def _say(passage: Passage, day: Day) -> str:
    """The day with its hour, never by a word that means another day tomorrow: `Friday`, `noon on Friday`, `the 20th`.

    What cannot be resolved is said as they wrote it.
    """
    said = _say_day(passage, day)
    if day.form == "end" or day.when is None:
        return said
    is_weekday = day.form in WEEKDAY_FORMS
    return say_with_hour(passage.small, day.start, day.end, said, is_weekday=is_weekday)


def _say_day(passage: Passage, day: Day) -> str:
    words = " ".join(passage.text[day.start : day.end].split())
    today: date = local_day(passage).date()
    if day.when is None:
        return words
    if day.form == "end":
        return _say_end(day.when, words.lower(), passage.locale)
    if day.form in WEEKDAY_FORMS:
        return say_weekday(day.when, passage.locale)
    if day.form == "ordinal":
        return f"the {words}"
    # a year they did not write is not added
    return say_date(day.when, today if re.search(r"\d{4}", words) else day.when, passage.locale)


def _say_end(when: date, words: str, locale: str) -> str:
    if words.endswith("month"):
        return f"the end of {say_date(when, when, locale).strip('0123456789 ')}"
    if words.endswith("year"):
        return f"the end of {when.year}"
    return say_weekday(when, locale) if words.endswith("week") else f"the end of {say_weekday(when, locale)}"
