"""Exemplars that say the same, by their words and, with a model, by what they mean."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from suggestions.library.lint_rules import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from suggestions.library.files import LibraryFile
    from suggestions.library.lint_rules import Finding
    from suggestions.ports import Embedder

FEWEST: Final = 8
# of the words of both, so many in common: "where is my order" and "where is my order now"
NEAR: Final = 0.75
# by so much an exemplar must lie closer to another response than to its own; smaller is the model's own unrest
CLOSER: Final = 0.05
# below this two texts hardly resemble each other, whatever lies nearest
ALIKE: Final = 0.5
ROWS: Final = 512


@dataclass(frozen=True, slots=True)
class Exemplar:
    """`number` counts from 0 in its file."""

    file: LibraryFile
    number: int
    text: str

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.text.casefold())

    @property
    def line(self) -> int:
        return self.file.page.find_line(("exemplars", self.number))


def lint_exemplars(files: Iterable[LibraryFile]) -> Iterator[Finding]:
    """Too few, the same anywhere in one language, and nearly the same in one file. Ten thousand take seconds."""
    met: dict[tuple[str, str], Exemplar] = {}
    for file in files:
        if file.response is None:
            continue
        texts = file.response.exemplars
        if len(texts) < FEWEST:
            yield tell("few-exemplars", file.where, file.page.find_line(("exemplars",)), f"{len(texts)} exemplars")
        own = [Exemplar(file, number, text) for number, text in enumerate(texts)]
        for this in own:
            first = met.setdefault((file.language, " ".join(this.words)), this)
            if first is not this:
                what = f"“{this.text}” stands at {first.file.where}:{first.line} too"
                yield tell("same-exemplar", file.where, this.line, what)
        for later, earlier in find_near_pairs([frozenset(e.words) for e in own]):
            this, first = own[later], own[earlier]
            if this.words != first.words:
                what = f"“{this.text}” and “{first.text}” (line {first.line})"
                yield tell("near-exemplars", file.where, this.line, what)


def find_near_pairs(sets: list[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) that share NEAR of their words, one for each later set.

    Two such sets have one of their rarest words in common, so only sets that meet in one of these are compared.
    """
    counts = Counter(word for words in sets for word in words)
    meeting: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sets):
        ranked = sorted(words, key=lambda word: (counts[word], word))
        rarest = ranked[: len(words) - math.ceil(NEAR * len(words)) + 1]
        others = sorted({other for word in rarest for other in meeting[word]})
        near = (other for other in others if len(words & sets[other]) >= NEAR * len(words | sets[other]))
        if (earlier := next(near, None)) is not None:
            yield number, earlier
        for word in rarest:
            meeting[word].append(number)


def lint_overlap(files: Iterable[LibraryFile], embedder: Embedder) -> Iterator[Finding]:
    """Two exemplars of two responses of one language that lie closer to each other than either to its own."""
    by_language: dict[str, list[Exemplar]] = defaultdict(list)
    for file in files:
        texts = file.response.exemplars if file.response else ()
        by_language[file.language] += [Exemplar(file, n, text) for n, text in enumerate(texts)]
    for exemplars in by_language.values():
        closest = _find_closest(exemplars, embedder)
        for this, (other, like, own) in closest.items():
            back, _, other_own = closest.get(other, (None, 0.0, 0.0))
            if back == this and this < other:
                a, b = exemplars[this], exemplars[other]
                what = (
                    f"“{a.text}” is {like:.2f} like “{b.text}” ({b.file.where}:{b.line}); "
                    f"to their own they are {own:.2f} and {other_own:.2f} alike"
                )
                yield tell("overlap", a.file.where, a.line, what)


def _find_closest(exemplars: list[Exemplar], embedder: Embedder) -> dict[int, tuple[int, float, float]]:
    """For each exemplar that lies closer to one of another response than to its own: that one, how near, its own."""
    numbers = {where: n for n, where in enumerate(dict.fromkeys(e.file.where for e in exemplars))}
    owners = np.array([numbers[e.file.where] for e in exemplars])
    vectors = embedder.encode([e.text for e in exemplars])
    found = {}
    for start in range(0, len(exemplars), ROWS):
        near = vectors[start : start + ROWS] @ vectors.T
        rows = np.arange(len(near))
        near[rows, start + rows] = -1
        mine = owners[start : start + ROWS, None] == owners
        own, other = np.where(mine, near, -1).max(axis=1), np.where(mine, -1, near)
        for row in np.flatnonzero(other.max(axis=1) > np.maximum(own + CLOSER, ALIKE)):
            there = int(other[row].argmax())
            found[start + int(row)] = (there, float(other[row, there]), float(own[row]))
    return found
