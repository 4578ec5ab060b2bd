"""Incremental exports: every ticket that changed since a moment, but for the newest time (zendesk.md 3.4)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sandbox.zendesk import paging
from sandbox.zendesk.errors import ApiError, bad_request

if TYPE_CHECKING:
    from sandbox.zendesk.account import Account
    from sandbox.zendesk.paging import Asked
    from sandbox.zendesk.tickets import Ticket


def by_cursor(account: Account, asked: Asked) -> tuple[list[Ticket], dict[str, Any]]:
    """One page from `start_time` or `cursor`; the cursor never runs dry, it waits for more."""
    sent = asked.query.get("cursor")
    after = paging.read_cursor(sent) if sent else (_start_time(account, asked), 0)
    if not all(isinstance(part, int) for part in after):
        raise bad_request("InvalidValue", "cursor was not made by this export")
    size = asked.number("per_page", 1000, 1000)
    rest = [ticket for ticket in _exportable(account) if _place(ticket) > after]
    shown = rest[:size]
    cursor = paging.cursor(_place(shown[-1]) if shown else after)
    return shown, {
        "after_cursor": cursor,
        "after_url": asked.link(cursor=cursor, start_time=None),
        "before_cursor": None,
        "before_url": None,
        "end_of_stream": len(rest) <= size,
    }


def by_time(account: Account, asked: Asked) -> tuple[list[Ticket], dict[str, Any]]:
    """One page by time; pages that share a second repeat its tickets, as the real ones do."""
    start = _start_time(account, asked)
    size = asked.number("per_page", 1000, 1000)
    rest = [ticket for ticket in _exportable(account) if _place(ticket)[0] >= start]
    shown = rest[:size]
    end_time = _place(shown[-1])[0] if shown else None
    ended = len(rest) <= size
    return shown, {
        "count": len(shown),
        "end_of_stream": ended,
        "end_time": end_time,
        "next_page": asked.link(start_time=end_time) if end_time is not None else None,
    }


def _exportable(account: Account) -> list[Ticket]:
    """Archived and deleted tickets too, oldest change first."""
    newest = time.time() - account.export_lag_seconds
    return sorted((one for one in account.tickets.values() if _place(one)[0] <= newest), key=_place)


def _place(ticket: Ticket) -> tuple[int, int]:
    return int(ticket.generated_at.timestamp()), ticket.id


def _start_time(account: Account, asked: Asked) -> int:
    sent = asked.query.get("start_time", "").partition(".")[0]
    if not sent.isdecimal() or len(sent) > 12:
        raise bad_request("InvalidValue", "start_time must be a Unix time in seconds")
    if int(sent) > time.time() - account.export_lag_seconds:
        sentence = f"Too recent start_time. Use a start_time older than {account.export_lag_seconds} seconds"
        raise ApiError(422, {"error": "InvalidValue", "description": sentence})
    return int(sent)
