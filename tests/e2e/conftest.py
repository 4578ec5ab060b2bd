import os
import subprocess
import sys

import pytest
from running_system import OURS, RunningSystem, copy_database

from plugin.embedded_redis import EmbeddedRedis


@pytest.fixture(scope="session")
def whole_system(tmp_path_factory):
    """Everything running, the real model loaded once; two workers, so that they can get in each other's way."""
    folder = tmp_path_factory.mktemp("system")
    with EmbeddedRedis(folder / "redis") as server:
        system = RunningSystem(folder, server.url, f"sqlite:///{folder / 'wellheard.db'}", WORKER_PROCESSES="2")
        try:
            system.start("worker", "web", "scheduler")
            system.wait_until_well()
            yield system
        finally:
            system.end()


@pytest.fixture
def system(whole_system):
    return whole_system.recover()


@pytest.fixture(scope="session")
def spare(whole_system, tmp_path_factory):
    """Another system and its Redis, both of which a test may stop; the library's vectors are copied."""
    folder = tmp_path_factory.mktemp("spare")
    database = copy_database(whole_system, folder / "wellheard.db")
    redis = EmbeddedRedis(folder / "redis").start()
    system = RunningSystem(folder, redis.url, f"sqlite:///{database}")
    try:
        system.start("worker", "web", "scheduler")
        system.wait_until_well()
        yield system, redis
    finally:
        system.end()
        redis.stop()


@pytest.fixture(scope="session")
def playing_demo(whole_system, tmp_path_factory):
    """`wellheard demo --once` under way, with no program on its PATH; the process and its folder."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "empty").mkdir()
    (folder / ".wellheard").mkdir()
    copy_database(whole_system, folder / ".wellheard" / "sandbox.db")
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "plugin", "demo", "--once"],
        cwd=folder, env={**others, "PATH": str(folder / "empty")}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    yield process, folder
    if process.poll() is None:
        process.terminate()
        process.wait(30)
    process.stdout.close()
