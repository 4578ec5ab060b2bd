"""What hangs on one ticket: comments, audits, tags, metrics."""

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import metrics, updates
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.audits import render_audit
from sandbox.zendesk.comments import Comment, render_comment
from sandbox.zendesk.errors import Json, bad_request, not_found
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.tickets import Ticket

if TYPE_CHECKING:
    from collections.abc import Sequence

blueprint = Blueprint("comments", __name__, url_prefix="/api/v2/tickets/<int:ticket_id>")


@blueprint.get("/comments")
def list_comments(ticket_id: int) -> ResponseReturnValue:
    """`sort=-created_at` works with cursor paging, `sort_order=desc` with offset paging (zendesk.md 3.4)."""
    ticket, asked = asking.account().ticket(ticket_id), asking.asked()
    sort = asked.query.get("sort", "created_at") if asked.by_cursor else "created_at"
    if sort.removeprefix("-") != "created_at":
        raise bad_request("InvalidSort", "sort must be created_at or -created_at")
    descending = sort.startswith("-") or (not asked.by_cursor and asked.query.get("sort_order") == "desc")
    order = Order(lambda one: (int(one.created_at.timestamp()), one.id), descending=descending)
    shown, around = page(ticket.comments, asked, order)
    return {"comments": [render_comment(one) for one in shown], **answers.comment_authors(shown), **around}


@blueprint.get("/comments/count")
def count_comments(ticket_id: int) -> ResponseReturnValue:
    return {"count": {"value": len(asking.account().ticket(ticket_id).comments), "refreshed_at": None}}


@blueprint.put("/comments/<int:comment_id>/make_private")
def make_private(ticket_id: int, comment_id: int) -> ResponseReturnValue:
    ticket = asking.account().ticket(ticket_id)
    _comment(ticket, comment_id).public = False
    return {}


@blueprint.put("/comments/<int:comment_id>/redact")
def redact(ticket_id: int, comment_id: int) -> ResponseReturnValue:
    """Blacken a string for good."""
    comment = _comment(asking.account().ticket(ticket_id), comment_id)
    text = asking.json_body().get("text")
    if not isinstance(text, str) or not text:
        raise bad_request("Bad Request", "text must be the string to redact")
    bar = "\N{BLACK VERTICAL RECTANGLE}" * len(text)
    comment.body, comment.html = comment.body.replace(text, bar), comment.html.replace(text, bar)
    return {"comment": render_comment(comment)}


@blueprint.get("/audits")
def list_audits(ticket_id: int) -> ResponseReturnValue:
    ticket = asking.account().ticket(ticket_id)
    shown, around = page(ticket.audits, asking.asked(), Order(lambda audit: (audit.id, audit.id)))
    return {"audits": [render_audit(audit) for audit in shown], **around}


@blueprint.get("/audits/<int:audit_id>")
def show_audit(ticket_id: int, audit_id: int) -> ResponseReturnValue:
    audits = asking.account().ticket(ticket_id).audits
    audit = next((one for one in audits if one.id == audit_id), None)
    if audit is None:
        raise not_found()
    return {"audit": render_audit(audit)}


@blueprint.get("/metrics")
def show_metrics(ticket_id: int) -> ResponseReturnValue:
    return {"ticket_metric": metrics.measure(asking.account(), asking.account().ticket(ticket_id), asking.base())}


@blueprint.get("/tags")
def list_tags(ticket_id: int) -> ResponseReturnValue:
    return {"tags": list(asking.account().ticket(ticket_id).tags)}


@blueprint.route("/tags", methods=["PUT", "POST", "DELETE"])
def change_tags(ticket_id: int) -> ResponseReturnValue:
    """PUT adds, POST sets, DELETE removes; an optional stamp makes it safe (zendesk.md 3.1)."""
    ticket, body = asking.account().ticket(ticket_id), asking.json_body()
    fields: Json = {name: body[name] for name in ("updated_stamp", "safe_update") if name in body}
    key = {"PUT": "additional_tags", "POST": "tags", "DELETE": "remove_tags"}[request.method]
    given = asking.ticket_input({key: body.get("tags", []), **fields})
    updates.update_ticket(asking.account(), ticket, given, asking.actor())
    return {"tags": list(ticket.tags)}, 201 if request.method == "POST" else 200


def _comment(ticket: Ticket, comment_id: int) -> Comment:
    comments: Sequence[Comment] = ticket.comments
    found = next((comment for comment in comments if comment.id == comment_id), None)
    if found is None:
        raise not_found()
    return found
