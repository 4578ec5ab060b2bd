"""`wellheard evaluate`: the product's own code on a labelled file."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from plugin import wiring
from plugin.embedder import limit_threads
from suggestions.evaluation.facts import evaluate_facts
from suggestions.evaluation.feeling import evaluate_feeling
from suggestions.evaluation.picking import evaluate_picking, make_library
from suggestions.evaluation.promises import evaluate_promises
from suggestions.evaluation.repeat import evaluate_repeat
from suggestions.evaluation.rows import DataProblem, parse_rows
from suggestions.evaluation.signals import evaluate_signals
from suggestions.evaluation.tickets import evaluate_tickets
from suggestions.evaluation.words import evaluate_words
from suggestions.library.index import LibraryIndex
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plugin.settings import Settings
    from suggestions.ports import Embedder


WITHOUT_MODEL: dict[str, Callable[[str], dict[str, Any]]] = {
    "promises": evaluate_promises, "signals": evaluate_signals, "words": evaluate_words,
}  # fmt: skip


def evaluate(settings: Settings, task: str, data: Path, library: Path | None, rules: Rules) -> dict[str, Any]:
    """The metrics of design.md, "Command line". Raises DataProblem."""
    text = _read(data)
    if task in WITHOUT_MODEL:
        return WITHOUT_MODEL[task](text)
    limit_threads(2)
    embedder = wiring.open_embedder(settings)
    if task == "facts":
        return evaluate_facts(text, embedder)
    if task == "feeling":
        return evaluate_feeling(text, embedder, rules)
    if task == "picking":
        return evaluate_picking(text, embedder, rules)
    if task == "tickets":
        return evaluate_tickets(text, wiring.open_index(settings, embedder), embedder, rules)
    return evaluate_repeat(text, _open_library(settings, library, embedder), embedder, rules)


def parse_rules(told: tuple[str, ...]) -> Rules:
    """The shipped rules with some lines replaced: `("pick_line=0.47",)`. Raises DataProblem."""
    changed: dict[str, Any] = {}
    lines = {name: value for name, value in asdict(Rules()).items() if isinstance(value, float)}
    for one in told:
        name, _, value = one.partition("=")
        try:
            changed[name] = float(value)
        except ValueError:
            raise DataProblem(f"--rule {one}: it must look like pick_line=0.47") from None
        if name not in lines:
            raise DataProblem(f"--rule {one}: no such line; there are {', '.join(lines)}")
    return replace(Rules(), **changed)


def _open_library(settings: Settings, library: Path | None, embedder: Embedder) -> LibraryIndex:
    if library is None:
        return wiring.open_index(settings, embedder)
    return LibraryIndex(make_library(parse_rows(_read(library), frozenset({"type", "id"}))), embedder)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise DataProblem(f"{path} cannot be read: {reason}") from None
