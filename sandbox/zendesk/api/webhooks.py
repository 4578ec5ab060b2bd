"""`/webhooks`: the calls an account makes (zendesk.md 1.1)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import actions
from sandbox.zendesk.api import asking
from sandbox.zendesk.api.gate import unlocked
from sandbox.zendesk.errors import Json
from sandbox.zendesk.ids import ulid
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.webhooks import (
    PUBLIC_TEST_SECRET,
    Invocation,
    Webhook,
    new_webhook,
    read_input,
    refused,
)

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/v2/webhooks")


@blueprint.get("")
def list_webhooks() -> ResponseReturnValue:
    wanted = request.args.get("filter[name_contains]", "").lower()
    status = request.args.get("filter[status]")
    found = [
        one
        for one in asking.account().webhooks.values()
        if wanted in one.given.name.lower() and status in {None, one.given.status}
    ]
    return _cursor_page("webhooks", found)


@blueprint.post("")
def create_webhook() -> ResponseReturnValue:
    cloned = request.args.get("clone_webhook_id")
    given = _find(cloned).given.model_copy() if cloned else read_input(asking.part("webhook"))
    webhook = new_webhook(given, asking.actor())
    asking.account().webhooks[webhook.id] = webhook
    return {"webhook": webhook.render()}, 201


@blueprint.get("/<webhook_id>")
def show_webhook(webhook_id: str) -> ResponseReturnValue:
    return {"webhook": _find(webhook_id).render()}


@blueprint.route("/<webhook_id>", methods=["PUT", "PATCH"])
def change_webhook(webhook_id: str) -> ResponseReturnValue:
    """PUT takes the whole webhook, PATCH a part; both answer without a body."""
    webhook, fields = _find(webhook_id), asking.part("webhook")
    if request.method == "PUT":
        read_input(fields)
    known = set(type(webhook.given).model_fields)
    webhook.change({name: value for name, value in fields.items() if name in known}, asking.actor())
    return "", 204


@blueprint.delete("/<webhook_id>")
def delete_webhook(webhook_id: str) -> ResponseReturnValue:
    webhook = _find(webhook_id)
    used_by = [
        trigger.given.title
        for trigger in asking.account().triggers.values()
        if webhook.id in actions.webhooks_called(trigger.given.actions)
    ]
    if used_by:
        raise refused("WebhookInUse", f"A trigger still calls this webhook: {', '.join(used_by)}", 409)
    del asking.account().webhooks[webhook.id]
    return "", 204


@blueprint.get("/<webhook_id>/signing_secret")
def show_secret(webhook_id: str) -> ResponseReturnValue:
    return _secret(_find(webhook_id).secret)


@blueprint.post("/<webhook_id>/signing_secret")
def rotate_secret(webhook_id: str) -> ResponseReturnValue:
    """The old secret signs nothing any more from now on."""
    return _secret(_find(webhook_id).rotate_secret()), 201


@blueprint.post("/test")
@unlocked
def test_webhook() -> ResponseReturnValue:
    """Call at once and show what came back; an unsaved webhook is signed with the public test secret."""
    webhook_id, asked = request.args.get("webhook_id"), asking.json_body().get("request")
    fields: Json = asked if isinstance(asked, dict) else {}
    with asking.account().lock:
        if webhook_id:
            webhook = _find(webhook_id)
        else:
            given = read_input({"name": "test", "http_method": "POST", "request_format": "json", **fields})
            webhook = Webhook(ulid(), given, PUBLIC_TEST_SECRET, asking.actor().id, asking.actor().id)
    attempt = asking.account().delivery.send_now(webhook, str(fields.get("payload") or "{}"))
    got = attempt.response or {"status": 0, "headers": {}, "payload": ""}
    headers = [{"key": key, "value": value} for key, value in got["headers"].items()]
    return {"response": {"status": got["status"], "headers": headers, "payload": got["payload"]}}


@blueprint.get("/<webhook_id>/invocations")
def list_invocations(webhook_id: str) -> ResponseReturnValue:
    return _cursor_page("invocations", _find(webhook_id).invocations)


@blueprint.get("/<webhook_id>/invocations/<invocation_id>/attempts")
def list_attempts(webhook_id: str, invocation_id: str) -> ResponseReturnValue:
    found = next((one for one in _find(webhook_id).invocations if one.id == invocation_id), None)
    if found is None:
        raise refused("InvocationNotFound", "There is no such invocation of this webhook", 404)
    return {"attempts": [attempt.render(found.id) for attempt in found.attempts]}


def _find(webhook_id: str) -> Webhook:
    webhook = asking.account().webhooks.get(webhook_id)
    if webhook is None:
        raise refused("WebhookNotFound", "There is no such webhook", 404)
    return webhook


def _cursor_page(name: str, items: list[Webhook] | list[Invocation]) -> Json:
    """These lists know cursors only, whether asked for or not."""
    asked = asking.asked()
    query = {"page[size]": "100", **asked.query}
    shown, around = page(items, type(asked)(query, asked.url), Order(lambda one: (one.id, one.id)))
    return {name: [one.render() for one in shown], **around}


def _secret(secret: str) -> Json:
    return {"signing_secret": {"algorithm": "SHA256", "secret": secret}}
