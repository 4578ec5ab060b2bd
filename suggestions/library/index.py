"""The library's exemplars as vectors, and which responses lie near a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from suggestions.reading.repeats.neighbourhood import Neighbourhood

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.library.responses import Library, Response
    from suggestions.ports import Embedder

# the nearest exemplar says most; the middle of all exemplars steadies it (docs/architecture.md)
NEAREST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A response near a text. `score` is between -1 and 1; `exemplar` is the one that earned it."""

    response: Response
    score: float
    exemplar: str


class LibraryIndex:
    """Exact search over all exemplars. `library` does not change under an index; a changed one gets a new index."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self._responses = library.responses
        self._texts = [text for r in self._responses for text in r.exemplars]
        owners = [n for n, r in enumerate(self._responses) for _ in r.exemplars]
        self._owners = np.array(owners)
        self._vectors = embedder.encode(self._texts)
        self._starts = np.flatnonzero(np.diff(self._owners, prepend=-1))
        sums = np.add.reduceat(self._vectors, self._starts, axis=0)
        self._centroids = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._vectors.shape[1])

    def place_among(self, tickets: NDArray[np.float32] | None = None) -> Neighbourhood:
        """The exemplars and the team's tickets, one row each, as one neighbourhood."""
        if tickets is None or not len(tickets):
            return Neighbourhood(self._vectors, self._owners.tolist())
        return Neighbourhood(np.concatenate([tickets, self._vectors]), [*[-1] * len(tickets), *self._owners.tolist()])

    def score(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """One row a text, one column a response, in library order."""
        near = vectors @ self._vectors.T
        best = np.maximum.reduceat(near, self._starts, axis=1)
        scores: NDArray[np.float32] = NEAREST_SHARE * best + (1 - NEAREST_SHARE) * (vectors @ self._centroids.T)
        return scores

    def compare(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """One row a text, one column an exemplar."""
        near: NDArray[np.float32] = vectors @ self._vectors.T
        return near

    def find_best(
        self, scores: NDArray[np.float32], near: NDArray[np.float32], language: str, text: str = "", most: int = 8
    ) -> list[Candidate]:
        """The best responses of one language, best first. `scores` has a place a response, `near` one an exemplar.

        A response that is only for certain words comes first where the text has them, and not at all where not.
        """
        fits = [r.language == language and r.is_called_for(text) for r in self._responses]
        ranked = [int(n) for n in np.argsort(-scores) if fits[int(n)]][:most]
        ranked.sort(key=lambda n: not self._responses[n].words)
        return [self._candidate(n, float(scores[n]), near) for n in ranked]

    def _candidate(self, number: int, score: float, near: NDArray[np.float32]) -> Candidate:
        own = np.flatnonzero(self._owners == number)
        best = int(own[np.argmax(near[own])])
        return Candidate(self._responses[number], round(score, 3), self._texts[best])
