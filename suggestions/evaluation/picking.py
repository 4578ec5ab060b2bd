"""Picking: does the right response come first, and is silence kept where none fits?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from suggestions.evaluation.rows import DataProblem, find_auroc, parse_rows, share
from suggestions.library.index import LibraryIndex
from suggestions.library.responses import Failure, Library, Response, Wording
from suggestions.library.vocabulary import Part
from suggestions.reading.text import strip_greeting

if TYPE_CHECKING:
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

BINS = 10


def evaluate_picking(text: str, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """The rows of type `library` are the library; an intent's score is the best among its entries."""
    rows = parse_rows(text, frozenset({"type", "id"}))
    library = make_library(rows)
    queries = [r for r in rows if r["type"] == "query" and isinstance(r.get("text"), str)]
    if not queries:
        raise DataProblem("the file has no rows of type query")
    index = LibraryIndex(library, embedder)
    intents = sorted({r.reason for r in library.responses})
    columns = [np.array([r.reason == name for r in library.responses]) for name in intents]
    scores = index.score(embedder.encode([strip_greeting(q["text"]) for q in queries]))
    by_intent = np.stack([scores[:, column].max(axis=1) for column in columns], axis=1)
    return _measure(by_intent, intents, [q.get("expected_intent") for q in queries], rules)


def make_library(rows: list[dict[str, Any]]) -> Library:
    """Entries as responses whose reply is their one wording."""
    responses = []
    for row in rows:
        if row.get("type") != "library":
            continue
        situations = [s for s in row.get("situations") or [] if isinstance(s, str) and s.strip()]
        if not situations or not row.get("intent"):
            raise DataProblem(f"the library entry {row.get('id')!r} needs an intent and situations")
        reply = Wording(f"{row['id']}.respond", Part.RESPOND, str(row.get("reply") or "[[reply]]"))
        responses.append(
            Response(
                str(row["id"]), str(row["intent"]), str(row["intent"]), "en", str(row["intent"]), Failure.NONE,
                tuple(situations), (reply,),
            )
        )  # fmt: skip
    if not responses:
        raise DataProblem("the file has no rows of type library")
    return Library(tuple(responses))


def _measure(scores: Any, intents: list[str], expected: list[str | None], rules: Rules) -> dict[str, float | None]:
    order = np.argsort(-scores, axis=1)
    top = scores.max(axis=1)
    inside = [n for n, e in enumerate(expected) if e is not None]
    ranks = [
        int(np.flatnonzero(order[n] == intents.index(str(expected[n])))[0]) + 1
        for n in inside
        if expected[n] in intents
    ]
    right = np.array([expected[n] == intents[order[n, 0]] for n in range(len(expected))])
    answered = top >= rules.pick_line
    return {
        "accuracy_at_1": share(sum(r == 1 for r in ranks), len(inside)),
        "recall_at_3": share(sum(r <= 3 for r in ranks), len(inside)),
        "mrr": share(sum(1 / r for r in ranks), len(inside)),
        "out_of_scope_auroc": find_auroc([int(e is not None) for e in expected], top.tolist()),
        "coverage": share(float(answered.sum()), len(expected)),
        "accuracy_when_answered": share(float(right[answered].sum()), float(answered.sum())),
        "calibration_error": _find_calibration_error(np.clip(top, 0, 1), right),
    }


def _find_calibration_error(confidence: Any, right: Any) -> float:
    """The mean gap between how sure and how right, over ten bins of confidence, weighted by their size."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(confidence[bins == b].mean()) - float(right[bins == b].mean())) * int((bins == b).sum())
        for b in range(BINS)
        if (bins == b).any()
    ]
    return round(sum(gaps) / len(right), 4)
