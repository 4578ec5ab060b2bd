"""What a customer tells of the matter: what it cost them, what they tried, what they ask for.

Two linear readers tell the kind of each clause: one by its words alone, one by its vector and its sentence's as well.
What one of them mistakes the other often does not, so their shares are mixed; where vectors are of another model, or
there is none, the words alone tell. The weights are data (clause_weights.json, clause_words_weights.json),
learnt by training/train_clauses.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from suggestions.model import FactKind
from suggestions.reading.facts.clauses import encode_clauses, list_words, read_clauses
from suggestions.reading.facts.sayable import say_cost, say_deed
from suggestions.reading.linear import load_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from suggestions.model import Fact
    from suggestions.ports import Embedder
    from suggestions.reading.facts.clauses import Said
    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

WEIGHTS = Path(__file__).with_name("clause_weights.json")
WORDS_WEIGHTS = Path(__file__).with_name("clause_words_weights.json")
COST, TRIED, NOTHING = "consequence", "tried", "none"
# what can be asked for that a reply answers in a way of its own; any other ask is none
ASKS = (
    "refund", "replacement", "callback", "cancellation", "manager", "person", "compensation", "invoice_copy",
)  # fmt: skip
# a clause tells of a kind from this share on: nine in ten or more of those above are right in messages of a file that was
# left out (training/README.md)
LINES = {COST: 0.67, TRIED: 0.5} | dict.fromkeys(ASKS, 0.3)
WORDS_LINES = {COST: 0.7, TRIED: 0.6} | dict.fromkeys(ASKS, 0.35)
# how much the reader of words counts beside the other: by the same files
WORDS_COUNT = 0.4
# of the clauses beside one that tells, those join it whose share is no less than this
JOINS_FROM = 0.3
LEANS = re.compile(r"\b(?:it|them|both)\b")
# a message of any length costs no more than this many
MOST_CLAUSES = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A clause and the share of each kind it may tell."""

    said: Said
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Statement:
    """What characters place[0] to place[1] of a passage tell: COST, TRIED or "ask", and then what is asked for.

    `core` is what of the place tells it beyond doubt.
    """

    name: str
    place: Place
    core: Place
    asked: str | None = None

    def make_fact(self, passage: Passage) -> Fact:
        """Its `text` is how it can be said back, empty where it cannot."""
        start, end = self.core
        if self.name == COST:
            return passage.make_fact(COST, FactKind.CONSEQUENCE, say_cost(passage, start, end), self.place)
        if self.name == TRIED:
            return passage.make_fact(TRIED, FactKind.ACTION, say_deed(passage.plain[start:end]), self.place)
        return passage.make_fact(self.name, FactKind.ASK, "", self.place, self.asked)


def find_statements(passages: Sequence[Passage], embedder: Embedder | None = None) -> list[list[Statement]]:
    """The statements of each passage, in reading order, everything asked for once. Asks the embedder once, for the
    first MOST_CLAUSES clauses of all.
    """
    left, cut = MOST_CLAUSES, []
    for passage in passages:
        cut.append(read_clauses(passage.plain, left))
        left -= len(cut[-1])
    told, lines = _read([said for clauses in cut for said in clauses], embedder)
    remaining = iter(told)
    return [_find(list(islice(remaining, len(clauses))), lines) for clauses in cut]


def _read(said: Sequence[Said], embedder: Embedder | None) -> tuple[list[Told], Mapping[str, float]]:
    """Each clause with its shares, and the lines that hold for them."""
    reader, by_words = load_reader(WEIGHTS), load_reader(WORDS_WEIGHTS)
    told = [Told(s, by_words.read(list_words(s), {})) for s in said]
    if not said or embedder is None or not reader.knows(embedder):
        return told, WORDS_LINES
    vectors = encode_clauses(said, embedder)
    return [
        Told(one.said, mix(reader.read(list_words(one.said), {}, vector), one.shares))
        for one, vector in zip(told, vectors, strict=True)
    ], LINES


def mix(shares: Mapping[str, float], by_words: Mapping[str, float]) -> dict[str, float]:
    """The shares of both readers as one."""
    return {kind: (1 - WORDS_COUNT) * share + WORDS_COUNT * by_words[kind] for kind, share in shares.items()}


def _find(told: Sequence[Told], lines: Mapping[str, float]) -> list[Statement]:
    found: list[Statement] = []
    asked: dict[str, Statement] = {}
    for _, group in groupby(told, key=lambda one: one.said.sentence_start):
        sentence = list(group)
        found += _find_cost(sentence, lines[COST])
        found += [Statement(TRIED, place, place) for place in _find_deeds(sentence, lines[TRIED])]
        for name, place in _find_asks(sentence, lines):
            asked.setdefault(name, Statement("ask", place, place, name))
    return sorted([*found, *asked.values()], key=lambda one: one.place)


def _find_cost(sentence: Sequence[Told], line: float) -> Iterator[Statement]:
    """One at most: whoever tells of a cost in two clauses tells of one. From its first clause to its last."""
    telling = [n for n, one in enumerate(sentence) if one.shares[COST] >= line]
    if not telling:
        return
    first, last = telling[0], telling[-1]
    core = sentence[first].said.start, sentence[last].said.end
    while first > 0 and sentence[first - 1].shares[COST] >= JOINS_FROM:
        first -= 1
    while last + 1 < len(sentence) and sentence[last + 1].shares[COST] >= JOINS_FROM:
        last += 1
    yield Statement(COST, (sentence[first].said.start, sentence[last].said.end), core)


def _find_deeds(sentence: Sequence[Told], line: float) -> list[Place]:
    """Each clause is a deed of its own, but "took it out and rinsed it" is one: its second half leans on the first."""
    deeds: list[Place] = []
    for one, before in zip(sentence, [None, *sentence], strict=False):
        if one.shares[TRIED] < line:
            continue
        follows = deeds and before is not None and deeds[-1][1] == before.said.end and one.said.joint == "and"
        if before is not None and follows and (LEANS.search(one.said.words) or LEANS.search(before.said.words)):
            deeds[-1] = (deeds[-1][0], one.said.end)
        else:
            deeds.append((one.said.start, one.said.end))
    return deeds


def _find_asks(sentence: Sequence[Told], lines: Mapping[str, float]) -> Iterator[tuple[str, Place]]:
    """Each thing asked for, with the clause that asks for it most plainly."""
    for name in ASKS:
        best = max(sentence, key=lambda one: one.shares[name])
        if best.shares[name] >= lines[name]:
            yield name, (best.said.start, best.said.end)
