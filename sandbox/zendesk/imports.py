"""Imported tickets keep their own dates and fire no trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.zendesk import stamps
from sandbox.zendesk.creation import requester_of
from sandbox.zendesk.errors import invalid
from sandbox.zendesk.ticket_input import CommentInput
from sandbox.zendesk.tickets import Ticket
from sandbox.zendesk.update import Update
from sandbox.zendesk.updates import apply_fields
from sandbox.zendesk.vias import Via, channel_named

if TYPE_CHECKING:
    from sandbox.zendesk.account import Account
    from sandbox.zendesk.ticket_input import TicketInput
    from sandbox.zendesk.users import User


def import_ticket(account: Account, given: TicketInput, actor: User, *, keep_id: bool = False) -> Ticket:
    """A ticket from elsewhere. `keep_id` honours the id it came with when that is free."""
    said = [one for one in (*given.comments, *([given.comment] if given.comment else [])) if one.has_words]
    if not said and given.description:
        said = [CommentInput(body=given.description, created_at=given.created_at)]
    if not said:
        raise invalid("base", "Description: cannot be blank", "BlankValue")
    requester = requester_of(account, given, actor)
    created_at = given.created_at or said[0].created_at or stamps.now()
    via = Via(channel_named(given.via.channel if isinstance(given.via.channel, str) else None))
    ticket = Ticket(
        _ticket_id(account, given, keep_id=keep_id),
        given.subject,
        requester.id,
        given.submitter_id or requester.id,
        created_at=created_at,
        updated_at=created_at,
        via=via,
        brand_id=account.brand["id"],
        group_id=account.group["id"],
        organization_id=requester.organization_id,
        from_messaging_channel=given.from_messaging_channel,
        public_by_default=said[0].public is not False,
    )
    for number, comment in enumerate(said):
        author = account.users.find(comment.author_id) or requester
        update = Update(account, ticket, actor, via, at=comment.created_at or created_at, creating=number == 0)
        update.say(comment.model_copy(update={"author_id": author.id}))
        if number == 0:
            apply_fields(update, given)
        ticket.audits.append(update.audit)
    ticket.assignee_id = given.assignee_id or _last_agent(account, ticket)
    ticket.status = given.status or "new"
    finished = ticket.status in {"solved", "closed"}
    last_word = max(comment.created_at for comment in ticket.comments)
    ticket.solved_at = (given.solved_at or last_word) if finished else None
    ticket.updated_at = given.updated_at or max(filter(None, (created_at, last_word, ticket.solved_at)))
    account.tickets[ticket.id] = ticket
    return ticket


def _ticket_id(account: Account, given: TicketInput, *, keep_id: bool) -> int:
    if keep_id and given.id and given.id not in account.tickets:
        account.ids.reserve("ticket", given.id)
        return given.id
    return account.ids.take("ticket")


def _last_agent(account: Account, ticket: Ticket) -> int | None:
    authors = (account.users.find(comment.author_id) for comment in reversed(ticket.comments))
    return next((author.id for author in authors if author and author.is_staff), None)
