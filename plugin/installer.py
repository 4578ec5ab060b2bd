"""The webhook and the trigger by which Zendesk calls us, made through its API.

Made here and not by an app package: what a package makes can neither be revealed nor rotated (zendesk.md 6.4).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from plugin.zendesk_session import ZendeskSession, parse_object

if TYPE_CHECKING:
    from requests.auth import AuthBase

TITLE: Final = "Wellheard"
PATH: Final = "/webhooks/zendesk"
SCOPE: Final = "webhooks:read webhooks:write triggers:read triggers:write"
# ids only, each in quotes: placeholders are not escaped for JSON (zendesk.md 2.3)
BODY: Final = json.dumps(
    {
        "v": 1,
        "ticket_id": "{{ticket.id}}",
        "requester_id": "{{ticket.requester.id}}",
        "actor_id": "{{current_user.id}}",
    }
)


@dataclass(frozen=True, slots=True)
class Installed:
    """What stands in the account now. `made` names what was not there before."""

    webhook_id: str
    trigger_id: str
    signing_secret: str
    made: tuple[str, ...]


def install(base_url: str, auth: AuthBase, public_url: str, off_tag: str) -> Installed:
    """Make the webhook and the trigger, or adopt those that bear our name. Twice changes nothing.

    Raises the errors of suggestions.errors; HelpdeskRefused when the client may not.
    """
    session = ZendeskSession(base_url, auth)
    made: list[str] = []
    endpoint = public_url.rstrip("/") + PATH
    webhook_id = _find_webhook(session, endpoint)
    if webhook_id is None:
        webhook_id = str(_post(session, "webhooks", {"webhook": _compose_webhook(endpoint)})["webhook"]["id"])
        made.append("webhook")
    trigger_id = _find_trigger(session, webhook_id)
    if trigger_id is None:
        answer = _post(session, "triggers", {"trigger": compose_trigger(webhook_id, off_tag)})
        trigger_id = str(answer["trigger"]["id"])
        made.append("trigger")
    secret = session.fetch(f"/api/v2/webhooks/{webhook_id}/signing_secret")["signing_secret"]["secret"]
    return Installed(webhook_id, trigger_id, str(secret), tuple(made))


def compose_trigger(webhook_id: str, off_tag: str) -> dict[str, Any]:
    """Fires for what customers write in public, never for our own private note (zendesk.md 2.1, 2.4)."""
    return {
        "title": TITLE,
        "active": True,
        "conditions": {
            "all": [
                {"field": "status", "operator": "less_than", "value": "solved"},
                {"field": "comment_is_public", "operator": "is", "value": "true"},
                {"field": "current_tags", "operator": "not_includes", "value": off_tag},
            ],
            "any": [
                {"field": "role", "operator": "is", "value": "end_user"},
                {"field": "update_type", "operator": "is", "value": "Create"},
            ],
        },
        "actions": [{"field": "notification_webhook", "value": [webhook_id, BODY]}],
    }


def _compose_webhook(endpoint: str) -> dict[str, Any]:
    return {
        "name": TITLE,
        "endpoint": endpoint,
        "http_method": "POST",
        "request_format": "json",
        "status": "active",
        "subscriptions": ["conditional_ticket_events"],
    }


def _find_webhook(session: ZendeskSession, endpoint: str) -> str | None:
    found = session.fetch("/api/v2/webhooks", {"filter[name_contains]": TITLE}).get("webhooks", [])
    return next((str(w["id"]) for w in found if w.get("name") == TITLE and w.get("endpoint") == endpoint), None)


def _find_trigger(session: ZendeskSession, webhook_id: str) -> str | None:
    found = session.fetch("/api/v2/triggers/search.json", {"query": TITLE}).get("triggers", [])
    for trigger in found:
        actions = trigger.get("actions") or []
        if trigger.get("title") == TITLE and any(webhook_id in (a.get("value") or []) for a in actions):
            return str(trigger["id"])
    return None


def _post(session: ZendeskSession, path: str, body: dict[str, Any]) -> dict[str, Any]:
    return parse_object(session.post(f"/api/v2/{path}", json=body))
