"""What a message is about, without the talk around it: greetings, thanks, and words about the contact itself.

"Hello, third time I am writing. My parcel is lost. Kind regards, Sam" is about a lost parcel. Only for comparing
tickets with each other: facts and feeling are read from every word.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from suggestions.reading.text import clean_body, join_subject, plain_quotes, strip_greeting

WORDS = Path(__file__).with_name("contact_talk.yaml")
# people in a hurry leave the full stop out before they turn to the contact itself
SENTENCE_END = re.compile(
    r"(?<=[.!?])\s+|\n+|(?<=[\w'\"]) (?=(?:I (?:still have|wrote|already|haven't)|I've been a|This is the|It's happening|Following up|Please get back|"
    r"Hello again|My (?:other|last|previous|earlier) (?:request|ticket|message)|Thanks for|Thank you for|As I (?:said|wrote|mentioned))\b)"
)
EDGES = " .,!?;:-–—\t"
# thanks, a name and a device line may follow each other at the end
MOST_ENDINGS = 4


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    sentences = tuple(re.compile(rf"(?:{p})$", re.IGNORECASE) for p in raw["sentences"])
    # the name after a greeting is told by its capital, so only the greeting itself ignores case
    endings = "|".join(raw["endings"])
    # possessive: where a long name could be cut in many ways, every one of them would be tried
    return sentences, re.compile(rf"(?:^|[\s,.!?;-])(?i:{endings})[\s,.!-]*+(?:[A-Z][\w.'-]*+[\s.,]*+){{0,3}}+$")


def find_problem(subject: str, body: str, limit: int = 20_000) -> str:
    """Subject and body, cleaned, with only what names the problem; all of it where nothing would be left."""
    words = strip_greeting(clean_body(body, limit))
    text = join_subject(subject, words)
    return strip_contact_talk(text) or text


def strip_contact_talk(text: str) -> str:
    """The sentences that are about a problem, joined by spaces; empty where there is none."""
    kept = (_strip_ending(part.strip()) for part in SENTENCE_END.split(text))
    return " ".join(part for part in kept if part.strip(EDGES) and not _is_talk(part))


def _is_talk(sentence: str) -> bool:
    plain = plain_quotes(sentence).strip(EDGES)
    return any(pattern.match(plain) for pattern in _patterns()[0])


def _strip_ending(sentence: str) -> str:
    for _ in range(MOST_ENDINGS):
        shorter = _patterns()[1].sub("", sentence).rstrip()
        if shorter == sentence:
            break
        sentence = shorter
    return sentence
