"""Learn the weights of the feeling classifier: suggestions/reading/feeling/feeling_weights.json.

    python -m training.train_feeling OWN... [--general FILE] [--held-out FILE]... [--write]

OWN are support messages of this repository (training/texts, CC0); `--general` is a file in the form of the
development data whose licence lets weights be shipped with a notice. Prints how weights learnt on the others do on
each own file left out, and draws the line of a strain there; then how the weights do on the held-out files, and on the
general one with folds of it left out. With --write weights and line replace the shipped ones.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import classification_report, f1_score, precision_recall_curve, roc_auc_score
from sklearn.model_selection import StratifiedKFold

from suggestions.evaluation.feeling import find_restraint, make_situation
from suggestions.evaluation.rows import parse_rows
from suggestions.model import STRAINED
from suggestions.reading.feeling.clues import find_feeling_clues
from suggestions.reading.feeling.feeling import FEELINGS, LINE, WEIGHTS, FeelingRead, find_feeling_text, judge_shares
from suggestions.rules import Rules
from training.embedder import open_embedder
from training.linear import Rows, join, learn, read, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.ports import Embedder
    from suggestions.reading.linear import LinearReader

# general talk is another trade: enough of it to know its words, not so much that it outshouts support
GENERAL_SHARE = 0.2
STRENGTH = 0.004
FOLDS = 5
# what the general file has in place of names would be learnt as a word
PLACEHOLDER = re.compile(r"\[[A-Z]+\]")
# of the messages read as strained in files left out, so many must have needed it: fake empathy is the worse mistake
WANTED_PRECISION = 0.9
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


def judge(weights: LinearReader, rows: Rows) -> list[FeelingRead]:
    return [judge_shares(shares) for shares in read(weights, rows)]


def find_line(told: Sequence[Told], reads: Sequence[FeelingRead]) -> float:
    """The lowest strain at which the wanted share of the rows read as strained needed it."""
    empathy = np.concatenate([t.empathy for t in told])
    counted = (empathy >= 0) & np.array([r.likeliest in STRAINED for r in reads])
    strains = np.array([r.strain for r in reads])[counted]
    precision, _, lines = precision_recall_curve(empathy[counted], strains)
    return round(float(lines[np.flatnonzero(precision[:-1] >= WANTED_PRECISION)[0]]), 2)


def keep_back(told: Told, reads: Sequence[FeelingRead], line: float) -> dict[str, float | None]:
    strained = [r.strain > line and r.likeliest in STRAINED for r in reads]
    needed = [None if need < 0 else bool(need) for need in told.empathy]
    return find_restraint([str(FEELINGS[e]) for e in told.rows.labels], needed, strained)


def say(name: str, told: Told, reads: Sequence[FeelingRead], line: float) -> None:
    labels, named = [str(FEELINGS[e]) for e in told.rows.labels], [str(r.likeliest) for r in reads]
    known = told.empathy >= 0
    f1 = f1_score(labels, named, labels=sorted(set(labels)), average="macro", zero_division=0)
    auroc = roc_auc_score(told.empathy[known], np.array([r.strain for r in reads])[known])
    kept = "  ".join(f"{key} {value}" for key, value in keep_back(told, reads, line).items())
    print(f"{name:32} macro-F1 {f1:.3f}  needs empathy: AUROC {auroc:.3f}  at the line {line}: {kept}")
    print(classification_report(labels, named, digits=2, zero_division=0))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("own", nargs="+", type=Path)
    parser.add_argument("--general", type=Path)
    parser.add_argument("--held-out", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    embedder, model = open_embedder()
    told = [read_file(path, embedder) for path in asked.own]
    general = read_file(asked.general, embedder) if asked.general else None
    talk = general.rows if general else None
    line = say_left_out(told, talk, model, [path.name for path in asked.own])
    own = join([t.rows for t in told])
    weights = learn_feeling(own, talk, model)
    for path in asked.held_out:
        held_out = read_file(path, embedder)
        say(path.name, held_out, judge(weights, held_out.rows), line)
    if general is not None:
        say_folds(own, general, model, asked.general.name, line)
    if asked.write:
        sources = " ".join(p.name for p in asked.own) + (f" --general {asked.general.name}" if asked.general else "")
        made_by = f"python -m training.train_feeling {sources} --write"
        write(weights, WEIGHTS, about="Share of a feeling", made_by=made_by, notice=NOTICE)
        write_line(line, made_by)


def say_left_out(told: Sequence[Told], general: Rows | None, model: str, names: Sequence[str]) -> float:
    """The line of a strain, as it shows on each own file when it was learnt from the others."""
    reads = []
    for left in told:
        others = [t.rows for t in told if t is not left]
        reads.append(judge(learn_feeling(join(others or [left.rows]), general, model), left.rows))
    line = find_line(told, [one for part in reads for one in part])
    for name, left, part in zip(names, told, reads, strict=True):
        say(f"{name}, left out", left, part, line)
    return line


def say_folds(own: Rows, general: Told, model: str, name: str, line: float) -> None:
    reads: dict[int, FeelingRead] = {}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learnt, left in folds.split(general.empathy, general.rows.labels):
        weights = learn_feeling(own, general.rows.pick(learnt), model)
        reads |= dict(zip(left.tolist(), judge(weights, general.rows.pick(left)), strict=True))
    say(f"{name}, folds left out", general, [reads[n] for n in range(len(general.rows))], line)


def write_line(line: float, made_by: str) -> None:
    about = (
        "How strained a message must read (the log of strained against at ease, FeelingRead.strain) before its reply "
        f"acknowledges it: the lowest line at which a share of {WANTED_PRECISION} of what read as strained did need "
        "it, each file of the texts read with weights learnt from the others."
    )
    told = {"about": about, "made_by": made_by, "strained_from": line}
    LINE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
