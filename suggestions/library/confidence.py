"""How sure a pick may be: a small calibrated model over what the index found, with its weights as data.

The weights (pick_weights.json) are made by training/train_picking.py from libraries of one reason to many, three in ten
of whose queries nothing fits: so a score of 0.8 is meant to be right four times in five, whatever the library.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("pick_weights.json")
# what speaks for a response: what the head learnt, and how near its two nearest exemplars lie
EVIDENCE = ("head", "nearest")
# beyond these a clue says nothing more
LOWEST_SCORE, HIGHEST_SHARE = 0.5, 0.995


@dataclass(frozen=True, slots=True)
class PickWeights:
    """`evidence` turns what speaks for a response into one score, `right` the clues into a logit."""

    evidence: Mapping[str, float]
    intercept: float
    right: Mapping[str, float]

    def find_probabilities(self, scores: NDArray[np.floating]) -> NDArray[np.float64]:
        """How likely each reason is the right one, from one score each; what is left of 1 is that none is."""
        shares = find_shares(scores)
        logit = self.intercept + sum(self.right[name] * value for name, value in find_clues(scores).items())
        likely: NDArray[np.float64] = shares / shares.max() / (1 + math.exp(-logit))
        return likely / max(1.0, float(likely.sum()))


@cache
def load_weights() -> PickWeights:
    """The shipped weights."""
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return PickWeights(told["evidence"], float(told["intercept"]), told["right"])


def find_shares(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Each reason's share of what speaks for any; scores differ as logits do."""
    raised = np.exp(np.asarray(scores, dtype=np.float64) - scores.max())
    shares: NDArray[np.float64] = raised / raised.sum()
    return shares


def find_clues(scores: NDArray[np.floating]) -> dict[str, float]:
    """What tells whether the best one is right: how much speaks for it, and its share."""
    share = min(float(find_shares(scores).max()), HIGHEST_SHARE)
    return {"best": math.log(max(float(scores.max()), LOWEST_SCORE)), "share": math.log(share / (1 - share))}
