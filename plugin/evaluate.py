"""`wellheard evaluate`: the product's own code on a labelled file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin import wiring
from plugin.embedder import SentenceTransformerEmbedder, limit_threads
from plugin.embedding_cache import CachedEmbedder
from suggestions.evaluation.feeling import evaluate_feeling
from suggestions.evaluation.picking import evaluate_picking, make_library
from suggestions.evaluation.repeat import evaluate_repeat
from suggestions.evaluation.rows import DataProblem, parse_rows
from suggestions.library.index import LibraryIndex
from suggestions.model import Rules

if TYPE_CHECKING:
    from pathlib import Path

    from plugin.settings import Settings
    from suggestions.ports import Embedder

TASKS = ("picking", "repeat", "feeling")


def evaluate(settings: Settings, task: str, data: Path, library: Path | None) -> dict[str, float | None]:
    """The metrics of design.md, "Command line". Raises DataProblem."""
    text = _read(data)
    if task == "feeling":
        return evaluate_feeling(text)
    limit_threads(2)
    embedder = CachedEmbedder(SentenceTransformerEmbedder(settings.model), wiring.open_store(settings))
    if task == "picking":
        return evaluate_picking(text, embedder, Rules())
    return evaluate_repeat(text, _open_library(settings, library, embedder), embedder, Rules())


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
