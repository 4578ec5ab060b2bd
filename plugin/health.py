"""Whether the parts are alive: for probes, without secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from plugin.heartbeat import find_living
from plugin.wiring import QUEUE, REFUSED_KEY

if TYPE_CHECKING:
    from redis import Redis

STARTING_KEY = "wellheard:starting"


@dataclass(frozen=True, slots=True)
class Health:
    """`body` is what /healthz says; it is well when deliveries are taken and somebody works on them."""

    is_well: bool
    body: dict[str, Any]


def read_health(redis: Redis) -> Health:
    try:
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        names = [str(w.name) for w in Worker.all(queue=queue)]
        living = len(find_living(redis, names))
        refused, starting = (_read(redis, key) for key in (REFUSED_KEY, STARTING_KEY))
        body: dict[str, Any] = {
            "status": "ok" if living else "no_worker",
            "queued": queue.count,
            "started": queue.started_job_registry.get_job_count(cleanup=False),
            "failed": queue.failed_job_registry.get_job_count(cleanup=False),
            "workers": living,
        }
    except RedisError:
        sentence = "Redis does not answer. Deliveries get 503 and come again; the sweep finds the rest."
        return Health(is_well=False, body={"status": "no_redis", "message": sentence})
    if starting and not living:
        body |= {"status": "starting", "message": starting}
    elif not living:
        body["message"] = "No worker is alive. Start one with: wellheard worker"
    if refused:
        body |= {"status": "refused", "message": refused}
    return Health(is_well=body["status"] == "ok", body=body)


def _read(redis: Redis, key: str) -> str:
    value = redis.get(key)
    return value.decode() if isinstance(value, bytes) else ""
