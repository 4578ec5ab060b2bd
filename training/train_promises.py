"""Learn what a clause of an agent's reply promises: suggestions/reading/promises/action_weights.json.

    python -m training.train_promises FILE... [--held-out FILE] [--write]

A FILE holds agents' sentences ({"text", "action", "quote"}) or agents' replies in the form of facts.dev.jsonl. Prints
how often the action is right on the held-out file, and with folds left out. With --write the weights replace the
shipped ones.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from suggestions.evaluation.rows import parse_rows
from suggestions.reading.promises.actions import ACTIONS, NONE, WEIGHTS, describe
from suggestions.reading.promises.commitments import find_candidates
from suggestions.reading.promises.statements import split_statements
from suggestions.reading.promises.steps import keep_core
from training.linear import Rows, join, learn, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.linear import LinearReader

STRENGTH, RUN, FEWEST = 0.03, 2, 2
FOLDS = 8
NOTICE = "Learnt from sentences written for this project (training/texts, CC0). No text of them is in this file."


def read_rows(path: Path) -> Rows:
    """One a clause. Clauses of a promise that the grammar does not find are learnt from as they are quoted."""
    texts, clues, labels = [], [], []
    for row in parse_rows(path.read_text(encoding="utf-8"), frozenset({"text"})):
        if row.get("author", "agent") != "agent":
            continue
        for clause, label in _label(str(row["text"]), _find_promises(row)):
            words, told = describe(*clause)
            texts.append(words)
            clues.append(told)
            labels.append(label)
    return Rows(tuple(texts), tuple(clues), np.array(labels))


def _find_promises(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Quote and action."""
    if "action" in row:
        return [(row["quote"] or row["text"], row["action"])] if row["action"] != NONE else []
    return [(promise["quote"], promise["action"]) for promise in row["promises"]]


def _label(text: str, promises: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str, str], str]]:
    places = [(text.find(quote), text.find(quote) + len(quote), action) for quote, action in promises]
    found: Counter[int] = Counter()
    clauses = []
    for statement in split_statements(text):
        for piece in find_candidates(statement):
            start, end = statement.start + piece.begin, statement.start + piece.end
            hit = next((n for n, (a, b, _) in enumerate(places) if a < end and start < b), None)
            clause = piece.subject, statement.words[piece.verb : piece.end], text[: statement.start + piece.begin]
            clauses.append((clause, hit))
            found.update([hit] if hit is not None else [])
    for (subject, predicate, before), hit in clauses:
        clause = subject, keep_core(predicate), before
        # of two clauses in one quote nobody said which of them is the promise
        if hit is None or found[hit] == 1:
            yield clause, NONE if hit is None else places[hit][2]
    for n, (start, end, action) in enumerate(places):
        if not found[n]:
            yield ("", keep_core(text[start:end]), text[:start]), action


def _share_right(reader: LinearReader, rows: Rows) -> tuple[float, list[str]]:
    told = [max(shares, key=lambda name: shares[name]) for shares in read(reader, rows)]
    return float(np.mean([a == b for a, b in zip(told, rows.labels, strict=True)])), told


def fit(rows: Rows) -> LinearReader:
    return learn(rows, "", strength=STRENGTH, run=RUN, fewest=FEWEST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows = join([read_rows(path) for path in given.files])
    print(f"{len(rows)} clauses:", ", ".join(f"{n} {name}" for name, n in Counter(rows.labels.tolist()).most_common()))
    order = np.random.default_rng(0).permutation(len(rows))
    shares = [
        _share_right(fit(rows.pick(np.setdiff1d(order, fold))), rows.pick(fold))[0]
        for fold in np.array_split(order, FOLDS)
    ]
    print(f"right with a fold left out: {np.mean(shares):.3f}")
    reader = fit(rows)
    if given.held_out:
        print(f"right on {given.held_out.name}: {_share_right(reader, read_rows(given.held_out))[0]:.3f}")
    if given.write:
        files = " ".join(str(path) for path in given.files)
        write(
            reader, WEIGHTS, about=f"How likely a clause promises each of {', '.join(ACTIONS)}, or {NONE}",
            made_by=f"python -m training.train_promises {files} --write", notice=NOTICE,
        )  # fmt: skip
        print(f"written: {WEIGHTS.name}")


if __name__ == "__main__":
    main()
