from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

from redis import Redis
from rq import Queue, SimpleWorker
from rq.registry import clean_registries
from rq.serializers import JSONSerializer
from rq.utils import now
from rq.worker_registration import clean_worker_registry

from plugin.heartbeat import Heartbeat
from plugin.rounds import FORCE_AFTER_SECONDS

if TYPE_CHECKING:
    from types import FrameType

    from redis.client import Pipeline
    from rq.job import Job

log = logging.getLogger(__name__)

WORKER_TTL_SECONDS = 30
"""RQ blocks half as long at a time for the next job."""

REPEAT_AFTER_SECONDS = 5

ABANDONED_AFTER_SECONDS = 7 * 24 * 3600
"""When RQ's own cleaning may call a started job abandoned, which fails it. The reaper is there long before,
but only while some supervisor runs: a machine that was off over a weekend must find its jobs again."""


class QueueWorker(SimpleWorker):  # type: ignore[misc]  # RQ has no usable types
    """RQ's in-process worker for one queue, changed where RQ would lose or fail the job in hand.

    One queue only: with several, RQ pops instead of moving, and a dying worker takes the job along
    (runtime.md 2).
    """

    max_connection_wait_time = 5.0
    log_result_lifespan = False

    def __init__(self, client: Redis, queue_name: str, name: str, overdue_after_seconds: float) -> None:
        """A job is overdue `overdue_after_seconds` after its own timeout should have ended it."""
        super().__init__(
            [Queue(queue_name, connection=client, serializer=JSONSerializer)],
            name=name,
            connection=client,
            worker_ttl=WORKER_TTL_SECONDS,
            serializer=JSONSerializer,
            log_job_description=False,
        )
        self._overdue_after_seconds = overdue_after_seconds
        self._overdue_at = float("inf")

    @property
    def is_overdue(self) -> bool:
        """Whether a job outlived its timeout, which is a signal and cannot end a native call that hangs."""
        return time.monotonic() > self._overdue_at

    def execute_job(self, job: Job, queue: Queue) -> None:
        timeout = job.timeout or Queue.DEFAULT_TIMEOUT
        if timeout > 0:
            self._overdue_at = time.monotonic() + timeout + self._overdue_after_seconds
        super().execute_job(job, queue)
        self._overdue_at = float("inf")

    def get_heartbeat_ttl(self, job: Job) -> int:  # noqa: ARG002  (RQ's signature)
        return ABANDONED_AFTER_SECONDS

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """RQ's, without the repeats: three times two round trips for every job, a third of what a job costs.

        What it keeps from expiring lives minutes longer than the pause; that a worker lives is told by the
        other heartbeat.
        """
        fresh = self.last_heartbeat and (now() - self.last_heartbeat).total_seconds() < REPEAT_AFTER_SECONDS
        if pipeline is not None or not fresh:
            super().heartbeat(timeout, pipeline=pipeline)

    def clean_registries(self) -> None:
        """RQ's, without its treatment of jobs that were taken and never started: it fails them."""
        for queue in self.queues:
            if queue.acquire_maintenance_lock():
                clean_registries(queue, self._exc_handlers)
                clean_worker_registry(queue)
                queue.release_maintenance_lock()
        self.last_cleaned_at = now()

    def subscribe(self) -> None:
        """Does not listen for RQ's remote commands: nobody sends any, and it costs a thread and a socket."""

    def set_shutdown_requested_date(self) -> None:
        """Stays silent: RQ calls it in a signal handler, where a Redis that is away would break the job."""

    def request_force_stop(self, _signum: int, _frame: FrameType | None) -> None:
        """Ends at once, and the job goes back to the queue. RQ would interrupt it and mark it failed."""
        if (now() - self._shutdown_requested_date).total_seconds() > FORCE_AFTER_SECONDS:
            os._exit(1)


def work(redis_url: str, queue_name: str, name: str, parent: int, overdue_after_seconds: float) -> None:
    """Works until SIGTERM or SIGINT, or until its parent process is gone; first finishes the job in hand.

    Raises one of REDIS_IS_AWAY when Redis leaves at a moment RQ does not wait for it.
    """
    worker = QueueWorker(Redis.from_url(redis_url), queue_name, name, overdue_after_seconds)
    told_to_stop = False

    def look_around() -> None:
        nonlocal told_to_stop
        if worker.is_overdue:
            log.error("A job hangs beyond its timeout; worker %s ends, the job goes back to the queue", name)
            os._exit(1)
        if os.getppid() != parent and not told_to_stop:
            told_to_stop = True
            # to the main thread: only there does it interrupt the wait for the next job
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)

    heartbeat = Heartbeat(redis_url, name, look_around)
    heartbeat.start()
    try:
        worker.work(logging_level="WARNING")
    finally:
        heartbeat.stop()
