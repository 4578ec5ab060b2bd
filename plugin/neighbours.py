"""The team's own tickets: the neighbourhood contacts are compared in (suggestions/reading/repeats/neighbourhood.py)."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from plugin.embedding_cache import digest_text, read_row
from plugin.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from suggestions.library.index import LibraryIndex
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood

log = logging.getLogger(__name__)

MOST_TEXTS: Final = 4000
"""Made in about a second and 25 MB; more texts no longer changed the figures of docs/measured.md."""
KEPT: Final = timedelta(days=400)
_FRESH_SECONDS: Final = 600.0
_GROWN: Final = 1.1


class SeenTexts(Protocol):
    """What it needs of plugin.store.Store. May raise StoreError."""

    def note_seen(self, digests: Collection[str], now: datetime) -> None: ...

    def find_seen(self, model: str, most: int) -> list[bytes]: ...

    def count_seen(self) -> int: ...

    def forget_seen(self, before: datetime) -> None: ...


class TeamNeighbours:
    """suggestions.ports.Neighbours over the store; `embedder` keeps its vectors there too. Without the store it
    knows the library only, and works on.

    Made anew when ten minutes have passed and a tenth more texts were seen. `now` tells the time in UTC.
    """

    def __init__(self, store: SeenTexts, embedder: Embedder, index: LibraryIndex, now: Callable[[], datetime]) -> None:
        self._store = store
        self._embedder = embedder
        self._index = index
        self._now = now
        self._made: Neighbourhood | None = None
        self._looked_at = 0.0
        self._made_of = 0

    def find(self) -> Neighbourhood:
        if self._made is None or self._has_grown():
            self._made, self._looked_at = self._make(), time.monotonic()
        return self._made

    def remember(self, texts: Sequence[str]) -> None:
        if not texts:
            return
        self._embedder.encode(texts)
        try:
            self._store.note_seen({digest_text(text) for text in texts}, self._now())
        except StoreError as error:
            log.warning("What was read is not added to the team's tickets. %s", error)

    def _has_grown(self) -> bool:
        if time.monotonic() - self._looked_at <= _FRESH_SECONDS:
            return False
        self._looked_at = time.monotonic()
        try:
            self._store.forget_seen(self._now() - KEPT)
            return self._store.count_seen() > self._made_of * _GROWN
        except StoreError as error:
            log.warning("The team's tickets stay as they were read. %s", error)
            return False

    def _make(self) -> Neighbourhood:
        try:
            # all that are remembered, also those left out: they would look like growth at every look
            self._made_of = self._store.count_seen()
            rows = [
                row
                for blob in self._store.find_seen(self._embedder.name, MOST_TEXTS)
                if (row := read_row(blob)) is not None
            ]
        except StoreError as error:
            log.warning("Contacts are compared by the library alone until the store works again. %s", error)
            self._made_of, rows = 0, []
        fitting = [row for row in rows if row.size == self._index.dimension]
        return self._index.place_among(np.stack(fitting) if fitting else None)
