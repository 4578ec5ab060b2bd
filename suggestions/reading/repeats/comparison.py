"""Any two tickets of one requester held against each other: how likely they are one problem, and what says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from suggestions.reading.repeats.evidence import Clues, Evidence, drop_constant_fields, find_clues
from suggestions.reading.repeats.pairs import compare_places, join_clues, load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood, Placed

SIMILAR_FROM, SAME_PLACE_FROM = 0.55, 0.6
AT_ONCE = 32
# in a language the model cannot read any two texts lie near each other (docs/measured.md); nearer than this it is the
# same words again
SAME_WORDS_FROM = 0.9
UNREAD_AT_MOST = 0.05


@dataclass(frozen=True, slots=True)
class Likeness:
    """`probability` is what counts; `if_read` what it would be if the model could read the language, which it is where
    it can.
    """

    probability: float
    if_read: float
    clues: Clues


@dataclass(frozen=True, slots=True)
class Comparison:
    """All tickets at once, the new one first, so that any two can be compared. `readable`: by the model."""

    reads: list[Evidence]
    placed: Placed
    readable: bool

    def compare(self, one: int, others: list[int]) -> list[Likeness]:
        """How likely each of the others is about the same problem as `one`, and what speaks for it."""
        near = compare_places(self.placed, one, np.array(others, dtype=int))
        found = [find_clues(*_put_newer_first(self.reads[one], self.reads[other])) for other in others]
        return [self._weigh(place, clues) for place, clues in zip(near, found, strict=True)]

    def _weigh(self, place: dict[str, float], clues: Clues) -> Likeness:
        told = self.readable or place["plain"] >= SAME_WORDS_FROM or clues.shared_number or clues.follows
        if_read = load_weights().find_probability(join_clues(place, clues.values))
        return Likeness(if_read if told else min(if_read, UNREAD_AT_MOST), if_read, _add_nearness(clues, place))


def place_all(
    reads: Sequence[Evidence], texts: Sequence[str], neighbourhood: Neighbourhood, embedder: Embedder, *, readable: bool
) -> Comparison:
    """The tickets, one text each, ready to be compared."""
    placed = neighbourhood.place(_encode_once(embedder, texts))
    return Comparison(drop_constant_fields(reads), placed, readable)


def _put_newer_first(one: Evidence, other: Evidence) -> tuple[Evidence, Evidence]:
    """What a customer says of earlier contacts, they say in the newer of the two."""
    newer = (one.ticket.created_at, one.ticket.id) >= (other.ticket.created_at, other.ticket.id)
    return (one, other) if newer else (other, one)


def _add_nearness(clues: Clues, place: dict[str, float]) -> Clues:
    """Nearness in words an agent understands."""
    if place["plain"] >= SIMILAR_FROM:
        return replace(clues, words=(*clues.words, "similar words"))
    if place["settled_where_known"] >= SAME_PLACE_FROM:
        return replace(clues, words=(*clues.words, "other words for the same thing"))
    return clues


def _encode_once(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """One row a text, each different text encoded once: a form sends the same words a hundred times.

    A few at a time, because an embedder that keeps its vectors keeps them after each call: a job stopped in a long
    history goes on from there.
    """
    different = list(dict.fromkeys(texts))
    place = {text: n for n, text in enumerate(different)}
    rows = [embedder.encode(different[n : n + AT_ONCE]) for n in range(0, len(different), AT_ONCE)]
    return np.concatenate(rows)[[place[text] for text in texts]]
