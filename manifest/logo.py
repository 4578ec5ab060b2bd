"""Draws the app's mark, a speech bubble that listens: `python -m manifest.logo` rewrites the two pictures in assets/.

Shapes are signed distances in units of the side, negative inside; an edge is softened over one pixel.
"""

from __future__ import annotations

import struct
import zlib
from math import hypot
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
SIDES = {"logo.png": 320, "logo-small.png": 128}

TEAL, WHITE = (22, 96, 104), (255, 255, 255)
PNG_START = b"\x89PNG\r\n\x1a\n"
RGBA_8_BIT = b"\x08\x06\x00\x00\x00"


def draw_logo(side: int) -> bytes:
    """A square PNG of so many pixels a side, transparent around the rounded tile."""
    rows = (b"\x00" + b"".join(_pixel(x, y, side) for x in range(side)) for y in range(side))
    header = struct.pack(">II", side, side) + RGBA_8_BIT
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return PNG_START + b"".join(_chunk(kind, content) for kind, content in chunks)


def write_logos(folder: Path) -> None:
    for name, side in SIDES.items():
        (folder / name).write_bytes(draw_logo(side))


def _pixel(column: int, row: int, side: int) -> bytes:
    x, y = (column + 0.5) / side - 0.5, (row + 0.5) / side - 0.5
    tile = _cover(_rounded_square(x, y, 0.5, 0.11), side)
    white = _cover(max(_bubble(x, y), -_sound(x, y)), side)
    colour = (round(dark + (light - dark) * white) for dark, light in zip(TEAL, WHITE, strict=True))
    return bytes((*colour, round(255 * tile)))


def _cover(distance: float, side: int) -> float:
    """How much of the pixel the shape covers, 0 to 1."""
    return min(1.0, max(0.0, 0.5 - distance * side))


def _rounded_square(x: float, y: float, half: float, radius: float) -> float:
    across, down = abs(x) - half + radius, abs(y) - half + radius
    return hypot(max(across, 0.0), max(down, 0.0)) + min(max(across, down), 0.0) - radius


def _bubble(x: float, y: float) -> float:
    """A disc with its lower left corner drawn out to a point."""
    return _rounded_square(x, y, 0.31, 0.03 if x < 0 < y else 0.31)


def _sound(x: float, y: float) -> float:
    """A dot and two arcs that reach to the right."""
    x += 0.13
    away = hypot(x, y)
    arcs = min(abs(away - 0.14), abs(away - 0.25)) - 0.026
    beyond_the_arc = (abs(y) - x) * 0.7071
    return min(away - 0.05, max(arcs, beyond_the_arc))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    write_logos(ASSETS)
