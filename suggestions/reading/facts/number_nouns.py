"""The words that name numbers: which of them stands before a number, and whether right before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from suggestions.reading.days.named_days import read_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.facts.number_tokens import Token
    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("identifiers.yaml")
NUMBER_WORD = r"numbers?|no|nr|num|nos|n°|nº|id|code|reference|ref|confirmation"
# between a noun and its number: "no.", "is", "(", "number you gave me,"
GIVEN = r"(?:(?:that|which)\s)?\b(?:you|i|we|they|he|she)\s(?:have\s|had\s|just\s|was\s|were\s)?(?:gave|given|sent|got|received|issued|have|quoted|provided)\b(?:\s(?:me|us))?,?"
GLUE = re.compile(
    rf"(?:[\s:#=(\"'–-]|\b(?:{NUMBER_WORD}|is|was|reads|says)\b\.?|\.|,(?=\s+(?:number|no|nr|num)\b)|{GIVEN})*"
)
# a day that belongs to the noun: the invoice of 3 August, no. 61120
OF_DAY = re.compile(r"(?:\b(?:dated|of|from|on)\s)?(?:\bthe\s)?$")
# of two nouns the first one names the number: the order number on the invoice is 4471
HEAD = re.compile(r"\s(?:on|of|in)\s(?:the|this|that|your|my|our)\s")
NEAR, LEFT = 48, 80


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that names a kind of number; `kind` is empty for the numbers of other things."""

    start: int
    end: int
    kind: str
    seldom: bool
    signed: bool


def leave_out_days(small: str, passage: Passage) -> str:
    """The text with blanks for its days, character for character as long."""
    parts, end = [], 0
    for day in read_days(passage):
        begin = max(end, day.start - LEFT)
        match = OF_DAY.search(small[begin : day.start])
        start = begin + match.start() if match else day.start
        parts += [small[end:start], " " * (day.end - start)]
        end = day.end
    return "".join([*parts, small[end:]])


def find_noun(small: str, token: Token, nouns: list[Noun]) -> Noun | None:
    """The last noun before the token; one that seldom names a number only where it stands right before it."""
    at = bisect_left(nouns, token.start, key=lambda noun: noun.start)
    noun, earlier = (nouns[at - 1] if at else None), (nouns[at - 2] if at > 1 else None)
    if noun and earlier:
        if noun.seldom and earlier.kind and not is_tight(small, noun, token):
            return earlier
        if earlier.signed and HEAD.fullmatch(small, earlier.end, noun.start):
            return earlier
    return noun


def is_tight(small: str, noun: Noun, token: Token) -> bool:
    """Whether nothing but a sign or a number word stands between them: `invoice no. 4471`, `the ticket is 4471`."""
    return token.start - noun.end <= NEAR and GLUE.fullmatch(small, noun.end, token.start) is not None


@cache
def read_words() -> dict[str, dict[str, str]]:
    """The tables of identifiers.yaml."""
    told: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


@cache
def _noun_pattern() -> re.Pattern[str]:
    """All nouns in small letters, longest first, each with the number words that belong to it."""
    told = read_words()
    words = {word for table in (told["nouns"], told["seldom"]) for kind in table for word in table[kind]} | set(
        told["other"]
    )
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<noun>{every})(?!\w|-\w)(?P<sign>(?:\s(?:{NUMBER_WORD})(?!\w)|\.\s(?:number|no|nr|num)(?!\w))*)"
    )


@cache
def noun_kinds() -> dict[str, tuple[str, bool]]:
    """Noun to its kind, and whether it counts only with a sign behind it."""
    told = read_words()
    known = {word: (kind, True) for kind, words in told["seldom"].items() for word in words}
    return known | {word: (kind, False) for kind, words in told["nouns"].items() for word in words}


@cache
def own_words() -> frozenset[str]:
    """What may stand in capitals before a number and is no part of it: PO 4471, ID 4471."""
    return frozenset({*noun_kinds(), *NUMBER_WORD.split("|")})


def read_nouns(small: str) -> Iterator[Noun]:
    """Every such word of a text in small letters, in reading order."""
    for match in _noun_pattern().finditer(small):
        kind, seldom = noun_kinds().get(match["noun"], ("", False))
        yield Noun(match.start(), match.end(), kind, seldom, bool(match["sign"]))
