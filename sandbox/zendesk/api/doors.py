"""`/sandbox/…`: what people, stories and trouble do to the account, for whoever runs the sandbox.

No sign-in: the sandbox listens to its own machine only.
"""

from typing import Annotated, Any, Literal

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sandbox.zendesk import stories
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.comments import render_comment
from sandbox.zendesk.errors import bad_request, not_found
from sandbox.zendesk.faults import FaultOrder
from sandbox.zendesk.ticket_input import Id, Moment
from sandbox.zendesk.tickets import Ticket
from sandbox.zendesk.users import User, render_user

blueprint = Blueprint("doors", __name__, url_prefix="/sandbox")
Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str | None, BeforeValidator(lambda sent: sent or None)]


class Message(BaseModel):
    """What `customer_writes` takes; somebody unknown is added."""

    model_config = ConfigDict(extra="forbid")

    body: Words
    requester_id: Id | None = None
    email: Name = None
    name: Name = None
    locale: str = "en-US"
    time_zone: str = "Etc/UTC"
    ticket_id: Id | None = None
    subject: str | None = None
    via: str = "email"
    created_at: Moment = None
    flags: list[int] = Field(default_factory=list)


class Reply(BaseModel):
    """What `agent_replies` takes; `agent` is a name."""

    model_config = ConfigDict(extra="forbid")

    ticket_id: Id
    agent: Words
    body: Words
    public: bool = True
    status: str | None = None
    created_at: Moment = None


class Rating(BaseModel):
    """What `customer_rates` takes."""

    model_config = ConfigDict(extra="forbid")

    ticket_id: Id
    score: Literal["good", "bad"]
    comment: str | None = None


class Macro(BaseModel):
    """What `macros` takes."""

    model_config = ConfigDict(extra="forbid")

    title: Words
    body: Words
    active: bool = True


@blueprint.post("/api/customer_writes")
def customer_writes() -> ResponseReturnValue:
    """201 with the ticket: new, commented, or the follow-up of a closed one."""
    message = Message.model_validate(asking.json_body())
    ticket = asking.account().customer_writes(
        _requester(message),
        message.body,
        ticket_id=message.ticket_id,
        subject=message.subject,
        via=message.via,
        at=message.created_at,
        flags=message.flags,
    )
    return answers.one_ticket(ticket), 201


@blueprint.post("/api/customer_rates")
def customer_rates() -> ResponseReturnValue:
    rating = Rating.model_validate(asking.json_body())
    ticket = asking.account().customer_rates(rating.ticket_id, rating.score, rating.comment)
    return answers.one_ticket(ticket), 201


@blueprint.post("/api/macros")
def add_macro() -> ResponseReturnValue:
    macro = Macro.model_validate(asking.json_body())
    return {"id": asking.account().add_macro(macro.title, macro.body, active=macro.active)}, 201


@blueprint.post("/api/agent_replies")
def agent_replies() -> ResponseReturnValue:
    reply, account = Reply.model_validate(asking.json_body()), asking.account()
    ticket = account.agent_replies(
        reply.ticket_id,
        account.agent(reply.agent),
        reply.body,
        public=reply.public,
        status=reply.status,
        at=reply.created_at,
    )
    return answers.one_ticket(ticket), 201


@blueprint.post("/api/stories")
def load_story() -> ResponseReturnValue:
    """201; with `"play": true` beside the story its new ticket is written at once."""
    body = asking.json_body()
    play = body.pop("play", False) is True
    return stories.load(asking.account(), stories.Story.model_validate(body), play=play), 201


@blueprint.post("/api/stories/<story_id>/play")
def play_story(story_id: str) -> ResponseReturnValue:
    """Write the new ticket of a loaded story; triggers run."""
    return answers.one_ticket(stories.play(asking.account(), story_id)), 201


@blueprint.get("/api/state")
def show_state() -> ResponseReturnValue:
    """Everything there is, for a page that shows the account."""
    account = asking.account()
    return {
        "account_id": account.id,
        "subdomain": account.subdomain,
        "users": [render_user(user, asking.base()) for user in account.users],
        "tickets": [_with_comments(ticket) for ticket in account.list_tickets()],
        "webhooks": [webhook.render() for webhook in account.webhooks.values()],
        "triggers": [trigger.render(asking.base()) for trigger in account.triggers.values()],
        "stories": list(account.stories),
    }


@blueprint.get("/api/tickets/<int:ticket_id>")
def show_ticket(ticket_id: int) -> ResponseReturnValue:
    return _with_comments(asking.account().ticket(ticket_id))


@blueprint.post("/faults")
def order_faults() -> ResponseReturnValue:
    order, account = FaultOrder.model_validate(asking.json_body()), asking.account()
    account.faults.apply(order)
    if order.expire_tokens:
        account.clients.expire()
    return {"ordered": order.model_dump(exclude_defaults=True)}


@blueprint.get("/log")
def show_log() -> ResponseReturnValue:
    return {"entries": asking.account().log.render()}


@blueprint.post("/log/clear")
def clear_log() -> ResponseReturnValue:
    asking.account().log.clear()
    return {"entries": []}


def _requester(message: Message) -> User:
    users = asking.account().users
    if message.requester_id is not None:
        return users.get(message.requester_id)
    if message.ticket_id is not None and message.email is None:
        return users.get(asking.account().ticket(message.ticket_id).requester_id)
    if message.email is None:
        raise bad_request("Bad Request", "Say who writes: requester_id, email, or the ticket_id of their ticket")
    known = users.by_email(message.email)
    name = message.name or message.email.split("@")[0]
    return known or users.add(name, message.email, locale=message.locale, time_zone=message.time_zone)


def _with_comments(ticket: Ticket) -> dict[str, Any]:
    if ticket.deleted:
        raise not_found()
    return {**answers.one_ticket(ticket)["ticket"], "comments": [render_comment(one) for one in ticket.comments]}
