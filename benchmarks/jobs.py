"""What a job costs beside its own work: our supervised worker against RQ's own, which forks for every job."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from redis import Redis
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from plugin.embedded_redis import EmbeddedRedis
from plugin.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5
JOBS_IN_A_ROUND = {"supervised": 200, "forking": 20}
START_SECONDS = 60


def run() -> None:
    """Prints milliseconds per no-op job for both and their ratio: medians of rounds that alternate.

    Both parents have sentence-transformers loaded, as in service: a fork costs more the more there is to share.
    """
    seconds: dict[str, list[float]] = {kind: [] for kind in JOBS_IN_A_ROUND}
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="wh-"))
        server = stack.enter_context(EmbeddedRedis(Path(folder)))
        client = stack.enter_context(Redis.from_url(server.url))
        for kind in JOBS_IN_A_ROUND:
            stack.enter_context(working(server.url, kind))
        for kind in JOBS_IN_A_ROUND:
            measure(client, kind, 1)
        for _ in range(ROUNDS):
            for kind, count in JOBS_IN_A_ROUND.items():
                seconds[kind].append(measure(client, kind, count))
    medians = {kind: statistics.median(rounds) for kind, rounds in seconds.items()}
    for kind, median in medians.items():
        print(f"no-op job, {kind:10} worker: {1000 * median:6.2f} ms")
    print(f"ratio, forking to supervised: {medians['forking'] / medians['supervised']:5.1f}")


@contextmanager
def working(url: str, kind: str) -> Iterator[None]:
    worker = subprocess.Popen([sys.executable, "-m", "benchmarks.jobs", kind, url], start_new_session=True)
    try:
        yield
    finally:
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait()


def measure(client: Redis, kind: str, count: int) -> float:
    """Seconds per job from the moment all are queued at once to the end of the last."""
    queue = Queue(kind, connection=client, serializer=JSONSerializer)
    finished = queue.finished_job_registry
    goal = finished.get_job_count(cleanup=False) + count
    jobs = [Queue.prepare_data("benchmarks.jobs.do_nothing", description="no-op") for _ in range(count)]
    started_at = time.perf_counter()
    queue.enqueue_many(jobs)
    while finished.get_job_count(cleanup=False) < goal:
        if time.perf_counter() - started_at > START_SECONDS:
            raise TimeoutError(f"the {kind} worker did not finish {count} jobs in {START_SECONDS} seconds")
        time.sleep(0.005)
    return (time.perf_counter() - started_at) / count


def do_nothing() -> None:
    """The job."""


def load_what_jobs_need() -> None:
    # one thread before the import, or forked children may hang
    os.environ["OMP_NUM_THREADS"] = "1"
    import sentence_transformers  # noqa: F401  (loading it is the point)


def work(kind: str, url: str) -> None:
    if kind == "supervised":
        Supervisor(url, kind, processes=1, prepare=load_what_jobs_need).run()
    else:
        load_what_jobs_need()
        Worker([kind], connection=Redis.from_url(url), serializer=JSONSerializer).work(logging_level="ERROR")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(*sys.argv[1:])
    else:
        run()
