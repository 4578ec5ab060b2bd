"""How a ticket went: reopens, replies and waiting times (zendesk.md 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.zendesk import stamps

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.errors import Json
    from sandbox.zendesk.tickets import Ticket


def measure(account: Account, ticket: Ticket, base: str) -> Json:
    """The `ticket_metric` of a ticket; business minutes are given as calendar minutes."""
    public_replies = [
        comment
        for comment in ticket.comments
        if comment.public and (author := account.users.find(comment.author_id)) and author.is_staff
    ]
    first_reply = public_replies[0].created_at if public_replies else None
    written = [comment.created_at for comment in ticket.comments if comment.author_id == ticket.requester_id]
    return {
        "id": ticket.id + 9_000_000_000,
        "url": f"{base}/api/v2/ticket_metrics/{ticket.id + 9_000_000_000}.json",
        "ticket_id": ticket.id,
        "created_at": stamps.render(ticket.created_at),
        "updated_at": stamps.render(ticket.updated_at),
        "group_stations": 1,
        "assignee_stations": 1 if ticket.assignee_id else 0,
        "reopens": ticket.reopens,
        "replies": len(public_replies),
        "assignee_updated_at": stamps.render(public_replies[-1].created_at) if public_replies else None,
        "requester_updated_at": stamps.render(max(written, default=None)),
        "status_updated_at": stamps.render(ticket.updated_at),
        "initially_assigned_at": stamps.render(ticket.created_at) if ticket.assignee_id else None,
        "assigned_at": stamps.render(ticket.created_at) if ticket.assignee_id else None,
        "solved_at": stamps.render(ticket.solved_at),
        "latest_comment_added_at": stamps.render(max((one.created_at for one in ticket.comments), default=None)),
        "reply_time_in_minutes": _minutes(ticket.created_at, first_reply),
        "first_resolution_time_in_minutes": _minutes(ticket.created_at, ticket.solved_at),
        "full_resolution_time_in_minutes": _minutes(ticket.created_at, ticket.solved_at),
        "requester_wait_time_in_minutes": _minutes(ticket.created_at, ticket.solved_at),
        "agent_wait_time_in_minutes": {"calendar": 0, "business": 0},
        "on_hold_time_in_minutes": {"calendar": 0, "business": 0},
    }


def _minutes(start: datetime, end: datetime | None) -> Json:
    minutes = int((end - start).total_seconds() // 60) if end else None
    return {"calendar": minutes, "business": minutes}
