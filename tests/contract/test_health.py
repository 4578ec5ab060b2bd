import pytest

from plugin.health import STARTING_KEY, read_health
from plugin.heartbeat import Heartbeat
from plugin.queue_worker import QueueWorker
from plugin.redis_connection import connect
from plugin.wiring import QUEUE, REFUSED_KEY
from webhooks.inbox import Inbox

NAME = "wellheard-health-1"


@pytest.fixture
def worker(redis_url, redis_client):
    """A worker that is registered and beats, and takes no jobs."""
    registered = QueueWorker(redis_client, QUEUE, NAME, overdue_after_seconds=30)
    registered.register_birth()
    beat = Heartbeat(redis_url, NAME, lambda: None)
    beat.start()
    yield registered
    beat.stop()


def test_without_a_worker_nothing_is_well(redis_client):
    health = read_health(redis_client)
    assert (health.is_well, health.body["status"]) == (False, "no_worker")


def test_a_living_worker_makes_it_well(redis_client, worker):
    health = read_health(redis_client)
    assert (health.is_well, health.body["workers"]) == (True, 1)


def test_a_worker_without_a_heartbeat_is_not_counted(redis_client):
    QueueWorker(redis_client, QUEUE, NAME, overdue_after_seconds=30).register_birth()
    assert read_health(redis_client).body["workers"] == 0


def test_a_worker_that_still_loads_is_told_as_starting(redis_client):
    redis_client.set(STARTING_KEY, "Loading the model")
    health = read_health(redis_client)
    assert (health.is_well, health.body["status"], health.body["message"]) == (False, "starting", "Loading the model")


def test_a_refusal_of_zendesk_is_told_though_a_worker_lives(redis_client, worker):
    redis_client.set(REFUSED_KEY, "Zendesk gives us no token.")
    health = read_health(redis_client)
    assert (health.is_well, health.body["status"]) == (False, "refused")


def test_waiting_jobs_are_counted(redis_client, worker):
    inbox = Inbox(redis_client, queue_name=QUEUE)
    for ticket in (1, 2):
        inbox.enqueue(ticket, f"event-{ticket}")
    assert read_health(redis_client).body["queued"] == 2


def test_a_redis_that_is_away_is_told_in_a_sentence(tmp_path):
    health = read_health(connect(f"unix://{tmp_path}/nowhere.sock"))
    assert (health.is_well, health.body["status"]) == (False, "no_redis")


def test_what_is_told_holds_no_address(redis_client, redis_url, worker):
    assert redis_url.removeprefix("unix://") not in str(read_health(redis_client).body)
