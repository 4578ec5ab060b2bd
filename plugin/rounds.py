from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import time
from typing import TYPE_CHECKING, Self

from plugin.redis_connection import REDIS_IS_AWAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, TracebackType

log = logging.getLogger(__name__)

FORCE_AFTER_SECONDS = 1.0
"""Process managers and terminals send the same signal twice in a breath; only a later one is meant again."""

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LONGEST_PAUSE_SECONDS = 5.0


class Signals:
    """SIGTERM and SIGINT as facts to look at between two steps, SIGCHLD as a reason to wake up early.

    Enter it in the main thread. Handlers only take notes, so a signal never cuts a step in half; the signal's
    byte in the pipe wakes wait().
    """

    def __init__(self) -> None:
        self.stop_requested = False
        self.force_requested = False
        self._first_at = 0.0
        self._earlier: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)
        self._earlier_wakeup = signal.set_wakeup_fd(self._write_end, warn_on_full_buffer=False)
        for number in _STOP_SIGNALS:
            self._earlier[number] = signal.signal(number, self._note)
        self._earlier[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(self._earlier_wakeup)
        for number, handler in self._earlier.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave us
        os.close(self._read_end)
        os.close(self._write_end)

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """For forking: a signal to the child waits until the child has handlers of its own."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)

    def forget_in_child(self) -> None:
        """Gives a forked child the default handlers, nothing of our pipe, and what was held back."""
        signal.set_wakeup_fd(-1)
        for number in self._earlier:
            signal.signal(number, signal.SIG_DFL)
        os.close(self._read_end)
        os.close(self._write_end)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)

    def wait(self, seconds: float) -> None:
        """Returns after `seconds`, or at once when a signal came since the last wait."""
        select.select([self._read_end], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            os.read(self._read_end, 4096)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if not self.stop_requested:
            self.stop_requested, self._first_at = True, now
        elif now - self._first_at > FORCE_AFTER_SECONDS:
            self.force_requested = True


def make_rounds(visit: Callable[[], None], signals: Signals, who: str, every_seconds: float = 1.0) -> None:
    """Calls `visit` every `every_seconds` until a stop is requested, and sits out a Redis that is away."""
    pause = every_seconds
    away = False
    while not signals.stop_requested:
        try:
            visit()
        except REDIS_IS_AWAY as error:
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            if not away:
                log.warning("%s waits for Redis and keeps trying; no job is lost meanwhile (%s)", who, error)
            away = True
        else:
            if away:
                log.info("%s goes on: Redis answers", who)
            pause, away = every_seconds, False
        signals.wait(pause)
