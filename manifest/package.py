"""Builds the zip an admin uploads under Apps, Private apps (zendesk.md 6.8: a plain zip, no Node needed)."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from manifest.check import check_package
from manifest.check_files import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manifest.problem import Package, Problem

FOLDER = Path(__file__).parent
PARTS = ("assets", "translations")
# the earliest a zip can hold
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
UNIX, PLAIN_FILE = 3, 0o100644


class PackageUnfit(ValueError):
    """Zendesk would refuse this package. `problems` each say what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("The app package was not built.\n" + "\n".join(f"- {problem}" for problem in problems))
        self.problems = tuple(problems)


def read_package(version: str) -> Package:
    """The app's files with this version in the manifest."""
    files = {MANIFEST: _fill_version((FOLDER / MANIFEST).read_text("utf-8"), version).encode()}
    for part in PARTS:
        for path in sorted((FOLDER / part).rglob("*")):
            inside = path.relative_to(FOLDER)
            if path.is_file() and not any(name.startswith((".", "__")) for name in inside.parts):
                files[inside.as_posix()] = path.read_bytes()
    return files


def build_package(version: str) -> bytes:
    """The zip's bytes, the same for the same version and files on every machine. Raises PackageUnfit."""
    return pack(read_package(version))


def write_package(folder: Path, version: str) -> Path:
    """Writes `wellheard-<version>.zip` into the folder, made if need be, and returns its path. Raises PackageUnfit."""
    content = build_package(version)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"wellheard-{version}.zip"
    path.write_bytes(content)
    return path


def pack(package: Package) -> bytes:
    """Files are stored, not compressed: they are small, and compressed bytes differ between zlib builds."""
    problems = check_package(package)
    if problems:
        raise PackageUnfit(problems)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(package.items()):
            entry = zipfile.ZipInfo(path, FIXED_DATE)
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _fill_version(template: str, version: str) -> str:
    """The text is kept as written: parsing it here would hide a repeated key from the check."""
    return template.replace('"$version"', json.dumps(version))
