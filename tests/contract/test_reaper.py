import time
import uuid

import pytest
from processes import find_children, kill
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from waiting import wait_until

from plugin.heartbeat import ALIVE_FOR_SECONDS, WORKER_PREFIX, Heartbeat
from plugin.queue_worker import QueueWorker
from plugin.reaper import DEATHS_ALLOWED, PICKED_UP_WITHIN_SECONDS, Reaper


@pytest.fixture
def queue(redis_client):
    return Queue("wellheard", connection=redis_client, serializer=JSONSerializer, default_timeout=30)


@pytest.fixture
def reaper(redis_client):
    return Reaper(redis_client, "wellheard")


@pytest.fixture
def supervise(processes, redis_url):
    def start(count=1):
        supervisor = processes.start("run_supervisor.py", redis_url, count)
        wait_until(lambda: len(find_children(supervisor.pid)) == count)
        return supervisor

    return start


def make_worker(redis_client):
    return QueueWorker(redis_client, "wellheard", WORKER_PREFIX + uuid.uuid4().hex, 30)


def start_without_finishing(worker, queue):
    """What is in Redis while `worker` runs the next job of the queue."""
    job, _ = worker.dequeue_job_and_maintain_ttl(1)
    worker.prepare_execution(job)
    worker.prepare_job_execution(job, remove_from_intermediate_queue=True)
    return job


def runs(client, name):
    return [run.decode().split() for run in client.lrange(f"runs:{name}", 0, -1)]


def test_a_job_whose_worker_was_killed_runs_again_within_ten_seconds(queue, redis_client, supervise):
    supervisor = supervise()
    (worker,) = find_children(supervisor.pid)
    job = queue.enqueue("jobs_for_workers.hold_the_first_time", "held", 25)
    wait_until(lambda: runs(redis_client, "held"))
    killed_at = time.time()
    kill(worker)

    wait_until(lambda: job.get_status() == "finished")

    started_at = [float(at) for _, at in runs(redis_client, "held")]
    assert len(started_at) == 2
    assert started_at[1] - killed_at < 10


def test_a_job_of_a_machine_that_vanished_runs_elsewhere_within_ten_seconds(queue, redis_client, supervise):
    vanishing = supervise()
    (worker,) = find_children(vanishing.pid)
    job = queue.enqueue("jobs_for_workers.hold_the_first_time", "held", 25)
    wait_until(lambda: runs(redis_client, "held"))
    supervise()
    killed_at = time.time()
    # both at once: nobody is left who could tell that the worker ended
    kill(vanishing.pid)
    kill(worker)

    wait_until(lambda: job.get_status() == "finished")

    started_at = [float(at) for _, at in runs(redis_client, "held")]
    assert len(started_at) == 2
    assert started_at[1] - killed_at < 10


def test_a_killed_idle_worker_strands_no_job(queue, redis_client, supervise):
    supervisor = supervise(2)
    queue.enqueue("jobs_for_workers.leave_trace", "before")
    wait_until(lambda: runs(redis_client, "before"))
    kill(find_children(supervisor.pid)[0])
    jobs = [queue.enqueue("jobs_for_workers.leave_trace", "after") for _ in range(5)]

    wait_until(lambda: all(job.get_status() == "finished" for job in jobs))


def test_none_of_400_jobs_is_lost_when_a_worker_is_killed_among_them(queue, redis_client, supervise):
    supervisor = supervise(2)
    jobs = [queue.enqueue("jobs_for_workers.leave_trace", f"drill-{number}") for number in range(400)]
    wait_until(lambda: sum(1 for _ in redis_client.scan_iter("runs:*", 1000)) >= 100)
    kill(find_children(supervisor.pid)[0])

    wait_until(lambda: all(job.get_status() == "finished" for job in jobs[-10:]))
    wait_until(lambda: all(job.get_status() == "finished" for job in jobs))
    assert all(runs(redis_client, f"drill-{number}") for number in range(400))


def test_a_job_that_kills_its_workers_is_given_up_with_a_plain_reason(queue, redis_client, supervise):
    supervise()
    job = queue.enqueue("jobs_for_workers.die", "poison")

    wait_until(lambda: job.get_status() == "failed")

    assert len(runs(redis_client, "poison")) == DEATHS_ALLOWED
    assert "the worker running it died" in job.latest_result().exc_string
    assert job in queue.failed_job_registry
    assert queue.started_job_registry.get_job_ids(cleanup=False) == []


def test_a_job_left_behind_goes_to_the_front_of_the_queue(queue, redis_client, reaper):
    left = queue.enqueue("jobs_for_workers.leave_trace", "left")
    start_without_finishing(make_worker(redis_client), queue)
    queue.enqueue("jobs_for_workers.leave_trace", "newer")

    assert reaper.reap() == [left.id]

    assert queue.get_job_ids()[0] == left.id
    assert left.get_status() == "queued"
    assert queue.started_job_registry.get_job_ids(cleanup=False) == []


