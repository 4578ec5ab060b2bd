"""Order, invoice, tracking and case numbers, told apart by the noun that names them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.days.named_days import read_days
from suggestions.reading.facts.checksums import has_right_check
from suggestions.reading.facts.number_nouns import (
    NEAR,
    Noun,
    find_noun,
    is_tight,
    leave_out_days,
    noun_kinds,
    own_words,
    read_nouns,
    read_words,
)
from suggestions.reading.facts.number_tokens import Token, find_beginning, find_shape, normalise_number, read_tokens
from suggestions.reading.places import overlaps_any

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

MONEY_AFTER = re.compile(
    r"\s?(?:€|\$|£|euros?\b|eur\b|usd\b|gbp\b|dollars?\b|pounds?\b|kr\b|sek\b|steps?\b|pieces?\b|pcs\b|units?\b|items?\b|times\b|days?\b|hours?\b|people\b|am\b|pm\b)",
    re.IGNORECASE,
)
# right before it, these make it the name of something else: an invoice for my RX-480, it lists RX-480, the RX-480
OF_ANOTHER = re.compile(
    r"\b(?:(?:for|of|in|on|about|from|to)\s(?:my|our|the|an?|this|your|his|her|their)\s(?:\w+\s){0,2}|"
    r"(?:lists?|shows?|includes?|contains?|mentions?|bills?|bought|ordered|received|wants?|wanted|needs?|needed)\s(?:\w+\s){0,2})$"
)
ARTICLE = re.compile(r"\b(?:an?|the|this|my|our|your)\s$")
# what was named a sentence ago, said again without its noun: the last one I can find is A-55187-07
ONE = re.compile(r"\b(?:ones?|mine|[a-z]+'s)\b[^.!?]{0,30}\b(?:is|was|are|were)\s$")
STOP = re.compile(r"[.!?;](?:\s|$)|\n\n")
IS_MY = re.compile(
    r"\s(?:is|was|as)\s(?:my|the|our|your)\s(?P<noun>order|invoice|tracking|case|ticket|claim|reference|complaint)\b"
)
YEAR = re.compile(r"(?:19|20)\d\d")
FREE_WORDS, LEFT, FAR = 7, 80, 120
SHORTEST_ALIKE, LONG_NUMBER = 4, 6
# a young help desk has counted to a few hundred: ticket 118
SHORT_NUMBERED = frozenset({"ticket", "tickets", "case", "incident", "invoice", "invoices"})
NUMBER_ENDS = re.compile(r"\s?(?:[.,;:!?)]|$)|\s(?:and|is|was|has|are|were|about|from|which|that|again|still)\b")
# between two numbers of one list
LISTED = frozenset({" and ", ", ", " & ", " or ", "/", " / ", " to ", ", and ", " + "})
TO_ORDER = re.compile(r"\b(?:to|can|could|i|we|you|please|must|would|will|cannot|in)\s$")


def find_identifiers(passage: Passage) -> list[Fact]:
    """Every named number, in reading order; `text` reads `order 48213`, `value` is its letters and digits."""
    read = read_words()
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


def is_read_right(fact: Fact) -> bool:
    """Whether its own check digit agrees, where its format has one: a mistyped number is no sign of another thing."""
    return isinstance(fact.value, str) and has_right_check(fact.value) is not False


@lru_cache(maxsize=8)
def name_tokens(passage: Passage) -> tuple[tuple[Token, str], ...]:
    """Tokens that a noun names, with their kind, and those that look like one: `KYK-5520-A delivered, KYK-5520-B not`."""
    text, small = passage.plain, passage.small
    days = [(day.start, day.end) for day in read_days(passage) if day.form in {"full", "iso", "slash"}]
    tokens = [t for t in read_tokens(text, own_words()) if not overlaps_any(days, t.start, t.end)]
    nouns = list(read_nouns(small))
    undated = leave_out_days(small, passage)
    before = {token: find_noun(undated, token, nouns) for token in tokens}
    tight: dict[Token, str] = {}
    free: dict[Token, str] = {}
    for token, noun in before.items():
        kind, is_tight = _find_kind(undated, token, noun)
        if kind:
            (tight if is_tight else free)[token] = kind
        elif form := _kind_of_form(small, token):
            tight[token] = form
    shapes = _find_shapes(free) | _find_shapes(tight)
    beginnings = {find_beginning(token.number) for token in tight}
    named: list[tuple[Token, str]] = []
    for token, noun in before.items():
        alike = token.strong or find_beginning(token.number) in beginnings
        kind = tight.get(token, "")
        is_thing = ARTICLE.search(small[max(0, token.start - NEAR) : token.start]) is not None
        if not kind and alike and not is_thing and not _names_another(noun, token):
            kind = shapes.get(find_shape(token.number), "")
        kind = kind or ("" if is_thing else free.get(token, ""))
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
    return noun is not None and not noun.kind and token.start - noun.end <= NEAR


def _find_kind(small: str, token: Token, noun: Noun | None) -> tuple[str, bool]:
    """The kind of the noun that names the token, and whether it stands right before it; empty when none does."""
    if noun is None or not noun.kind:
        return "", False
    between = small[noun.end : token.start]
    tight = is_tight(small, noun, token)
    if token.strong:
        free = len(between) <= NEAR and not STOP.search(between) and len(between.split()) <= FREE_WORDS
        again = len(between) <= FAR and ONE.search(between) is not None
        return (noun.kind, tight) if tight or again or (free and not OF_ANOTHER.search(between)) else ("", False)
    signed = noun.signed or re.search(r"[:#°º]|number|\bn[or]\b", between) is not None
    # "two tickets, 4401 and 4402": after a plural fewer digits will do
    shortest = SHORTEST_ALIKE if small[noun.end - 1] == "s" else LONG_NUMBER
    aside = re.fullmatch(r",\s#?|\s\(", between) and re.fullmatch(rf"\S{{{shortest},}}", token.number)
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
    if small[noun.start : noun.end] in SHORT_NUMBERED and re.fullmatch(r"\d{3}", token.number):
        return NUMBER_ENDS.match(small, token.end) is not None
    return len(token.number) >= 4 and not YEAR.fullmatch(token.number) and not ordering


def _kind_of_form(small: str, token: Token) -> str:
    """By what stands behind it, `HV-20931 is my order number`, or by its own first letters."""
    if token.strong and (match := IS_MY.match(small, token.end)):
        return noun_kinds().get(match["noun"], ("", False))[0]
    for kind, forms in read_words()["forms"].items():
        if any(re.fullmatch(form, re.sub(r"\s", "", token.number)) for form in forms):
            return kind
    return ""


def _is_listed(small: str, token: Token, before: Token) -> bool:
    """`invoices 4471 and 4472`."""
    between = small[before.end : token.start].replace("#", "")
    return between in LISTED and find_shape(token.number) == find_shape(before.number)
