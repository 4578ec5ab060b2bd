"""Order, invoice, tracking and case numbers, told apart by the noun that names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from suggestions.model import Fact, FactKind
from suggestions.reading.days.named_days import read_days
from suggestions.reading.facts.checksums import has_right_check
from suggestions.reading.facts.number_tokens import Token, find_beginning, find_shape, normalise_number, read_tokens
from suggestions.reading.places import overlaps_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("identifiers.yaml")
MONEY_AFTER = re.compile(
    r"\s?(?:€|\$|£|euros?\b|eur\b|usd\b|gbp\b|dollars?\b|pounds?\b|kr\b|sek\b|steps?\b|pieces?\b|pcs\b|units?\b|items?\b|times\b|days?\b|hours?\b|people\b|am\b|pm\b)",
    re.IGNORECASE,
)
NUMBER_WORD = r"numbers?|no|nr|num|nos|n°|nº|id|code|reference|ref|confirmation"
GLUE = re.compile(rf"(?:[\s:#=(\"'–-]|\b(?:{NUMBER_WORD}|is|was|reads|says)\b\.?|\.)*")
STOP = re.compile(r"[.!?;](?:\s|$)|\n\n")
IS_MY = re.compile(
    r"\s(?:is|was)\s(?:my|the|our|your)\s(?P<noun>order|invoice|tracking|case|ticket|claim|reference|complaint)\b"
)
YEAR = re.compile(r"(?:19|20)\d\d")
FREE_CHARACTERS, FREE_WORDS, LEFT = 48, 7, 80
SHORTEST_ALIKE, LONG_NUMBER = 4, 6
# between two numbers of one list
LISTED = frozenset({" and ", ", ", " & ", " or ", "/", " / ", " to ", ", and ", " + "})
TO_ORDER = re.compile(r"\b(?:to|can|could|i|we|you|please|must|would|will|cannot|in)\s$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that names a kind of number; `kind` is empty for the numbers of other things."""

    start: int
    end: int
    kind: str
    seldom: bool
    signed: bool


def find_identifiers(passage: Passage) -> list[Fact]:
    """Every named number, in reading order; `text` reads `order 48213`, `value` is its letters and digits."""
    read = _read_words()
    return [
        passage.make_fact(
            kind, FactKind.IDENTIFIER, f"{read['said'][kind]} {' '.join(passage.text[token.start : token.end].split())}",
            (token.start, token.end), normalise_number(token.number),
        )
        for token, kind in name_tokens(passage)
    ]  # fmt: skip


def identifier_key(fact: Fact) -> str:
    """What two mentions of one number share: its kind and its letters and digits."""
    number = fact.value if isinstance(fact.value, str) else fact.text.rsplit(" ", 1)[-1]
    return f"{fact.name}:{normalise_number(number).lower()}"


def is_proof(fact: Fact) -> bool:
    """Whether the same number elsewhere is the same thing: not when its own check digit says that it is misread."""
    return isinstance(fact.value, str) and has_right_check(fact.value) is not False


@lru_cache(maxsize=8)
def name_tokens(passage: Passage) -> tuple[tuple[Token, str], ...]:
    """Tokens that a noun names, with their kind, and those that look like one: `KYK-5520-A delivered, KYK-5520-B not`."""
    text, small = passage.plain, passage.small
    days = [(day.start, day.end) for day in read_days(passage) if day.form in {"full", "iso", "slash"}]
    tokens = [t for t in read_tokens(text, _kinds()) if not overlaps_any(days, t.start, t.end)]
    nouns = list(_read_nouns(small))
    starts = [noun.start for noun in nouns]
    before = {token: nouns[at - 1] if (at := bisect_left(starts, token.start)) else None for token in tokens}
    tight: dict[Token, str] = {}
    free: dict[Token, str] = {}
    for token, noun in before.items():
        kind, is_tight = _find_kind(small, token, noun)
        if kind := kind or _kind_of_form(small, token):
            (tight if is_tight else free)[token] = kind
    shapes = _find_shapes(free) | _find_shapes(tight)
    beginnings = {find_beginning(token.number) for token in tight}
    named: list[tuple[Token, str]] = []
    for token, noun in before.items():
        alike = token.strong or find_beginning(token.number) in beginnings
        kind = tight.get(token, "")
        if not kind and alike and not _names_another(noun, token):
            kind = shapes.get(find_shape(token.number), "")
        kind = kind or free.get(token, "")
        if not kind and named and _is_listed(small, token, named[-1][0]):
            kind = named[-1][1]
        if kind:
            named.append((token, kind))
    return tuple(named)


