"""What the two databases say or allow differently, so that the statements need not know which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Table
    from sqlalchemy.engine import Connection

MOST_VALUES: Final = 400
"""In one statement that names them twice: under the 999 of older SQLite builds."""

T = TypeVar("T")


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT; SQLAlchemy keeps the two databases' apart."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def in_chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Runs of values few enough for one statement."""
    for start in range(0, len(values), MOST_VALUES):
        yield values[start : start + MOST_VALUES]
