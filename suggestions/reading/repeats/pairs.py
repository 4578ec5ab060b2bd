"""How likely two tickets of one requester are about the same problem: a small calibrated model.

Its weights are data (pair_weights.json): some learnt by training/train_repeat.py from labelled histories, some set
by hand where no data speaks; the file says which. `p = 1 / (1 + exp(-(intercept + sum(weight * clue))))`.
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

    from suggestions.reading.repeats.neighbourhood import Placed

WEIGHTS = Path(__file__).with_name("pair_weights.json")
NEARNESS = ("settled_where_known", "plain", "known", "seen", "settled_where_seen", "plain_where_seen")
FARTHEST_LOGIT = 30.0
# where the neighbours know less than they do once some hundred tickets were seen, they count as knowing this much: read
# further, the weights would find any two texts of an unknown language or trade alike
LEAST_KNOWN = 0.85


@dataclass(frozen=True, slots=True)
class PairWeights:
    """`weights` by the name of the clue; a clue without a weight does not count."""

    intercept: float
    weights: Mapping[str, float]

    def find_probability(self, clues: Mapping[str, float]) -> float:
        """Between 0 and 1. Clues are as compare_places and suggestions.reading.repeats.evidence name them."""
        logit = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in clues.items())
        return 1 / (1 + math.exp(-max(-FARTHEST_LOGIT, min(FARTHEST_LOGIT, logit))))


@cache
def load_weights() -> PairWeights:
    """The shipped weights."""
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return PairWeights(float(told["intercept"]), {name: float(w["weight"]) for name, w in told["clues"].items()})


def compare_places(placed: Placed, one: int, others: NDArray[np.int_]) -> list[dict[str, float]]:
    """The clues of nearness between the row `one` and each of the rows `others`, all between -1 and 1.

    What the neighbours say counts for as much as they know both texts. The more tickets of the team were seen, the more
    their word counts against the texts' own, so both come a second time as strong as that.
    """
    settled = placed.settled[others] @ placed.settled[one]
    plain = placed.plain[others] @ placed.plain[one]
    known = np.sqrt(placed.known[others] * placed.known[one])
    seen = np.full(len(known), placed.seen)
    columns = [settled * known, plain, np.maximum(known, LEAST_KNOWN), seen, settled * known * seen, plain * seen]
    table = np.stack(columns, axis=1)
    return [dict(zip(NEARNESS, map(float, row), strict=True)) for row in table]


def join_clues(place: Mapping[str, float], values: Mapping[str, float]) -> dict[str, float]:
    """Nearness and evidence as one. "It is down again" speaks for a ticket only as far as the neighbours put both in one
    place: what came back is this trouble, and not whatever they wrote about before.
    """
    here = max(0.0, place["settled_where_known"])
    return {**place, **values, "says_it_recurs": values["says_it_recurs"] * here**2}
