"""Labelled rows, one JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BINS = 10
# of the rows that have an answer; on the rest it abstains
SUREST_SHARE = 0.7


class DataProblem(Exception):
    """The file is not what the task needs; the sentence names the line."""


def parse_rows(text: str, needed: frozenset[str]) -> list[dict[str, Any]]:
    """Every row, each an object with the needed keys. Raises DataProblem at the first that is not."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataProblem(f"line {number} is not JSON ({error})") from None
        if not isinstance(row, dict):
            raise DataProblem(f"line {number} is not a JSON object")
        if missing := sorted(needed - set(row)):
            raise DataProblem(f"line {number} has no {missing[0]!r}; this task needs {', '.join(sorted(needed))}")
        rows.append(row)
    if not rows:
        raise DataProblem("the file holds no rows")
    return rows


def find_auroc(labels: list[int], scores: list[float]) -> float | None:
    """None where only one kind of row is there."""
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score(labels, scores)), 4) if len(set(labels)) == 2 else None


def share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def find_calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The mean gap between how sure and how right, over ten bins of confidence, weighted by their size."""
    bins = (confidence * BINS).astype(int).clip(max=BINS - 1)
    gaps = [
        abs(float(confidence[bins == b].mean()) - float(right[bins == b].mean())) * int((bins == b).sum())
        for b in range(BINS)
        if (bins == b).any()
    ]
    return round(sum(gaps) / len(right), 4)
