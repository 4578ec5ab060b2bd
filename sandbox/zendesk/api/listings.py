"""Search and incremental exports."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import incremental, search
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.errors import ApiError, Json
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.tickets import Ticket, render_ticket
from sandbox.zendesk.users import render_user

blueprint = Blueprint("listings", __name__, url_prefix="/api/v2")

MOST_RESULTS = 1000
SORTS = {"created_at", "updated_at", "status", "priority", "ticket_type"}


@blueprint.get("/search")
def search_all() -> ResponseReturnValue:
    """Offset pages only, and no further than a thousand results (zendesk.md 3.4)."""
    query = _query()
    asked = asking.asked()
    if asked.number("page", 1, 10**9) * asked.number("per_page", 100, 100) > MOST_RESULTS:
        raise ApiError(
            422,
            {
                "error": "invalid",
                "description": "Invalid search: Requested response size was greater than Search Response Limits",
            },
        )
    plain = type(asked)({name: value for name, value in asked.query.items() if "[" not in name}, asked.url)
    found = search.find(asking.account(), query)
    shown, around = page(found, plain, _order(asked.query.get("sort_by"), asked.query.get("sort_order")))
    return {"results": [_result(one) for one in shown], "facets": None, **around}


@blueprint.get("/search/count")
def count_results() -> ResponseReturnValue:
    return {"count": len(search.find(asking.account(), _query()))}


@blueprint.get("/search/export")
def export_results() -> ResponseReturnValue:
    """By cursor, oldest first; the kind goes in `filter[type]` and nowhere else."""
    kind, query = request.args.get("filter[type]"), request.args.get("query", "")
    if kind not in {"ticket", "user"} or any(term.field == "type" for term in search.parse(query)):
        sentence = "Invalid search: say the type in filter[type], and only there"
        raise ApiError(422, {"error": "invalid", "description": sentence})
    asked = asking.asked()
    by_cursor = type(asked)({"page[size]": "100", **asked.query}, asked.url)
    found = search.find(asking.account(), f"{query} type:{kind}")
    shown, around = page(found, by_cursor, _order("created_at", "asc"), most=1000)
    return {"results": [_result(one) for one in shown], "facets": None, **around}


@blueprint.get("/incremental/tickets/cursor")
def export_by_cursor() -> ResponseReturnValue:
    return _exported(*incremental.by_cursor(asking.account(), asking.asked()))


@blueprint.get("/incremental/tickets")
def export_by_time() -> ResponseReturnValue:
    return _exported(*incremental.by_time(asking.account(), asking.asked()))


def _query() -> str:
    query = request.args.get("query")
    if query is None:
        raise ApiError(422, {"error": "invalid", "description": "Invalid search: query is missing"})
    return query


def _order(sort_by: str | None, sort_order: str | None) -> Order:
    """By relevance, which is newest first here, unless asked for."""
    name = sort_by if sort_by in SORTS else None

    def place(thing: Any) -> tuple[int | str, int]:
        if name in {None, "created_at", "updated_at"}:
            return int(getattr(thing, name or "created_at").timestamp()), thing.id
        field = "type" if name == "ticket_type" else str(name)
        return str(getattr(thing, field, None) or ""), thing.id

    return Order(place, descending=sort_order != "asc")


def _result(thing: search.Thing) -> Json:
    if isinstance(thing, Ticket):
        return {**render_ticket(thing, asking.base()), "result_type": "ticket"}
    return {**render_user(thing, asking.base()), "result_type": "user"}


def _exported(shown: list[Ticket], around: Json) -> Json:
    return {"tickets": [render_ticket(one, asking.base()) for one in shown], **answers.sideloads(shown), **around}
