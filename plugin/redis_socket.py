from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

LONGEST_SOCKET_PATH = 103
"""Bytes. Linux cuts at 107, macOS at 103, and the server listens at the cut path, silently (runtime.md 4)."""

_IN_BASE = "/wellheard-12345678/redis.sock"


class NoRoomForSocket(Exception):
    """No runtime directory is short and writable enough to hold a unix socket."""


def find_socket(data_dir: Path) -> Path | None:
    """Where the server of `data_dir` listens when it runs, None if it never ran here."""
    try:
        noted_for, socket = _note(data_dir).read_text().splitlines()
    except FileNotFoundError:
        return None
    # a copied data dir must not lead to the server of the original
    return Path(socket) if noted_for == str(data_dir.resolve()) else None


def make_socket(data_dir: Path) -> Path:
    """A free path in a folder only we can enter; if possible the same as before, so that others reconnect.

    It lies outside the state dir, whose own path may be too long or on a file system without sockets. Raises
    NoRoomForSocket.
    """
    socket = find_socket(data_dir)
    if socket is not None and _make_private(socket.parent):
        socket.unlink(missing_ok=True)
        return socket
    socket = Path(tempfile.mkdtemp(prefix="wellheard-", dir=_choose_base())) / "redis.sock"
    _note(data_dir).write_text(f"{data_dir.resolve()}\n{socket}\n")
    return socket


def remove_socket(data_dir: Path) -> None:
    socket = find_socket(data_dir)
    if socket is not None:
        shutil.rmtree(socket.parent, ignore_errors=True)


def _note(data_dir: Path) -> Path:
    return data_dir / "socket"


def _make_private(folder: Path) -> bool:
    """Whether it is now a folder of ours that nobody else can enter; in /tmp anybody may have made it."""
    with suppress(OSError):
        folder.mkdir(mode=0o700)
    try:
        facts = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & 0o077


def _choose_base() -> str:
    longest = LONGEST_SOCKET_PATH - len(_IN_BASE)
    for base in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108  (mkdtemp is safe there)
        if base and os.access(base, os.W_OK) and len(os.fsencode(base)) <= longest:
            return base
    raise NoRoomForSocket("There is no short, writable directory for the Redis socket; make /tmp writable")
