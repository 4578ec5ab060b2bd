"""Whole tickets: does the right contact reason come first, and is silence kept where the library has none?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from suggestions.drafting.hearing import hear
from suggestions.evaluation.rows import SUREST_SHARE, DataProblem, find_auroc, find_calibration_error, parse_rows, share
from suggestions.library.confidence import load_weights
from suggestions.reading.text import clean_body, clean_subject, join_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.drafting.hearing import Heard
    from suggestions.library.index import LibraryIndex
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

NONE = "none"


def evaluate_tickets(text: str, index: LibraryIndex, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """Rows with `subject`, `text`, `reason` (or none) and perhaps `also`, other reasons that are as right."""
    rows = parse_rows(text, frozenset({"subject", "text", "reason"}))
    reasons = index.find_reasons("en")
    accepted = [find_accepted(row, reasons) for row in rows]
    heard = [hear_row(row, index, embedder) for row in rows]
    likely = np.stack([load_weights().find_probabilities(index.find_best_of_each(h.weigh(), "en")) for h in heard])
    return measure(likely, reasons, accepted, [row["reason"] != NONE for row in rows], rules)


def hear_row(row: dict[str, Any], index: LibraryIndex, embedder: Embedder) -> Heard:
    """The row as the product would hear a ticket's first message."""
    subject, body = str(row["subject"]), clean_body(str(row["text"]))
    return hear(join_subject(subject, body), clean_subject(subject), index, embedder)


def find_accepted(row: dict[str, Any], reasons: Sequence[str]) -> frozenset[str]:
    """The reasons that are right for the row. Raises DataProblem for one that the library does not have."""
    told = {str(row["reason"]), *map(str, row.get("also") or ())} - {NONE}
    if unknown := sorted(told - set(reasons)):
        raise DataProblem(f"{row.get('id', 'a row')} names the reason {unknown[0]!r}, which the library does not have")
    return frozenset(told)


def measure(
    likely: NDArray[np.float64], reasons: Sequence[str], accepted: Sequence[frozenset[str]], in_scope: Sequence[bool],
    rules: Rules,
) -> dict[str, float | None]:  # fmt: skip
    """`likely` has a row a ticket and a column a reason: the probability that it is the right one."""
    order, top = np.argsort(-likely, axis=1), likely.max(axis=1)
    right = np.array([reasons[row[0]] in those for row, those in zip(order, accepted, strict=True)])
    inside = np.array(in_scope)
    three = np.array([any(reasons[n] in those for n in row[:3]) for row, those in zip(order, accepted, strict=True)])
    answered = top >= rules.pick_line
    surest = sorted(np.flatnonzero(inside), key=lambda n: -top[n])[: round(SUREST_SHARE * int(inside.sum()))]
    return {
        "right_at_1": share(float(right[inside].sum()), float(inside.sum())),
        "right_in_3": share(float(three[inside].sum()), float(inside.sum())),
        "out_of_scope_auroc": find_auroc(inside.astype(int).tolist(), top.tolist()),
        "answered_in_scope": share(float((answered & inside).sum()), float(inside.sum())),
        "answered_out_of_scope": share(float((answered & ~inside).sum()), float((~inside).sum())),
        "right_when_answered": share(float(right[answered].sum()), float(answered.sum())),
        "right_of_surest": share(float(right[surest].sum()), len(surest)),
        "calibration_error": find_calibration_error(top, right),
    }
