"""`/users`: people and their tickets."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.errors import Json, invalid
from sandbox.zendesk.user_input import UserInput
from sandbox.zendesk.users import User, render_user

blueprint = Blueprint("users", __name__, url_prefix="/api/v2/users")


@blueprint.get("")
def list_users() -> ResponseReturnValue:
    roles = set(request.args.getlist("role[]") or request.args.getlist("role"))
    return answers.user_page(one for one in asking.account().users if one.active and (not roles or one.role in roles))


@blueprint.get("/count")
def count_users() -> ResponseReturnValue:
    return {"count": {"value": sum(one.active for one in asking.account().users), "refreshed_at": None}}


@blueprint.get("/me")
def show_me() -> ResponseReturnValue:
    return _one(asking.actor())


@blueprint.get("/show_many")
def show_many() -> ResponseReturnValue:
    wanted = set(asking.ids())
    return answers.user_page(one for one in asking.account().users if one.id in wanted)


@blueprint.get("/search")
@blueprint.get("/autocomplete")
def search_users() -> ResponseReturnValue:
    external_id = request.args.get("external_id")
    if external_id is not None:
        found = asking.account().users.by_external_id(external_id)
        return answers.user_page([found] if found else [])
    words = request.args.get("query", request.args.get("name", ""))
    return answers.user_page(asking.account().users.search(words))


@blueprint.get("/<int:user_id>")
def show_user(user_id: int) -> ResponseReturnValue:
    return _one(asking.account().users.get(user_id))


@blueprint.post("")
def create_user() -> ResponseReturnValue:
    return _one(_add(_input())), 201


@blueprint.post("/create_or_update")
def create_or_update() -> ResponseReturnValue:
    """200 for somebody known by address, external id or id; 201 for a new user."""
    given, users = _input(), asking.account().users
    known = users.find(given.id)
    known = known or (users.by_external_id(given.external_id) if given.external_id else None)
    known = known or (users.by_email(given.email) if given.email else None)
    if known is None:
        return _one(_add(given)), 201
    users.change(known, given.changes())
    return _one(known)


@blueprint.put("/<int:user_id>")
def update_user(user_id: int) -> ResponseReturnValue:
    user = asking.account().users.get(user_id)
    asking.account().users.change(user, _input().changes())
    return _one(user)


@blueprint.delete("/<int:user_id>")
def delete_user(user_id: int) -> ResponseReturnValue:
    """The record stays, inactive."""
    user = asking.account().users.get(user_id)
    asking.account().users.change(user, {"active": False, "email": None})
    return _one(user)


@blueprint.put("/<int:user_id>/merge")
def merge_user(user_id: int) -> ResponseReturnValue:
    """Into the user the body names: tickets move, the merged id answers 404 from now on."""
    account, loser = asking.account(), asking.account().users.get(user_id)
    winner = account.users.get(_input().id or 0)
    if winner is loser or loser.is_staff:
        raise invalid("base", "Merge: an end user can be merged into another user only")
    for ticket in account.tickets.values():
        ticket.requester_id = winner.id if ticket.requester_id == loser.id else ticket.requester_id
        ticket.submitter_id = winner.id if ticket.submitter_id == loser.id else ticket.submitter_id
        for comment in ticket.comments:
            comment.author_id = winner.id if comment.author_id == loser.id else comment.author_id
    account.users.forget(loser)
    return _one(winner)


@blueprint.get("/<int:user_id>/tickets/requested")
def requested(user_id: int) -> ResponseReturnValue:
    """Archived tickets included (zendesk.md 3.4)."""
    user = asking.account().users.get(user_id)
    return answers.ticket_page(asking.account().list_tickets(requester_id=user.id))


@blueprint.get("/<int:user_id>/tickets/ccd")
def copied(user_id: int) -> ResponseReturnValue:
    user = asking.account().users.get(user_id)
    return answers.ticket_page(one for one in asking.account().list_tickets() if user.id in one.collaborator_ids)


@blueprint.get("/<int:user_id>/tickets/assigned")
def assigned(user_id: int) -> ResponseReturnValue:
    user = asking.account().users.get(user_id)
    return answers.ticket_page(one for one in asking.account().list_tickets() if user.id == one.assignee_id)


@blueprint.get("/<int:user_id>/groups")
def groups(user_id: int) -> ResponseReturnValue:
    found = [answers.render_group()] if asking.account().users.get(user_id).is_staff else []
    return {"groups": found, "next_page": None, "previous_page": None, "count": len(found)}


@blueprint.get("/<int:user_id>/related")
def related(user_id: int) -> ResponseReturnValue:
    user, tickets = asking.account().users.get(user_id), asking.account().list_tickets()
    return {
        "user_related": {
            "requested_tickets": sum(one.requester_id == user.id for one in tickets),
            "assigned_tickets": sum(one.assignee_id == user.id for one in tickets),
            "ccd_tickets": sum(user.id in one.collaborator_ids for one in tickets),
            "organization_subscriptions": 0,
        }
    }


def _one(user: User) -> Json:
    return {"user": render_user(user, asking.base())}


def _add(given: UserInput) -> User:
    fields = given.changes()
    name, email = fields.pop("name", None), fields.pop("email", None)
    if not name:
        raise invalid("name", "Name: is too short (minimum one character)", "BlankValue")
    return asking.account().users.add(name, email, **fields)


def _input() -> UserInput:
    return UserInput.model_validate(asking.part("user"))
