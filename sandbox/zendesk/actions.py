"""What triggers do: change a few fields, and call webhooks (zendesk.md 2.1, 2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.zendesk import placeholders
from sandbox.zendesk.conditions import SCALES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.update import Update


def perform(action: dict[str, Any], update: Update) -> None:
    ACTIONS[action["field"]](update, action["value"])


def problem_with(action: Any, account: Account) -> str | None:
    """Why an action cannot be saved, or None."""
    if not isinstance(action, dict) or action.get("field") not in ACTIONS:
        return f"{action.get('field') if isinstance(action, dict) else action} is not an action of this account"
    field, value = action["field"], action.get("value")
    if field in {"notification_webhook", "notification_user"}:
        if not isinstance(value, list) or len(value) < 2 or not all(isinstance(part, str) for part in value):
            return f"{field} needs a list: where to, and what"
        webhook = account.webhooks.get(value[0])
        if field == "notification_webhook" and (
            webhook is None or "conditional_ticket_events" not in webhook.given.subscriptions
        ):
            return f"{value[0]} is not a webhook that triggers may call; it needs conditional_ticket_events"
        return None
    return None if isinstance(value, str | int | None) else f"{field} needs one plain value"


def webhooks_called(saved: list[dict[str, Any]]) -> set[str]:
    return {action["value"][0] for action in saved if action["field"] == "notification_webhook"}


def definitions() -> list[dict[str, Any]]:
    """What an account offers for actions, in the shape of `/triggers/definitions`."""
    return [
        {
            "subject": name,
            "title": name.replace("_", " ").capitalize(),
            "type": "list",
            "group": "ticket",
            "nullable": False,
            "repeatable": name.startswith("notification"),
            "values": [{"value": one, "title": one, "enabled": True} for one in SCALES.get(name, ())],
        }
        for name in ACTIONS
    ]


def _call_webhook(update: Update, value: list[str]) -> None:
    webhook = update.account.webhooks.get(value[0])
    if webhook and webhook.serves_triggers:
        values = placeholders.values_for(update.account, update.ticket, update.actor)
        update.account.delivery.send(webhook, placeholders.expand(value[1], values))


def _set(name: str) -> Callable[[Update, Any], None]:
    return lambda update, value: update.set(name, value or None)


def _assign(update: Update, value: Any) -> None:
    named = update.actor.id if value == "current_user" else int(value) if str(value).isdecimal() else None
    user = update.account.users.find(named)
    update.set("assignee_id", user.id if user and user.is_staff else None)


def _set_tags(update: Update, value: Any) -> None:
    update.set("tags", str(value).lower().split())


def _add_tags(update: Update, value: Any) -> None:
    update.set("tags", list(dict.fromkeys([*update.ticket.tags, *str(value).lower().split()])))


def _remove_tags(update: Update, value: Any) -> None:
    unwanted = set(str(value).lower().split())
    update.set("tags", [tag for tag in update.ticket.tags if tag not in unwanted])


def _set_status(update: Update, value: Any) -> None:
    if value in SCALES["status"]:
        update.set("status", value)


def _send_mail(_: Update, __: list[str]) -> None:
    """No mail leaves the sandbox."""


ACTIONS: dict[str, Callable[[Update, Any], None]] = {
    "notification_webhook": _call_webhook,
    "notification_user": _send_mail,
    "status": _set_status,
    "priority": _set("priority"),
    "type": _set("type"),
    "assignee_id": _assign,
    "set_tags": _set_tags,
    "current_tags": _add_tags,
    "remove_tags": _remove_tags,
}
