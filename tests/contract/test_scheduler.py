import signal
from datetime import UTC, datetime, timedelta

import pytest
from processes import find_children, kill
from redis import Redis
from rq import Queue, Retry
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer
from waiting import wait_until

from plugin.embedded_redis import EmbeddedRedis


@pytest.fixture
def queue(redis_client):
    return make_queue(redis_client)


def make_queue(client):
    return Queue("wellheard", connection=client, serializer=JSONSerializer, default_timeout=30)


def schedule(queue, delay_seconds):
    return queue.enqueue_at(datetime.now(UTC) + timedelta(seconds=delay_seconds), "jobs_for_workers.leave_trace", "due")


def test_a_job_whose_time_has_come_enters_the_queue(queue, processes, redis_url):
    processes.start("run_scheduler.py", redis_url)
    job = schedule(queue, 1)

    assert wait_until(queue.get_job_ids) == [job.id]
    assert job.get_status() == "queued"


def test_a_job_whose_time_has_not_come_stays_scheduled(queue, processes, redis_url):
    processes.start("run_scheduler.py", redis_url)
    later, due = schedule(queue, 3600), schedule(queue, 0)

    assert wait_until(queue.get_job_ids) == [due.id]
    assert later.get_status() == "scheduled"


def test_a_failed_job_with_a_retry_interval_runs_again(queue, processes, redis_url):
    processes.start("run_scheduler.py", redis_url)
    supervisor = processes.start("run_supervisor.py", redis_url, 1)
    wait_until(lambda: find_children(supervisor.pid))
    job = queue.enqueue("jobs_for_workers.fail_once", "retried", retry=Retry(max=2, interval=[1, 60]))

    wait_until(lambda: job.get_status() == "finished")


def test_two_schedulers_move_each_job_once(queue, processes, redis_url):
    for _ in range(2):
        processes.start("run_scheduler.py", redis_url)
    jobs = [schedule(queue, 1 + number % 3) for number in range(200)]

    wait_until(lambda: queue.scheduled_job_registry.get_job_count() == 0)
    wait_until(lambda: len(queue.get_job_ids()) >= len(jobs))

    assert sorted(queue.get_job_ids()) == sorted(job.id for job in jobs)


def test_it_stands_back_while_a_scheduler_of_rq_holds_the_lock(queue, processes, redis_client, redis_url):
    other = RQScheduler([queue], connection=redis_client, serializer=JSONSerializer)
    other.acquire_locks()
    scheduler = processes.start("run_scheduler.py", redis_url)
    job = schedule(queue, 0)
    # the attempt at the lock; asked to stop now, it would still end the round
    wait_until(lambda: any(client["cmd"] == "set" for client in redis_client.client_list()))
    scheduler.send_signal(signal.SIGTERM)
    scheduler.wait(15)

    assert job.get_status() == "scheduled"


def test_another_takes_over_from_a_killed_scheduler(queue, processes, redis_url):
    first = processes.start("run_scheduler.py", redis_url)
    schedule(queue, 0)
    wait_until(queue.get_job_ids)
    kill(first.pid)
    processes.start("run_scheduler.py", redis_url)
    schedule(queue, 0)

    wait_until(lambda: len(queue.get_job_ids()) == 2)


def test_sigterm_ends_it_with_zero(queue, processes, redis_url):
    scheduler = processes.start("run_scheduler.py", redis_url)
    schedule(queue, 0)
    wait_until(queue.get_job_ids)
    scheduler.send_signal(signal.SIGTERM)

    assert scheduler.wait(15) == 0


def test_it_waits_for_a_redis_that_is_not_there_yet(processes, tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        url = server.url
    scheduler = processes.start("run_scheduler.py", url)
    assert "waits for Redis" in scheduler.stdout.readline()
    with EmbeddedRedis(tmp_path) as server, Redis.from_url(server.url) as client:
        queue = make_queue(client)
        schedule(queue, 0)

        assert wait_until(queue.get_job_ids)
