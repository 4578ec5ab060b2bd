"""What people do through mail and the agent interface rather than the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.zendesk import creation, updates
from sandbox.zendesk.errors import invalid
from sandbox.zendesk.ticket_input import CommentInput, TicketInput
from sandbox.zendesk.update import Update
from sandbox.zendesk.vias import Via, channel_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User


def writes(  # noqa: PLR0913 every word of a message a customer may send
    account: Account,
    requester: User,
    body: str,
    *,
    ticket_id: int | None,
    subject: str | None,
    via: str,
    at: datetime | None,
    flags: Sequence[int],
) -> Ticket:
    """A message from outside: a new ticket, a comment, or a follow-up where the ticket is closed already."""
    if requester.suspended:
        raise invalid("requester", "Requester: is suspended, so the message became a suspended ticket")
    channel = channel_named(via)
    comment = CommentInput(body=body, public=True, flags=list(flags))
    if ticket_id is None:
        given = TicketInput(subject=subject, comment=comment)
        return creation.create_ticket(account, given, requester, channel=channel, at=at).ticket
    ticket = account.ticket(ticket_id)
    if ticket.closed:
        given = TicketInput(
            subject=subject or f"Re: {ticket.subject or ''}".strip(), comment=comment, via_followup_source_id=ticket.id
        )
        return creation.create_ticket(account, given, requester, channel=channel, at=at).ticket
    updates.update_ticket(account, ticket, TicketInput(comment=comment), requester, via=Via(channel), at=at)
    return ticket


def agent_replies(  # noqa: PLR0913 every word of a reply
    account: Account,
    ticket_id: int,
    agent: User,
    body: str,
    *,
    public: bool,
    status: str | None,
    at: datetime | None,
) -> Ticket:
    """An agent's reply or note as the agent interface sends it."""
    ticket = account.ticket(ticket_id)
    given = TicketInput.model_validate(
        {"comment": {"body": body, "public": public}, **({"status": status} if status else {})}
    )
    updates.update_ticket(account, ticket, given, agent, via=Via("web"), at=at)
    return ticket


def rates(account: Account, ticket_id: int, score: str, words: str | None) -> Ticket:
    """The requester rates a solved ticket `good` or `bad` (zendesk.md 3.5). Raises 422 for one not solved."""
    ticket = account.ticket(ticket_id)
    if ticket.status not in {"solved", "closed"}:
        raise invalid("status", "Status: only a solved ticket can be rated")
    update = Update(account, ticket, account.users.get(ticket.requester_id), Via("web"))
    rating = {"id": account.ids.take("rating"), "score": score, "comment": words, "reason": None}
    update.set("satisfaction_rating", rating)
    update.finish()
    return ticket