def test_a_job_left_behind_twice_over_is_put_back_once(queue, redis_client, reaper):
    queue.enqueue("jobs_for_workers.leave_trace", "left")
    start_without_finishing(make_worker(redis_client), queue)

    assert [len(reaper.reap()), len(reaper.reap())] == [1, 0]
    assert len(queue.get_job_ids()) == 1


def test_a_job_of_a_worker_that_beats_is_left_alone(queue, redis_client, redis_url, reaper):
    worker = make_worker(redis_client)
    heartbeat = Heartbeat(redis_url, worker.name, lambda: None)
    heartbeat.start()
    queue.enqueue("jobs_for_workers.leave_trace", "running")
    start_without_finishing(worker, queue)

    assert reaper.reap() == []
    heartbeat.stop()


def test_a_job_of_a_worker_that_is_not_ours_is_left_alone(queue, redis_client, reaper):
    foreign = SimpleWorker([queue], connection=redis_client, serializer=JSONSerializer)
    queue.enqueue("jobs_for_workers.leave_trace", "running")
    start_without_finishing(foreign, queue)

    assert reaper.reap() == []


def test_a_job_taken_but_never_started_goes_back(queue, redis_client, reaper):
    taken = queue.enqueue("jobs_for_workers.leave_trace", "taken")
    redis_client.lmove(queue.key, queue.intermediate_queue_key)

    assert reaper.reap() == []
    assert wait_until(reaper.reap, 10 * PICKED_UP_WITHIN_SECONDS) == [taken.id]
    assert queue.get_job_ids() == [taken.id]
    assert redis_client.llen(queue.intermediate_queue_key) == 0


def test_an_id_whose_job_was_deleted_is_dropped(queue, redis_client, reaper):
    left = queue.enqueue("jobs_for_workers.leave_trace", "left")
    start_without_finishing(make_worker(redis_client), queue)
    redis_client.delete(Job.key_for(left.id))

    assert reaper.reap() == []
    assert queue.get_job_ids() == []
    assert queue.started_job_registry.get_job_ids(cleanup=False) == []


def test_only_one_of_two_reapers_works_at_a_time(queue, redis_client, reaper):
    queue.enqueue("jobs_for_workers.leave_trace", "left")
    start_without_finishing(make_worker(redis_client), queue)
    with redis_client.lock("wellheard:reaper:wellheard", timeout=60):
        assert reaper.reap() == []

    assert len(reaper.reap()) == 1


def test_a_dead_worker_disappears_from_the_list_of_workers(queue, redis_client, reaper):
    make_worker(redis_client).register_birth()
    assert len(SimpleWorker.all(queue=queue)) == 1

    reaper.reap()

    assert SimpleWorker.all(queue=queue) == []


def test_after_an_outage_workers_get_time_to_beat_again(queue, redis_client, redis_url):
    queue.enqueue("jobs_for_workers.leave_trace", "running")
    start_without_finishing(make_worker(redis_client), queue)
    flaky = Redis.from_url(redis_url, retry=Retry(NoBackoff(), 0))
    reaper = Reaper(flaky, "wellheard")
    there = flaky.connection_pool.connection_kwargs["path"]
    flaky.connection_pool.connection_kwargs["path"] = there + ".away"
    with pytest.raises(RedisConnectionError):
        reaper.reap()
    flaky.connection_pool.connection_kwargs["path"] = there
    flaky.connection_pool.reset()

    assert reaper.reap() == []
    assert wait_until(reaper.reap, 10 * ALIVE_FOR_SECONDS)


def test_rq_does_not_fail_the_job_of_a_dead_worker_before_it_can_be_reaped(queue, redis_client, reaper):
    left = queue.enqueue("jobs_for_workers.leave_trace", "left", job_timeout=1)
    start_without_finishing(make_worker(redis_client), queue)
    two_days_later = int(time.time()) + 2 * 24 * 3600

    queue.started_job_registry.cleanup(two_days_later)

    assert reaper.reap() == [left.id]


def test_a_worker_at_rest_keeps_beating(redis_client, redis_url):
    heartbeat = Heartbeat(redis_url, "wellheard-one", lambda: None)
    heartbeat.start()
    beaten = redis_client.pttl("wellheard:alive:wellheard-one")

    assert 0 < beaten <= ALIVE_FOR_SECONDS * 1000
    # it shrinks until the next beat, and then it is renewed
    wait_until(lambda: redis_client.pttl("wellheard:alive:wellheard-one") < beaten - 500)
    wait_until(lambda: redis_client.pttl("wellheard:alive:wellheard-one") >= beaten - 500)
    heartbeat.stop()
    assert not redis_client.exists("wellheard:alive:wellheard-one")
