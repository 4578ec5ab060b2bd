"""Whether a ticket gets a suggestion at all, and if not, why."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from suggestions.model import Comment, Reason, Status, Ticket, Withheld

if TYPE_CHECKING:
    from suggestions.model import UserId
    from suggestions.rules import Rules

MARK = re.compile(r"\bref (wh-[0-9a-f]{10})\b")


def make_reference(ticket: Ticket, comment: Comment | None) -> str:
    """The reference of the note on this comment. The same comment always gives the same reference,
    so a note whose answer was lost is recognised on the next attempt.
    """
    key = f"{ticket.id}:{comment.id if comment else 0}"
    return f"wh-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def find_references(ticket: Ticket, own_user_id: UserId | None) -> tuple[str, ...]:
    """The references of our own notes on the ticket, oldest first. What a requester types is never one."""
    return tuple(
        match[1]
        for c in ticket.comments
        if not c.public and (c.author.id == own_user_id if own_user_id else c.author.role.is_staff)
        for match in [MARK.search(c.body)]
        if match
    )


def find_newest_comment(ticket: Ticket) -> Comment | None:
    """The newest public comment of the requester: what a suggestion answers."""
    comments = ticket.requester_comments
    return comments[-1] if comments else None


def check_eligible(ticket: Ticket, own_user_id: UserId | None, rules: Rules, *, again: bool = False) -> Withheld | None:
    """None when the ticket may get a suggestion now; `again` lets a note of ours that is there already pass."""
    newest = find_newest_comment(ticket)
    public = [c for c in ticket.comments if c.public]
    checks = (
        (
            _awaits_no_person(ticket),
            Reason.AUTOMATIC,
            "The newest message from the customer is an automatic one, or Zendesk doubts who sent it.",
        ),
        (
            not again and make_reference(ticket, newest) in find_references(ticket, own_user_id),
            Reason.ALREADY_SUGGESTED,
            "Our note for this message is already there.",
        ),
        (
            ticket.status in {Status.SOLVED, Status.CLOSED, Status.DELETED},
            Reason.NOT_OPEN,
            f"The ticket is {ticket.status}.",
        ),
        (ticket.requester.role.is_staff, Reason.STAFF_REQUESTER, "The requester is a colleague, not a customer."),
        (ticket.requester.suspended, Reason.SUSPENDED_REQUESTER, "The requester is suspended."),
        (rules.off_tag in ticket.tags, Reason.MUTED, f"The ticket carries the tag {rules.off_tag}."),
        (
            ticket.channel == "side_conversation",
            Reason.SIDE_CONVERSATION,
            "It is a side conversation between colleagues.",
        ),
        (
            bool(public) and newest is None,
            Reason.NO_WORDS,
            "The customer has not written on this ticket yet; an agent opened it.",
        ),
        (
            bool(public) and public[-1].author.role.is_staff and newest is not None,
            Reason.AGENT_ANSWERED,
            "An agent has answered already.",
        ),
    )
    return next((Withheld(reason, sentence) for holds, reason, sentence in checks if holds), None)


def _awaits_no_person(ticket: Ticket) -> bool:
    """Whether the requester's newest comment is automatic. An absence note behind a message that nobody has
    answered yet does not hide that message.
    """
    public = [c for c in ticket.comments if c.public]
    theirs = [c for c in public if c.author.id == ticket.requester.id]
    answers = [n for n, c in enumerate(public) if c.author.role.is_staff]
    unanswered = public[answers[-1] + 1 :] if answers else public
    waits = any(c.author.id == ticket.requester.id and not c.automatic for c in unanswered)
    return bool(theirs) and theirs[-1].automatic and not waits
