"""Picking in a library of 10,000 exemplars: making its index once, and what a query costs beside its one encoding."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from plugin.embedder import SentenceTransformerEmbedder, limit_threads
from suggestions.library.index import LibraryIndex
from suggestions.library.responses import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

RESPONSES, EXEMPLARS = 1000, 10
ROUNDS = 15
QUERY = "Hello, I ordered a lamp two weeks ago and it has still not come. Could you tell me where it is, please?"


class MadeUpVectors:
    """Random unit rows, the same for the same text: where a vector points makes no difference to the time."""

    name = "made up"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(len(text) + sum(map(ord, text))).normal(size=384) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def run() -> None:
    """Prints seconds of CPU for the index, vectors given, and milliseconds for a query beside one encode of it."""
    limit_threads()
    from plugin import wiring
    from plugin.settings import Settings

    library = _grow(wiring.open_index(Settings(), MadeUpVectors()).library)
    started = time.process_time()
    index = LibraryIndex(library, MadeUpVectors())
    print(f"index of {RESPONSES * EXEMPLARS} exemplars, vectors given: {time.process_time() - started:.1f} s of CPU")
    model = SentenceTransformerEmbedder("")
    vectors = model.encode([QUERY])
    rounds: dict[str, list[float]] = {"one encode": [], "a query beside it": []}
    for _ in range(ROUNDS):
        rounds["one encode"].append(_time(lambda: model.encode([QUERY])))
        rounds["a query beside it"].append(
            _time(lambda: index.find_best(index.score(vectors, [QUERY])[0], index.compare(vectors)[0], "en", QUERY))
        )
    one, other = (statistics.median(found) for found in rounds.values())
    print(f"one encode {1000 * one:.1f} ms of CPU, the rest of a query {1000 * other:.1f} ms; ratio {other / one:.2f}")


def _time(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def _grow(library: Library) -> Library:
    """The library's exemplars, each said with other words of the library, in so many responses of their own reasons."""
    shuffle = random.Random(1)
    words = [word for r in library.responses for text in r.exemplars for word in text.split()]
    responses = []
    for number in range(RESPONSES):
        model = library.responses[number % len(library.responses)]
        exemplars = tuple(
            f"{shuffle.choice(model.exemplars)} {' '.join(shuffle.choices(words, k=3))}" for _ in range(EXEMPLARS)
        )
        reason = f"{model.reason}_{number}"
        responses.append(replace(model, id=f"{reason}.en", reason=reason, language="en", words=(), exemplars=exemplars))
    return Library(tuple(responses))


if __name__ == "__main__":
    run()
