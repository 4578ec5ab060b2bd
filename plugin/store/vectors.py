"""Statements about the cached vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from plugin.store.dialects import in_chunks, insert_into
from plugin.store.tables import embeddings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection


def find_cached(connection: Connection, model: str, digests: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for chunk in in_chunks(digests):
        wanted = select(embeddings.c.digest, embeddings.c.vector).where(
            embeddings.c.model == model, embeddings.c.digest.in_(chunk)
        )
        found.update((row[0], bytes(row[1])) for row in connection.execute(wanted))
    return found


def put_cached(connection: Connection, model: str, vectors: Mapping[str, bytes]) -> None:
    """A vector that is there already is written over, which heals a broken one.

    In the order of the digests, so that two processes with the same texts wait for each other in one direction.
    """
    statement = insert_into(connection, embeddings)
    over = statement.on_conflict_do_update(
        index_elements=[embeddings.c.model, embeddings.c.digest], set_={"vector": statement.excluded.vector}
    )
    rows = [{"model": model, "digest": digest, "vector": vectors[digest]} for digest in sorted(vectors)]
    if rows:
        connection.execute(over, rows)
