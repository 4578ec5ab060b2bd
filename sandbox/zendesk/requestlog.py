"""What was asked of the account, so that a test can count reads and writes."""

import threading
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

KEPT = 20_000


@dataclass(frozen=True)
class Entry:
    """One request; `status` is None when the connection was cut before an answer, `user_id` when nobody was known."""

    method: str
    path: str
    query: str
    status: int | None
    user_id: int | None


class RequestLog:
    """The newest entries, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def note(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def entries(self, *, method: str | None = None, path_prefix: str = "") -> list[Entry]:
        with self._lock:
            kept = [entry for entry in self._entries if entry.path.startswith(path_prefix)]
        return [entry for entry in kept if method in {None, entry.method}]

    def render(self) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self.entries()]
