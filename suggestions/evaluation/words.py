"""The customer's words: is what they typed kept, and nothing else?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from suggestions.evaluation.rows import DataProblem, parse_rows, share
from suggestions.reading.mail.characters import read_characters
from suggestions.reading.text import clean_body

if TYPE_CHECKING:
    from typing import Any

NEEDED = frozenset({"body", "said"})


def evaluate_words(text: str) -> dict[str, float | None]:
    """Shares over the bodies of a file; `said` is what should be left of each.

    exact: bodies whose kept words are `said`, white space aside. kept_recall: of the words said, those kept.
    kept_precision: of the words kept, those said. untouched: of the bodies with nothing to remove, those left
    as they are; a body whose characters alone need reading (entities, zero-width marks) is one of them.
    """
    rows = parse_rows(text, NEEDED)
    for number, row in enumerate(rows, 1):
        if not isinstance(row["body"], str) or not isinstance(row["said"], str):
            raise DataProblem(f"row {number}: body and said must be texts")
    pairs = [(_words(clean_body(row["body"])), _words(row["said"])) for row in rows]
    counts = [(Counter(kept), Counter(said)) for kept, said in pairs]
    both = sum((kept & said).total() for kept, said in counts)
    whole = [kept == said for (kept, said), row in zip(pairs, rows, strict=True) if _is_all_said(row)]
    return {
        "exact": share(sum(kept == said for kept, said in pairs), len(pairs)),
        "kept_recall": share(both, sum(said.total() for _, said in counts)),
        "kept_precision": share(both, sum(kept.total() for kept, _ in counts)),
        "untouched": share(sum(whole), len(whole)),
    }


def _is_all_said(row: dict[str, Any]) -> bool:
    return _words(read_characters(row["body"])) == _words(row["said"])


def _words(text: str) -> list[str]:
    return text.split()
