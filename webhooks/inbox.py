"""Into the queue, once, in one Redis round trip (runtime.md 3; measured by benchmarks/receiver.py).

The job is RQ's own, so that a stock RQ worker with the JSON serializer runs it. Only ids are in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from redis.exceptions import NoScriptError, RedisError
from rq.job import Job, JobStatus, Retry
from rq.queue import Queue
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from webhooks.errors import QueueUnavailable

if TYPE_CHECKING:
    from redis import Redis

    from suggestions.model import TicketId
    from webhooks.events import TicketEvent

JOB: Final = "webhooks.jobs.suggest_reply"
JOB_TIMEOUT_SECONDS: Final = 90
RESULT_SECONDS: Final = 500
FAILURE_SECONDS: Final = 7 * 24 * 3600
RETRY_SECONDS: Final = (10, 30, 60, 300, 900, 1800)
SEEN_SECONDS: Final = 3 * 24 * 3600

_SEEN_KEY = "wellheard:seen:"
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

# KEYS: seen mark, job, queue, set of queues, failed jobs.  ARGV: job id, seconds to remember, job fields.
# A failed job is put back: its redelivery is a second chance, not a repeat. SADD comes before DEL because a
# full Redis refuses it, and what is refused must leave the old job standing.
_PUSH = """
local status = redis.call('HGET', KEYS[2], 'status')
if status and status ~= 'failed' then return 0 end
if tonumber(ARGV[2]) > 0 then
  local first = redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[2])
  if not first and not status then return 0 end
end
redis.call('SADD', KEYS[4], KEYS[3])
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('HSET', KEYS[2], unpack(ARGV, 3))
redis.call('RPUSH', KEYS[3], ARGV[1])
return 1
"""
_PUSH_SHA = hashlib.sha1(_PUSH.encode()).hexdigest()  # noqa: S324 - Redis names scripts by SHA-1


@dataclass(frozen=True, slots=True)
class Accepted:
    job_id: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    job_id: str


class Inbox:
    """The queue's entrance. `redis` is shared with the caller, who sets its time limits."""

    def __init__(self, redis: Redis, *, queue_name: str = "wellheard", seen_seconds: int = SEEN_SECONDS) -> None:
        self._redis = redis
        self._queue = Queue(queue_name, connection=redis, serializer=JSONSerializer)
        self._failed_key = FailedJobRegistry(queue=self._queue).key
        self._seen_seconds = seen_seconds

    def accept(self, event: TicketEvent, delivery: str) -> Accepted | Duplicate:
        """Queue an event, unless this delivery is remembered and its job has not failed.

        `delivery` is what signature.name_delivery said. Raises QueueUnavailable.
        """
        job_id = _job_id(delivery)
        return self._push(job_id, event.ticket_id, event.event_id or job_id, self._seen_seconds)

    def enqueue(self, ticket_id: TicketId, event_id: str) -> Accepted | Duplicate:
        """Queue a ticket the sweep found, unless its job waits, runs or just ended. Raises QueueUnavailable.

        Nothing is remembered beyond the job: the sweep is the net under what was remembered wrongly.
        """
        return self._push(_job_id(event_id), ticket_id, event_id, 0)

    def _push(self, job_id: str, ticket_id: TicketId, event_id: str, seen_seconds: int) -> Accepted | Duplicate:
        job = self._make_job(job_id, ticket_id, event_id)
        keys = [_SEEN_KEY + job_id, job.key, self._queue.key, Queue.redis_queues_keys, self._failed_key]
        # RQ reads a missing field as it reads an empty one, and packing each costs a share of the round trip
        fields = [part for pair in job.to_dict().items() if pair[1] not in {None, ""} for part in pair]
        if self._run([*keys, job_id, seen_seconds, *fields], len(keys)):
            return Accepted(job_id)
        return Duplicate(job_id)

    def _run(self, arguments: list[str | int | bytes], key_count: int) -> bool:
        try:
            try:
                return bool(self._redis.evalsha(_PUSH_SHA, key_count, *arguments))
            except NoScriptError:
                # a server that just started; eval teaches it the script for the next time
                return bool(self._redis.eval(_PUSH, key_count, *arguments))
        except RedisError as problem:
            sentence = f"Redis did not take the job: {type(problem).__name__}: {problem}"
            raise QueueUnavailable(sentence) from problem

    def _make_job(self, job_id: str, ticket_id: TicketId, event_id: str) -> Job:
        job = Job.create(
            JOB,
            args=(ticket_id, event_id),
            id=job_id,
            connection=self._redis,
            origin=self._queue.name,
            status=JobStatus.QUEUED,
            timeout=JOB_TIMEOUT_SECONDS,
            result_ttl=RESULT_SECONDS,
            failure_ttl=FAILURE_SECONDS,
            retry=Retry(max=len(RETRY_SECONDS), interval=RETRY_SECONDS),
            serializer=JSONSerializer,
        )
        job.enqueued_at = datetime.now(UTC)
        return job


def _job_id(name: str) -> str:
    """RQ takes letters, digits, underscores and dashes; any other name goes by its digest."""
    if _PLAIN_ID.fullmatch(name):
        return name
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
