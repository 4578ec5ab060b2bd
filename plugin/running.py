"""What a running `wellheard run` tells other commands in the same state folder: addresses and the sandbox's secrets."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "running.json"


@dataclass(frozen=True, slots=True)
class Running:
    """`environment` is what the running processes were given."""

    environment: dict[str, str]


def write_running(state_dir: Path, running: Running) -> None:
    """For the owner's eyes only: it holds the sandbox's secrets."""
    path = state_dir / FILE
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(running.environment, file)


def read_running(state_dir: Path) -> Running | None:
    try:
        return Running(dict(json.loads((state_dir / FILE).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return None


def forget_running(state_dir: Path) -> None:
    (state_dir / FILE).unlink(missing_ok=True)
