"""`/tickets`: read, create, update, delete."""

import hashlib
import time

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import creation, updates
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.audits import render_audit
from sandbox.zendesk.errors import ApiError, Json, not_found
from sandbox.zendesk.tickets import render_ticket

blueprint = Blueprint("tickets", __name__, url_prefix="/api/v2/tickets")

REMEMBERED_SECONDS = 2 * 3600


@blueprint.get("")
@blueprint.get("/recent")
def list_tickets() -> ResponseReturnValue:
    tickets = asking.account().list_tickets(archived=False)
    external_id = request.args.get("external_id")
    return answers.ticket_page(one for one in tickets if external_id in {None, one.external_id})


@blueprint.get("/count")
def count_tickets() -> ResponseReturnValue:
    return {"count": {"value": len(asking.account().list_tickets(archived=False)), "refreshed_at": None}}


@blueprint.get("/show_many")
def show_many() -> ResponseReturnValue:
    wanted = set(asking.ids())
    return answers.ticket_page(one for one in asking.account().list_tickets() if one.id in wanted)


@blueprint.get("/<int:ticket_id>")
def show_ticket(ticket_id: int) -> ResponseReturnValue:
    return answers.one_ticket(asking.account().ticket(ticket_id))


@blueprint.post("")
def create_ticket() -> ResponseReturnValue:
    """201; an `Idempotency-Key` seen within two hours answers as it did then (zendesk.md 3.1)."""
    key = request.headers.get("Idempotency-Key")
    body_hash = hashlib.sha256(request.get_data(cache=True)).hexdigest()
    known = _known_answer(key, body_hash)
    if known is not None:
        return _created(known), 201, {"x-idempotency-lookup": "hit", "Location": _location(known)}
    given = asking.ticket_input(asking.part("ticket"))
    made = creation.create_ticket(asking.account(), given, asking.actor()).ticket
    headers = {"Location": _location(made.id)}
    if key:
        asking.account().answered[key] = (time.monotonic(), body_hash, made.id)
        headers["x-idempotency-lookup"] = "miss"
    return _created(made.id), 201, headers


@blueprint.put("/<int:ticket_id>")
@blueprint.patch("/<int:ticket_id>")
def update_ticket(ticket_id: int) -> ResponseReturnValue:
    ticket = asking.account().ticket(ticket_id)
    given = asking.ticket_input(asking.part("ticket"))
    update = updates.update_ticket(asking.account(), ticket, given, asking.actor())
    return {**answers.one_ticket(ticket), "audit": render_audit(update.audit)}


@blueprint.delete("/<int:ticket_id>")
def delete_ticket(ticket_id: int) -> ResponseReturnValue:
    remove(ticket_id)
    return "", 204


@blueprint.put("/<int:ticket_id>/mark_as_spam")
def mark_as_spam(ticket_id: int) -> ResponseReturnValue:
    """The ticket goes, and its requester is suspended."""
    ticket = asking.account().ticket(ticket_id)
    asking.account().users.get(ticket.requester_id).suspended = True
    remove(ticket_id)
    return {}


def remove(ticket_id: int) -> Json:
    """Soft deletion: a 404 from now on, but restorable."""
    ticket = asking.account().ticket(ticket_id)
    ticket.deleted = True
    ticket.touch(ticket.generated_at)
    return {"id": ticket.id, "status": "Deleted"}


def _known_answer(key: str | None, body_hash: str) -> int | None:
    answered = asking.account().answered
    if key is None or key not in answered:
        return None
    at, known_hash, ticket_id = answered[key]
    if time.monotonic() - at > REMEMBERED_SECONDS:
        del answered[key]
        return None
    if known_hash != body_hash:
        raise ApiError(
            400, {"error": "IdempotentRequestError", "description": "This key came with another body before"}
        )
    return ticket_id


def _created(ticket_id: int) -> Json:
    ticket = asking.account().tickets.get(ticket_id)
    if ticket is None:
        raise not_found()
    return {"ticket": render_ticket(ticket, asking.base()), "audit": render_audit(ticket.audits[0])}


def _location(ticket_id: int) -> str:
    return f"{asking.base()}/api/v2/tickets/{ticket_id}.json"
