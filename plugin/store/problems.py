"""Statements about problems that many customers share. People are counted by their id, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, distinct, func, select

from plugin.store.tables import suggestions
from suggestions.model import TicketId
from suggestions.root_cause import Spread

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

    from suggestions.model import UserId

MOST_TICKETS: Final = 5
_OURS = suggestions.c
_IS_REPEAT = suggestions.c.contact_count > 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One contact reason since some day. `repeaters` and `requesters` are different customers; `contacts` are
    tickets, `repeats` those on which a customer wrote again; `newest` of these are at most five, newest first.
    """

    reason: str
    repeaters: int
    requesters: int
    repeats: int
    contacts: int
    first_at: datetime
    last_at: datetime
    newest: tuple[TicketId, ...]


def count_spread(connection: Connection, reason: str, since: datetime, but: UserId) -> Spread:
    here = _OURS.reason == reason, _OURS.created_at >= since, _OURS.requester_id != but
    counted = select(_repeating(_OURS.requester_id), _different(_OURS.requester_id), func.min(_OURS.created_at))
    repeaters, requesters, first_at = connection.execute(counted.where(*here)).one()
    return Spread(repeaters, requesters, first_at, _find_newest(connection, *here))


def find_problems(connection: Connection, since: datetime) -> list[Problem]:
    lately = _OURS.reason.is_not(None), _OURS.created_at >= since
    repeaters = _repeating(_OURS.requester_id).label("repeaters")
    grouped = (
        select(
            _OURS.reason,
            repeaters,
            _different(_OURS.requester_id).label("requesters"),
            _repeating(_OURS.ticket_id).label("repeats"),
            _different(_OURS.ticket_id).label("contacts"),
            func.min(_OURS.created_at).label("first_at"),
            func.max(_OURS.created_at).label("last_at"),
        )
        .where(*lately)
        .group_by(_OURS.reason)
        .having(repeaters > 0)
        .order_by(repeaters.desc(), _OURS.reason)
    )
    rows = connection.execute(grouped).mappings().all()
    return [Problem(**row, newest=_find_newest(connection, *lately, _OURS.reason == row["reason"])) for row in rows]


def count_repeats(connection: Connection, since: datetime) -> int:
    return connection.execute(select(_repeating(_OURS.ticket_id)).where(_OURS.created_at >= since)).scalar_one()


def _find_newest(connection: Connection, *here: ColumnElement[bool]) -> tuple[TicketId, ...]:
    newest = (
        select(_OURS.ticket_id)
        .where(*here, _IS_REPEAT)
        .group_by(_OURS.ticket_id)
        .order_by(func.max(_OURS.created_at).desc(), _OURS.ticket_id.desc())
        .limit(MOST_TICKETS)
    )
    return tuple(TicketId(number) for number in connection.scalars(newest))


def _different(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.count(distinct(column))


def _repeating(column: ColumnElement[Any]) -> ColumnElement[int]:
    """The same, among repeat contacts only."""
    return func.count(distinct(case((_IS_REPEAT, column))))
