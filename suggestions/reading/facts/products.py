"""The thing a message is about: what they bought, hired or use, as they name it.

A linear reader tells how likely each name is it: by its words and those beside it, and by its vector. The words choose
which names the model is asked about at all. Where vectors are of another model, or there is none, the words decide
alone. The weights are data, learnt by training/train_products.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from suggestions.model import FactKind
from suggestions.reading.facts.product_names import read_names
from suggestions.reading.linear import load_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from suggestions.model import Fact
    from suggestions.ports import Embedder
    from suggestions.reading.facts.product_names import Name
    from suggestions.reading.span import Passage

WEIGHTS = Path(__file__).with_name("product_weights.json")
WORDS_WEIGHTS = Path(__file__).with_name("product_words_weights.json")
PRODUCT, NOTHING = "product", "none"
# a name is told from this share on, chosen on messages left out: of what is told nine in ten are right, by either reader
LINE, WORDS_LINE = 0.5, 0.6
# of the share of the next best thing so much counts against the best: where two compete the message may be about either
RIVALRY = 0.5
# what costs: names read in all passages together, and of those the model is asked about, which words make this likely
MOST_NAMES, MOST_ASKED, ASKED_FROM = 240, 24, 0.01


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name, of which passage it is, its words in small letters, and how likely it is the product."""

    passage: int
    name: Name
    said: str
    share: float

    @property
    def head(self) -> str:
        return self.said.rsplit(maxsplit=1)[-1]


def find_products(passages: Sequence[Passage], embedder: Embedder | None = None) -> list[list[Fact]]:
    """For each passage the one product, or none; `value` is its name. Asks the embedder once at most."""
    weighed = _weigh_by_words(passages)
    line, reader = WORDS_LINE, load_reader(WEIGHTS)
    if embedder is not None and reader.knows(embedder):
        asked = sorted((one for one in weighed if one.share >= ASKED_FROM), key=lambda one: -one.share)[:MOST_ASKED]
        vectors = encode_names([one.said for one in asked], embedder) if asked else ()
        weighed = [
            Weighed(one.passage, one.name, one.said, reader.read(one.name.words, one.name.clues, vector)[PRODUCT])
            for one, vector in zip(asked, vectors, strict=True)
        ]
        line = LINE
    found = []
    for number, passage in enumerate(passages):
        best = choose([one for one in weighed if one.passage == number])
        found.append([_make_fact(passage, best[0].name)] if best and best[1] >= line else [])
    return found


def choose(weighed: Sequence[Weighed]) -> tuple[Weighed, float] | None:
    """Of one passage's names the best, with its share less what the best name of another thing takes from it."""
    if not weighed:
        return None
    best = max(weighed, key=lambda one: (one.share, -one.name.start))
    rivals = [one.share for one in weighed if one.head != best.head and not _overlap(one.name, best.name)]
    return best, best.share - RIVALRY * max(rivals, default=0.0)


def encode_names(said: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """One row a name. Asks the embedder once, and for each different name once."""
    texts = list(dict.fromkeys(said))
    row = {text: n for n, text in enumerate(texts)}
    return embedder.encode(texts)[[row[text] for text in said]]


def _weigh_by_words(passages: Sequence[Passage]) -> list[Weighed]:
    reader, left = load_reader(WORDS_WEIGHTS), MOST_NAMES
    weighed: list[Weighed] = []
    for number, passage in enumerate(passages):
        names = read_names(passage.plain, passage.small, left)
        left -= len(names)
        weighed += [
            Weighed(number, n, passage.small[n.start : n.end], reader.read(n.words, n.clues)[PRODUCT]) for n in names
        ]
    return weighed


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _make_fact(passage: Passage, name: Name) -> Fact:
    words = " ".join(passage.text[name.start : name.end].split())
    return passage.make_fact(PRODUCT, FactKind.PRODUCT, words, (name.start, name.end), words)
