import os
import signal

import pytest
from processes import find_children, is_running, kill, wait_for_end
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from waiting import wait_until

from plugin.embedded_redis import EmbeddedRedis


@pytest.fixture
def queue(redis_client):
    return Queue("wellheard", connection=redis_client, serializer=JSONSerializer, default_timeout=30)


@pytest.fixture
def supervise(processes, redis_url):
    def start(count=1, overdue_after_seconds=30):
        supervisor = processes.start("run_supervisor.py", redis_url, count, overdue_after_seconds)
        wait_until(lambda: len(find_children(supervisor.pid)) == count)
        return supervisor

    return start


def runs(client, name):
    return [int(run.split()[0]) for run in client.lrange(f"runs:{name}", 0, -1)]


def test_workers_share_what_the_supervisor_prepared_once(queue, supervise):
    supervisor = supervise(2)
    jobs = [queue.enqueue("jobs_for_workers.tell_what_was_prepared", "many") for _ in range(10)]

    answers = wait_until(lambda: all(job.is_finished for job in jobs) and [job.return_value() for job in jobs])

    assert {prepared_by for prepared_by, _ in answers} == {supervisor.pid}
    assert {worker for _, worker in answers} <= set(find_children(supervisor.pid))


def test_a_killed_worker_is_replaced(queue, redis_client, supervise):
    supervisor = supervise()
    (worker,) = find_children(supervisor.pid)
    kill(worker)
    queue.enqueue("jobs_for_workers.leave_trace", "after")

    (replacement,) = wait_until(lambda: runs(redis_client, "after"))

    assert replacement != worker


def test_sigterm_lets_the_job_in_hand_end_and_then_everything_exits_with_zero(queue, redis_client, supervise):
    supervisor = supervise()
    job = queue.enqueue("jobs_for_workers.take_a_while", "slow", 1.5)
    (worker,) = wait_until(lambda: runs(redis_client, "slow"))
    supervisor.send_signal(signal.SIGTERM)

    assert supervisor.wait(30) == 0
    assert job.get_status() == "finished"
    assert not is_running(worker)


def test_ctrl_c_in_a_terminal_reaches_everybody_and_still_lets_the_job_end(queue, redis_client, supervise):
    supervisor = supervise()
    job = queue.enqueue("jobs_for_workers.take_a_while", "slow", 1.5)
    (worker,) = wait_until(lambda: runs(redis_client, "slow"))
    for pid in (worker, supervisor.pid):
        os.kill(pid, signal.SIGINT)

    assert supervisor.wait(30) == 0
    assert job.get_status() == "finished"


def test_a_second_sigterm_ends_at_once_and_the_next_start_runs_the_job_again(queue, redis_client, supervise):
    supervisor = supervise()
    job = queue.enqueue("jobs_for_workers.hold_the_first_time", "held", 25)
    wait_until(lambda: runs(redis_client, "held"))
    supervisor.send_signal(signal.SIGTERM)

    def insist():
        supervisor.send_signal(signal.SIGTERM)
        return supervisor.poll() is not None

    wait_until(insist, 15)
    supervise()

    wait_until(lambda: job.get_status() == "finished")
    assert len(runs(redis_client, "held")) == 2


def test_workers_of_a_killed_supervisor_end_their_job_and_leave(queue, redis_client, supervise):
    supervisor = supervise(2)
    workers = find_children(supervisor.pid)
    job = queue.enqueue("jobs_for_workers.take_a_while", "slow", 4)
    wait_until(lambda: runs(redis_client, "slow"))
    kill(supervisor.pid)

    for worker in workers:
        wait_for_end(worker)
    assert job.get_status() == "finished"


def test_a_job_that_hangs_beyond_its_timeout_costs_its_worker_and_runs_again(queue, redis_client, supervise):
    supervise(overdue_after_seconds=1)
    job = queue.enqueue("jobs_for_workers.hang_like_native_code", "hung", job_timeout=1)

    wait_until(lambda: job.get_status() == "finished")

    assert len(set(runs(redis_client, "hung"))) == 2


def test_a_supervisor_waits_for_a_redis_that_is_not_there_yet(processes, tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        url = server.url
    supervisor = processes.start("run_supervisor.py", url, 1)
    assert "waits for Redis" in supervisor.stdout.readline()

    assert supervisor.poll() is None
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(15) == 0


def test_it_stops_with_its_workers_while_redis_is_away(processes, tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        supervisor = processes.start("run_supervisor.py", server.url, 2)
        workers = wait_until(lambda: find_children(supervisor.pid))
    supervisor.send_signal(signal.SIGTERM)

    assert supervisor.wait(60) == 0
    assert not any(is_running(worker) for worker in workers)


def test_workers_go_on_after_redis_was_away(processes, tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        url = server.url
        supervisor = processes.start("run_supervisor.py", url, 1)
        wait_until(lambda: find_children(supervisor.pid))
    with EmbeddedRedis(tmp_path) as server, Redis.from_url(server.url) as client:
        assert server.url == url
        queue = Queue("wellheard", connection=client, serializer=JSONSerializer)
        queue.enqueue("jobs_for_workers.leave_trace", "later")

        assert wait_until(lambda: runs(client, "later"))
