"""A database driver's complaint, as a sentence that says what to do next."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from plugin.store.errors import StoreError, StoreRefused, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

_TABLES: Final = "has no tables of ours yet, or older ones. Start Wellheard once with this address; it makes them"
_DAMAGED: Final = (
    "is damaged or no SQLite file at all. Stop Wellheard, move the file away and put a backup in its place; "
    "without one a new file is made at the next start, and notes already on tickets are still recognised there"
)
_SQLITE: Final[dict[str, tuple[type[StoreError], str]]] = {
    "SQLITE_BUSY": (
        StoreUnavailable,
        "stayed locked by another program. Close what else has it open, a backup or a database browser, and try again",
    ),
    "SQLITE_LOCKED": (StoreUnavailable, "is locked within this process. Try again"),
    "SQLITE_FULL": (StoreUnavailable, "cannot grow: the disk is full. Make room and try again"),
    "SQLITE_IOERR": (StoreUnavailable, "cannot be read or written: the disk reports an error. Check the disk"),
    "SQLITE_CANTOPEN": (
        StoreRefused,
        "cannot be opened. Check that its folder exists and that Wellheard may write there",
    ),
    "SQLITE_READONLY": (StoreRefused, "may only be read. Let Wellheard write to it and to its folder"),
    "SQLITE_PERM": (StoreRefused, "may not be used by Wellheard. Check who owns it"),
    "SQLITE_CORRUPT": (StoreRefused, _DAMAGED),
    "SQLITE_NOTADB": (StoreRefused, _DAMAGED),
}
_POSTGRESQL: Final[dict[str, tuple[type[StoreError], str]]] = {
    # SQLSTATE classes, PostgreSQL manual, appendix A
    "42P01": (StoreRefused, _TABLES),
    "42703": (StoreRefused, _TABLES),
    "42501": (StoreRefused, "does not let this name do that. Grant it the right to make and use tables"),
    "28": (StoreRefused, "does not accept this name or password. Correct the address"),
    "3D": (StoreRefused, "does not exist on that server. Create it, or correct the address"),
    "40": (StoreUnavailable, "broke off because two processes waited for each other. Try again"),
    "53": (StoreUnavailable, "has no connection, memory or disk left. Make room and try again"),
    "55": (StoreUnavailable, "stayed locked by another program. Try again"),
    "57": (StoreUnavailable, "is being stopped or started. Try again"),
    "08": (StoreUnavailable, "lost the connection. Try again"),
}


def explain(error: BaseException, name: str) -> StoreError | None:
    """None for an error that is a mistake of ours, such as a broken constraint, and should surface as it is."""
    if isinstance(error, sqlite3.Error):
        return _explain_sqlite(error, name)
    from psycopg import Error, OperationalError

    if not isinstance(error, Error):
        return None
    state = error.sqlstate or ""
    if found := _first(_POSTGRESQL, state):
        return _say(found, name, error)
    if isinstance(error, OperationalError):
        return _explain_silence(error, name)
    return None


def _explain_sqlite(error: sqlite3.Error, name: str) -> StoreError | None:
    if str(error).startswith(("no such table", "no such column")):
        return _say((StoreRefused, _TABLES), name, error)
    # the driver's own complaints, without a code of SQLite's, are mistakes of ours
    found = _first(_SQLITE, getattr(error, "sqlite_errorname", ""))
    return _say(found, name, error) if found else None


def _explain_silence(error: Exception, name: str) -> StoreError:
    """Before a connection stands psycopg gives no SQLSTATE; the words tell the causes apart."""
    told = str(error)
    for words, code in (("password authentication failed", "28"), ("does not exist", "3D")):
        if words in told:
            return _say(_POSTGRESQL[code], name, error)
    cure = "cannot be reached. Check that PostgreSQL is running and that the address is right"
    return _say((StoreUnavailable, cure), name, error)


def _first(causes: dict[str, tuple[type[StoreError], str]], code: str) -> tuple[type[StoreError], str] | None:
    """Codes grow to the right: SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY, 53300 is of class 53."""
    matching: Iterable[str] = (key for key in causes if code.startswith(key))
    longest = max(matching, key=len, default=None)
    return causes[longest] if longest else None


def _say(found: tuple[type[StoreError], str], name: str, error: BaseException) -> StoreError:
    kind, cure = found
    lines = str(error).strip().splitlines()
    return kind(f"{name} {cure}. (It says: {lines[0][:200] if lines else type(error).__name__})")
