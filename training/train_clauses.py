"""Learn the weights of the clause reader: suggestions/reading/facts/clause_weights.json and clause_words_weights.json.

    python -m training.train_clauses FILE... [--without FILE] [--write]

A file holds customers' messages with labelled facts (texts/facts.*), every clause of which is learnt from, or single
sentences with one labelled clause (texts/clauses.*), of which the rest is not labelled and left out. Prints how well
the sentences of each file of messages are told apart by weights that saw none of it, and at which lines: by the reader
with vectors, by the one of words, and by both as the product mixes them. With --write
the weights replace the shipped ones, learnt on all files but that of `--without`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

from suggestions.reading.facts.clauses import encode_clauses, list_words, read_clauses
from suggestions.reading.facts.statements import ASKS, COST, MOST_CLAUSES, NOTHING, TRIED, WEIGHTS, WORDS_WEIGHTS, mix
from suggestions.reading.text import plain_quotes
from training.linear import Rows, join, learn
from training.two_readers import Script, run_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from suggestions.ports import Embedder
    from suggestions.reading.facts.clauses import Said
    from suggestions.reading.linear import LinearReader

STRENGTH, FEWEST_TEXTS, RUN = 0.004, 3, 2
KINDS = (COST, TRIED, *ASKS)
# a clause of which whoever labelled it could not say what it tells
UNSURE = "unsure"
# a clause is of the kind of a label where they share so much of the shorter of them
SHARED = 0.5
PRECISIONS = (0.98, 0.95, 0.9, 0.8)
NOTICE = "Learnt from texts written for this project (training/texts, CC0). No text of theirs is in this file."


@dataclass(frozen=True, slots=True)
class Labelled:
    """The clauses of one file, with their kinds; `texts` says from which text each is, `spans` what each text holds."""

    said: list[Said]
    kinds: list[str]
    texts: list[int]


def read_file(path: Path) -> Labelled:
    """Clauses of which nobody said what they tell are not there."""
    said, kinds, texts = [], [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        if row.get("author", "requester") != "requester":
            continue
        spans = find_spans(row)
        whole = "facts" in row or not row["quote"]
        for one in read_clauses(plain_quotes(row["text"]), MOST_CLAUSES):
            kind = find_kind(one, spans)
            if kind in KINDS or (kind == NOTHING and whole):
                said.append(one)
                kinds.append(kind)
                texts.append(number)
    return Labelled(said, kinds, texts)


def find_spans(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Where the labels of a row stand, and their kinds; asks that are none of ASKS are nothing."""
    labels = row["facts"] if "facts" in row else [{**row, "type": row["kind"]}] if row["quote"] else []
    found = []
    for label in labels:
        kind = label["value"] if label["type"] == "ask" else label["type"]
        if kind in KINDS:
            start = row["text"].index(label["quote"])
            found.append((start, start + len(label["quote"]), kind))
    starts = [(row["text"].index(quote), len(quote)) for quote in row.get("unsure", [])]
    return found + [(start, start + length, UNSURE) for start, length in starts]


def find_kind(said: Said, spans: Sequence[tuple[int, int, str]]) -> str:
    """The kind of the label that shares most with the clause, where that is much of the one or of the other."""
    shared = [(min(said.end, end) - max(said.start, start), end - start, kind) for start, end, kind in spans]
    most, length, kind = max(shared, default=(0, 0, NOTHING))
    return kind if most > 0 and most >= SHARED * min(said.end - said.start, length) else NOTHING


def make_rows(labelled: Labelled, embedder: Embedder | None) -> Rows:
    return Rows(
        tuple(list_words(one) for one in labelled.said),
        ({},) * len(labelled.said),
        np.array(labelled.kinds),
        encode_clauses(labelled.said, embedder) if embedder else None,
    )


def learn_clauses(rows: Rows, model: str) -> LinearReader:
    return learn(rows, model, strength=STRENGTH, run=RUN, fewest=FEWEST_TEXTS, balanced=False)


def say(name: str, labelled: Labelled, shares: Sequence[dict[str, float]]) -> None:
    """For each kind how well a sentence that tells it is known from the others, and where the lines would lie."""
    told: dict[tuple[int, int], tuple[set[str], dict[str, float]]] = {}
    for text, one, kind, share in zip(labelled.texts, labelled.said, labelled.kinds, shares, strict=True):
        kinds, best = told.setdefault((text, one.sentence_start), (set(), dict.fromkeys(KINDS, 0.0)))
        kinds.add(kind)
        best.update({k: max(best[k], share[k]) for k in KINDS})
    for name_of, group in ((COST, [COST]), (TRIED, [TRIED]), ("ask", ASKS)):
        true = [kind in kinds for kinds, _ in told.values() for kind in group]
        found = [best[kind] for _, best in told.values() for kind in group]
        precision, recall, lines = precision_recall_curve(true, found)
        at = [f"P {p:.2f} R {r:.2f} at {n:.2f}" for p, r, n in _pick(precision, recall, lines)]
        print(f"{name:24} {name_of:12} {average_precision_score(true, found):.3f}  " + "; ".join(at))


def make_say() -> Callable[[str, Labelled, Sequence[dict[str, float]]], None]:
    """As `say`; of a file it hears of for the second time, by the reader of words, it says what both tell as well."""
    heard: dict[str, Sequence[dict[str, float]]] = {}

    def say_both(name: str, labelled: Labelled, shares: Sequence[dict[str, float]]) -> None:
        say(name, labelled, shares)
        file = name.split(maxsplit=1)[0]
        if file in heard:
            say(f"{file} both", labelled, [mix(a, b) for a, b in zip(heard[file], shares, strict=True)])
        heard[file] = shares

    return say_both


def _pick(precision: NDArray[Any], recall: NDArray[Any], lines: NDArray[Any]) -> Iterator[tuple[float, float, float]]:
    """The lowest line that reaches each precision."""
    for wanted in PRECISIONS:
        at = next((n for n, p in enumerate(precision[:-1]) if p >= wanted), None)
        if at is not None:
            yield precision[at], recall[at], lines[at]


def main() -> None:
    run_script(
        Script("train_clauses", "Share of what a clause tells", NOTICE, WEIGHTS, WORDS_WEIGHTS),
        read_file, make_rows, lambda parts, model: learn_clauses(join(parts), model), make_say(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
