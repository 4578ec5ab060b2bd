"""Merging tickets: the source closes and both say so privately (zendesk.md 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.zendesk.errors import invalid
from sandbox.zendesk.ticket_input import CommentInput, TicketInput
from sandbox.zendesk.updates import update_ticket
from sandbox.zendesk.vias import Via

if TYPE_CHECKING:
    from sandbox.zendesk.account import Account
    from sandbox.zendesk.errors import Json
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User


@dataclass(frozen=True)
class Merge:
    """Into `target`, by `actor`; comments left out are worded for them."""

    target: Ticket
    actor: User
    source_comment: Any = None
    target_comment: Any = None

    def take_in(self, account: Account, source_id: int) -> Json:
        """Merge one ticket in. Raises 404 and 422 like any update."""
        source, target = account.ticket(source_id), self.target
        if source is target:
            raise invalid("base", "Merge: a ticket cannot be merged into itself")
        if target.closed:
            raise invalid("status", "Status: closed prevents ticket update", "ValidationError")
        closing = f"This request was closed and merged into request #{target.id} {target.subject!r}."
        telling = f"Request #{source.id} {source.subject!r} was closed and merged into this request."
        self._note(account, source, target, self.source_comment or closing, closing=True)
        self._note(account, target, source, self.target_comment or telling)
        return {"id": source.id, "action": "merge", "status": "Merged"}

    def _note(self, account: Account, ticket: Ticket, other: Ticket, text: Any, *, closing: bool = False) -> None:
        given = TicketInput(comment=CommentInput(body=str(text), public=False))
        if closing:
            given = given.model_copy(update={"status": "closed", "additional_tags": ["closed_by_merge"]})
        via = Via("merge", "merge", {"ticket_id": other.id, "subject": other.subject})
        update_ticket(account, ticket, given, self.actor, via=via)
