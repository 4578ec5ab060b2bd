"""What an update does to a ticket (zendesk.md 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.zendesk.errors import conflict, invalid
from sandbox.zendesk.update import Update
from sandbox.zendesk.vias import Via

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.ticket_input import TicketInput
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User

PLAIN_FIELDS = (
    "subject", "priority", "type", "group_id", "organization_id", "brand_id", "problem_id", "external_id", "due_at",
)  # fmt: skip


def update_ticket(  # noqa: PLR0913 who did what to which ticket, how and when
    account: Account,
    ticket: Ticket,
    given: TicketInput,
    actor: User,
    *,
    via: Via | None = None,
    at: datetime | None = None,
) -> Update:
    """Apply one update. Raises 422 for a closed ticket and 409 for a safe update that came too late."""
    _refuse_closed(ticket)
    _refuse_stale(ticket, given)
    people = _people(account, given)
    update = Update(account, ticket, actor, via or Via("api"), at=at)
    update.audit.metadata = dict(given.metadata)
    if given.comment and given.comment.has_words:
        update.say(given.comment)
    apply_fields(update, given)
    for name, value in people.items():
        update.set(name, value)
    _apply_status(update, given)
    update.finish()
    return update


def apply_fields(update: Update, given: TicketInput) -> None:
    """Fields without consequences: plain values, tags, custom fields, carbon copies."""
    sent = given.model_fields_set
    for name in PLAIN_FIELDS:
        if name in sent:
            update.set(name, getattr(given, name))
    tags = list(given.tags) if "tags" in sent else list(update.ticket.tags)
    tags += [tag for tag in given.additional_tags if tag not in tags]
    update.set("tags", [tag for tag in tags if tag not in given.remove_tags])
    if given.custom_fields:
        update.set("custom_fields", _merged_fields(update.ticket.custom_fields, given.custom_fields))
    if "collaborator_ids" in sent or given.email_ccs:
        update.set("collaborator_ids", _copied(update, given))


def _refuse_closed(ticket: Ticket) -> None:
    if ticket.closed:
        raise invalid("status", "Status: closed prevents ticket update", "ValidationError")


def _refuse_stale(ticket: Ticket, given: TicketInput) -> None:
    if given.safe_update is None:  # false acts like true, only leaving it out switches it off
        return
    if given.updated_stamp is None:
        raise invalid("updated_stamp", "Updated stamp: is required for a safe update", "BlankValue")
    if given.updated_stamp != ticket.updated_at:
        raise conflict()


def _people(account: Account, given: TicketInput) -> dict[str, Any]:
    """Requester and assignee to set; both must exist, and only staff can be assigned."""
    people: dict[str, Any] = {}
    if given.requester_id is not None:
        if account.users.find(given.requester_id) is None:
            raise invalid("requester", "Requester: no such user", "RecordNotFound")
        people["requester_id"] = given.requester_id
    assignee_id = given.assignee_id
    if given.assignee_email:
        named = account.users.by_email(given.assignee_email)
        assignee_id = named.id if named else -1
    if "assignee_id" in given.model_fields_set or given.assignee_email:
        assignee = account.users.find(assignee_id)
        if assignee_id is not None and (assignee is None or not assignee.is_staff):
            raise invalid("assignee", "Assignee: must be an agent of this account", "InvalidValue")
        people["assignee_id"] = assignee_id
    return people


def _apply_status(update: Update, given: TicketInput) -> None:
    """The status asked for, or the one the conversation leads to."""
    ticket, comment, actor = update.ticket, update.audit.comment, update.actor
    answered = bool(comment and comment.public and actor.is_staff)
    written_again = bool(comment and comment.public and actor.id == ticket.requester_id)
    reopened = written_again and ticket.status in {"pending", "hold", "solved"}
    begun = ticket.status == "new" and (answered or ticket.assignee_id)
    if given.status or reopened or begun:
        update.set("status", given.status or "open")
    taken_up = answered or (actor.is_staff and ticket.status in {"solved", "closed"})
    if taken_up and ticket.assignee_id is None and actor.id != ticket.requester_id:
        update.set("assignee_id", actor.id)


def _merged_fields(held: list[dict[str, Any]], sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    values = {one.get("id"): one.get("value") for one in (*held, *sent)}
    return [{"id": key, "value": value} for key, value in values.items()]


def _copied(update: Update, given: TicketInput) -> list[int]:
    whole = "collaborator_ids" in given.model_fields_set
    copied = list(given.collaborator_ids if whole else update.ticket.collaborator_ids)
    for copy in given.email_ccs:
        user = update.account.users.by_email(copy.user_email) if copy.user_email else None
        user_id = user.id if user else copy.user_id
        if user_id is None and copy.user_email:
            user_id = update.account.users.add(copy.user_email.split("@")[0], copy.user_email).id
        if user_id and copy.action == "put" and user_id not in copied:
            copied.append(user_id)
        elif user_id and copy.action == "delete" and user_id in copied:
            copied.remove(user_id)
    return copied
