"""The hour or part of a day beside a day, as both are said back: `noon on Friday`, `Friday morning`, `5 pm on 12 August`."""

from __future__ import annotations

import re

NOON = r"(?:12\s)?(?:noon|midday)|mittags?|mediodía|midi"
MIDNIGHT = r"midnight|mitternacht|medianoche|minuit"
HALF = r"a\.?m(?:\.|\b)|p\.?m(?:\.|\b)"
# these count to 24, so that 10 of them is in the morning
OF_24 = r"uhr\b|h(?:rs|eures)?\b"
CLOCK = rf"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?\s?(?P<mark>{HALF}|{OF_24}|o'?clock\b)?"
CLOSE = r"close of (?:business|play)|end of (?:business|play|the (?:working|business) day)|cob|eob"
END = r"(?:the )?end of (?:the )?day|eod"
PART = r"(?:early |late )?(?:morning|afternoon|evening|night)|lunch\s?time"
AT = r"at|by|before|until|till|latest|than|around|about|um|bis|vor|las|avant|à"
HOUR = rf"(?:(?P<noon>{NOON})|(?P<midnight>{MIDNIGHT})|(?P<close>{CLOSE})|(?P<end>{END})|(?:(?P<at>{AT})\s)?{CLOCK}|(?P<part>{PART}))"
# between the hour and its day
LINK = r"(?:,?\s(?:on|of|in|the|this|next|coming|am|el)){0,3}"
BEFORE = re.compile(rf"(?<![\w.,:/-]){HOUR}{LINK}\s$")
AFTER = re.compile(
    rf",?\s?\(?(?:(?:at the|no later|not later|the|in|very|by|before|until|a|antes de|por la)\s){{0,4}}{HOUR}"
    r"(?P<next>\s?[^\s\w]|\s\w+|$)"
)
# an hour of two, or from which on, is no hour by which
OPEN_LEFT = re.compile(r"(?:\b(?:between|from|after|since|and|to|or|past)\s(?:at\s)?|[-–]\s?)$")
OPEN_RIGHT = re.compile(r"\s?[-–]|\s(?:to|and|or|until|till)\s\d")
# what may follow a number that is an hour although nothing marks it: no noun
FOLLOWS = re.compile(
    r"\s?[.,;!?)]|$|\s(?:please|pls|latest|at|sharp|so|or|and|but|because|if|as|for|in|on|the|otherwise|then|when|since|i|we|it)\b"
)
PART_OF_TODAY = {
    "tonight": "evening", "tonite": "evening", "2nite": "evening", "this morning": "morning",
    "this afternoon": "afternoon", "this evening": "evening",
}  # fmt: skip
NEAR = 44


def say_with_hour(small: str, start: int, end: int, said: str, *, is_weekday: bool) -> str:
    """`said`, the day at characters start to end of the text in small letters, with the hour they put beside it.

    An hour that is one of two, or may be another number, stays unsaid.
    """
    left, right = small[max(0, start - NEAR) : start], small[end : end + NEAR]
    match = BEFORE.search(left)
    if match is not None and (OPEN_LEFT.search(left[: match.start()]) or not _is_hour(match, "")):
        match = None
    if match is None:
        match = AFTER.match(right)
        if match is not None and (OPEN_RIGHT.match(right, match.start("next")) or not _is_hour(match, right)):
            match = None
    if match is not None:
        return _join(match, said, is_weekday=is_weekday)
    part = PART_OF_TODAY.get(small[start:end])
    return f"{said} {part}" if part else said


def _is_hour(match: re.Match[str], right: str) -> bool:
    """A number without a mark is an hour only behind a word such as `by`, and before no noun."""
    if match["hour"] is None or match["mark"] or match["minute"]:
        return True
    if match["at"] is None or not 1 <= int(match["hour"]) <= 12:
        return False
    return not right or FOLLOWS.match(right, match.start("next")) is not None


def _join(match: re.Match[str], said: str, *, is_weekday: bool) -> str:
    if match["part"]:
        part = match["part"].split()[-1].replace("time", " time") if match["part"] != "lunchtime" else "lunchtime"
        return f"{said} {part}" if is_weekday else f"the {part} of {said}"
    if match["end"]:
        return f"the end of {said}"
    if match["close"]:
        return f"close of business on {said}"
    return f"{_say_hour(match)} on {said}"


def _say_hour(match: re.Match[str]) -> str:
    """`noon`, `5 pm`, `5:30 pm`; `5 o'clock` and `10:30` where the half of the day was not told."""
    if match["noon"] or match["midnight"]:
        return "noon" if match["noon"] else "midnight"
    hour, minute = int(match["hour"]), match["minute"]
    mark = (match["mark"] or "").replace(".", "")
    minutes = f":{minute}" if minute and minute != "00" else ""
    if mark in {"am", "pm"} and 1 <= hour <= 12:
        return "noon" if (hour, mark, minutes) == (12, "pm", "") else f"{hour}{minutes} {mark}"
    if hour == 12 and not minutes and (mark or minute):
        return "noon"
    if hour > 12 or mark in {"uhr", "h", "hrs", "heures"}:
        return f"{(hour - 1) % 12 + 1}{minutes} {'pm' if hour >= 12 else 'am'}"
    return f"{hour}:{minute}" if minute else f"{hour} o'clock"
