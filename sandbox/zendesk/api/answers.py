"""Lists of tickets and users as answers: one page, its links and what was asked to come along."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox.zendesk.api import asking
from sandbox.zendesk.comments import Comment
from sandbox.zendesk.errors import Json, bad_request
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.tickets import STATUSES, Ticket, render_ticket
from sandbox.zendesk.users import User, render_user

TICKET_PLACES: dict[str, Callable[[Ticket], tuple[int, int]]] = {
    "id": lambda ticket: (ticket.id, ticket.id),
    "created_at": lambda ticket: (int(ticket.created_at.timestamp()), ticket.id),
    "updated_at": lambda ticket: (int(ticket.updated_at.timestamp()), ticket.id),
    "status": lambda ticket: (STATUSES.index(ticket.status), ticket.id),
}


def ticket_page(tickets: Iterable[Ticket], *, default_sort: str = "id") -> Json:
    """A page of tickets in the order of `sort` (cursor) or `sort_by` and `sort_order` (offset)."""
    shown, around = page(list(tickets), asking.asked(), _ticket_order(default_sort))
    return {"tickets": [_ticket(one) for one in shown], **sideloads(shown), **around}


def one_ticket(ticket: Ticket) -> Json:
    return {"ticket": _ticket(ticket), **sideloads([ticket])}


def user_page(users: Iterable[User]) -> Json:
    shown, around = page(list(users), asking.asked(), Order(lambda user: (user.id, user.id)))
    return {"users": [render_user(user, asking.base()) for user in shown], **around}


def sideloads(tickets: Iterable[Ticket]) -> Json:
    """`include=users,groups`: the people and groups the tickets name."""
    wanted, loaded = asking.includes(), {}
    if "users" in wanted:
        named = [one for ticket in tickets for one in (ticket.requester_id, ticket.submitter_id, ticket.assignee_id)]
        loaded["users"] = people(named)
    if "groups" in wanted:
        loaded["groups"] = [render_group()]
    return loaded


def people(user_ids: Iterable[int | None]) -> list[Json]:
    found = (asking.account().users.find(user_id) for user_id in dict.fromkeys(user_ids))
    return [render_user(user, asking.base()) for user in found if user]


def comment_authors(comments: Iterable[Comment]) -> Json:
    return {"users": people(comment.author_id for comment in comments)} if "users" in asking.includes() else {}


def render_group() -> Json:
    group = asking.account().group
    return {**group, "url": f"{asking.base()}/api/v2/groups/{group['id']}.json", "deleted": False, "is_public": True}


def _ticket(ticket: Ticket) -> dict[str, Any]:
    shown = render_ticket(ticket, asking.base())
    if "comment_count" in asking.includes():
        shown["comment_count"] = len(ticket.comments)
    return shown


def _ticket_order(default: str) -> Order:
    asked = asking.asked()
    sort = asked.query.get("sort") if asked.by_cursor else None
    if sort is None:
        sort = asked.query.get("sort_by", default)
        sort = f"-{sort}" if asked.query.get("sort_order") == "desc" else sort
    name = sort.removeprefix("-")
    if name not in TICKET_PLACES:
        raise bad_request("InvalidSort", f"sort must be one of {', '.join(TICKET_PLACES)}, with - for descending")
    return Order(TICKET_PLACES[name], descending=sort.startswith("-"))
