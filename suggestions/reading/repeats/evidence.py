"""What ties two tickets together, or parts them, that a person would accept: numbers, codes, amounts, links."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from suggestions.model import FactKind, Ticket
from suggestions.reading.facts.claims import find_claimed_contacts, says_again, says_another_matter, says_it_recurs
from suggestions.reading.facts.identifiers import identifier_key, is_read_right
from suggestions.reading.facts.money import amount_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.model import Fact

# booking codes and the like, which stand without a word that names them: HJ4K9P, RMA-55710
CODE = re.compile(r"\b(?=[A-Z0-9-]{0,15}[A-Z])(?=(?:[A-Z-]{0,15}\d){2})[A-Z0-9][A-Z0-9-]{3,14}[A-Z0-9]\b")
# a long number without a word that names it
BARE_NUMBER = re.compile(r"(?<![\d.,€$£+])\b\d{6,12}\b(?![.,]\d)")
# a number of the person's and not of the problem's: it may well stand in every ticket of theirs
OWN_NUMBER = re.compile(
    r"\b(?:phone|mobile|cell|tel|telephone|call|call me|call me back|reach me|ring me|text me|customer|client|account|member|membership)\b"
    r"(?: n[or]\.)?[^\d\n.!?]{0,25}\+?\d[\d ()/-]{4,18}",
    re.IGNORECASE,
)
# two of these of one kind are two things; two case numbers may well be one thing
ONE_THING = frozenset({"order", "invoice", "tracking"})
# a ticket field holds a number of theirs when its entry is long enough and has digits; a drop-down's does not
FIELD_NUMBER = re.compile(r"(?=(?:\D*\d){3})[\w\s./#-]{5,40}")
CONSTANT_FROM = 3
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Evidence:
    """`numbers` maps each number, letters and digits only, to its kind; `fields` each field's id to its number.

    `again`: they wrote before; `recurs`: the trouble is back; `counted`: this is their second time or later.
    """

    ticket: Ticket
    numbers: dict[str, str]
    amounts: frozenset[str]
    fields: Mapping[int, str] = field(default_factory=dict)
    again: bool = False
    recurs: bool = False
    counted: bool = False
    another: bool = False


@dataclass(frozen=True, slots=True)
class Clues:
    """`values` by the names pair_weights.json knows; `words` tell an agent; `ties` is the strongest tie in words.

    `conflict` is the kind of number by which they are about two different things; None when nothing says so.
    """

    values: dict[str, float]
    words: tuple[str, ...]
    ties: str | None = None
    conflict: str | None = None
    follows: bool = False
    shared_number: bool = False


def read_evidence(ticket: Ticket, text: str, facts: Sequence[Fact]) -> Evidence:
    unnamed = OWN_NUMBER.sub(" ", text)
    numbers = {_bare(code): "reference" for code in [*CODE.findall(unnamed), *BARE_NUMBER.findall(unnamed)]}
    for fact in facts:
        if fact.kind is FactKind.IDENTIFIER:
            kind, number = identifier_key(fact).split(":")
            numbers[number] = kind if is_read_right(fact) else "reference"
    return Evidence(
        ticket,
        numbers,
        frozenset(amount_key(f.text) for f in facts if f.kind is FactKind.MONEY),
        {key: _bare(value) for key, value in ticket.fields if FIELD_NUMBER.fullmatch(value.strip())},
        again=says_again(text),
        recurs=says_it_recurs(text),
        counted=(find_claimed_contacts("", text) or 1) > 1,
        another=says_another_matter(text),
    )


def drop_constant_fields(reads: Sequence[Evidence]) -> list[Evidence]:
    """Without the fields that hold the same number on every ticket of theirs, such as their customer number."""
    values: defaultdict[int, list[str]] = defaultdict(list)
    for read in reads:
        for key, value in read.fields.items():
            values[key].append(value)
    constant = {key for key, found in values.items() if len(found) >= CONSTANT_FROM and len(set(found)) == 1}
    return [replace(r, fields={k: v for k, v in r.fields.items() if k not in constant}) for r in reads]


def find_clues(newer: Evidence, older: Evidence) -> Clues:
    """Everything about the pair but how near their words lie."""
    a, b = newer.ticket, older.ticket
    follows = a.follow_up_of == b.id or b.follow_up_of == a.id
    ties, shared_number = _find_tie(newer, older)
    conflict = None if shared_number else _find_conflict(newer, older)
    days = abs((a.created_at - b.created_at).total_seconds()) / 86_400
    values = {
        "follow_up": follows,
        "shared_number": shared_number,
        "shared_amount_or_field": ties is not None and not shared_number,
        "other_number": conflict is not None,
        "says_again": newer.again,
        "says_it_recurs": newer.recurs,
        "says_count": newer.counted,
        "says_another_matter": newer.another,
        "soon_after": max(0.0, 1 - days / SOON_DAYS),
    }
    words = ["this ticket is a follow-up of it"] * follows
    words += [ties] if ties else []
    words += [f"names another {conflict} number"] * bool(conflict)
    numbers = {name: float(value) for name, value in values.items()}
    return Clues(numbers, tuple(words), ties, conflict, follows, shared_number)


def _find_tie(a: Evidence, b: Evidence) -> tuple[str | None, bool]:
    """The number or amount both name, in words, and whether it is a number."""
    if same := set(a.numbers) & set(b.numbers):
        number = min(same)
        kind = a.numbers[number] if a.numbers[number] != "reference" else b.numbers[number]
        return f"same {kind} number {number.upper()}", True
    if set(a.fields.items()) & set(b.fields.items()):
        return "same number in a ticket field", False
    if amounts := a.amounts & b.amounts:
        return f"same amount {min(amounts)}", False
    return None, False


def _find_conflict(a: Evidence, b: Evidence) -> str | None:
    """The kind of number by which they are about two different things."""
    kinds = set(a.numbers.values()) & set(b.numbers.values()) & ONE_THING
    return min(kinds, default=None)


def _bare(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())
