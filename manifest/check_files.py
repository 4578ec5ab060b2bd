"""Which files an app may and must hold (zendesk.md 6.1)."""

from __future__ import annotations

import re
import struct
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from manifest.problem import Package, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manifest.problem import Rule

MANIFEST = "manifest.json"
MOST_BYTES = 2_000_000
LOGO_SIDES = {"assets/logo.png": 320, "assets/logo-small.png": 128}
REFUSED_ENDINGS = frozenset({
    "7z", "avi", "bin", "bz", "bz2", "csh", "doc", "docx", "gz", "gzip", "jar", "mp3", "mpeg", "odt", "pdf", "ppt",
    "pptx", "rar", "sh", "xls", "xlsx", "zip",
})  # fmt: skip
REFUSED_STARTS = {
    b"PK\x03\x04": "zip",
    b"%PDF-": "pdf",
    b"Rar!": "rar",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "doc",
}
PNG_HEADER = struct.Struct(">8s4x4sII")
LINK = re.compile(r"""\b(?:src|href)\s*=\s*["']([^"'#?]+)""", re.IGNORECASE)
ELSEWHERE = re.compile(r"//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
PLAIN_HTTP = re.compile(r"""http://[^\s"'<>)]+""", re.IGNORECASE)


def check_manifest_place(package: Package) -> Iterator[Problem]:
    if MANIFEST in package:
        return
    nested = next((path for path in sorted(package) if path.endswith("/" + MANIFEST)), None)
    if nested:
        yield Problem(nested, "The manifest lies in a folder.", "Zip the folder's content, not the folder.")
    else:
        yield Problem(MANIFEST, "There is no manifest.", "Put manifest.json at the root of the package.")


def check_logos(package: Package) -> Iterator[Problem]:
    for path, side in LOGO_SIDES.items():
        if path not in package:
            yield Problem(path, "The logo is missing.", f"Add a PNG of {side} by {side} pixels.")
        elif (size := read_png_size(package[path])) != (side, side):
            found = f"is {size[0]} by {size[1]} pixels" if size else "is not a PNG"
            yield Problem(path, f"The logo {found}.", f"Make it a PNG of {side} by {side} pixels.")


def check_kinds(package: Package) -> Iterator[Problem]:
    for path, content in sorted(package.items()):
        ending = path.rsplit("/", 1)[-1].rpartition(".")[2].lower()
        inside = next((kind for start, kind in REFUSED_STARTS.items() if content.startswith(start)), None)
        kind = ending if ending in REFUSED_ENDINGS else inside
        if kind:
            yield Problem(path, f"Zendesk refuses {kind} files.", "Leave it out of the package.")


def check_size(package: Package) -> Iterator[Problem]:
    size = measure_zip(package)
    if size > MOST_BYTES:
        largest = max(package, key=lambda path: len(package[path]))
        yield Problem(
            largest, f"The package comes to {size:,} bytes, over the limit of {MOST_BYTES:,}.",
            "Make this file smaller, it is the largest.",
        )  # fmt: skip


def check_links(package: Package) -> Iterator[Problem]:
    """What a page loads from beside itself must travel with it."""
    for path, text in _pages(package, ".html"):
        for link in LINK.findall(text):
            if not ELSEWHERE.match(link) and normpath(join(dirname(path), link)) not in package:
                yield Problem(path, f"It loads {link!r}, which is not packed.", "Add the file or drop the link.")


def check_plain_http(package: Package) -> Iterator[Problem]:
    for path, text in _pages(package, ".html", ".css", ".js"):
        for url in PLAIN_HTTP.findall(text):
            yield Problem(path, f"It names {url}, which travels unencrypted.", "Use https.")


def measure_zip(package: Package) -> int:
    """Bytes of the zip when files are stored uncompressed: two headers per file, and one end record."""
    return 22 + sum(len(content) + 76 + 2 * len(path.encode()) for path, content in package.items())


def read_png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, None when it is no PNG."""
    if len(content) < PNG_HEADER.size:
        return None
    start, kind, width, height = PNG_HEADER.unpack_from(content)
    return (width, height) if start == b"\x89PNG\r\n\x1a\n" and kind == b"IHDR" else None


def _pages(package: Package, *endings: str) -> Iterator[tuple[str, str]]:
    for path, content in sorted(package.items()):
        if path.endswith(endings):
            yield path, content.decode("utf-8", errors="replace")


RULES: tuple[Rule, ...] = (check_manifest_place, check_logos, check_kinds, check_size, check_links, check_plain_http)
