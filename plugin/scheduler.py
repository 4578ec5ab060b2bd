from __future__ import annotations

import logging
from contextlib import suppress

from redis.exceptions import LockError
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer

from plugin.redis_connection import connect
from plugin.rounds import Signals, make_rounds

_LOCK_SECONDS = 10


def run_scheduler(redis_url: str, queue_name: str) -> None:
    """Moves jobs whose time has come (mostly retries) to the queue, once a second, until SIGTERM or SIGINT.

    RQ's own scheduler does the moving, but not its loop: that one gives up when Redis is away, and after a
    failed attempt at the lock does not try again for ten minutes. RQ's lock is kept, for one round at a time:
    any number of these may run, beside RQ's too, and when one is killed another goes on within _LOCK_SECONDS.
    """
    client = connect(redis_url)
    scheduler = RQScheduler([queue_name], connection=client, serializer=JSONSerializer, logging_level=logging.WARNING)
    scheduler.prepare_registries([queue_name])
    lock = client.lock(RQScheduler.get_locking_key(queue_name), timeout=_LOCK_SECONDS)

    def move_due_jobs() -> None:
        if not lock.acquire(blocking=False):
            return
        try:
            scheduler.enqueue_scheduled_jobs()
        finally:
            with suppress(LockError):
                lock.release()

    with Signals() as signals:
        make_rounds(move_due_jobs, signals, "The scheduler")
