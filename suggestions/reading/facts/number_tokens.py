"""Runs of letters and digits that may be a number of somebody's books: HV-20931, 2026/0231, ZQ 4418 2207 9."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.reading.facts.checksums import is_iban
from suggestions.reading.facts.currencies import read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# letters, digits and signs between them, with a few letters set apart in front: HV-20931, 2026/0231, PCN 4471
TOKEN = re.compile(
    r"(?<![\w€$£.,/+@-])(?P<head>[A-Z]{1,4}\s(?=\d))?(?P<body>[A-Za-z0-9]{1,24}(?:[-/._][A-Za-z0-9]{1,24}){0,6})(?![\w@]|[-/.,:]\w|\s?[%€£$])"
)
# further groups of a number that is written in groups: the rest of ZQ 4418 2207 9 and of CB 402 118 773 FR
GROUP = re.compile(
    r"\s(?:\d{3,8}|\d{2}(?=[.,;:!?)]|\s[a-z]|$|\n)|\d(?=[.,;:!?)]|\s[a-z]|$|\n)|[A-Z]{2}(?=[.,;:!?)]|\s[a-z]|$|\n)|[A-Z](?=[.,;!?)]|$|\n))(?![\w%€£$/-]|[.,:]\d)"
)
# digits alone, in three groups or more: of four digits each, or of any length where nothing follows that they could count
IN_GROUPS = re.compile(
    r"(?:\d{4}(?: \d{4}){1,5} \d{2,4}|\d{1,5}(?: \d{1,5}){2,6}(?=\s?[.,;:!?)]|\s*$|\n))(?![\w%€£$/-]|[.,:]\d)"
)
# SW1A 2AA and K1A 0B1: British and Canadian postcodes
POSTCODE = re.compile(r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?![\w/-])")
MOST_GROUPS = 6


@dataclass(frozen=True, slots=True)
class Token:
    """Letters and digits at characters start to end. `strong`: nothing but a number of somebody's books looks so."""

    start: int
    end: int
    number: str
    strong: bool


def read_tokens(text: str, nouns: Collection[str]) -> Iterator[Token]:
    """Every such run, its further groups included. `nouns` in small letters name numbers and are no part of them."""
    end = 0
    money = {*read_words()["codes_alone"], *read_words()["codes_in_small"]}
    for match in TOKEN.finditer(text):
        if match.start() < end or (match["head"] and match["head"].strip() in money):
            continue
        if postcode := POSTCODE.match(text, match.start()):
            end = postcode.end()
            continue
        # "PO 4471": the noun is no part of the number
        named = match["head"] and match["head"].strip().lower() in nouns
        start, end = match.start("body") if named else match.start(), match.end()
        if match["head"] or re.search(r"[A-Z]", match["body"]):
            for _ in range(MOST_GROUPS):
                group = GROUP.match(text, end) if re.search(r"\d", text[start:end]) else None
                if group is None:
                    break
                end = group.end()
        elif groups := IN_GROUPS.match(text, start):
            end = groups.end()
        number = text[start:end]
        digits = sum(sign.isdigit() for sign in number)
        if digits >= 2 and not is_iban(normalise_number(number)):
            yield Token(start, end, number, _is_strong(number, digits))


def _is_strong(number: str, digits: int) -> bool:
    """Letters with three digits or more, or digits in parts such as 4471-0226; 1.5, 10-12 and v2.4.1 are none."""
    if re.fullmatch(r"[vV]?\d+(?:\.\d+)*", number):
        return False
    if re.search(r"[A-Za-z]", number):
        return (
            digits >= 3
            and re.search(r"[A-Z]", number.upper()) is not None
            and not re.fullmatch(r"\d+[a-z]{1,6}", number)
        )
    return digits >= 5 and re.search(r"[-/]", number) is not None


def normalise_number(words: str) -> str:
    """Letters and digits alone, in capitals: what two spellings of one number share."""
    return re.sub(r"[\W_]", "", words).upper()


def find_shape(number: str) -> str:
    """`KYK-5520-A` and `KYK-5520-B` have one shape."""
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "0", number))


def find_beginning(number: str) -> str:
    """The first half of a number and its length: what numbers given out one after the other share."""
    return f"{number[: (len(number) + 1) // 2]}…{len(number)}"
