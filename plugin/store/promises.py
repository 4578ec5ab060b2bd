"""Statements about promises: where they stand, when they are due, and who reminds of them. Never their words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from plugin.store.claims import STALE_CLAIM
from plugin.store.dialects import insert_into
from plugin.store.tables import promises
from suggestions.model import CommentId, PromiseState, TicketId
from suggestions.reminders import LONGEST_OVERDUE, UNKEPT, Remembered, find_remind_at

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

KEY = ("ticket_id", "comment_id", "start")
MOST_AT_ONCE = 200


def learn(connection: Connection, ticket_id: TicketId, found: Collection[Remembered]) -> None:
    """What stands on the ticket now. One that is not there any more goes, unless it was reminded of."""
    here = promises.c.ticket_id == ticket_id
    keep = {(one.comment_id, one.start) for one in found}
    known = connection.execute(select(promises.c.comment_id, promises.c.start).where(here)).all()
    for comment_id, start in known:
        if (comment_id, start) not in keep:
            gone = here, promises.c.comment_id == comment_id, promises.c.start == start
            connection.execute(delete(promises).where(*gone, promises.c.reminded_at.is_(None)))
    statement = insert_into(connection, promises)
    changed = {name: statement.excluded[name] for name in ("end", "action", "due_at", "act_by", "state")}
    over = statement.on_conflict_do_update(index_elements=[promises.c[name] for name in KEY], set_=changed)
    rows = [_row(one) for one in found]
    if rows:
        connection.execute(over, rows)


def find_due(connection: Connection, now: datetime, hours: int) -> list[Remembered]:
    """Those to be reminded of now, the most pressing first, at most MOST_AT_ONCE."""
    wanted = (
        select(promises)
        .where(
            promises.c.reminded_at.is_(None),
            promises.c.state.in_([str(state) for state in UNKEPT]),
            promises.c.act_by <= now + timedelta(hours=hours),
            promises.c.due_at >= now - LONGEST_OVERDUE,
        )
        .order_by(promises.c.act_by, *(promises.c[name] for name in KEY))
        .limit(MOST_AT_ONCE)
    )
    found = [_read(row) for row in connection.execute(wanted).mappings()]
    return [one for one in found if one.act_by and find_remind_at(one.made_at, one.act_by, hours) <= now]


def claim(connection: Connection, one: Remembered, owner: str, now: datetime) -> bool:
    """One statement decides, so that of two schedulers one reminds."""
    free = or_(
        promises.c.claimed_by.is_(None), promises.c.claimed_by == owner, promises.c.claimed_at < now - STALE_CLAIM
    )
    taken = update(promises).where(*_same(one), promises.c.reminded_at.is_(None), free)
    return connection.execute(taken.values(claimed_by=owner, claimed_at=now)).rowcount == 1


def record(connection: Connection, one: Remembered, now: datetime) -> None:
    """The reminder is on the ticket."""
    connection.execute(update(promises).where(*_same(one)).values(reminded_at=now))


def rest(connection: Connection, one: Remembered, state: str) -> None:
    """Nothing more to look at until the ticket changes and is learnt anew; the claim is given back."""
    values = {"state": state, "claimed_by": None, "claimed_at": None}
    connection.execute(update(promises).where(*_same(one)).values(values))


def release(connection: Connection, one: Remembered, owner: str) -> None:
    mine = update(promises).where(*_same(one), promises.c.claimed_by == owner)
    connection.execute(mine.values(claimed_by=None, claimed_at=None))


def find_reminded(connection: Connection, ticket_id: TicketId) -> dict[tuple[CommentId, int], datetime]:
    """When each promise of a ticket was reminded of, by comment and place."""
    wanted = select(promises.c.comment_id, promises.c.start, promises.c.reminded_at).where(
        promises.c.ticket_id == ticket_id, promises.c.reminded_at.is_not(None)
    )
    return {(CommentId(row[0]), row[1]): row[2] for row in connection.execute(wanted)}


def _same(one: Remembered) -> tuple[ColumnElement[bool], ...]:
    return (
        promises.c.ticket_id == one.ticket_id,
        promises.c.comment_id == one.comment_id,
        promises.c.start == one.start,
    )


def _row(one: Remembered) -> dict[str, Any]:
    return {
        "ticket_id": one.ticket_id, "comment_id": one.comment_id, "start": one.start, "end": one.end,
        "action": one.action, "made_at": one.made_at, "due_at": one.due_at, "act_by": one.act_by,
        "state": str(one.state),
    }  # fmt: skip


def _read(row: Any) -> Remembered:
    return Remembered(
        TicketId(row["ticket_id"]), CommentId(row["comment_id"]), row["start"], row["end"], row["action"],
        row["made_at"], row["due_at"], row["act_by"], PromiseState(row["state"]),
    )  # fmt: skip
