"""Audits: what happened to a ticket, one for each update."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.zendesk import stamps
from sandbox.zendesk.comments import Comment, render_comment
from sandbox.zendesk.vias import Via


@dataclass
class Change:
    """A field that took another value; `previous` is absent on creation."""

    id: int
    field: str
    value: Any
    previous: Any = None
    created: bool = False

    def render(self) -> dict[str, Any]:
        shown = {"id": self.id, "type": "Create" if self.created else "Change", "field_name": self.field}
        shown["value"] = _as_text(self.value)
        if not self.created:
            shown["previous_value"] = _as_text(self.previous)
        return shown


@dataclass
class Audit:
    """One update: its author is the signed-in user, whatever author its comment shows (zendesk.md 2.4)."""

    id: int
    ticket_id: int
    author_id: int
    created_at: datetime
    via: Via
    metadata: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    comment: Comment | None = None

    def change(self, name: str) -> Change | None:
        """The last change of a field in this update."""
        return next((change for change in reversed(self.changes) if change.field == name), None)


def render_audit(audit: Audit) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    if audit.comment:
        events.append({key: value for key, value in render_comment(audit.comment).items() if key != "metadata"})
    events.extend(change.render() for change in audit.changes)
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "created_at": stamps.render(audit.created_at),
        "author_id": audit.author_id,
        "metadata": {"system": {"client": "sandbox"}, "custom": dict(audit.metadata)},
        "events": events,
        "via": audit.via.render(),
    }


def _as_text(value: Any) -> Any:
    """Audit values are strings, lists of strings or null, even for numbers."""
    if value is None or isinstance(value, list):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
