"""The library's exemplars as vectors and words, and which responses fit a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from suggestions.library.confidence import load_weights
from suggestions.library.head import Head
from suggestions.library.lexicon import Lexicon
from suggestions.reading.repeats.neighbourhood import Neighbourhood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.library.responses import Library, Response
    from suggestions.ports import Embedder

    Table = NDArray[np.float32]

# what a reason is called teaches the head too, but less than what a customer wrote
NAME_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A response near a text. `score` is how likely it is the right one, 0 to 1; `exemplar` its nearest one."""

    response: Response
    score: float
    exemplar: str


class LibraryIndex:
    """Exact search over all exemplars. `library` does not change under an index; a changed one gets a new index."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self._responses = library.responses
        self._texts = [text for r in self._responses for text in r.exemplars]
        self._owners = np.array([n for n, r in enumerate(self._responses) for _ in r.exemplars])
        reasons = {reason: n for n, reason in enumerate(dict.fromkeys(r.reason for r in self._responses))}
        self._reasons = np.array([reasons[r.reason] for r in self._responses])
        self._starts = np.flatnonzero(np.diff(self._owners, prepend=-1))
        self._counts = np.diff(self._starts, append=len(self._owners))
        self._vectors = embedder.encode(self._texts)
        self._lexicon = Lexicon(self._texts)
        self._groups = self._reasons[self._owners]
        self._head = self._teach(embedder)

    def _teach(self, embedder: Embedder) -> Head:
        names = [(name, n) for n, r in enumerate(self._responses) for name in find_names(r)]
        self._names = embedder.encode([name for name, _ in names])
        owners = [self._reasons[n] for _, n in names]
        texts = [*self._texts, *(name for name, _ in names)]
        shares = np.concatenate([np.ones(len(self._texts)), np.full(len(names), NAME_SHARE)])
        return Head(
            np.concatenate([self._vectors, self._names]),
            self._lexicon.read(texts),
            np.array([*self._groups, *owners]),
            shares,
        )

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._vectors.shape[1])

    def place_among(self, tickets: Table | None = None) -> Neighbourhood:
        """The exemplars and the team's tickets, one row each, as one neighbourhood."""
        if tickets is None or not len(tickets):
            return Neighbourhood(self._vectors, self._owners.tolist())
        return Neighbourhood(np.concatenate([tickets, self._vectors]), [*[-1] * len(tickets), *self._owners.tolist()])

    def find_evidence(self, vectors: Table, texts: Sequence[str] | None = None) -> dict[str, Table]:
        """What speaks for each response: one row a text, one column a response, in library order.

        Without the texts only their vectors speak.
        """
        near = vectors @ self._vectors.T
        words = self._lexicon.read(texts) if texts is not None else None
        head = self._head.score(np.concatenate([near, vectors @ self._names.T], axis=1), words)
        return {"head": head[:, self._reasons], "nearest": self._average_two_nearest(near)}

    def score(self, vectors: Table, texts: Sequence[str] | None = None) -> Table:
        """The evidence weighed together; the differences along a row are those of logits."""
        evidence = self.find_evidence(vectors, texts)
        weights = load_weights().evidence
        scores: Table = np.sum([weights[name] * table for name, table in evidence.items()], axis=0)
        return scores

    def compare(self, vectors: Table) -> Table:
        """One row a text, one column an exemplar."""
        near: Table = vectors @ self._vectors.T
        return near

    def find_reasons(self, language: str) -> list[str]:
        """The reasons that have a response in the language, in library order."""
        return list(dict.fromkeys(r.reason for r in self._responses if r.language == language))

    def find_best_of_each(self, scores: Table, language: str) -> Table:
        """Of one score a response, the best of each reason, in the order of `find_reasons`."""
        best: dict[str, float] = {}
        for response, score in zip(self._responses, scores.tolist(), strict=True):
            if response.language == language:
                best[response.reason] = max(best.get(response.reason, score), score)
        return np.array(list(best.values()), dtype=np.float32)

    def find_nearest(self, near: Table, reason: str, language: str) -> tuple[float, float]:
        """Of one row of `compare`: how near the reason's own exemplars are, and those of any other; -1 for none."""
        best = np.maximum.reduceat(near, self._starts)
        here = np.array([r.language == language for r in self._responses])
        own = np.array([r.reason == reason for r in self._responses])
        return float(best[here & own].max(initial=-1)), float(best[here & ~own].max(initial=-1))

    def _average_two_nearest(self, near: Table) -> Table:
        best = np.maximum.reduceat(near, self._starts, axis=1)
        others = np.where(near == np.repeat(best, self._counts, axis=1), np.float32(-1), near)
        second = np.maximum.reduceat(others, self._starts, axis=1)
        average: Table = np.where(second > -1, (best + second) / 2, best)
        return average

    def find_best(  # noqa: PLR0913, PLR0917  # what was measured, and what must hold
        self, scores: Table, near: Table, language: str, text: str = "", holding: frozenset[str] = frozenset(),
        most: int = 8,
    ) -> list[Candidate]:  # fmt: skip
        """The best responses of one language, best first, one for each reason. `scores` has a place a response, `near`
        one an exemplar; `holding` are the conditions that hold whatever is chosen.

        A response that is only for certain words comes first where the text has them, and not at all where not.
        """
        offered = ((r, r.language == language and r.is_offered(holding)) for r in self._responses)
        fits = np.array([here and r.is_called_for(text) for r, here in offered])
        if not fits.any():
            return []
        order = [int(n) for n in np.argsort(-scores) if fits[n]]
        first = {int(self._reasons[n]): n for n in reversed(order)}
        found = sorted(first.values(), key=lambda n: -scores[n])
        likely = load_weights().find_probabilities(scores[found])
        ranked = sorted(zip(found, likely, strict=True), key=lambda f: not self._responses[f[0]].words)
        return [self._candidate(n, float(score), near) for n, score in ranked[:most]]

    def _candidate(self, number: int, score: float, near: Table) -> Candidate:
        own = np.flatnonzero(self._owners == number)
        best = int(own[np.argmax(near[own])])
        return Candidate(self._responses[number], round(score, 3), self._texts[best])


def find_names(response: Response) -> list[str]:
    """What the response's reason is called: the last part of its label in words, and its title."""
    label = response.reason.rsplit(".", 1)[-1].replace("_", " ").lower()
    title = response.title.replace("_", " ").lower()
    return list(dict.fromkeys([label, title]))
