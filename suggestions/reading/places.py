"""Places in a text: characters start to end, in reading order, none inside another."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int, int]


def overlaps_any(places: Sequence[Place], start: int, end: int) -> bool:
    """Whether one of the places shares a character with start to end."""
    at = bisect_left(places, (end,)) - 1
    return at >= 0 and places[at][1] > start
