"""Connections to SQLite or PostgreSQL, set up alike, with errors a person can act on."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from plugin.store.errors import StoreRefused
from plugin.store.explaining import explain

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext

    from plugin.store.errors import StoreError

BUSY_SECONDS: Final = 10
"""How long a writer waits for another one before the store counts as unavailable."""

_EXAMPLES = "Write sqlite:///folder/wellheard.db or postgresql://name:password@host/database."
_INHERITED: Final[list[object]] = []
_WRITING: Final = "wellheard_writing"


def open_engine(address: str) -> Engine:
    """An engine for the address; connects at first use. Raises StoreRefused for an address that cannot be one.

    Afterwards every failure of the database is a StoreError. Forking is safe: a child opens its own connections.
    """
    url = parse_address(address)
    if url.drivername == "sqlite":
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": BUSY_SECONDS}
        )
    event.listen(engine, "handle_error", _explain_error)
    os.register_at_fork(after_in_child=partial(_part_from_parent, weakref.ref(engine)))
    return engine


def parse_address(address: str) -> URL:
    """The address with the driver we use. Raises StoreRefused; the sentence never shows a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        raise StoreRefused(f"The database address cannot be read. {_EXAMPLES}") from None
    kind = url.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StoreRefused(f"The database address starts with {kind}: SQLite and PostgreSQL are known. {_EXAMPLES}")
    if url.database in {None, "", ":memory:"}:
        raise StoreRefused(f"The database address names no file, and every process must see the same one. {_EXAMPLES}")
    return url.set(drivername="sqlite")


def for_writing(engine: Engine) -> Engine:
    """The same engine whose transactions take SQLite's write lock at their start, where waiting for it works:
    a transaction that reads first and writes later fails at once when another wrote in between.
    """
    return engine.execution_options(**{_WRITING: True})


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """WAL lets readers go on beside a writer; NORMAL keeps the file whole and spares a sync per commit."""
    connection.isolation_level = None  # BEGIN is ours to say, see _begin_sqlite
    _turn_on_wal(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _turn_on_wal(connection: sqlite3.Connection) -> None:
    """SQLite does not wait by itself when two processes turn it on in a fresh file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _part_from_parent(engine: weakref.ref[Engine]) -> None:
    """In a forked child: the parent's connections are set aside unclosed, for closing them would speak on its lines."""
    if opened := engine():
        _INHERITED.append(opened.pool)
        opened.dispose(close=False)


def _explain_error(context: ExceptionContext) -> StoreError | None:
    """SQLAlchemy raises what this returns in place of its own error."""
    return explain(context.original_exception, _name(context.engine.url)) if context.engine else None


def _name(url: URL) -> str:
    """The file, or the address without its password."""
    if url.drivername == "sqlite":
        return f"The database file {Path(url.database or '').name}"
    return f"The database {url.render_as_string(hide_password=True).replace('+psycopg', '')}"
