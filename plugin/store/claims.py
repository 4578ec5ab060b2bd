"""Who may write the note on a (ticket, comment): one statement decides, so two processes cannot both win."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Text, delete, exists, literal, or_, select

from plugin.store.dialects import insert_into
from plugin.store.tables import UtcTime, claims, suggestions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

STALE_CLAIM: Final = timedelta(seconds=120)
"""A claim this old without a suggestion belongs to a worker that died: longer than any one job may run."""


def take_claim(connection: Connection, ticket_id: int, comment_id: int, owner: str, now: datetime) -> bool:
    recorded = exists().where(suggestions.c.ticket_id == ticket_id, suggestions.c.comment_id == comment_id)
    wanted = select(
        literal(ticket_id, BigInteger), literal(comment_id, BigInteger), literal(owner, Text), literal(now, UtcTime)
    ).where(~recorded)
    statement = insert_into(connection, claims).from_select(claims.c.keys(), wanted)
    taken = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[claims.c.ticket_id, claims.c.comment_id],
            set_={"owner": owner, "claimed_at": now},
            where=or_(claims.c.owner == owner, claims.c.claimed_at < now - STALE_CLAIM),
        ).returning(claims.c.owner)
    )
    return taken.first() is not None


def give_claim_back(connection: Connection, ticket_id: int, comment_id: int, owner: str) -> None:
    """A claim that somebody else has taken over meanwhile stays theirs."""
    mine = claims.c.ticket_id == ticket_id, claims.c.comment_id == comment_id, claims.c.owner == owner
    connection.execute(delete(claims).where(*mine))
