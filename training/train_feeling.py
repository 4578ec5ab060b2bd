"""Learn the weights of the feeling classifier: suggestions/reading/feeling/feeling_weights.json.

    python -m training.train_feeling OWN... [--general FILE] [--held-out FILE]... [--write]

OWN are support messages of this repository (training/texts, CC0); `--general` is a file in the form of the
development data whose licence lets weights be shipped with a notice. Prints how the weights do on the held-out
files, and on the general one with folds of it left out. With --write the weights replace the shipped ones.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import classification_report, f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold

from suggestions.evaluation.feeling import make_situation
from suggestions.evaluation.rows import parse_rows
from suggestions.reading.feeling.feeling import (
    FEELINGS,
    WEIGHTS,
    find_feeling_clues,
    find_feeling_text,
    judge_shares,
)
from suggestions.rules import Rules
from training.embedder import open_embedder
from training.linear import Rows, join, learn, read, write

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.ports import Embedder
    from suggestions.reading.linear import LinearReader

# general talk is another trade: enough of it to know its words, not so much that it outshouts support
GENERAL_SHARE = 0.2
STRENGTH = 0.004
FOLDS = 5
# what the general file has in place of names would be learnt as a word
PLACEHOLDER = re.compile(r"\[[A-Z]+\]")
# a word in fewer texts than this says nothing that holds elsewhere
FEWEST_TEXTS = 4
NOTICE = (
    "Learnt from support messages written for this project (training/texts, CC0) and from a subset of GoEmotions "
    "(Demszky et al. 2020, CC BY 4.0), whose 28 labels were mapped to seven. No text of either is in this file."
)


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of one file. In `empathy` 1 says that a reply should acknowledge a strain, -1 is no label."""

    rows: Rows
    empathy: NDArray[np.int_]


def read_file(path: Path, embedder: Embedder) -> Told:
    told = parse_rows(path.read_text(encoding="utf-8"), frozenset({"text", "emotion"}))
    situations = [make_situation(PLACEHOLDER.sub(" ", str(r["text"])), Rules(), embedder) for r in told]
    texts = tuple(find_feeling_text(s) for s in situations)
    clues = tuple(find_feeling_clues(s) for s in situations)
    labels = np.array([str(r["emotion"]) for r in told])
    empathy = [-1 if r.get("needs_empathy") is None else int(r["needs_empathy"]) for r in told]
    return Told(Rows(texts, clues, labels, embedder.encode(texts)), np.array(empathy))


def learn_feeling(own: Rows, general: Rows | None, model: str) -> LinearReader:
    rows = join([own, general]) if general is not None else own
    shares = np.ones(len(rows))
    shares[len(own) :] = GENERAL_SHARE
    return learn(rows, model, strength=STRENGTH, fewest=FEWEST_TEXTS, shares=shares)


def judge(weights: LinearReader, rows: Rows) -> tuple[list[str], list[float]]:
    reads = [judge_shares(shares) for shares in read(weights, rows)]
    return [str(r.likeliest) for r in reads], [r.strain for r in reads]


def say(name: str, told: Told, named: list[str], strains: list[float]) -> None:
    labels = [str(FEELINGS[e]) for e in told.rows.labels]
    known = told.empathy >= 0
    f1 = f1_score(labels, named, average="macro", zero_division=0)
    auroc = roc_auc_score(told.empathy[known], np.array(strains)[known])
    share = np.mean((np.array(strains)[known] > 0) == told.empathy[known])
    print(f"{name:32} macro-F1 {f1:.3f}  needs empathy: AUROC {auroc:.3f}, right at the line {share:.3f}")
    print(classification_report(labels, named, digits=2, zero_division=0))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("own", nargs="+", type=Path)
    parser.add_argument("--general", type=Path)
    parser.add_argument("--held-out", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    embedder, model = open_embedder()
    own = join([read_file(path, embedder).rows for path in asked.own])
    general = read_file(asked.general, embedder) if asked.general else None
    weights = learn_feeling(own, general.rows if general else None, model)
    for path in asked.held_out:
        told = read_file(path, embedder)
        say(path.name, told, *judge(weights, told.rows))
    if general is not None:
        say_folds(own, general, model, asked.general.name)
    if asked.write:
        sources = " ".join(p.name for p in asked.own) + (f" --general {asked.general.name}" if asked.general else "")
        made_by = f"python -m training.train_feeling {sources} --write"
        write(weights, WEIGHTS, about="Share of a feeling", made_by=made_by, notice=NOTICE)


def say_folds(own: Rows, general: Told, model: str, name: str) -> None:
    named, strains = [""] * len(general.rows), [0.0] * len(general.rows)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learnt, left in folds.split(general.empathy, general.rows.labels):
        weights = learn_feeling(own, general.rows.pick(learnt), model)
        for n, feeling, strain in zip(left, *judge(weights, general.rows.pick(left)), strict=True):
            named[n], strains[n] = feeling, strain
    say(f"{name}, folds left out", general, named, strains)


if __name__ == "__main__":
    main()
