"""How long it has lasted: the problem, or the waiting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Duration, Fact, FactKind
from suggestions.reading.days.lasting import HAS_BEEN, RATE, TROUBLE, WAITING, is_another, tells_lasting
from suggestions.reading.number_words import SPELLED, parse_number_words
from suggestions.reading.numbers import ORDINALS, parse_count, say_cardinal
from suggestions.reading.sentences import sentence_around

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

NTH = "|".join((*ORDINALS[2:], "2nd", "3rd", r"\dth", r"1\dth"))
LENGTH = re.compile(
    rf"(?<![\w.,/-])(?:(?P<n>\d{{1,3}}\+?|an?(?:\scouple\sof)?|half an?|half a dozen|a dozen|{SPELLED})(?:\s(?:full|whole|entire|long|good|solid|working|business|bloody|damn|f\w+ing))?[\s-]?"
    rf"(?P<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?|wks?|months?|mths?|years?|yrs?|fortnights?)"
    rf"|(?:(?<=for the past )|(?<=for the last )|(?<=over the past )|(?<=over the last ))(?P<one>hour|day|week|fortnight|month|year)"
    rf"|(?P<unit2>day|week|month)\s(?:number\s)?(?P<n2>\d{{1,3}}|{SPELLED})"
    rf"|(?P<nth>{NTH})\s(?P<unit3>day|week|month)(?=\s(?:without|with no|of\s(?:no|waiting|this|being)|now|in a row|running|that)\b))(?!\w|-\w|/)"
)
UNITS = {"min": "minute", "hr": "hour", "h": "hour", "wk": "week", "mth": "month", "yr": "year"}
HALVES = {"year": (6, "month"), "day": (12, "hour"), "hour": (30, "minute")}
LEFT, RIGHT = 70, 40


def find_durations(passage: Passage) -> list[Fact]:
    """How long it has lasted; `text` reads `two days`, `value` is a Duration."""
    small = passage.small
    facts = []
    for match in LENGTH.finditer(small):
        lasted = _read(match)
        if lasted and _has_lasted(small, match):
            said = f"{say_cardinal(lasted.count)} {lasted.unit}{'' if lasted.count == 1 else 's'}"
            facts.append(passage.make_fact("stated_duration", FactKind.DURATION, said, match.span(), lasted))
    return facts


def _read(match: re.Match[str]) -> Duration | None:
    if match["nth"]:
        return Duration(parse_count(match["nth"]) or 0, match["unit3"])
    number, told = match["n"] or match["n2"] or "a", (match["unit"] or match["unit2"] or match["one"]).rstrip("s")
    unit = UNITS.get(told, told)
    if number.startswith("half a") and not number.startswith("half a dozen"):
        return Duration(*HALVES[unit]) if unit in HALVES else None
    digits = number.removesuffix("+")
    count = int(digits) if digits.isdigit() else parse_number_words(number)
    if not count:
        return None
    return Duration(2 * count, "week") if unit == "fortnight" else Duration(count, unit)


def _has_lasted(small: str, match: re.Match[str]) -> bool:
    left, right = _before(small, match.start()), small[match.end() : match.end() + RIGHT]
    unit = match["unit"] or ""
    if (match["n"] in {"a", "an"} and RATE.search(left)) or _is_only_asked(small, match):
        return False
    if unit.startswith("min") and not (WAITING.search(left) or WAITING.search(right)):
        return False
    # years are mostly those of a life or a custom
    if unit.startswith("y") and not (TROUBLE.search(left) or TROUBLE.search(right)):
        return False
    if match["unit2"] or match["nth"]:
        return _is_counted_day(match, left, right) and not is_another(left, right)
    return tells_lasting(left, right)


def _is_only_asked(small: str, match: re.Match[str]) -> bool:
    """`What's your uptime over the past 12 months?` tells of no trouble."""
    start, end = sentence_around(small, match.start())
    begin, stop = max(start, match.start() - LEFT), min(end, match.end() + RIGHT)
    return small.endswith("?", start, end) and HAS_BEEN.search(small, begin, stop) is None


def _is_counted_day(match: re.Match[str], left: str, right: str) -> bool:
    """`day 9 and no dishwasher`, `the fifth day without water`; not `day 6 of 7`, `on day 9 I get`."""
    if match["nth"]:
        return re.search(r"\b(?:the|our|my|a)\s$", left) is not None
    begins = not left.strip() or re.search(r"\b(?:at|is|now|it's|already|(?:i'm|we're|now) on)\s$", left) is not None
    return begins and not re.match(r"\s(?:of\s(?!no\b|this\b|waiting\b)|trip|pass)\b", right)


def _before(small: str, place: int) -> str:
    """The words before, back to the end of the last sentence."""
    return re.split(r"[.!?\n](?=\s|$)", small[max(0, place - LEFT) : place])[-1]
