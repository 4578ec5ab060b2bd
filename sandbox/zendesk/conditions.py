"""Trigger conditions, really evaluated (zendesk.md 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.zendesk.tickets import STATUSES
from sandbox.zendesk.vias import VIA_IDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.zendesk.audits import Change
    from sandbox.zendesk.update import Update

SCALES = {"status": STATUSES, "priority": ("low", "normal", "high", "urgent")}
EQUAL = ("is", "is_not")
MOVED = ("changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous")
ORDERED = ("less_than", "greater_than")
INCLUDING = ("includes", "not_includes")


@dataclass(frozen=True)
class Reading:
    """What a field is just now, and how it changed in this update; `values` are all the names it answers to."""

    values: frozenset[str]
    change: Change | None = None
    scale: tuple[str, ...] = ()

    def order(self, value: str) -> float:
        if value in self.scale:
            return self.scale.index(value)
        return float(value) if value.isdecimal() else -1

    @property
    def place(self) -> float:
        return max((self.order(value) for value in self.values), default=-1)

    @property
    def previous(self) -> str | None:
        return None if self.change is None or self.change.created else _text(self.change.previous)


OPERATORS: dict[str, Callable[[Reading, str], bool]] = {
    "is": lambda reading, wanted: wanted in reading.values,
    "is_not": lambda reading, wanted: wanted not in reading.values,
    "less_than": lambda reading, wanted: reading.place < reading.order(wanted),
    "greater_than": lambda reading, wanted: reading.place > reading.order(wanted),
    "includes": lambda reading, wanted: bool(reading.values & set(wanted.lower().split())),
    "not_includes": lambda reading, wanted: not reading.values & set(wanted.lower().split()),
    "changed": lambda reading, _: reading.change is not None,
    "not_changed": lambda reading, _: reading.change is None,
    "value": lambda reading, wanted: reading.change is not None and wanted in reading.values,
    "not_value": lambda reading, wanted: reading.change is None or wanted not in reading.values,
    "value_previous": lambda reading, wanted: reading.previous is not None and reading.previous == wanted,
    "not_value_previous": lambda reading, wanted: reading.previous != wanted,
}


def holds(condition: dict[str, Any], update: Update) -> bool:
    """Whether one saved condition is true of an update."""
    _, read = FIELDS[condition["field"]]
    wanted = condition.get("value")
    if wanted == "current_user":
        wanted = update.actor.id
    return OPERATORS[condition["operator"]](read(update), _text(wanted))


def problem_with(condition: Any) -> str | None:
    """Why a condition cannot be saved, or None."""
    if not isinstance(condition, dict) or not isinstance(condition.get("field"), str):
        return "a condition needs field, operator and value"
    operators, _ = FIELDS.get(condition["field"], ((), None))
    if not operators:
        return f"{condition['field']} is not a field of conditions in this account"
    if condition.get("operator") not in operators:
        return f"{condition['field']} has no operator {condition.get('operator')}"
    if not isinstance(condition.get("value"), str | int | bool | None):
        return f"{condition['field']} needs one plain value"
    return None


def definitions() -> list[dict[str, Any]]:
    """What an account offers for conditions, in the shape of `/triggers/definitions`."""
    return [
        {
            "subject": name,
            "title": name.replace("_", " ").capitalize(),
            "type": "text" if operators == INCLUDING else "list",
            "group": "ticket",
            "nullable": name.endswith("_id"),
            "repeatable": True,
            "operators": [{"value": one, "title": one.replace("_", " "), "terminal": False} for one in operators],
            "values": [{"value": one, "title": one, "enabled": True} for one in OFFERED.get(name, ())],
        }
        for name, (operators, _) in FIELDS.items()
    ]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _attribute(name: str) -> Callable[[Update], Reading]:
    def read(update: Update) -> Reading:
        value = frozenset({_text(getattr(update.ticket, name))})
        return Reading(value, update.audit.change(name), SCALES.get(name, ()))

    return read


def _update_type(update: Update) -> Reading:
    return Reading(frozenset({"Create" if update.creating else "Change"}))


def _comment_is_public(update: Update) -> Reading:
    comment = update.audit.comment
    if comment is None:
        return Reading(frozenset())
    names = {"true", "requester_can_see_comment"} if comment.public else {"false"}
    return Reading(frozenset({*names, "not_relevant"}))


def _role(update: Update) -> Reading:
    actor = update.actor
    names = {"end_user"} if not actor.is_staff else {"agent", actor.role}
    return Reading(frozenset({*names, str(actor.id)}))


def _words(text: str) -> Reading:
    return Reading(frozenset(text.lower().split()))


FIELDS: dict[str, tuple[tuple[str, ...], Callable[[Update], Reading]]] = {
    "update_type": (EQUAL, _update_type),
    "comment_is_public": (EQUAL, _comment_is_public),
    "role": (EQUAL, _role),
    "status": ((*EQUAL, *ORDERED, *MOVED), _attribute("status")),
    "priority": ((*EQUAL, *ORDERED, *MOVED), _attribute("priority")),
    "type": ((*EQUAL, *MOVED), _attribute("type")),
    "requester_id": (EQUAL, _attribute("requester_id")),
    "assignee_id": ((*EQUAL, *MOVED), _attribute("assignee_id")),
    "group_id": ((*EQUAL, *MOVED), _attribute("group_id")),
    "brand_id": (EQUAL, _attribute("brand_id")),
    "organization_id": (EQUAL, _attribute("organization_id")),
    "current_tags": (INCLUDING, lambda update: Reading(frozenset(update.ticket.tags))),
    "via_id": (EQUAL, lambda update: Reading(frozenset({str(update.ticket.via.number)}))),
    "current_via_id": (EQUAL, lambda update: Reading(frozenset({str(update.via.number)}))),
    "ticket_is_public": (
        EQUAL,
        lambda update: Reading(frozenset({"public" if update.ticket.is_public else "private"})),
    ),
    "reopens": (("is", *ORDERED), _attribute("reopens")),
    "replies": (("is", *ORDERED), lambda update: Reading(frozenset({str(replies(update))}))),
    "subject_includes_word": (INCLUDING, lambda update: _words(update.ticket.subject or "")),
    "comment_includes_word": (
        INCLUDING,
        lambda update: _words(update.audit.comment.body if update.audit.comment else ""),
    ),
}
OFFERED: dict[str, tuple[str, ...]] = {
    "update_type": ("Create", "Change"),
    "comment_is_public": ("true", "false", "not_relevant", "requester_can_see_comment"),
    "role": ("end_user", "agent", "admin"),
    "status": STATUSES,
    "priority": SCALES["priority"],
    "type": ("question", "incident", "problem", "task"),
    "ticket_is_public": ("public", "private"),
    "requester_id": ("current_user", ""),
    "assignee_id": ("current_user", ""),
    "via_id": tuple(str(number) for number in VIA_IDS.values()),
    "current_via_id": tuple(str(number) for number in VIA_IDS.values()),
}


def replies(update: Update) -> int:
    """Public replies by agents so far (zendesk.md 3.5)."""
    users = update.account.users
    authors = (users.find(comment.author_id) for comment in update.ticket.comments if comment.public)
    return sum(1 for author in authors if author and author.is_staff)
