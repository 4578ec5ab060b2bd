from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from plugin.embedded_redis import EmbeddedRedis


@pytest.fixture(scope="session")
def redis_server():
    """A real Redis that only this test run uses; yields its address."""
    with TemporaryDirectory(prefix="wh-") as folder, EmbeddedRedis(Path(folder)) as server:
        yield server.url


@pytest.fixture
def redis_url(redis_server):
    """The address of that Redis, emptied for this test."""
    with Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


@pytest.fixture
def redis_client(redis_url):
    with Redis.from_url(redis_url) as client:
        yield client
