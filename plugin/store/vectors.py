"""Statements about the cached vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from plugin.store.dialects import in_chunks, insert_into
from plugin.store.tables import embeddings, seen_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

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


def note_seen(connection: Connection, digests: Collection[str], now: datetime) -> None:
    """Remember that these texts were tickets; the newest time counts."""
    statement = insert_into(connection, seen_texts)
    over = statement.on_conflict_do_update(index_elements=[seen_texts.c.digest], set_={"seen_at": now})
    rows = [{"digest": digest, "seen_at": now} for digest in sorted(digests)]
    if rows:
        connection.execute(over, rows)


def find_seen(connection: Connection, model: str, most: int) -> list[bytes]:
    """The vectors of the texts seen last, newest first."""
    wanted = (
        select(embeddings.c.vector)
        .join(seen_texts, seen_texts.c.digest == embeddings.c.digest)
        .where(embeddings.c.model == model)
        .order_by(seen_texts.c.seen_at.desc(), seen_texts.c.digest)
        .limit(most)
    )
    return [bytes(row[0]) for row in connection.execute(wanted)]


def count_seen(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(seen_texts)).scalar_one())


def forget_seen(connection: Connection, before: datetime) -> None:
    connection.execute(delete(seen_texts).where(seen_texts.c.seen_at < before))
