"""What can go wrong with the helpdesk, named for the caller's next step (design.md, "Errors")."""

from __future__ import annotations


class HelpdeskError(Exception):
    """Anything the helpdesk could not do for us."""


class HelpdeskBusy(HelpdeskError):
    """Wait exactly `retry_after` seconds, then ask again."""

    def __init__(self, retry_after: float, sentence: str = "") -> None:
        super().__init__(sentence or f"The helpdesk asks us to wait {retry_after:g} seconds.")
        self.retry_after = retry_after


class HelpdeskUnavailable(HelpdeskError):
    """Back off and try again later."""


class HelpdeskRefused(HelpdeskError):
    """Stop: a person must act (a scope, a role, a secret). The sentence says what."""


class TicketGone(HelpdeskError):
    """The ticket was deleted, merged away or hidden: finish."""


class TicketClosed(HelpdeskError):
    """The ticket can no longer be updated: finish."""


class TicketMoved(HelpdeskError):
    """Somebody changed the ticket since we read it: read again and decide again."""
