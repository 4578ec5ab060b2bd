"""What the pages show of the account, with every choice made so that templates only lay out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from sandbox.zendesk import stamps

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.comments import Comment
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User

STATUS_NAMES = {"hold": "On-hold"}
NOTE_WAIT = timedelta(seconds=20)


@dataclass(frozen=True)
class Row:
    """A ticket in a list."""

    id: int
    subject: str
    requester: str
    status: str
    status_name: str
    comment_count: int
    has_note: bool
    created_at: datetime


@dataclass(frozen=True)
class Said:
    """A comment; `kind` is customer, reply or note, `html` is what the sandbox sanitised."""

    author: str
    kind: str
    label: str
    at: datetime
    html: Markup


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    plan: str
    locale: str
    time_zone: str


@dataclass(frozen=True)
class Conversation:
    """A ticket as an agent sees it, oldest comment first."""

    row: Row
    channel: str
    tags: list[str]
    closed: bool
    requester: Person
    said: list[Said]
    others: list[Row]
    latest_at: datetime
    noted: bool

    def may_get_note(self) -> bool:
        """Somebody wrote a moment ago and no note has come since."""
        return not self.noted and stamps.now() - self.latest_at < NOTE_WAIT


def list_rows(account: Account, *, skip: int, count: int) -> tuple[list[Row], int]:
    """Some rows, newest first, and how many tickets there are in all."""
    tickets = sorted(account.list_tickets(), key=_arrival, reverse=True)
    return [_row(account, ticket) for ticket in tickets[skip : skip + count]], len(tickets)


def show(account: Account, ticket_id: int) -> Conversation:
    """One ticket. Raises the account's 404."""
    ticket = account.ticket(ticket_id)
    theirs = sorted(account.list_tickets(requester_id=ticket.requester_id), key=_arrival, reverse=True)
    latest = ticket.latest_comment()
    return Conversation(
        row=_row(account, ticket),
        channel=ticket.via.channel.replace("_", " "),
        tags=list(ticket.tags),
        closed=ticket.closed,
        requester=_person(account.users.find(ticket.requester_id)),
        said=[_said(account, ticket, comment) for comment in ticket.comments],
        others=[_row(account, one) for one in theirs if one is not ticket],
        latest_at=latest.created_at if latest else ticket.created_at,
        noted=bool(latest and not latest.public),
    )


def _arrival(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.created_at, ticket.id


def _row(account: Account, ticket: Ticket) -> Row:
    return Row(
        id=ticket.id,
        subject=ticket.subject or "(no subject)",
        requester=_name(account.users.find(ticket.requester_id)),
        status=ticket.status,
        status_name=STATUS_NAMES.get(ticket.status, ticket.status.title()),
        comment_count=len(ticket.comments),
        has_note=any(not comment.public for comment in ticket.comments),
        created_at=ticket.created_at,
    )


def _said(account: Account, ticket: Ticket, comment: Comment) -> Said:
    author = account.users.find(comment.author_id)
    if not comment.public:
        kind, label = "note", "Internal note"
    elif author and author.is_staff:
        kind, label = "reply", "Public reply"
    else:
        kind, label = "customer", "Customer" if comment.author_id == ticket.requester_id else "Someone else"
    # the account keeps comment HTML sanitised (sandbox/zendesk/markup.py)
    return Said(_name(author), kind, label, comment.created_at, Markup(comment.html))  # noqa: S704 sanitised where stored


def _person(user: User | None) -> Person:
    if user is None:
        return Person(_name(None), "", "", "", "")
    return Person(user.name, user.email or "", _plan(user), user.locale, user.time_zone)


def _plan(user: User) -> str:
    """Where stories put it (sandbox/zendesk/stories.py)."""
    return str(user.user_fields.get("plan") or "")


def _name(user: User | None) -> str:
    return user.name if user else "Somebody who is gone"
