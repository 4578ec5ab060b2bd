"""Telephone numbers, in E.164 form where the country is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from suggestions.model import Fact, FactKind
from suggestions.reading.days.named_days import read_days
from suggestions.reading.facts.currencies import find_territory
from suggestions.reading.facts.identifiers import name_tokens
from suggestions.reading.places import overlaps_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

CANDIDATE = re.compile(
    r"(?<![\w€$£.,/#+@-])\+?\(?\d{1,15}\)?(?:(?:[ .\-–]|\s/\s|/|\s?\(0\)\s?|(?<=\))|\s(?=\())\(?\d{1,8}\)?){0,7}(?![\w%€£$@]|[.,/:-]\d)"
)
# a number somebody says is a telephone's
CALL = re.compile(
    r"\b(?:phone|phones|tel|tele|telephone|telefon|mobile|mob|cell|cellphone|hp|handy|portable|landline|line|whatsapp|call|calls|called|calling|ring|rang|ringing|bell|text|texts|sms|reach|dial|"
    r"contact|number|numbers|nummer|numéro|under|on|at|voicemail|hotline|helpline)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:phone|tel|telephone|mobile|mob|cell|hp|call|ring|text|whatsapp|landline|reach|bell|dial|number|line)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:account|iban|card|sort code|serial|imei|meter|vat|tax|policy|contract|till|model|ean|isbn|zip|postcode|customer)\b[^.!?\n]{0,24}$",
    re.IGNORECASE,
)
FEWEST_DIGITS, LONG, MOST_DIGITS, LEFT = 7, 10, 15, 60


def find_phones(passage: Passage) -> list[Fact]:
    """Numbers that can be a telephone's and stand like one; `value` is E.164, or the digits without a country.

    A number that a noun names as an order, a case and the like is none.
    """
    text, region = passage.plain, find_territory(passage.time_zone)
    numbers = [(token.start, token.end) for token, _ in name_tokens(passage)]
    taken = sorted([*numbers, *((day.start, day.end) for day in read_days(passage))])
    facts = []
    for start, end in read_phone_places(text):
        if overlaps_any(taken, start, end):
            continue
        value = _read(text, start, end, region)
        if value:
            words = " ".join(passage.text[start:end].split())
            facts.append(passage.make_fact("phone", FactKind.PHONE, words, (start, end), value))
    return facts


def read_phone_places(text: str) -> Iterator[Place]:
    """Where something stands that has the digits of a telephone number."""
    for match in CANDIDATE.finditer(text):
        groups = re.findall(r"\d+", match.group())
        digits = sum(map(len, groups))
        # "1 2 3 4 5 6 7" is a list
        if FEWEST_DIGITS <= digits <= MOST_DIGITS and digits >= 2 * len(groups) - 1:
            yield match.span()


def _read(text: str, start: int, end: int, region: str) -> str | None:
    """A number valid where they live, or with its country; one that is only possible needs a word that names it."""
    words, before = text[start:end], text[max(0, start - LEFT) : start]
    if OTHER.search(before):
        return None
    named = CALL.search(before) is not None or NAMED.search(text, end, min(len(text), end + LEFT)) is not None
    try:
        number = phonenumbers.parse(words.replace("(0)", ""), region or None)
    except NumberParseException:
        return re.sub(r"\D", "", words) if named and _is_grouped(words) and not region else None
    sure = phonenumbers.is_valid_number(number) and (named or words.startswith(("+", "00", "(")) or _is_grouped(words))
    if sure or (phonenumbers.is_possible_number(number) and _looks_dialled(words, named=named)):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def _looks_dialled(words: str, *, named: bool) -> bool:
    """With the sign of a country or an area in front; without a word that names it also long, and in groups."""
    if named:
        return words.startswith(("+", "0", "("))
    return words.startswith("+") or (
        words.startswith("0") and _is_grouped(words) and len(re.sub(r"\D", "", words)) >= LONG
    )


def _is_grouped(words: str) -> bool:
    """Written in groups, as people write telephone numbers."""
    return re.fullmatch(r"\+?\(?\d{1,6}\)?(?:[ .\-–/]+\(?\d{2,8}\)?){1,6}", words) is not None
