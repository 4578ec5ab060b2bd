"""Hand-off signals: what the words of one message say, a class at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from suggestions.evaluation.rows import DataProblem, parse_rows, share
from suggestions.handoff import OF_SIGN, Tag
from suggestions.reading.feeling.signs import read_signs

if TYPE_CHECKING:
    from typing import Any

NEEDED: Final = frozenset({"text", "signals"})
# a class is a tag that is read from words, without the product's name
CLASSES: Final = tuple(tag.removeprefix("wellheard_") for tag in Tag if tag in set(OF_SIGN.values()))


def evaluate_signals(text: str) -> dict[str, float | None]:
    """Precision and recall of each class, and how many rows are of it. Raises DataProblem."""
    rows = parse_rows(text, NEEDED)
    labelled = [_labels(row, number) for number, row in enumerate(rows, 1)]
    read = [{OF_SIGN[kind].removeprefix("wellheard_") for kind in read_signs(str(row["text"]))} for row in rows]
    found: dict[str, float | None] = {}
    for name in CLASSES:
        both = sum(name in wanted and name in got for wanted, got in zip(labelled, read, strict=True))
        true, said = sum(name in wanted for wanted in labelled), sum(name in got for got in read)
        found |= {f"{name}_precision": share(both, said), f"{name}_recall": share(both, true), f"{name}_rows": true}
    quiet = [not got for wanted, got in zip(labelled, read, strict=True) if not wanted]
    return {**found, "left_alone": share(sum(quiet), len(quiet)), "left_alone_rows": len(quiet)}


def _labels(row: dict[str, Any], number: int) -> set[str]:
    signals = row["signals"]
    if not isinstance(signals, list) or not set(map(str, signals)) <= set(CLASSES):
        raise DataProblem(f"row {number}: signals must be a list of {', '.join(CLASSES)}, or empty")
    return set(signals)
