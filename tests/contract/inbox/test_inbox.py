import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from deliveries import DELIVERY, EVENT, fetch
from rq import Queue
from rq.job import JobStatus
from rq.registry import FailedJobRegistry
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer

from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable, TicketGone
from webhooks.events import TicketEvent
from webhooks.inbox import (
    FAILURE_SECONDS,
    JOB_TIMEOUT_SECONDS,
    RETRY_SECONDS,
    Accepted,
    Duplicate,
    Inbox,
)
from webhooks.jobs import Outcome, install, suggest_reply


def test_a_first_delivery_is_queued_under_its_own_name(inbox, queue):
    assert inbox.accept(EVENT, DELIVERY) == Accepted(DELIVERY)
    assert queue.job_ids == [DELIVERY]


def test_the_second_delivery_is_a_duplicate(inbox, queue):
    inbox.accept(EVENT, DELIVERY)
    assert inbox.accept(EVENT, DELIVERY) == Duplicate(DELIVERY)
    assert len(queue) == 1


def test_two_deliveries_about_one_ticket_are_two_jobs(inbox, queue):
    inbox.accept(EVENT, DELIVERY)
    inbox.accept(EVENT, "01J9INVOCATION000000000002")
    assert len(queue) == 2


def test_a_hundred_deliveries_of_one_thing_at_once_make_one_job(inbox, queue):
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda _: inbox.accept(EVENT, DELIVERY), range(100)))
    assert sum(isinstance(outcome, Accepted) for outcome in outcomes) == 1
    assert len(queue) == 1


def test_only_ids_cross_the_queue(inbox, queue, redis_client):
    inbox.accept(EVENT, DELIVERY)
    job = fetch(queue, DELIVERY)
    assert (job.func_name, job.args, job.kwargs) == ("webhooks.jobs.suggest_reply", [42, DELIVERY], {})
    assert set(redis_client.keys()) == {
        b"wellheard:seen:" + DELIVERY.encode(),
        b"rq:job:" + DELIVERY.encode(),
        b"rq:queue:wellheard",
        b"rq:queues",
    }


def test_an_event_with_a_name_of_its_own_keeps_it(inbox, queue):
    inbox.accept(TicketEvent("ticket.created", 42, 7, 7, "8bf43832-f4d9"), DELIVERY)
    assert fetch(queue, DELIVERY).args == [42, "8bf43832-f4d9"]


def test_the_job_carries_its_limits(inbox, queue):
    inbox.accept(EVENT, DELIVERY)
    job = fetch(queue, DELIVERY)
    assert (job.timeout, job.result_ttl, job.failure_ttl) == (JOB_TIMEOUT_SECONDS, 500, FAILURE_SECONDS)
    assert (job.retries_left, job.retry_intervals) == (6, list(RETRY_SECONDS))
    assert job.get_status() is JobStatus.QUEUED


def test_what_we_write_is_what_rq_itself_would_write(inbox, queue):
    inbox.accept(EVENT, DELIVERY)
    ours = queue.connection.hgetall("rq:job:" + DELIVERY)
    theirs = queue.connection.hgetall(queue.enqueue("webhooks.jobs.suggest_reply", 42, DELIVERY).key)
    assert {name for name, value in theirs.items() if value} <= set(ours)
    assert ours[b"data"] == theirs[b"data"]


def test_the_queue_is_registered_with_rq(inbox, queue):
    inbox.accept(EVENT, DELIVERY)
    assert Queue.all(connection=queue.connection, serializer=JSONSerializer) == [queue]


def test_a_delivery_is_remembered_as_long_as_was_said(redis_client):
    Inbox(redis_client, seen_seconds=1000).accept(EVENT, DELIVERY)
    assert 990 < redis_client.ttl("wellheard:seen:" + DELIVERY) <= 1000


