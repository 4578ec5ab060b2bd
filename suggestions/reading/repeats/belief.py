"""How far a customer is believed who says that they wrote before, when the words of the tickets leave it open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from suggestions.reading.numbers import say_ordinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.model import LedgerEntry, TicketId
    from suggestions.rules import Rules

# from which probability on a customer is believed who says how often they wrote
BELIEVED_FROM = 0.10
# and who says only that they did: such words stand in first contacts too
COUNTED_FROM, SHOWN_FROM = 0.55, 0.2


@dataclass(frozen=True, slots=True)
class Claim:
    """What they say of earlier contacts. `count` includes this one, None when they give none; `again`: that they wrote
    before, or that the trouble is back. `readable`: the model reads their language.
    """

    count: int | None
    again: bool
    readable: bool


def believe(
    entries: Sequence[LedgerEntry], likely: Mapping[TicketId, float], claim: Claim, rules: Rules
) -> list[LedgerEntry]:
    """The entries with those counted or shown that the claim speaks for, as far as the record allows.

    `likely` is each ticket's probability by its words, whatever the language: where the model does not read it, only a
    ticket that would have been shown is likely enough.
    """
    open_ones = [e for e in entries if not e.counted and not speaks_against(e)]
    nearest = sorted(open_ones, key=lambda e: -likely[e.ticket.id])
    if claim.count is not None and claim.count > 1:
        least = BELIEVED_FROM if claim.readable else rules.repeat_related_line
        believed = [e for e in nearest if likely[e.ticket.id] >= least][: max(0, count_missing(entries, claim.count))]
        said = f"they say this is the {say_ordinal(claim.count)} time"
        return _replace(entries, {e.ticket.id: _count(e, said, rules) for e in believed})
    if not claim.again or not nearest or any(e.counted for e in entries):
        return list(entries)
    best, probability = nearest[0], likely[nearest[0].ticket.id]
    said = "they say it is not the first time"
    if claim.readable and probability >= COUNTED_FROM:
        return _replace(entries, {best.ticket.id: _count(best, said, rules)})
    if probability >= (SHOWN_FROM if claim.readable else rules.repeat_related_line):
        return _replace(entries, {best.ticket.id: _show(best, said, rules)})
    return list(entries)


def count_missing(entries: Sequence[LedgerEntry], claimed: int | None) -> int:
    """How many contacts the customer claims beyond those counted; the present one is none of them."""
    return (claimed or 1) - 1 - sum(e.counted for e in entries)


def speaks_against(entry: LedgerEntry) -> bool:
    return any("names another" in words for words in entry.evidence)


def _count(entry: LedgerEntry, said: str, rules: Rules) -> LedgerEntry:
    return replace(_show(entry, said, rules), score=max(entry.score, rules.repeat_line), counted=True)


def _show(entry: LedgerEntry, said: str, rules: Rules) -> LedgerEntry:
    score = max(entry.score, rules.repeat_related_line)
    return replace(entry, score=score, evidence=(*entry.evidence, said))


def _replace(entries: Sequence[LedgerEntry], new: Mapping[TicketId, LedgerEntry]) -> list[LedgerEntry]:
    return [new.get(e.ticket.id, e) for e in entries]
