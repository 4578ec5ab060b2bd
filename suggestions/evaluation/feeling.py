"""Feeling: which one, and does it call for empathy?"""

from __future__ import annotations

from suggestions.evaluation.rows import find_auroc, parse_rows
from suggestions.model import Feeling
from suggestions.reading.feeling import read_feeling

# the product draws no line between being pleased and being grateful
SAME = {"pleased": "grateful"}


def evaluate_feeling(text: str) -> dict[str, float | None]:
    """macro_f1 over the feelings in the file; needs_empathy_auroc over rows where that is not null."""
    from sklearn.metrics import f1_score

    rows = parse_rows(text, frozenset({"text", "emotion"}))
    reads = [read_feeling(str(r["text"])) for r in rows]
    labels = [SAME.get(r["emotion"], r["emotion"]) for r in rows]
    named = [str(read.feeling) for read in reads]
    wanted = [
        (int(r["needs_empathy"]), read.strain - read.scores[Feeling.GRATEFUL] / 2)
        for r, read in zip(rows, reads, strict=True)
        if r.get("needs_empathy") is not None
    ]
    return {
        "macro_f1": round(
            float(f1_score(labels, named, labels=sorted(set(labels)), average="macro", zero_division=0)), 4
        ),
        "needs_empathy_auroc": find_auroc([label for label, _ in wanted], [score for _, score in wanted]),
    }
