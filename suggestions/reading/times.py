"""How long it has lasted, since when, and by when they need it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suggestions.model import Fact, FactKind
from suggestions.reading.numbers import MONTHS, WEEKDAYS, parse_count, say_cardinal, say_date
from suggestions.reading.text import SENTENCE, plain_quotes

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

COUNT = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of"
UNIT = r"(?:hour|day|week|month|year)s?"
DURATION = re.compile(
    rf"\b(?:for|past|last|been|waited|waiting|over|almost|nearly|already|after|now)\s+(?:the\s+)?(?:past\s+|last\s+)?"
    rf"(?:over\s+|about\s+|almost\s+|nearly\s+|more\s+than\s+|at\s+least\s+)?(?P<a>{COUNT})\s+(?P<ua>{UNIT})\b(?!\s+(?:late|ago|before|early))"
    rf"|\b(?P<b>{COUNT})\s+(?P<ub>{UNIT})(?=\s+(?:now|already|without|and (?:still|nothing|counting)|with no|of (?:waiting|nothing|this)|have passed))"
    rf"|\b(?:it's|it is|it has been|it's been)\s+(?P<d>{COUNT})\s+(?P<ud>{UNIT})(?=\s+(?:today|now|since))"
    rf"|\bsince\s+(?P<c>{COUNT})\s+(?P<uc>{UNIT})\b",
    re.IGNORECASE,
)
# a length of time that is theirs to choose or ours to keep is not how long it has lasted
NOT_LASTING = re.compile(
    r"\b(within|in|every|per|next|trial|warranty|another|plan|contract|for free|notice|lease|delivery in|takes?|valid)\b[^.,;]{0,12}$|\b(customer|member|client|subscriber|with you|lived|married|paid|holiday|vacation|need|book\w*|rent\w*|want|contract|warranty|loyal|old|sat|slept|spent|drove|talked|spoke|stood|queued|on hold|on the phone)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
DAY_NAME = "|".join(WEEKDAYS)
MONTH_NAME = "|".join(MONTHS)
DATE = (
    rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH_NAME})|(?:{MONTH_NAME})\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
)
SINCE = re.compile(
    rf"\bsince\s+(?P<when>yesterday|this morning|last night|(?:last\s+)?(?:{DAY_NAME})|{DATE}|the\s+(?:update|upgrade|switch|move))\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    rf"\b(?:by|before|until|till|on|is due|due on|due|for|this|next|due by)\s+(?:this\s+|next\s+)?(?P<when>(?:{DAY_NAME})|{DATE}|the\s+\d{{1,2}}(?:st|nd|rd|th)(?!\s+(?:of|{MONTH_NAME}))|tomorrow|tonight)\b",
    re.IGNORECASE,
)
NEEDED = re.compile(
    r"\b(need|needs|needed|must|due|wedding|(?:my|our) (?:flight|trip)|fly|flying|holiday|birthday|exam|interview|deadline|leaving|leave|"
    r"travel\w*|event|presentation|operation|surgery|moving|funeral|appointment|meeting|anniversary|party|rent|starts?)\b",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\b(said|says|promised|told|supposed|meant|should have|was to|were to|would|charged|ordered|paid|bought|called|wrote|"
    r"arrived|happened|came|booked|since|was|were|had to|missed|must have|don't|do not|not|cancelled|cannot|can't)\b",
    re.IGNORECASE,
)


def find_durations(passage: Passage) -> list[Fact]:
    """How long it has lasted, in their words: `two days`."""
    text = plain_quotes(passage.text)
    facts = []
    for match in DURATION.finditer(text):
        kind = next(k for k in "abcd" if match[k])
        if NOT_LASTING.search(text[: match.start()]):
            continue
        number, unit = parse_count(match[kind]), match[f"u{kind}"].lower().rstrip("s")
        if not number:
            continue
        said = f"{say_cardinal(number)} {unit}{'' if number == 1 else 's'}"
        quote = passage.text[match.start(kind) : match.end(f"u{kind}")]
        facts.append(passage.make_fact("stated_duration", FactKind.DURATION, said, quote))
    return facts


def find_since(passage: Passage) -> list[Fact]:
    """Since when: `since Monday`, with yesterday and its kind turned into the date they meant."""
    today = local_day(passage)
    facts = []
    for match in SINCE.finditer(plain_quotes(passage.text)):
        when = match["when"].lower()
        said = {
            "yesterday": say_date(today - timedelta(days=1), today),
            "last night": f"the night of {say_date(today - timedelta(days=1), today)}",
            "this morning": f"the morning of {say_date(today, today)}",
        }.get(when) or _tidy(match["when"])
        quote = passage.text[match.start() : match.end()]
        facts.append(passage.make_fact("since", FactKind.DATE, f"since {said}", quote))
    return facts


def find_deadlines(passage: Passage) -> list[Fact]:
    """By when they need it. A day somebody promised or something happened on is not a deadline."""
    today = local_day(passage)
    text = plain_quotes(passage.text)
    facts = []
    for sentence in SENTENCE.finditer(text):
        words = sentence.group()
        if PROMISED.search(words) or not NEEDED.search(words):
            continue
        for match in DEADLINE.finditer(words):
            when = match["when"].lower()
            days = {"tomorrow": 1, "tonight": 0}.get(when)
            said = _tidy(match["when"]) if days is None else WEEKDAYS[(today + timedelta(days=days)).weekday()].title()
            start = sentence.start() + match.start("when")
            quote = passage.text[start : start + len(match["when"])]
            facts.append(passage.make_fact("deadline", FactKind.DATE, said, quote))
    return facts


def local_day(passage: Passage) -> datetime:
    """The writing time on the requester's own clock; an unknown zone reads as UTC."""
    try:
        zone = ZoneInfo(passage.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return passage.written_at.astimezone(UTC)
    return passage.written_at.astimezone(zone)


def _tidy(words: str) -> str:
    """`the 3rd of may` reads `3 May`; `monday` reads `Monday`."""
    day = re.search(r"\d{1,2}", words)
    month = re.search(MONTH_NAME, words, re.IGNORECASE)
    if day and month:
        return f"{int(day[0])} {month[0].title()}"
    return re.sub(rf"\b({DAY_NAME})\b", lambda m: m[0].title(), words.lower())
