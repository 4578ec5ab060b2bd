"""A linear reader: how likely each class is, from a vector, from words, and from clues somebody thought of.

Its weights are data, JSON that training/linear.py writes and a person can read. It reads with numpy alone.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from suggestions.ports import Embedder

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LinearReader:
    """One row a class in `table`: a weight for each number of a vector of the model `model`, then for each clue, then
    for each word. An empty `model` reads no vector. `rarity` is how much a word counts before any class, and `run` how
    many words in a row are known as one (`not working`).
    """

    model: str
    classes: tuple[str, ...]
    clues: tuple[str, ...]
    words: Mapping[str, int]
    rarity: NDArray[np.float64]
    table: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    run: int = 1

    def knows(self, embedder: Embedder) -> bool:
        """Whether vectors of this embedder are what the weights were learnt on."""
        return bool(self.model) and embedder.name.startswith(self.model)

    def read(
        self, text: str, clues: Mapping[str, float], vector: NDArray[np.floating[Any]] | None = None
    ) -> dict[str, float]:
        """The share of each class; they add up to 1. A clue that is not given counts 0."""
        parts = [[clues.get(name, 0.0) for name in self.clues], self.weigh_words(text)]
        row = np.concatenate([*([vector] if self.model and vector is not None else []), *parts])
        logits = self.table @ row + self.intercepts
        shares = np.exp(logits - logits.max())
        return dict(zip(self.classes, (shares / shares.sum()).tolist(), strict=True))

    def weigh_words(self, text: str) -> NDArray[np.float64]:
        """One number a known word, of length 1 together; a word said often counts a little more than once."""
        counts = Counter(word for word in split_words(text, self.run) if word in self.words)
        row = np.zeros(len(self.words))
        for word, count in counts.items():
            row[self.words[word]] = (1 + math.log(count)) * self.rarity[self.words[word]]
        length = float(np.linalg.norm(row))
        return row / length if length else row


def split_words(text: str, run: int = 1) -> Iterator[str]:
    """The words in small letters, then each two in a row on one line, and so on up to `run`."""
    for line in text.casefold().splitlines():
        words = WORD.findall(line)
        for size in range(1, run + 1):
            for n in range(len(words) - size + 1):
                yield " ".join(words[n : n + size])


@lru_cache(maxsize=32)
def load_reader(path: Path) -> LinearReader:
    """The weights as training/linear.py wrote them."""
    told = json.loads(path.read_text(encoding="utf-8"))
    rows, words = told["classes"], told["words"]
    by_class = np.array([row[1:] for row in words.values()]).reshape(-1, len(rows)).T
    others = np.array([[*row["vector"], *(row["clues"][c] for c in told["clues"])] for row in rows.values()])
    return LinearReader(
        told["model"],
        tuple(rows),
        tuple(told["clues"]),
        {word: n for n, word in enumerate(words)},
        np.array([row[0] for row in words.values()]),
        np.hstack([others, by_class]),
        np.array([row["intercept"] for row in rows.values()]),
        told.get("run", 1),
    )
