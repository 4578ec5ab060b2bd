from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from plugin.redis_connection import REDIS_IS_AWAY, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from redis import Redis

BEAT_EVERY_SECONDS = 2
ALIVE_FOR_SECONDS = 6
"""Two missed beats are forgiven, the third is a death: the job is back in the queue within 7 seconds."""

WORKER_PREFIX = "wellheard-"
"""Only workers with such names keep a heartbeat, so only they may be taken for dead without one."""


class Heartbeat:
    """A thread of a worker that keeps `wellheard:alive:<worker name>` from expiring while the process lives.

    Computing lets it beat: long native calls release the interpreter lock. With Redis away it keeps trying.
    """

    def __init__(self, redis_url: str, worker_name: str, before_each_beat: Callable[[], None]) -> None:
        """`before_each_beat` runs in the thread every BEAT_EVERY_SECONDS, Redis or not."""
        self._client = connect(redis_url, patience_seconds=BEAT_EVERY_SECONDS)
        self._worker_name = worker_name
        self._before_each_beat = before_each_beat
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Beats once before it returns; raises one of REDIS_IS_AWAY if that fails."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        """A worker that leaves says so, instead of letting the key expire."""
        self._ended.set()
        self._thread.join()
        with contextlib.suppress(*REDIS_IS_AWAY):
            declare_dead(self._client, [self._worker_name])
        self._client.close()

    def _keep_beating(self) -> None:
        while not self._ended.wait(BEAT_EVERY_SECONDS):
            self._before_each_beat()
            with contextlib.suppress(*REDIS_IS_AWAY):
                self._beat()

    def _beat(self) -> None:
        self._client.set(_key(self._worker_name), "1", ex=ALIVE_FOR_SECONDS)


def find_living(client: Redis, worker_names: Collection[str]) -> set[str]:
    """Those of `worker_names` that beat within the last ALIVE_FOR_SECONDS."""
    names = list(worker_names)
    if not names:
        return set()
    beats = client.mget([_key(name) for name in names])
    return {name for name, beat in zip(names, beats, strict=True) if beat is not None}


def declare_dead(client: Redis, worker_names: Collection[str]) -> None:
    """For who saw them end: their jobs need not wait for the last beat to expire."""
    if worker_names:
        client.delete(*(_key(name) for name in worker_names))


def _key(worker_name: str) -> str:
    return f"wellheard:alive:{worker_name}"
