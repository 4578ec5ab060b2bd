"""The small lists tickets point to, and those a library grows from: groups, organisations, brands, macros, ratings."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import stamps
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.errors import Json, not_found
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.tickets import Ticket

blueprint = Blueprint("catalogue", __name__, url_prefix="/api/v2")


@blueprint.get("/groups")
def list_groups() -> ResponseReturnValue:
    return _whole("groups", [answers.render_group()])


@blueprint.get("/groups/<int:group_id>")
def show_group(group_id: int) -> ResponseReturnValue:
    if group_id != asking.account().group["id"]:
        raise not_found()
    return {"group": answers.render_group()}


@blueprint.get("/brands")
def list_brands() -> ResponseReturnValue:
    return _whole("brands", [_brand()])


@blueprint.get("/brands/<int:brand_id>")
def show_brand(brand_id: int) -> ResponseReturnValue:
    if brand_id != asking.account().brand["id"]:
        raise not_found()
    return {"brand": _brand()}


@blueprint.get("/organizations")
def list_organizations() -> ResponseReturnValue:
    return _whole("organizations", [_organization(one) for one in asking.account().organizations])


@blueprint.get("/organizations/<int:organization_id>")
def show_organization(organization_id: int) -> ResponseReturnValue:
    return {"organization": _organization(organization_id)}


@blueprint.get("/organizations/<int:organization_id>/tickets")
def list_organization_tickets(organization_id: int) -> ResponseReturnValue:
    """Archived tickets left out (zendesk.md 3.4); `sort` is taken as by the other lists, which is unverified."""
    _organization(organization_id)
    live = asking.account().list_tickets(archived=False)
    return answers.ticket_page(one for one in live if one.organization_id == organization_id)


@blueprint.get("/account")
def show_account() -> ResponseReturnValue:
    account = asking.account()
    return {"account": {"id": account.id, "subdomain": account.subdomain, "name": account.subdomain.title()}}


@blueprint.get("/macros")
@blueprint.get("/macros/active")
def list_macros() -> ResponseReturnValue:
    active = request.path.endswith("/active") or request.args.get("active") == "true"
    macros = [_macro(one) for one in asking.account().macros.values()]
    return _whole("macros", [one for one in macros if one["active"] or not active])


@blueprint.get("/macros/<int:macro_id>")
def show_macro(macro_id: int) -> ResponseReturnValue:
    macro = asking.account().macros.get(macro_id)
    if macro is None:
        raise not_found()
    return {"macro": _macro(macro)}


@blueprint.get("/satisfaction_ratings")
def list_ratings() -> ResponseReturnValue:
    score = request.args.get("score")
    rated = [_rating(one) for one in asking.account().list_tickets() if "id" in (one.satisfaction_rating or {})]
    return _whole("satisfaction_ratings", [one for one in rated if score in {None, one["score"]}])


def _whole(name: str, items: list[Json]) -> Json:
    shown, around = page(items, asking.asked(), Order(lambda item: (item["id"], item["id"])))
    return {name: shown, **around}


def _organization(organization_id: int) -> Json:
    """Raises 404."""
    found = asking.account().organizations.get(organization_id)
    if found is None:
        raise not_found()
    return {**found, "url": f"{asking.base()}/api/v2/organizations/{organization_id}.json", "shared_tickets": False}


def _brand() -> Json:
    brand = asking.account().brand
    return {**brand, "url": f"{asking.base()}/api/v2/brands/{brand['id']}.json", "active": True, "default": True}


def _macro(macro: Json) -> Json:
    return {**macro, "url": f"{asking.base()}/api/v2/macros/{macro['id']}.json", "restriction": None}


def _rating(ticket: Ticket) -> Json:
    return {
        **(ticket.satisfaction_rating or {}),
        "ticket_id": ticket.id,
        "requester_id": ticket.requester_id,
        "assignee_id": ticket.assignee_id,
        "updated_at": stamps.render(ticket.updated_at),
    }