def _find_shapes(named: dict[Token, str]) -> dict[str, str]:
    """The kind of number each shape is known by; a few digits alone are no shape."""
    return {find_shape(t.number): kind for t, kind in named.items() if t.strong or len(t.number) > SHORTEST_ALIKE}


def _names_another(noun: Noun | None, token: Token) -> bool:
    """Whether the noun before it is that of another thing's number: a serial, a phone."""
    return noun is not None and not noun.kind and token.start - noun.end <= FREE_CHARACTERS


@cache
def _read_words() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


@cache
def _noun_pattern() -> re.Pattern[str]:
    """All nouns in small letters, longest first, each with the number words that belong to it."""
    told = _read_words()
    words = {word for table in (told["nouns"], told["seldom"]) for kind in table for word in table[kind]} | set(
        told["other"]
    )
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<noun>{every})(?!\w|-\w)(?P<sign>(?:\.?\s(?:{NUMBER_WORD})(?!\w))*)")


@cache
def _kinds() -> dict[str, tuple[str, bool]]:
    """Noun to its kind, and whether it counts only with a sign behind it."""
    told = _read_words()
    known = {word: (kind, True) for kind, words in told["seldom"].items() for word in words}
    return known | {word: (kind, False) for kind, words in told["nouns"].items() for word in words}


def _read_nouns(small: str) -> Iterator[Noun]:
    for match in _noun_pattern().finditer(small):
        kind, seldom = _kinds().get(match["noun"], ("", False))
        yield Noun(match.start(), match.end(), kind, seldom, bool(match["sign"]))


def _find_kind(small: str, token: Token, noun: Noun | None) -> tuple[str, bool]:
    """The kind of the noun that names the token, and whether it stands right before it; empty when none does."""
    if noun is None or not noun.kind:
        return "", False
    between = small[noun.end : token.start]
    tight = len(between) <= FREE_CHARACTERS and GLUE.fullmatch(between) is not None
    if token.strong:
        free = len(between) <= FREE_CHARACTERS and not STOP.search(between) and len(between.split()) <= FREE_WORDS
        return (noun.kind, tight) if tight or free else ("", False)
    signed = noun.signed or re.search(r"[:#°º]|number|\bn[or]\b", between) is not None
    aside = re.fullmatch(r",\s|\s\(", between) is not None and len(token.number) >= 6
    unsure = noun.seldom and not signed and len(token.number) < LONG_NUMBER
    if not (tight or aside) or unsure or MONEY_AFTER.match(small, token.end):
        return "", False
    return (noun.kind, tight) if _counts_as_number(small, token, noun, signed=signed) else ("", False)


def _counts_as_number(small: str, token: Token, noun: Noun, *, signed: bool) -> bool:
    """Digits alone: long enough, no year, no version, and no verb in front: `to order 4000 chairs`."""
    if not re.fullmatch(r"[\d-]+|[A-Za-z]+\d+|\d+[A-Z]+|[A-Z0-9]{5,10}|[\d ]+", token.number) or re.search(
        r"[a-z]", token.number
    ):
        return False
    if signed:
        return True
    ordering = noun.kind == "order" and TO_ORDER.search(small[max(0, noun.start - LEFT) : noun.start])
    return len(token.number) >= 4 and not YEAR.fullmatch(token.number) and not ordering


def _kind_of_form(small: str, token: Token) -> str:
    """By what stands behind it, `HV-20931 is my order number`, or by its own first letters."""
    if token.strong and (match := IS_MY.match(small, token.end)):
        return _kinds().get(match["noun"], ("", False))[0]
    for kind, forms in _read_words()["forms"].items():
        if any(re.fullmatch(form, token.number) for form in forms):
            return kind
    return ""


def _is_listed(small: str, token: Token, before: Token) -> bool:
    """`invoices 4471 and 4472`."""
    return small[before.end : token.start] in LISTED and find_shape(token.number) == find_shape(before.number)
