"""People, their tickets, and what was written on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import datetime

TicketId = NewType("TicketId", int)
CommentId = NewType("CommentId", int)
UserId = NewType("UserId", int)


class Role(StrEnum):
    """Who a person is to the account (zendesk.md 8, point 4)."""

    END_USER = "end-user"
    AGENT = "agent"
    ADMIN = "admin"

    @property
    def is_staff(self) -> bool:
        return self is not Role.END_USER


@dataclass(frozen=True, slots=True)
class Person:
    id: UserId
    name: str
    role: Role = Role.END_USER
    locale: str = "en"
    time_zone: str = "UTC"
    suspended: bool = False
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `body` is plain text as stored; `public` is false for an internal note.

    `automatic`: a machine wrote it, or Zendesk doubts its sender; it never counts as its author's words.
    """

    id: CommentId
    author: Person
    body: str
    public: bool
    created_at: datetime
    channel: str = "web"
    automatic: bool = False


class Status(StrEnum):
    """Status categories; custom statuses map onto these (zendesk.md 8, point 14)."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    HOLD = "hold"
    SOLVED = "solved"
    CLOSED = "closed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as read from the helpdesk.

    `updated_stamp` is the `updated_at` text exactly as read: a safe update sends it back (zendesk.md 3.1).
    `comments` is empty for an earlier ticket until its comments were fetched; `description` is always there.
    `fields` are the custom fields that hold text or numbers, as (field id, entry).
    """

    id: TicketId
    requester: Person
    subject: str
    description: str
    status: Status
    created_at: datetime
    updated_at: datetime
    updated_stamp: str = ""
    submitter_id: UserId | None = None
    assignee_id: UserId | None = None
    group_id: int | None = None
    brand_id: int | None = None
    tags: tuple[str, ...] = ()
    channel: str = "web"
    follow_up_of: TicketId | None = None
    organization_id: int | None = None
    fields: tuple[tuple[int, str], ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def requester_comments(self) -> tuple[Comment, ...]:
        """What the requester wrote in public, oldest first; automatic mail of theirs is left out."""
        return tuple(c for c in self.comments if c.public and c.author.id == self.requester.id and not c.automatic)

    @property
    def public_replies(self) -> tuple[Comment, ...]:
        """What staff wrote to the requester."""
        return tuple(c for c in self.comments if c.public and c.author.role.is_staff)


@dataclass(frozen=True, slots=True)
class History:
    """The requester's other tickets, newest first, any status and channel.

    `truncated` says that there are older ones which were not read.
    """

    tickets: tuple[Ticket, ...] = ()
    truncated: bool = False
