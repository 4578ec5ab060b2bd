"""Learn how a whole ticket's views are weighed together: suggestions/drafting/ticket_weights.json.

    python -m training.train_tickets training/texts/tickets.dev.jsonl [--write]

Prints how weights learnt on four fifths of the tickets do on the rest, each fifth in turn; with --write the weights
learnt on all replace the shipped ones. Compared with the starter library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from plugin import wiring
from plugin.settings import Settings
from suggestions.drafting.hearing import VIEWS, WEIGHTS
from suggestions.evaluation.rows import parse_rows
from suggestions.evaluation.tickets import NONE, find_accepted, hear_row, measure
from suggestions.library.confidence import load_weights
from suggestions.rules import Rules
from training.embedder import open_embedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FOLDS = 5
# keeps weights small where the tickets do not say otherwise
RESTRAINT = 0.02
NOTICE = "Learnt from training/texts/tickets.dev.jsonl (written for this project, CC0). No text of it is in this file."


def main() -> None:
    rows = parse_rows(Path(sys.argv[1]).read_text(encoding="utf-8"), frozenset({"subject", "text", "reason"}))
    embedder, _ = open_embedder()
    index = wiring.open_index(Settings(), embedder)
    reasons = index.find_reasons("en")
    views = np.stack([
        [index.find_best_of_each(view, "en") for view in hear_row(row, index, embedder).find_views().values()]
        for row in rows
    ])  # fmt: skip
    accepted, in_scope = [find_accepted(row, reasons) for row in rows], [row["reason"] != NONE for row in rows]
    right = np.array([[reason in those for reason in reasons] for those in accepted])
    taught = np.flatnonzero(in_scope)
    likely = np.zeros((len(rows), len(reasons)))
    for fold in range(FOLDS):
        others = np.array([n for n in range(len(rows)) if n % FOLDS != fold])
        weights = learn(views, right, np.intersect1d(others, taught))
        start = find_start(views[others], right[others], weights)
        for n in range(fold, len(rows), FOLDS):
            likely[n] = load_weights().find_probabilities(weights @ views[n] + start)
    print("left out", measure(likely, reasons, accepted, in_scope, Rules()))
    weights = learn(views, right, taught)
    told = {name: round(float(weight), 2) for name, weight in zip(VIEWS, weights, strict=True)}
    told["start"] = round(find_start(views, right, weights), 2)
    print("all", told)
    if "--write" in sys.argv:
        WEIGHTS.write_text(json.dumps({"notice": NOTICE, "weights": told}, indent=2) + "\n", encoding="utf-8")


def learn(views: NDArray[np.floating], right: NDArray[np.bool_], rows: Sequence[int]) -> NDArray[np.float64]:
    """The weights, none below 0, under which the right reasons are likeliest among all."""

    def find_loss(weights: NDArray[np.float64]) -> float:
        scores = np.einsum("v,rvn->rn", weights, views[rows])
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        share = (raised * right[rows]).sum(axis=1) / raised.sum(axis=1)
        return float(-np.log(share + 1e-12).mean() + RESTRAINT * (weights**2).sum())

    start = np.full(len(VIEWS), 1 / len(VIEWS))
    found = minimize(find_loss, start, bounds=[(0, None)] * len(VIEWS), method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x
    return weights


def find_start(views: NDArray[np.floating], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> float:
    """What is added to every score so that the shipped confidence is as right as it says."""
    scores = np.einsum("v,rvn->rn", weights, views)
    best = scores.argmax(axis=1)
    was_right = right[np.arange(len(best)), best]

    def find_loss(start: float) -> float:
        sure = np.array([load_weights().find_probabilities(row + start).max() for row in scores])
        return float(-np.log(np.where(was_right, sure, 1 - sure) + 1e-9).mean())

    return min(np.arange(-8.0, 4.0, 0.1), key=find_loss)


if __name__ == "__main__":
    main()
