"""What ties two tickets together, or parts them, that a person would accept: numbers, codes and amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model import FactKind, Ticket
from suggestions.reading.identifiers import identifier_key
from suggestions.reading.money import amount_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import Fact

SHARED_NUMBER = 0.30
SHARED_AMOUNT = 0.20
# booking codes and the like, which stand without a word that names them: HJ4K9P, RMA-55710
CODE = re.compile(r"\b(?=[A-Z0-9-]*[A-Z])(?=(?:[A-Z-]*\d){2})[A-Z0-9][A-Z0-9-]{3,14}[A-Z0-9]\b")
# a long number without a word that names it
BARE_NUMBER = re.compile(r"(?<![\d.,€$£+])\b\d{6,12}\b(?![.,]\d)")
# two of these of one kind are two things; two case numbers may well be one thing
ONE_THING = frozenset({"order", "invoice", "tracking"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """`numbers` maps each number, letters and digits only, to its kind."""

    ticket: Ticket
    numbers: dict[str, str]
    amounts: frozenset[str]


def read_evidence(ticket: Ticket, text: str, facts: Sequence[Fact]) -> Evidence:
    numbers = {
        re.sub(r"[^a-z0-9]", "", code.lower()): "reference"
        for code in [*CODE.findall(text), *BARE_NUMBER.findall(text)]
    }
    for fact in facts:
        if fact.kind is FactKind.IDENTIFIER:
            kind, number = identifier_key(fact).split(":")
            numbers[number] = kind
    return Evidence(ticket, numbers, frozenset(amount_key(f.text) for f in facts if f.kind is FactKind.MONEY))


def find_shared(a: Evidence, b: Evidence) -> tuple[float, list[str]]:
    """How much a shared number or amount moves the score, and the words for it."""
    if same := set(a.numbers) & set(b.numbers):
        number = min(same)
        kind = a.numbers[number] if a.numbers[number] != "reference" else b.numbers[number]
        return SHARED_NUMBER, [f"same {kind} number {number.upper()}"]
    if amounts := a.amounts & b.amounts:
        return SHARED_AMOUNT, [f"same amount {min(amounts)}"]
    return 0.0, []


def find_conflict(a: Evidence, b: Evidence) -> str | None:
    """The kind of number by which they are about two different things; None when nothing says so."""
    if set(a.numbers) & set(b.numbers):
        return None
    kinds = set(a.numbers.values()) & set(b.numbers.values()) & ONE_THING
    return min(kinds, default=None)
