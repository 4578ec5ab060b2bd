import pytest
from deliveries import DELIVERY, EVENT, fetch
from redis import Redis
from redis.backoff import NoBackoff
from redis.connection import UnixDomainSocketConnection
from redis.retry import Retry as ConnectionRetry
from rq.job import JobStatus

from suggestions.errors import HelpdeskRefused
from webhooks.errors import QueueUnavailable
from webhooks.inbox import (
    _PUSH_SHA,
    Accepted,
    Inbox,
)


class Counting(UnixDomainSocketConnection):
    sent = 0

    def send_packed_command(self, *args, **kwargs):
        Counting.sent += 1
        return super().send_packed_command(*args, **kwargs)


def test_a_delivery_costs_one_round_trip(redis_client):
    kwargs = redis_client.connection_pool.connection_kwargs
    counted = Redis.from_url("unix://" + kwargs["path"])
    counted.connection_pool.connection_class = Counting
    inbox = Inbox(counted)
    inbox.accept(EVENT, "warm-up")  # connects, and teaches a fresh server the script
    Counting.sent = 0
    for number in range(10):
        inbox.accept(EVENT, f"delivery-{number}")
        inbox.accept(EVENT, f"delivery-{number}")
    assert Counting.sent == 20


def test_a_server_that_forgot_the_script_is_taught_it(inbox, redis_client, queue):
    inbox.accept(EVENT, "first")
    redis_client.script_flush()
    assert isinstance(inbox.accept(EVENT, "second"), Accepted)
    assert redis_client.script_exists(_PUSH_SHA) == [True]
    assert queue.job_ids == ["first", "second"]


def test_an_absent_redis_is_an_unavailable_queue(tmp_path):
    away = Redis(unix_socket_path=str(tmp_path / "none.sock"), retry=ConnectionRetry(NoBackoff(), 0))
    with pytest.raises(QueueUnavailable, match="ConnectionError"):
        Inbox(away).accept(EVENT, DELIVERY)


def test_a_silent_redis_is_an_unavailable_queue(redis_client):
    path = redis_client.connection_pool.connection_kwargs["path"]
    slow = Redis(unix_socket_path=path, socket_timeout=0.2, retry=ConnectionRetry(NoBackoff(), 0))
    slow.ping()
    redis_client.execute_command("CLIENT PAUSE", 600, "ALL")
    with pytest.raises(QueueUnavailable, match="Timeout"):
        Inbox(slow).accept(EVENT, DELIVERY)


@pytest.fixture
def full_redis(redis_client):
    def fill():
        redis_client.config_set("maxmemory", "1")

    yield fill
    redis_client.config_set("maxmemory", "0")


def test_a_full_redis_is_an_unavailable_queue(inbox, queue, full_redis):
    full_redis()
    with pytest.raises(QueueUnavailable, match=r"(?i)out ?of ?memory|OOM"):
        inbox.accept(EVENT, DELIVERY)


def test_a_full_redis_forgets_nothing_and_remembers_nothing(inbox, queue, work, full_redis, redis_client):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskRefused("no"))
    full_redis()
    with pytest.raises(QueueUnavailable):
        inbox.accept(EVENT, DELIVERY)
    with pytest.raises(QueueUnavailable):
        inbox.accept(EVENT, "another")
    assert fetch(queue, DELIVERY).get_status() is JobStatus.FAILED
    assert not redis_client.exists("wellheard:seen:another")


def test_a_read_only_redis_is_an_unavailable_queue(inbox, redis_client):
    redis_client.execute_command("REPLICAOF", "127.0.0.1", "1")
    try:
        with pytest.raises(QueueUnavailable, match=r"(?i)read ?only"):
            inbox.accept(EVENT, DELIVERY)
    finally:
        redis_client.execute_command("REPLICAOF", "NO", "ONE")


def test_a_delivery_is_taken_in_once_redis_is_back(inbox, queue, full_redis, redis_client):
    full_redis()
    with pytest.raises(QueueUnavailable):
        inbox.accept(EVENT, DELIVERY)
    redis_client.config_set("maxmemory", "0")
    assert inbox.accept(EVENT, DELIVERY) == Accepted(DELIVERY)
