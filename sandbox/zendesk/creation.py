"""New tickets, and follow-ups of closed ones (zendesk.md 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.zendesk import stamps
from sandbox.zendesk.errors import invalid
from sandbox.zendesk.ticket_input import CommentInput
from sandbox.zendesk.tickets import Ticket
from sandbox.zendesk.update import Update
from sandbox.zendesk.updates import apply_fields
from sandbox.zendesk.vias import Via, channel_named

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.ticket_input import TicketInput
    from sandbox.zendesk.users import User


def create_ticket(  # noqa: PLR0913 who writes what, how and when
    account: Account,
    given: TicketInput,
    actor: User,
    *,
    channel: str | None = None,
    at: datetime | None = None,
    ticket_id: int | None = None,
) -> Update:
    """A new ticket with its first comment; triggers run. Raises 422 when there are no words or no such people."""
    comment = given.comment if given.comment and given.comment.has_words else CommentInput(body=given.description)
    if not comment.has_words:
        raise invalid("base", "Description: cannot be blank", "BlankValue")
    parent = followed_up(account, given.via_followup_source_id)
    requester = requester_of(account, given, actor)
    submitter = account.users.find(given.submitter_id) or requester
    moment = at or given.created_at or stamps.now()
    ticket = Ticket(
        ticket_id or account.ids.take("ticket"),
        given.subject,
        requester.id,
        submitter.id,
        created_at=moment,
        updated_at=stamps.now(),
        via=via_of(account, parent, channel or channel_named(_asked_channel(given))),
        brand_id=account.brand["id"],
        group_id=account.group["id"],
        organization_id=requester.organization_id,
        from_messaging_channel=given.from_messaging_channel,
        # what the first comment was stays the default for those that say nothing (zendesk.md 3.1)
        public_by_default=comment.public is not False,
    )
    update = Update(account, ticket, actor, ticket.via, at=moment, creating=True)
    update.audit.metadata = dict(given.metadata)
    update.say(comment.model_copy(update={"author_id": comment.author_id or submitter.id}))
    apply_fields(update, given)
    update.set("assignee_id", given.assignee_id)
    update.set("status", given.status or ("open" if given.assignee_id else "new"))
    _inherit(update, parent)
    account.tickets[ticket.id] = ticket
    update.finish()
    return update


def followed_up(account: Account, ticket_id: int | None) -> Ticket | None:
    """The closed ticket a new one follows up; 422 when it is not closed."""
    if ticket_id is None:
        return None
    parent = account.tickets.get(ticket_id)
    if parent is None or not parent.closed:
        raise invalid("via_followup_source_id", "Followup source: must be a closed ticket")
    return parent


def requester_of(account: Account, given: TicketInput, actor: User) -> User:
    """The requester named by id or address (made if new), otherwise who is asking."""
    if given.requester_id is not None:
        found = account.users.find(given.requester_id)
        if found is None:
            raise invalid("requester", "Requester: no such user", "RecordNotFound")
        return found
    asked = given.requester
    if asked is None or not (asked.email or asked.name):
        return actor
    known = account.users.by_email(asked.email) if asked.email else None
    name = asked.name or (asked.email or "").split("@")[0]
    return known or account.users.add(name, asked.email, locale=asked.locale or "en-US")


def via_of(account: Account, parent: Ticket | None, channel: str) -> Via:
    if parent is None:
        return Via(channel)
    origin = {"ticket_id": parent.id, "subject": parent.subject, "channel": parent.via.channel}
    return Via(channel, "follow_up", {**origin, "brand_id": account.brand["id"]})


def _asked_channel(given: TicketInput) -> str | None:
    return given.via.channel if isinstance(given.via.channel, str) else None


def _inherit(update: Update, parent: Ticket | None) -> None:
    """A follow-up takes over its parent's tags, whoever set them (zendesk.md 3.3)."""
    if parent is None:
        return
    parent.followup_ids.append(update.ticket.id)
    update.set("tags", list(dict.fromkeys([*parent.tags, *update.ticket.tags])))
