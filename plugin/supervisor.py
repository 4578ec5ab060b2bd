from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from plugin.heartbeat import WORKER_PREFIX, declare_dead
from plugin.queue_worker import work
from plugin.reaper import Reaper
from plugin.redis_connection import REDIS_IS_AWAY, connect
from plugin.rounds import Signals, make_rounds

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

_EARLY_DEATH_SECONDS = 10
_LONGEST_RESTART_PAUSE_SECONDS = 30


@dataclass
class _Place:
    """One of the workers to keep; whoever fills it may change."""

    worker_name: str = ""
    pid: int | None = None
    born_at: float = 0.0
    early_deaths: int = 0
    fill_at: float = 0.0

    def vacate(self) -> None:
        """The first early death costs half a second, each further one twice as much."""
        now = time.monotonic()
        self.pid = None
        self.early_deaths = self.early_deaths + 1 if now - self.born_at < _EARLY_DEATH_SECONDS else 0
        self.fill_at = now
        if self.early_deaths:
            self.fill_at += min(2.0 ** (self.early_deaths - 2), _LONGEST_RESTART_PAUSE_SECONDS)


class Supervisor:
    """Loads what jobs need once, forks the workers that share it, keeps them going and reaps what they leave.

    It stays single-threaded and holds no connection while it forks: a forked lock or socket is a hang to
    come. Whoever makes it has limited native libraries to one thread before importing them: after a forward
    pass on two threads a forked child hangs for good (runtime.md 2).
    """

    def __init__(
        self,
        redis_url: str,
        queue_name: str,
        *,
        processes: int,
        prepare: Callable[[], None],
        overdue_after_seconds: float = 30,
    ) -> None:
        """`overdue_after_seconds`: how long past its timeout a job may hang before its worker is ended."""
        self._redis_url = redis_url
        self._queue_name = queue_name
        self._prepare = prepare
        self._overdue_after_seconds = overdue_after_seconds
        self._client = connect(redis_url)
        self._reaper = Reaper(self._client, queue_name)
        self._places = [_Place() for _ in range(processes)]
        self._fallen: set[str] = set()
        self._signals = Signals()

    def run(self) -> int:
        """Returns the exit code after SIGTERM or SIGINT, once every worker has finished the job in hand.

        A second signal, more than a second later, ends them at once; their jobs go back to the queue.
        """
        with self._signals:
            self._prepare()
            gc.freeze()
            make_rounds(self._visit, self._signals, "The supervisor")
            self._stop_workers()
        return 0

    def _visit(self) -> None:
        self._bury()
        declare_dead(self._client, self._fallen)
        self._fallen.clear()
        self._reaper.reap()
        for place in self._places:
            if place.pid is None and time.monotonic() >= place.fill_at:
                self._fill(place)

    def _bury(self) -> None:
        """Notes which workers ended; knows nothing of Redis."""
        for place in self._places:
            if place.pid is None:
                continue
            pid, status = os.waitpid(place.pid, os.WNOHANG)
            if pid:
                level = logging.INFO if self._signals.stop_requested else logging.WARNING
                log.log(level, "Worker %s ended (%s)", place.worker_name, os.waitstatus_to_exitcode(status))
                self._fallen.add(place.worker_name)
                place.vacate()

    def _fill(self, place: _Place) -> None:
        # a new name each time: after a restart of a container both host name and process id come back
        place.worker_name = f"{WORKER_PREFIX}{socket.gethostname()}-{uuid.uuid4().hex[:12]}"
        place.born_at = time.monotonic()
        self._client.connection_pool.disconnect()
        sys.stdout.flush()
        supervisor = os.getpid()
        with self._signals.held_back():
            place.pid = os.fork() or None
            if place.pid is None:
                self._become_worker(place.worker_name, supervisor)

    def _become_worker(self, name: str, supervisor: int) -> NoReturn:
        exit_code = 1
        try:
            self._signals.forget_in_child()
            work(self._redis_url, self._queue_name, name, supervisor, self._overdue_after_seconds)
            exit_code = 0
        except REDIS_IS_AWAY as error:
            log.warning("Worker %s ends because Redis is away (%s); another takes its place", name, error)
        except Exception:  # the outermost line of the worker's process
            log.exception("Worker %s ends", name)
        finally:
            sys.stdout.flush()
            # not sys.exit: the stack above belongs to the supervisor
            os._exit(exit_code)

    def _stop_workers(self) -> None:
        self._signal_workers(signal.SIGTERM)
        while any(place.pid is not None for place in self._places):
            self._signals.wait(0.5)
            if self._signals.force_requested:
                self._signal_workers(signal.SIGKILL)
            self._bury()
        with suppress(*REDIS_IS_AWAY):
            declare_dead(self._client, self._fallen)

    def _signal_workers(self, number: signal.Signals) -> None:
        for place in self._places:
            if place.pid is not None:
                os.kill(place.pid, number)
