"""Tickets and the JSON they are read as (zendesk.md 3.3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.zendesk import stamps
from sandbox.zendesk.audits import Audit
from sandbox.zendesk.comments import Comment
from sandbox.zendesk.vias import Via

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
# closed tickets leave the live lists some time after closing; about 120 days by memory (zendesk.md 3.4)
ARCHIVED_AFTER = timedelta(days=120)


@dataclass
class Ticket:
    """One ticket with its comments and audits, oldest first."""

    id: int
    subject: str | None
    requester_id: int
    submitter_id: int
    created_at: datetime
    updated_at: datetime
    via: Via
    brand_id: int
    group_id: int | None = None
    status: str = "new"
    priority: str | None = None
    type: str | None = None
    assignee_id: int | None = None
    organization_id: int | None = None
    external_id: str | None = None
    problem_id: int | None = None
    due_at: datetime | None = None
    tags: list[str] = field(default_factory=list)
    custom_fields: list[dict[str, Any]] = field(default_factory=list)
    collaborator_ids: list[int] = field(default_factory=list)
    followup_ids: list[int] = field(default_factory=list)
    satisfaction_rating: dict[str, Any] | None = None
    from_messaging_channel: bool = False
    public_by_default: bool = True
    deleted: bool = False
    comments: list[Comment] = field(default_factory=list)
    audits: list[Audit] = field(default_factory=list)
    generated_at: datetime = field(default_factory=stamps.now)
    solved_at: datetime | None = None
    reopens: int = 0

    @property
    def description(self) -> str:
        return self.comments[0].body if self.comments else ""

    @property
    def is_public(self) -> bool:
        return any(comment.public for comment in self.comments)

    @property
    def closed(self) -> bool:
        return self.status == "closed"

    def archived(self, now: datetime) -> bool:
        return self.closed and now - self.updated_at > ARCHIVED_AFTER

    def touch(self, now: datetime) -> None:
        """Move the stamp past its old value even within one second, so that every safe update can be told apart."""
        self.updated_at = max(now, self.updated_at + timedelta(seconds=1))
        self.generated_at = max(now, self.generated_at)

    def latest_comment(self, *, public_only: bool = False) -> Comment | None:
        return next((one for one in reversed(self.comments) if one.public or not public_only), None)


def render_ticket(ticket: Ticket, base: str) -> dict[str, Any]:
    """The JSON an agent sees of a ticket; `base` is the scheme and host of the asker."""
    return {
        "url": f"{base}/api/v2/tickets/{ticket.id}.json",
        "id": ticket.id,
        "external_id": ticket.external_id,
        "via": ticket.via.render(),
        "created_at": stamps.render(ticket.created_at),
        "updated_at": stamps.render(ticket.updated_at),
        "generated_timestamp": int(ticket.generated_at.timestamp()),
        "type": ticket.type,
        "subject": ticket.subject,
        "raw_subject": ticket.subject,
        "description": ticket.description,
        "priority": ticket.priority,
        "status": "deleted" if ticket.deleted else ticket.status,
        "recipient": None,
        "requester_id": ticket.requester_id,
        "submitter_id": ticket.submitter_id,
        "assignee_id": ticket.assignee_id,
        "organization_id": ticket.organization_id,
        "group_id": ticket.group_id,
        "collaborator_ids": list(ticket.collaborator_ids),
        "follower_ids": [],
        "email_cc_ids": list(ticket.collaborator_ids),
        "forum_topic_id": None,
        "problem_id": ticket.problem_id,
        "has_incidents": False,
        "is_public": ticket.is_public,
        "due_at": stamps.render(ticket.due_at),
        "tags": list(ticket.tags),
        "custom_fields": [dict(one) for one in ticket.custom_fields],
        "fields": [dict(one) for one in ticket.custom_fields],
        "satisfaction_rating": dict(ticket.satisfaction_rating) if ticket.satisfaction_rating else None,
        "sharing_agreement_ids": [],
        "custom_status_id": STATUSES.index(ticket.status) + 1,
        "encoded_id": f"SBX{ticket.id:06d}",
        "followup_ids": list(ticket.followup_ids),
        "ticket_form_id": None,
        "brand_id": ticket.brand_id,
        "allow_channelback": False,
        "allow_attachments": True,
        "from_messaging_channel": ticket.from_messaging_channel,
    }
