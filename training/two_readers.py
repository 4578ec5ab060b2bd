"""What the scripts share that learn two readers of the same texts: one with vectors, one with words alone."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from training.embedder import open_embedder
from training.linear import Rows, read, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from suggestions.ports import Embedder
    from suggestions.reading.linear import LinearReader


Labelled = TypeVar("Labelled")


@dataclass(frozen=True, slots=True)
class Script:
    """What the weights files say of themselves, and where they lie."""

    name: str
    about: str
    notice: str
    weights: Path
    words_weights: Path


def run_script(
    script: Script,
    read_file: Callable[[Path], Labelled],
    make_rows: Callable[[Labelled, Embedder | None], Rows],
    learn: Callable[[Sequence[Rows], str], LinearReader],
    say: Callable[[str, Labelled, Sequence[dict[str, float]]], None],
) -> None:
    """Say how weights learnt on the other files do on each file of whole messages; with --write, write both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    embedder, model = open_embedder()
    files = {path: read_file(path) for path in asked.files if path != asked.without}
    for use, name in ((embedder, model), (None, "")):
        rows = {path: make_rows(labelled, use) for path, labelled in files.items()}
        for path in (p for p in files if p.name.startswith("facts.")):
            weights = learn([r for p, r in rows.items() if p != path], name)
            say(f"{path.name} {'words' if use is None else ''}", files[path], read(weights, rows[path]))
        if asked.write:
            sources = " ".join(path.name for path in files)
            write(
                learn(list(rows.values()), name), script.weights if use else script.words_weights,
                about=script.about, made_by=f"python -m training.{script.name} {sources} --write", notice=script.notice,
            )  # fmt: skip
