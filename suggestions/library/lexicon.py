"""The words of a library's exemplars, weighed by how few exemplars have them.

Vectors know that two texts mean alike; names of things, error codes and the team's own terms they often do not know.
Words with their neighbours catch those, pieces of words the same with a slip of the pen.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

WORD = re.compile(r"\w+")
PIECE_LENGTHS = (3, 4, 5)
# a longer text than any exemplar only costs time
MOST_WORDS = 400
# what more than this share of a large library has tells nothing apart and costs the most
COMMON_SHARE, COMMON_FROM = 0.1, 500


class Lexicon:
    """What the words of some texts weigh; learnt from them once."""

    def __init__(self, texts: Sequence[str]) -> None:
        read = [(_find_words(text), _find_pieces(text)) for text in texts]
        seen = Counter(feature for kinds in read for kind in kinds for feature in set(kind))
        most = max(COMMON_FROM, COMMON_SHARE * len(texts))
        kept = [feature for feature, count in seen.items() if count <= most]
        self._places = {feature: place for place, feature in enumerate(kept)}
        self._weights = np.array([math.log(1 + len(texts) / seen[feature]) for feature in kept])

    def read(self, texts: Sequence[str]) -> sparse.csr_array:
        """A sparse row of length 1 a text, half words and pairs, half pieces; what no exemplar has is left out."""
        return self._weigh([(_find_words(text), _find_pieces(text)) for text in texts])

    def _weigh(self, read: Sequence[tuple[list[str], list[str]]]) -> sparse.csr_array:
        data: list[NDArray[np.float64]] = []
        columns: list[int] = []
        starts = [0]
        for kinds in read:
            for kind in kinds:
                counts = Counter(feature for feature in kind if feature in self._places)
                places = [self._places[feature] for feature in counts]
                row = (1 + np.log(list(counts.values()))) * self._weights[places] if places else np.zeros(0)
                data.append(row * math.sqrt(0.5) / max(float(np.linalg.norm(row)), 1e-9))
                columns += places
            starts.append(len(columns))
        shape = (len(read), len(self._places))
        values = np.concatenate(data) if data else np.zeros(0)
        return sparse.csr_array((values.astype(np.float32), columns, starts), shape=shape)


def _split(text: str) -> list[str]:
    """Words in small letters; any with a figure is as good as any other."""
    words = WORD.findall(text.lower())[:MOST_WORDS]
    return ["0" if any(c.isdigit() for c in word) else word for word in words]


def _find_words(text: str) -> list[str]:
    words = _split(text)
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def _find_pieces(text: str) -> list[str]:
    return list(_cut(_split(text)))


def _cut(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        whole = f"<{word}>"
        for length in PIECE_LENGTHS:
            # the mark keeps a piece apart from a word of the same letters
            yield from ("<" + whole[n : n + length] for n in range(len(whole) - length + 1))
