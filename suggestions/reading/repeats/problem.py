"""What a message is about, without the talk around it: greetings, thanks, and words about the contact itself.

"Hello, third time I am writing about my lost parcel. Kind regards, Sam" is about a lost parcel. Only for comparing
tickets with each other: facts and feeling are read from every word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from suggestions.reading.text import clean_body, join_subject, plain_quotes, strip_greeting

WORDS = Path(__file__).with_name("contact_talk.yaml")
# people in a hurry leave the full stop out before they turn to the contact itself
SENTENCE_END = re.compile(
    r"(?<=[.!?])\s+|\n+|(?<=[\w'\"]) (?=(?:I (?:still have|wrote|already|haven't)|I've been a|This is the|It's happening|Following up|Please get back|"
    r"Hello again|My (?:other|last|previous|earlier) (?:request|ticket|message)|Thanks for|Thank you for|As I (?:said|wrote|mentioned))\b)"
)
# one blank only: a run of blanks would be tried from each of them
CLAUSE_END = re.compile(r"[,;:]\s|\s[–—-]\s")
# behind these the talk says what it is about
LINK = r"\s+(?:about|regarding|concerning|on|because|since|that|with)\s+"
EDGES = " .,!?;:-–—\t"
# thanks, a name and a device line may follow each other at the end
MOST_ENDINGS = 4
# so many clauses of talk may stand before or behind the problem in one sentence
MOST_MORE = 6
MOST_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`talk` matches a clause of talk whole, `linked` one up to what it is about, `ending` what hangs on a sentence."""

    talk: re.Pattern[str]
    linked: re.Pattern[str]
    ending: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    more = "|".join(raw["more"]).replace("{things}", raw["things"])
    # a few at most: what could be cut in many ways is tried in each of them. Not possessive, for before Python 3.11.5 such
    # a group loses matches (github.com/python/cpython/issues/106052).
    talk = "|".join(raw["talk"]).replace("{more}", rf"(?:[ ,]+(?:{more})\b){{0,{MOST_MORE}}}")
    endings = "|".join(raw["endings"])
    return _Patterns(
        re.compile(rf"(?:{talk})[{re.escape(EDGES)}]*$", re.IGNORECASE),
        re.compile(rf"(?:{talk}){LINK}(?=\S)", re.IGNORECASE),
        # the name after a greeting is told by its capital, so only the greeting itself ignores case
        re.compile(rf"(?:^|[\s,.!?;-])(?i:{endings})[\s,.!-]*+(?:[A-Z][\w.'-]*+[\s.,]*+){{0,3}}+$"),
    )


@lru_cache(maxsize=512)
def find_problem(subject: str, body: str, limit: int = 20_000) -> str:
    """Subject and body, cleaned, with only what names the problem; all of it where nothing would be left."""
    words = strip_greeting(clean_body(body, limit))
    text = join_subject(subject, words)
    return strip_contact_talk(text) or text


def strip_contact_talk(text: str) -> str:
    """The clauses that are about a problem, joined by spaces; empty where there is none."""
    kept = (_strip_talk(_strip_ending(part.strip())) for part in SENTENCE_END.split(text))
    return " ".join(part for part in kept if part.strip(EDGES))


def _strip_talk(sentence: str) -> str:
    """Without the clauses of talk that it begins or ends with; "my third message about the refund" keeps the refund."""
    plain = plain_quotes(sentence)
    start, end = 0, len(sentence)
    for _ in range(MOST_CLAUSES):
        start += len(plain[start:end]) - len(plain[start:end].lstrip(EDGES))
        if _patterns().talk.match(plain, start, end):
            return ""
        stop = CLAUSE_END.search(plain, start, end)
        if stop and _patterns().talk.match(plain, start, stop.start()):
            start = stop.end()
        elif linked := _patterns().linked.match(plain, start, end):
            start = linked.end()
        else:
            break
    return sentence[start:end]


def _strip_ending(sentence: str) -> str:
    for _ in range(MOST_ENDINGS):
        shorter = _patterns().ending.sub("", sentence).rstrip()
        if shorter == sentence:
            break
        sentence = shorter
    return sentence
