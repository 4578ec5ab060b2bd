from __future__ import annotations

import fcntl
import logging
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote

from plugin.redis_binary import ServerBinary, ServerVersion, choose_binary
from plugin.redis_connection import REDIS_IS_AWAY, connect
from plugin.redis_socket import find_socket, make_socket, remove_socket

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

log = logging.getLogger(__name__)

_START_SECONDS = 60
_STOP_SECONDS = 20
_WATCHER_SECONDS = 1

T = TypeVar("T")


class EmbeddedRedisError(Exception):
    """The private server did not start or stop; the message says why and what to do."""


class EmbeddedRedis:
    """A Redis of our own for machines without one: private unix socket, data in `state_dir`/redis.

    The first process to start it owns it; whoever starts it later for the same state dir uses the same
    server. It ends with its owner, also when the owner is killed: a watcher holds one end of a pipe whose
    other end only the owner (and what it forks) has. `owner.lock` is held by the owning process,
    `server.lock` by the server itself, as its standard input: one data dir never has two servers.
    """

    def __init__(self, state_dir: Path) -> None:
        self._state_dir = state_dir
        self._data = state_dir.absolute() / "redis"
        self._url: str | None = None
        self._owner_lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        self._pid = 0

    @property
    def url(self) -> str:
        if self._url is None:
            raise EmbeddedRedisError("The embedded Redis has no address before start()")
        return self._url

    @property
    def is_owner(self) -> bool:
        """Whether stop() of this object ends the server."""
        return self._owner_lock is not None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Returns once the server answers. Called again, it starts a server that died meanwhile.

        Raises NoUsableRedis, NoRoomForSocket or EmbeddedRedisError.
        """
        if self.is_owner:
            if find_running(self._state_dir):
                return self
            self.stop()
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        complaint = f"The Redis of {self._state_dir} runs but does not answer; end it and start again"
        try:
            self._url = _wait_for(self._own_or_attach, _START_SECONDS, complaint)
        except BaseException:
            self._give_up_ownership()
            raise
        return self

    def stop(self) -> None:
        """Ends the server if this object owns it, with everything on disk; else leaves it to its owner."""
        if self._owner_lock is None:
            return
        self._end_server()
        remove_socket(self._data)
        self._give_up_ownership()

    def _own_or_attach(self) -> str | None:
        if self._owner_lock is None:
            self._owner_lock = _try_lock(self._data / "owner.lock")
        if self._owner_lock is None:
            url = find_running(self._state_dir)
            if url:
                log.info("Redis of %s is already running, using it", self._state_dir)
            return url
        return self._launch_or_adopt()

    def _give_up_ownership(self) -> None:
        if self._owner_lock is not None:
            self._end_server()
            os.close(self._owner_lock)
        self._owner_lock = self._url = None

    def _launch_or_adopt(self) -> str | None:
        server_lock = self._lock_server()
        if server_lock is not None:
            try:
                return self._launch(server_lock)
            finally:
                os.close(server_lock)
        # Its owner was killed. Its watcher ends it in a moment; only if that was killed too it stays, and
        # must be used, because two servers on the same files would ruin them.
        time.sleep(_WATCHER_SECONDS)
        url = find_running(self._state_dir)
        if url:
            log.info("Redis of %s was left running, taking it over", self._state_dir)
            self._watch(int(connect(url).info("server")["process_id"]))
        return url

    def _lock_server(self) -> int | None:
        return _try_lock(self._data / "server.lock")

    def _launch(self, server_lock: int) -> str:
        note = self._data / "written-by"
        binary = choose_binary(self._data, _read_version(note))
        socket = make_socket(self._data)
        server_log = self._data / "redis.log"
        with server_log.open("ab") as output:
            self._server = subprocess.Popen(  # noqa: S603  (a path we found ourselves, no shell)
                _compose_command(binary, socket, self._data),
                stdin=server_lock,
                stdout=output,
                stderr=output,
                # Ctrl+C reaches the whole terminal group; workers must still find the queue while they finish
                start_new_session=True,
            )
        self._watch(self._server.pid)
        url = _wait_for(
            lambda: self._find_answer(server_log), _START_SECONDS, f"Redis is slow to load, see {server_log}"
        )
        note.write_text(str(binary.version))
        log.info("Started %s for %s", binary.version, self._state_dir)
        return url

    def _find_answer(self, server_log: Path) -> str | None:
        if self._server is not None and self._server.poll() is not None:
            remove_socket(self._data)
            last_words = server_log.read_text(errors="replace").strip().splitlines()[-5:]
            raise EmbeddedRedisError(
                f"Redis stopped while starting; see {server_log}. Its last lines: " + " | ".join(last_words)
            )
        return find_running(self._state_dir)

    def _watch(self, pid: int) -> None:
        """Ends the server when this process ends, however it does: a pipe closes with its last holder."""
        self._pid = pid
        self._watcher = subprocess.Popen(  # noqa: S603  (a constant script; the only argument is a number)
            ["/bin/sh", "-c", 'read -r _; kill -TERM "$1"', "watcher", str(pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _end_server(self) -> None:
        if self._watcher is None:
            return
        self._watcher.kill()
        self._watcher.communicate()
        server_lock = self._lock_server()
        if server_lock is None:
            os.kill(self._pid, signal.SIGTERM)
            server_lock = _wait_for(self._lock_server, _STOP_SECONDS, f"Redis ({self._pid}) does not stop")
        if self._server is not None:
            self._server.wait()
        os.close(server_lock)
        self._server = self._watcher = None


def find_running(state_dir: Path) -> str | None:
    """The address of the server that runs for `state_dir` (`unix:///…/redis.sock`), None if none answers."""
    socket = find_socket(state_dir.absolute() / "redis")
    if socket is None:
        return None
    url = f"unix://{quote(str(socket))}"
    with connect(url) as client:
        try:
            client.ping()
        except REDIS_IS_AWAY:
            return None
    return url


def _compose_command(binary: ServerBinary, socket: Path, data: Path) -> list[str]:
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "600",
        "--dir": str(data),
        "--daemonize": "no",
        # a power cut loses the last second, which the sweep finds again; `always` costs 15 times per job
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--maxmemory-policy": "noeviction",
    }
    return [str(binary.path), *(word for option in options.items() for word in option)]


def _read_version(note: Path) -> ServerVersion | None:
    return ServerVersion.parse(note.read_text()) if note.exists() else None


def _try_lock(path: Path) -> int | None:
    """A descriptor that holds the lock until every process that has it closed it; None if it is taken."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _wait_for(find: Callable[[], T | None], seconds: float, complaint: str) -> T:
    deadline = time.monotonic() + seconds
    while (found := find()) is None:
        if time.monotonic() > deadline:
            raise EmbeddedRedisError(f"{complaint} (waited {seconds} seconds)")
        time.sleep(0.02)
    return found
