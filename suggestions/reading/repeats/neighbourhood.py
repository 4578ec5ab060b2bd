"""How this team's tickets lie to each other, and where a text settles among them.

Two texts about one problem may use other words, and two about different problems the same; the tickets between
them tell which. Every text is first seen from the middle of the team's tickets, then drawn towards its nearest
neighbours, which were drawn towards theirs: texts of one problem gather, texts of two problems that only share
words part. Nothing is labelled and nobody is asked; the library's exemplars lie among the tickets, tied to the
others of their response. (A random walk that returns to its start: Zhou et al., "Learning with Local and Global
Consistency", 2004, with vectors in the place of labels.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

NEIGHBOURS = 5
# how little a far neighbour draws: its nearness to this power
STEEPNESS = 3
# how strongly a text stays where its own words put it
OWN_PULL = 0.1
ROUNDS = 12
# nearer than this it is the same text again, which says nothing new
SAME_TEXT = 0.9995
BLOCK = 1024
HALF_SEEN = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts as the neighbourhood sees them, one row a text.

    `plain` are their own vectors, `centred` seen from the middle, `settled` after the neighbours' pull; all of
    length 1. `known` is between 0 and 1: how much of a text's place the neighbours decided. `seen` is between 0 and 1
    too: how much the team's tickets can tell at all, half where HALF_SEEN of them were seen.
    """

    plain: Vectors
    centred: Vectors
    settled: Vectors
    known: Vectors
    seen: float = 0.0


class Neighbourhood:
    """Made once from many texts' vectors; does not change. About a second for 5,000 texts.

    `groups` tells rows that are known to belong together by an equal number of 0 or more; -1 is none.
    """

    def __init__(self, vectors: Vectors, groups: Sequence[int] | None = None) -> None:
        self.size = len(vectors)
        tickets = self.size if groups is None else sum(group < 0 for group in groups)
        self._seen = tickets / (tickets + HALF_SEEN)
        if not self.size:
            return
        self._mean: Vectors = vectors.mean(axis=0)
        self._centred = _to_length_one(vectors - self._mean)
        ties = _tie_neighbours(self._centred)
        if groups is not None:
            ties = ties + _tie_groups(np.asarray(groups))
        strength = np.asarray(ties.sum(axis=1)).ravel()
        walk = sparse.diags(1 / (strength + OWN_PULL)) @ ties
        own = (OWN_PULL / (strength + OWN_PULL))[:, None] * self._centred
        settled = self._centred
        for _ in range(ROUNDS):
            settled = walk @ settled + own
        self._settled: Vectors = settled.astype(np.float32)

    def place(self, vectors: Vectors) -> Placed:
        """Where these texts settle. A text that is among the neighbours itself is no neighbour of its own."""
        if not self.size:
            return Placed(vectors, vectors, vectors, np.zeros(len(vectors), dtype=np.float32))
        centred = _to_length_one(vectors - self._mean)
        near = centred @ self._centred.T
        near[near > SAME_TEXT] = 0
        most = min(NEIGHBOURS, self.size)
        nearest = np.argpartition(-near, most - 1, axis=1)[:, :most]
        pull = np.take_along_axis(near, nearest, axis=1).clip(0) ** STEEPNESS
        strength = pull.sum(axis=1, keepdims=True)
        drawn = (pull[..., None] * self._settled[nearest]).sum(axis=1)
        settled = _to_length_one((drawn + OWN_PULL * centred) / (strength + OWN_PULL))
        known: Vectors = (strength / (strength + OWN_PULL)).ravel()
        return Placed(vectors, centred, settled, known, self._seen)


def _tie_neighbours(vectors: Vectors) -> sparse.csr_array:
    """Each row to its nearest ones, both ways; a block at a time, so that memory grows with the rows only."""
    count = len(vectors)
    most = min(NEIGHBOURS, count - 1)
    if not most:
        return sparse.csr_array((count, count), dtype=np.float32)
    columns, pulls = [], []
    for start in range(0, count, BLOCK):
        near = vectors[start : start + BLOCK] @ vectors.T
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -1
        nearest = np.argpartition(-near, most - 1, axis=1)[:, :most]
        columns.append(nearest)
        pulls.append(np.take_along_axis(near, nearest, axis=1).clip(0) ** STEEPNESS)
    rows = np.repeat(np.arange(count), most)
    one_way = sparse.csr_array(
        (np.concatenate(pulls).ravel(), (rows, np.concatenate(columns).ravel())), shape=(count, count)
    )
    return one_way.maximum(one_way.T)


def _tie_groups(groups: NDArray[np.int_]) -> sparse.csr_array:
    """Each row to the others of its group; together they draw as much as one neighbour of the same words."""
    count = len(groups)
    order = np.argsort(groups, kind="stable")
    rows, columns, pulls = [], [], []
    for members in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        if groups[members[0]] < 0 or len(members) < 2:
            continue
        pairs = np.array([(a, b) for a in members for b in members if a != b])
        rows.append(pairs[:, 0])
        columns.append(pairs[:, 1])
        pulls.append(np.full(len(pairs), 1 / len(members)))
    if not rows:
        return sparse.csr_array((count, count), dtype=np.float64)
    return sparse.csr_array(
        (np.concatenate(pulls), (np.concatenate(rows), np.concatenate(columns))), shape=(count, count)
    )


def _to_length_one(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Vectors = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result
