"""The pages' addresses and what each answers."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from sandbox.pages import cast, views
from sandbox.pages.forms import FormError, line_in, message_in
from sandbox.stories import load_stories
from sandbox.zendesk.errors import ApiError

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.exceptions import HTTPException
    from werkzeug.wrappers import Response as AnyResponse

    from sandbox.zendesk.account import Account

ROWS = 100
MOST_FORM_BYTES = 4 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make_pages(account: Account) -> Blueprint:
    """The pages of one account, for `create_app(account, blueprints=[...])`, which serves them under its lock."""
    blueprint = Blueprint(
        "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/pages"
    )
    pages = _Pages(account)
    blueprint.add_url_rule("/", "tickets", pages.tickets)
    blueprint.add_url_rule("/tickets/<ticket_id>", "ticket", pages.ticket)
    blueprint.add_url_rule("/tickets/<ticket_id>", "say", pages.say, methods=["POST"])
    blueprint.add_url_rule("/agent/tickets/<ticket_id>", "agent_ticket", pages.agent_ticket)
    blueprint.add_url_rule("/write", "write", pages.write)
    blueprint.add_url_rule("/write", "create", pages.create, methods=["POST"])
    blueprint.before_request(_guard_forms)
    blueprint.after_request(_add_headers)
    blueprint.register_error_handler(ApiError, _refusal)
    for status in (403, 404, 413):
        blueprint.register_error_handler(status, _problem)
    return blueprint


@dataclass(frozen=True)
class _Pages:
    account: Account

    def tickets(self) -> str:
        skip = min(request.args.get("skip", 0, type=int), 10**9)
        rows, total = views.list_rows(self.account, skip=max(skip, 0), count=ROWS)
        return render_template("pages/tickets.html", rows=rows, total=total, skip=max(skip, 0), step=ROWS)

    def ticket(self, ticket_id: str) -> str:
        return self._conversation(ticket_id, waiting="wait" in request.args)

    def agent_ticket(self, ticket_id: str) -> AnyResponse:
        """Where links to tickets lead in Zendesk's agent interface."""
        return redirect(url_for("pages.ticket", ticket_id=ticket_id))

    def say(self, ticket_id: str) -> AnyResponse | tuple[str, int]:
        """A comment by the requester or by an agent, as the form says."""
        number = self._known(ticket_id)
        write = self._reply if request.form.get("write_as") == "agent" else self._as_requester
        try:
            return write(number)
        except FormError as refused:
            return self._conversation(ticket_id, refused=refused), 422

    def write(self) -> str:
        story = next((one for one in load_stories() if one["id"] == request.args.get("story")), None)
        if story is None:
            return self._write_form(request.args)
        told = story["new_ticket"]
        return self._write_form(
            {"writer": story["requester"]["email"], "subject": told["subject"], "message": told["body"]}
        )

    def create(self) -> AnyResponse | tuple[str, int]:
        form = request.form
        try:
            message = message_in(form.get("message", ""))
            subject = line_in(form.get("subject", ""), "subject")
            writer = cast.writer_in(self.account, form)
            ticket = self.account.customer_writes(writer, message, subject=subject or None)
        except FormError as refused:
            return self._write_form(form, refused), 422
        return _see(ticket.id, waiting=True)

    def _as_requester(self, ticket_id: int) -> AnyResponse:
        message = message_in(request.form.get("message", ""))
        requester = self.account.users.get(self.account.ticket(ticket_id).requester_id)
        ticket = self.account.customer_writes(requester, message, ticket_id=ticket_id)
        return _see(ticket.id, waiting=True)

    def _reply(self, ticket_id: int) -> AnyResponse:
        message = message_in(request.form.get("reply", ""), "reply")
        agent = cast.agent_in(self.account, request.form)
        status = "solved" if request.form.get("solve") else None
        self.account.agent_replies(ticket_id, agent, message, public=True, status=status)
        return _see(ticket_id, waiting=False)

    def _known(self, ticket_id: str) -> int:
        """The number of a ticket there is; anything else is the 404 page."""
        number = int(ticket_id) if ticket_id.isascii() and ticket_id.isdigit() and len(ticket_id) < 20 else 0
        ticket = self.account.tickets.get(number)
        if ticket is None or ticket.deleted:
            abort(404, f"There is no ticket {ticket_id[:20]}.")
        return number

    def _conversation(self, ticket_id: str, *, waiting: bool = False, refused: FormError | None = None) -> str:
        conversation = views.show(self.account, self._known(ticket_id))
        return render_template(
            "pages/ticket.html",
            ticket=conversation,
            asked_to_wait=waiting,
            waiting=waiting and conversation.may_get_note(),
            agents=[agent.name for agent in cast.agents(self.account)],
            form=request.form,
            refused=refused,
        )

    def _write_form(self, form: Any, refused: FormError | None = None) -> str:
        return render_template(
            "pages/write.html",
            members=cast.members(self.account),
            languages=cast.LANGUAGES,
            stories=load_stories(),
            form=form,
            refused=refused,
        )


def _see(ticket_id: int, *, waiting: bool) -> AnyResponse:
    """After a form the ticket itself, so that a reload never sends the form again."""
    wait = 1 if waiting else None
    return redirect(url_for("pages.ticket", ticket_id=ticket_id, wait=wait, _anchor="latest"), 303)


def _guard_forms() -> None:
    """Forms are taken from our own pages only; other programs send no Origin and have the API anyway."""
    request.max_content_length = MOST_FORM_BYTES
    if request.method != "POST":
        return
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is not None and origin.split("/")[2:3] != [request.host]:
        abort(403, "This form came from another site, so nothing was written. Open the page here instead.")


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


def _refusal(error: ApiError) -> tuple[str, int]:
    """What the account refused, in its own sentence where it has one."""
    details = error.body.get("details") or {}
    sentences = [one["description"] for problems in details.values() for one in problems]
    sentence = " ".join(sentences) or error.body.get("description") or "The sandbox refused this."
    title = "Nothing here" if error.status == HTTPStatus.NOT_FOUND else "This could not be done"
    return render_template("pages/problem.html", title=title, sentence=sentence), error.status


def _problem(error: HTTPException) -> tuple[str, int]:
    titles = {403: "Not from here", 404: "Nothing here", 413: "Too much text"}
    sentences = {413: "This is far more text than a ticket holds. A comment takes 64 kB."}
    code = error.code or 500
    sentence = sentences.get(code) or error.description or "Nothing is known at this address."
    return render_template("pages/problem.html", title=titles.get(code, "A problem"), sentence=sentence), code