def test_a_finished_delivery_stays_known_after_its_job_is_gone(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work()
    fetch(queue, DELIVERY).delete()
    assert inbox.accept(EVENT, DELIVERY) == Duplicate(DELIVERY)


@pytest.mark.parametrize("name", ["sweep:42:2026-01-02T03:04:05Z", "é" * 300, "", "\ud800", "a b", "rq:job:x"])
def test_names_rq_would_refuse_still_make_one_job(inbox, queue, name):
    assert isinstance(inbox.accept(EVENT, name), Accepted)
    assert isinstance(inbox.accept(EVENT, name), Duplicate)
    assert len(queue) == 1


def test_a_swept_ticket_is_queued_once_while_its_job_lives(inbox, queue):
    assert isinstance(inbox.enqueue(42, "sweep:42:1"), Accepted)
    assert isinstance(inbox.enqueue(42, "sweep:42:1"), Duplicate)
    assert fetch(queue, queue.job_ids[0]).args == [42, "sweep:42:1"]


def test_a_swept_ticket_is_queued_again_when_its_job_is_gone(inbox, queue):
    job_id = inbox.enqueue(42, "sweep:42:1").job_id
    fetch(queue, job_id).delete()
    assert isinstance(inbox.enqueue(42, "sweep:42:1"), Accepted)


def test_a_stock_worker_runs_the_job(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    desk = work(Outcome("withheld", "no match"))
    assert desk.asked == [(42, DELIVERY)]
    result = {"ticket_id": 42, "event_id": DELIVERY, "state": "withheld", "reason": "no match"}
    assert fetch(queue, DELIVERY).return_value() == result


def test_an_unavailable_helpdesk_uses_the_retry_table(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskUnavailable("away"))
    job = fetch(queue, DELIVERY)
    assert job.get_status() is JobStatus.SCHEDULED
    assert job.retries_left == 5
    due = queue.connection.zscore(queue.scheduled_job_registry.key, DELIVERY)
    assert 0 < due - time.time() <= RETRY_SECONDS[0]


def test_a_busy_helpdesk_leaves_the_retry_table_alone(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskBusy(60))
    job = fetch(queue, DELIVERY)
    assert job.get_status() is JobStatus.SCHEDULED
    assert job.retries_left == len(RETRY_SECONDS)


@pytest.mark.parametrize("asked", [60, 59.2, 1800])
def test_a_busy_helpdesk_is_asked_again_when_it_said_and_never_before(inbox, queue, work, asked):
    inbox.accept(EVENT, DELIVERY)
    before = time.time()
    work(HelpdeskBusy(asked))
    due = queue.connection.zscore(queue.scheduled_job_registry.key, DELIVERY)
    assert asked <= due - before
    assert due - time.time() <= asked + 2


@pytest.mark.parametrize("nonsense", [float("nan"), float("inf"), -5, 1e300])
def test_a_nonsense_wait_still_comes_back_within_a_day(inbox, queue, work, nonsense):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskBusy(nonsense))
    due = queue.connection.zscore(queue.scheduled_job_registry.key, DELIVERY)
    assert -1 <= due - time.time() <= 24 * 3600


def test_a_busy_helpdesk_is_asked_again_by_a_separate_scheduler(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskBusy(0), HelpdeskBusy(0))
    scheduler = RQScheduler([queue], connection=queue.connection, serializer=JSONSerializer)
    scheduler.acquire_locks()
    statuses = []
    deadline = time.monotonic() + 30
    while len(statuses) < 2 and time.monotonic() < deadline:
        scheduler.enqueue_scheduled_jobs()
        if len(queue):
            work(*([HelpdeskBusy(0)] if not statuses else []))
            statuses.append(fetch(queue, DELIVERY).get_status())
        time.sleep(0.05)
    scheduler.release_locks()
    assert statuses == [JobStatus.SCHEDULED, JobStatus.FINISHED]
    assert fetch(queue, DELIVERY).retries_left == len(RETRY_SECONDS)


def test_a_gone_ticket_ends_the_job_well(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(TicketGone("The ticket was deleted."))
    job = fetch(queue, DELIVERY)
    assert job.get_status() is JobStatus.FINISHED
    assert job.return_value()["reason"] == "The ticket was deleted."


def test_a_refusing_helpdesk_fails_the_job_at_once_and_tells_health(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    desk = work(HelpdeskRefused("Give the client the scope tickets:write."))
    assert fetch(queue, DELIVERY).get_status() is JobStatus.FAILED
    assert queue.scheduled_job_registry.count == 0
    assert [str(refusal) for refusal in desk.refusals] == ["Give the client the scope tickets:write."]


def test_a_worker_without_its_pieces_says_how_to_start_it():
    install(None)
    with pytest.raises(RuntimeError, match="wellheard run"):
        suggest_reply(42, "event")


def test_a_redelivery_of_a_failed_job_gets_a_fresh_chance(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskRefused("no"))
    assert inbox.accept(EVENT, DELIVERY) == Accepted(DELIVERY)
    job = fetch(queue, DELIVERY)
    assert (job.get_status(), job.retries_left) == (JobStatus.QUEUED, len(RETRY_SECONDS))
    assert FailedJobRegistry(queue=queue).count == 0
    assert queue.connection.ttl(job.key) == -1


def test_a_job_put_back_runs_to_its_end(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskRefused("no"))
    inbox.accept(EVENT, DELIVERY)
    work()
    assert fetch(queue, DELIVERY).get_status() is JobStatus.FINISHED


def test_a_failed_job_is_put_back_once_and_not_twice(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskRefused("no"))
    inbox.accept(EVENT, DELIVERY)
    assert inbox.accept(EVENT, DELIVERY) == Duplicate(DELIVERY)
    assert len(queue) == 1


def test_a_redelivery_while_a_retry_waits_is_a_duplicate(inbox, queue, work):
    inbox.accept(EVENT, DELIVERY)
    work(HelpdeskUnavailable("away"))
    assert inbox.accept(EVENT, DELIVERY) == Duplicate(DELIVERY)
    assert len(queue) == 0


def test_a_sweep_puts_a_failed_job_back(inbox, work):
    inbox.enqueue(42, "sweep-42")
    work(HelpdeskRefused("no"))
    assert inbox.enqueue(42, "sweep-42") == Accepted("sweep-42")
