"""Picking: does the right response come first, and is silence kept where none fits?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from suggestions.drafting.hearing import hear
from suggestions.evaluation.rows import SUREST_SHARE, DataProblem, find_auroc, find_calibration_error, parse_rows, share
from suggestions.library.confidence import load_weights
from suggestions.library.index import LibraryIndex
from suggestions.library.responses import Failure, Library, Response, Wording
from suggestions.library.vocabulary import Part
from suggestions.reading.text import strip_greeting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.ports import Embedder
    from suggestions.rules import Rules



@dataclass(frozen=True, slots=True)
class Query:
    """A customer's words and the reason they belong to; None where the library has none that fits."""

    text: str
    expected: str | None


def evaluate_picking(text: str, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """The rows of type `library` are the library; an intent is a contact reason."""
    rows = parse_rows(text, frozenset({"type", "id"}))
    library = make_library(rows)
    queries = read_queries(rows)
    index = LibraryIndex(library, embedder)
    heard = [hear(q.text, "", index, embedder) for q in queries]
    intents = index.find_reasons("en")
    likely = np.stack([load_weights().find_probabilities(index.find_best_of_each(h.weigh(), "en")) for h in heard])
    return measure(likely, intents, [q.expected for q in queries], rules)


def read_queries(rows: list[dict[str, Any]]) -> list[Query]:
    """The rows of type `query`, greetings left out. Raises DataProblem where there is none."""
    queries = [r for r in rows if r["type"] == "query" and isinstance(r.get("text"), str)]
    if not queries:
        raise DataProblem("the file has no rows of type query")
    return [Query(strip_greeting(q["text"]), q.get("expected_intent")) for q in queries]


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


def measure(
    likely: NDArray[np.float64], intents: list[str], expected: list[str | None], rules: Rules
) -> dict[str, float | None]:
    """`likely` has a row a query and a column an intent: the probability that it is the right one."""
    order = np.argsort(-likely, axis=1)
    top = likely.max(axis=1)
    inside = [n for n, e in enumerate(expected) if e is not None]
    ranks = [
        int(np.flatnonzero(order[n] == intents.index(str(expected[n])))[0]) + 1
        for n in inside
        if expected[n] in intents
    ]
    right = np.array([expected[n] == intents[order[n, 0]] for n in range(len(expected))])
    answered = top >= rules.pick_line
    surest = sorted(inside, key=lambda n: -top[n])[: round(SUREST_SHARE * len(inside))]
    return {
        "accuracy_at_1": share(sum(r == 1 for r in ranks), len(inside)),
        "recall_at_3": share(sum(r <= 3 for r in ranks), len(inside)),
        "mrr": share(sum(1 / r for r in ranks), len(inside)),
        "out_of_scope_auroc": find_auroc([int(e is not None) for e in expected], top.tolist()),
        "coverage": share(float(answered.sum()), len(expected)),
        "accuracy_when_answered": share(float(right[answered].sum()), float(answered.sum())),
        "accuracy_of_surest": share(float(right[surest].sum()), len(surest)),
        "calibration_error": find_calibration_error(top, right),
    }
