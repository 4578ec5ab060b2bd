from __future__ import annotations

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

REDIS_IS_AWAY = (RedisConnectionError, RedisTimeoutError)
"""What a command raises while the server is down, restarting, loading its data or unreachable."""

_PATIENCE_SECONDS = 5


def connect(url: str, *, patience_seconds: float = _PATIENCE_SECONDS) -> Redis:
    """A client that asks once and raises one of REDIS_IS_AWAY when nobody answers within `patience_seconds`.

    The client's own retries are off: every loop here repeats by itself, and a request to stop must not have
    to wait behind somebody else's back-off. Nothing is sent before the first command.
    """
    return Redis.from_url(
        url,
        socket_timeout=patience_seconds,
        socket_connect_timeout=patience_seconds,
        retry=Retry(NoBackoff(), 0),
    )
