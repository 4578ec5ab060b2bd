"""Whether the words around a day tell of what was, or of what is to come."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from functools import lru_cache

from suggestions.reading.sentences import sentence_around


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"


# "must have come" tells of what was, "must come" and "must have it" of what is to be
PERFECT = r"have\s(?!(?:it|them|this|that|him|her|an?|the|my|our)\b)\w+"
CUES = re.compile(
    rf"(?<!\w)(?:(?P<past>(?:should|must|would|could|might)\s{PERFECT}|"
    r"(?:was|were)\s(?:supposed|meant|due|scheduled|expected)(?:\sto\s\w+)?|(?:was|were)\sto\s\w+|since|ago|was|were|had|did|didn't|got|went|came|said|told|"
    r"swore|bought|brought|paid|sent|took|gave|made|left|found|saw|heard|wrote|rang|spoke|broke|fell|lost|met|kept|began|sold|drove|flew|stood|sat|ate|hit|been|done|"
    r"haven't|hasn't|(?:has|have)\s(?:been|not|never)|(?!need|i?n?deed|speed|feed|breed|exceed|proceed|succeed|embed)[a-z]{2,14}ed)"
    r"|(?P<future>will|\w{1,8}'ll|won't|shall|going to|(?:is|are|am)\sto|(?:is|are)\sdue|needs?|must|have to|has to|wants?|please|(?:can|could|would|may) (?:you|i|we|someone|somebody)|lands?|delivers?|collect|departs?|meets?|possible|available|kindly|starts?|begins?|leaves?|"
    r"leaving|can't|cannot|(?:i'd|we'd)\sbe|cancel|re-?schedule|withdraw|(?:i|we)(?:\shave|'ve\sgot)\s(?:an?\s)?[a-z]+(?<!ed)(?<!en)\son|(?:i'm|we're|i\sam|we\sare)(?!\s(?:still\s)?waiting)|signs?|fly|flies|flying|travel\w{0,4}|moving|hosting|opens?|ends?|expires?|closes?|arriv(?:e|es|ing)|comes|coming|gets?\smarried|votes?|turns|tomorrow|next|upcoming|"
    r"deadline|wedding|flight|trip|exam|party|appointment|interview|is\son|are\son|goes|dispute|gives?))(?!\w)"
)
# further off than this, a word says nothing of the day
NEAR = 160


def find_tense(small: str, start: int, end: int) -> Tense | None:
    """The tense of the cue that stands nearest before the words, in their sentence; else of the first one after.

    The text is in small letters.
    """
    begin, stop = sentence_around(small, start)
    cues = _read_cues(small)
    at = bisect_left(cues, start, key=lambda cue: cue[0])
    if at > 0 and cues[at - 1][0] >= max(begin, start - NEAR):
        return cues[at - 1][1]
    if at < len(cues) and cues[at][0] < min(stop, end + NEAR):
        return cues[at][1]
    return None


@lru_cache(maxsize=8)
def _read_cues(small: str) -> list[tuple[int, Tense]]:
    return [(m.start(), Tense.PAST if m["past"] else Tense.FUTURE) for m in CUES.finditer(small)]
