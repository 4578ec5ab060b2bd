"""Vectors kept by the text's hash: encoding the same words twice is the dearest thing we could do (runtime.md 6)."""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from plugin.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from suggestions.ports import Embedder

    Row = NDArray[np.float32]

log = logging.getLogger(__name__)

MOST_RECENT: Final = 4096
"""Vectors held in the process: 6 MB at 384 numbers each."""

_BATCH: Final = 64
_NUMBER: Final = np.dtype("<f4")
_LENGTH_TOLERANCE: Final = 1e-3


class VectorStore(Protocol):
    """What the cache needs of plugin.store.Store. May raise StoreError."""

    def find_vectors(self, model: str, digests: Sequence[str]) -> dict[str, bytes]: ...

    def put_vectors(self, model: str, found: Mapping[str, bytes]) -> None: ...


class CachedEmbedder:
    """An Embedder that encodes each text once in its life, and works on, slower, when the store does not.

    `on_progress(done, total)` counts the texts of one call that really had to be encoded.
    """

    def __init__(
        self, embedder: Embedder, store: VectorStore | None, on_progress: Callable[[int, int], None] | None = None
    ) -> None:
        self._embedder = embedder
        self._store = store
        self._on_progress = on_progress
        self._recent = _Recent()
        self._dimension: int | None = None
        self._store_failed = False

    @property
    def name(self) -> str:
        return self._embedder.name

    def without_store(self) -> CachedEmbedder:
        """For words that hardly come again: remembered while this process does, and never stored."""
        return CachedEmbedder(self._embedder, None)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit row a text, in the order given."""
        if not texts:
            return self._embedder.encode(texts)
        digests = [digest_text(text) for text in texts]
        wanted = dict(zip(digests, texts, strict=True))
        rows = self._recent.find(wanted)
        rows |= self._find_stored([digest for digest in wanted if digest not in rows])
        missing = {digest: text for digest, text in wanted.items() if digest not in rows}
        encoded = self._encode(missing)
        misfits = [digest for digest, row in rows.items() if encoded and row.size != self._dimension]
        encoded |= self._encode({digest: wanted[digest] for digest in misfits})
        self._put_stored(encoded)
        rows |= encoded
        self._recent.put(rows)
        return np.stack([rows[digest] for digest in digests])

    def _encode(self, missing: Mapping[str, str]) -> dict[str, Row]:
        digests = list(missing)
        rows: dict[str, Row] = {}
        for start in range(0, len(digests), _BATCH):
            batch = digests[start : start + _BATCH]
            vectors = self._embedder.encode([missing[digest] for digest in batch])
            self._dimension = vectors.shape[1]
            rows.update(zip(batch, vectors, strict=True))
            if self._on_progress:
                self._on_progress(len(rows), len(digests))
        return rows

    def _find_stored(self, digests: Sequence[str]) -> dict[str, Row]:
        """The sound vectors among those stored; what is left out is encoded anew and so heals."""
        if not digests or self._store is None:
            return {}
        try:
            stored = self._store.find_vectors(self.name, digests)
        except StoreError as error:
            self._note_failure(error)
            return {}
        self._store_failed = False
        rows = {digest: row for digest, blob in stored.items() if (row := read_row(blob)) is not None}
        sizes = {row.size for row in rows.values()} | ({self._dimension} if self._dimension else set())
        # of vectors that disagree in length nobody can say which are right before one has been encoded
        return rows if len(sizes) <= 1 else {d: r for d, r in rows.items() if r.size == self._dimension}

    def _put_stored(self, rows: Mapping[str, Row]) -> None:
        if not rows or self._store is None:
            return
        try:
            self._store.put_vectors(self.name, {d: row.astype(_NUMBER).tobytes() for d, row in rows.items()})
        except StoreError as error:
            self._note_failure(error)

    def _note_failure(self, error: StoreError) -> None:
        if not self._store_failed:
            log.warning("Vectors are encoded without their cache until the store works again. %s", error)
        self._store_failed = True


class _Recent:
    """The vectors used last, shared by the threads of a process."""

    def __init__(self) -> None:
        self._rows: OrderedDict[str, Row] = OrderedDict()
        self._lock = Lock()

    def find(self, digests: Iterable[str]) -> dict[str, Row]:
        with self._lock:
            return {digest: self._rows[digest] for digest in digests if digest in self._rows}

    def put(self, rows: Mapping[str, Row]) -> None:
        with self._lock:
            for digest, row in rows.items():
                self._rows[digest] = row
                self._rows.move_to_end(digest)
            while len(self._rows) > MOST_RECENT:
                self._rows.popitem(last=False)


def digest_text(text: str) -> str:
    """SHA-256, hexadecimal. Half characters, which broken clients send, are texts too."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_row(blob: bytes) -> Row | None:
    """A stored vector. None for bytes that are no unit vector: cut off, overwritten, another kind of number."""
    if not blob or len(blob) % _NUMBER.itemsize:
        return None
    row = np.frombuffer(blob, dtype=_NUMBER).astype(np.float32)
    length = float(np.linalg.norm(row.astype(np.float64)))
    return row if abs(length - 1.0) < _LENGTH_TOLERANCE else None
