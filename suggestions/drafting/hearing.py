"""One message compared with the library: as a whole, by its subject, by its sentences, and these weighed together.

The weights (ticket_weights.json) are learnt by training/train_tickets.py: in a whole ticket the matter is told in a few
words among many, and the subject often says it best.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from suggestions.reading.text import SENTENCE, count_words, strip_greeting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.library.index import LibraryIndex
    from suggestions.ports import Embedder

    Table = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("ticket_weights.json")
VIEWS = ("whole", "subject", "nearest", "average")
FEWEST_SENTENCE_WORDS, MOST_SENTENCES = 4, 12


@dataclass(frozen=True, slots=True)
class Heard:
    """What was compared, one row a text: the whole first, then its telling sentences, then the subject if that is not
    one of them. In `scores` a column is a response, in `near` an exemplar; `central` is how near the text is to the
    whole.
    """

    texts: tuple[str, ...]
    central: NDArray[np.float32] = field(repr=False)
    scores: Table = field(repr=False)
    near: Table = field(repr=False)
    sentences: int = 0
    subject: int = 0

    def find_views(self) -> dict[str, NDArray[np.float32]]:
        """What speaks for each response, by each way of looking. With one sentence, all are that of the whole."""
        said = self.scores[1 : 1 + self.sentences] if self.sentences else self.scores[:1]
        return {
            "whole": self.scores[0], "subject": self.scores[self.subject],
            "nearest": said.max(axis=0), "average": said.mean(axis=0),
        }  # fmt: skip

    def weigh(self) -> NDArray[np.float32]:
        """One score a response; the differences are those of logits."""
        weights, views = load_weights(), self.find_views()
        if not self.sentences:
            return views["whole"]
        told = np.array([weights[name] for name in VIEWS], dtype=np.float32)
        scores: NDArray[np.float32] = told @ np.stack([views[name] for name in VIEWS]) + np.float32(weights["start"])
        return scores

    def find_near(self) -> NDArray[np.float32]:
        """How near each exemplar is: to the whole and to the nearest sentence, half and half."""
        said = self.near[1 : 1 + self.sentences] if self.sentences else self.near[:1]
        near: NDArray[np.float32] = (self.near[0] + said.max(axis=0)) / 2
        return near


def hear(text: str, subject: str, index: LibraryIndex, embedder: Embedder) -> Heard:
    """Asks the embedder once. `text` holds the subject too, where it says something of its own."""
    whole = strip_greeting(text)
    sentences = [s.group().strip() for s in SENTENCE.finditer(whole)]
    telling = [s for s in sentences if count_words(s) >= FEWEST_SENTENCE_WORDS][:MOST_SENTENCES]
    if len(telling) < 2:
        telling = []
    texts = [whole, *telling, *([subject] if subject and telling else [])]
    vectors = embedder.encode(texts)
    return Heard(
        texts=tuple(texts), central=vectors @ vectors[0], scores=index.score(vectors, texts),
        near=index.compare(vectors), sentences=len(telling), subject=len(texts) - 1 if subject and telling else 0,
    )  # fmt: skip


@cache
def load_weights() -> dict[str, float]:
    """The shipped weights, one for each of VIEWS, and `start`, which is added to every score."""
    told: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return told
