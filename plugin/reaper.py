from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from redis.exceptions import LockError
from rq import Queue
from rq.executions import Execution, ExecutionRegistry
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.utils import as_text
from rq.worker_registration import REDIS_WORKER_KEYS, WORKERS_BY_QUEUE_KEY

from plugin.heartbeat import ALIVE_FOR_SECONDS, WORKER_PREFIX, find_living
from plugin.redis_connection import REDIS_IS_AWAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redis import Redis

log = logging.getLogger(__name__)

DEATHS_ALLOWED = 5
"""A job whose worker died this often is taken for the cause, and failed."""

PICKED_UP_WITHIN_SECONDS = 3
"""A worker needs milliseconds from taking a job to having started it; beyond this it died in between."""

_LOCK_SECONDS = 5
_WORKER_KEY_PREFIX = "rq:worker:"


class Orphan(NamedTuple):
    job_id: str
    execution_id: str
    """empty for a job that was taken from the queue but never started"""


class Reaper:
    """Returns to the queue what dead workers held. RQ alone takes minutes or fails the job (runtime.md 2)."""

    def __init__(self, client: Redis, queue_name: str) -> None:
        self._client = client
        self._queue = Queue(queue_name, connection=client, serializer=JSONSerializer)
        self._lock = client.lock(f"wellheard:reaper:{queue_name}", timeout=_LOCK_SECONDS)
        self._put_back = client.register_script((files("plugin") / "put_back.lua").read_text())
        self._first_seen: dict[str, float] = {}
        self._trust_beats_from = 0.0

    def reap(self) -> list[str]:
        """One round; returns the ids of the jobs put back, none if another reaper is at work.

        Raises one of REDIS_IS_AWAY. Afterwards it stays quiet for as long as a heartbeat lives: workers that
        could not beat during the outage are not dead.
        """
        if time.monotonic() < self._trust_beats_from:
            return []
        try:
            with self._alone() as alone:
                return self._reap() if alone else []
        except REDIS_IS_AWAY:
            self._trust_beats_from = time.monotonic() + ALIVE_FOR_SECONDS
            raise

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        if not self._lock.acquire(blocking=False):
            yield False
            return
        try:
            yield True
        finally:
            try:
                self._lock.release()
            except LockError:
                log.warning("Reaping took longer than %s seconds", _LOCK_SECONDS)

    def _reap(self) -> list[str]:
        started = self._queue.started_job_registry.get_job_and_execution_ids(cleanup=False)
        holders = self._find_holders(started)
        registered = self._find_registered_workers()
        living = find_living(self._client, registered | {name for name in holders if _is_ours(name)})
        orphans = [
            Orphan(*ids) for ids, name in zip(started, holders, strict=True) if _is_ours(name) and name not in living
        ]
        orphans += [Orphan(job_id, "") for job_id in self._find_stuck({job_id for job_id, _ in started})]
        back = [orphan.job_id for orphan in orphans if self._settle(orphan)]
        self._unregister(registered - living)
        return back

    def _find_holders(self, started: list[tuple[str, str]]) -> list[str]:
        with self._client.pipeline(transaction=False) as pipeline:
            for job_id, execution_id in started:
                pipeline.hget(_execution_key(job_id, execution_id), "worker_name")
            return [as_text(name or "") for name in pipeline.execute()]

    def _find_registered_workers(self) -> set[str]:
        keys = self._client.smembers(WORKERS_BY_QUEUE_KEY % self._queue.name)
        names = (str(as_text(key)).removeprefix(_WORKER_KEY_PREFIX) for key in keys)
        return {name for name in names if _is_ours(name)}

    def _find_stuck(self, started: set[str]) -> list[str]:
        """Ids a worker moved aside when it took them, and then neither started nor gave back."""
        now = time.monotonic()
        aside = {as_text(job_id) for job_id in self._client.lrange(self._queue.intermediate_queue_key, 0, -1)}
        self._first_seen = {job_id: self._first_seen.get(job_id, now) for job_id in aside - started}
        overdue = now - PICKED_UP_WITHIN_SECONDS
        return [job_id for job_id, since in self._first_seen.items() if since <= overdue]

    def _settle(self, orphan: Orphan) -> bool:
        """Whether the job went back to the queue."""
        answer = self._put_back(
            keys=[
                self._queue.started_job_registry.key,
                _execution_key(*orphan),
                ExecutionRegistry.key_template.format(orphan.job_id),
                self._queue.intermediate_queue_key,
                Job.key_for(orphan.job_id),
                self._queue.key,
            ],
            args=[*orphan, DEATHS_ALLOWED],
        )
        if answer == b"poison":
            self._give_up(orphan)
        elif answer == b"back":
            log.warning("Job %s was left behind by a dead worker; it is next in the queue", orphan.job_id)
        return bool(answer == b"back")

    def _give_up(self, orphan: Orphan) -> None:
        reason = f"Given up: {DEATHS_ALLOWED} times in a row the worker running it died (out of memory?)"
        job = Job.fetch(orphan.job_id, connection=self._client, serializer=JSONSerializer)
        with self._client.pipeline() as pipeline:
            pipeline.zrem(self._queue.started_job_registry.key, ":".join(orphan))
            pipeline.delete(_execution_key(*orphan))
            pipeline.lrem(self._queue.intermediate_queue_key, 0, orphan.job_id)
            job.set_status(JobStatus.FAILED, pipeline=pipeline)
            job._handle_failure(reason, pipeline)  # noqa: SLF001  (what RQ does for a failed job; it has no public name)
            pipeline.execute()
        log.error("Job %s: %s", orphan.job_id, reason)

    def _unregister(self, worker_names: set[str]) -> None:
        if not worker_names:
            return
        keys = [_WORKER_KEY_PREFIX + name for name in worker_names]
        with self._client.pipeline() as pipeline:
            pipeline.srem(WORKERS_BY_QUEUE_KEY % self._queue.name, *keys)
            pipeline.srem(REDIS_WORKER_KEYS, *keys)
            pipeline.delete(*keys)
            pipeline.execute()


def _is_ours(worker_name: str) -> bool:
    return worker_name.startswith(WORKER_PREFIX)


def _execution_key(job_id: str, execution_id: str) -> str:
    return str(Execution(execution_id, job_id, connection=None).key)
