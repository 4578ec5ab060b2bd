"""What the thinking needs from the outside, as shapes. The plugin room fills them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from suggestions.drafting.note import InternalNote
    from suggestions.model import Comment, CommentId, History, Ticket, TicketId, UserId
    from suggestions.suggestion import Suggestion


class Helpdesk(Protocol):
    """The tickets. No argument here can express a public reply.

    Every call may raise the errors of suggestions.errors.
    """

    @property
    def own_user_id(self) -> UserId | None:
        """Who we are there, when known; our own comments are recognised by it."""
        ...

    def fetch_ticket(self, ticket_id: TicketId) -> Ticket:
        """The ticket with its requester and comments, as it is now. Two reads."""
        ...

    def fetch_history(self, ticket: Ticket) -> History:
        """The requester's other tickets, one page, newest first, archived ones included. One read."""
        ...

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """The comments of an earlier ticket. One read."""
        ...

    def post_internal_note(self, ticket: Ticket, note: InternalNote, tags: Sequence[str]) -> CommentId | None:
        """Leave the note and the tags in one safe update. One write, never retried here.

        Raises TicketMoved when the ticket changed since it was read, TicketClosed, TicketGone.
        Returns the id of the new comment when the helpdesk told it.
        """
        ...


class Embedder(Protocol):
    """Texts to unit vectors. One row a text; float32; the same text always gives the same row."""

    @property
    def name(self) -> str:
        """The model, its version and the way it is run: vectors of two names never meet."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Records(Protocol):
    """What we did, for ever: claims against doubled notes, and the wordings a customer has had."""

    def claim(self, ticket_id: TicketId, comment_id: int, owner: str, now: datetime) -> bool:
        """True when this (ticket, comment) has no note yet and is now the owner's to write.

        The same owner may take its claim again, and anybody may take one that has gone stale.
        """
        ...

    def release(self, ticket_id: TicketId, comment_id: int, owner: str) -> None:
        """Give a claim of this owner back, because nothing was posted under it."""
        ...

    def record(self, suggestion: Suggestion, note_comment_id: CommentId | None, now: datetime) -> None: ...

    def find_wordings_sent(self, requester_id: UserId, but: str = "") -> frozenset[str]:
        """The ids of wordings already suggested for this requester, but for the suggestion of this reference."""
        ...

    def count_wordings(self, since: datetime, but: str = "") -> dict[str, int]:
        """How often the team was offered each wording since then, that one suggestion left out."""
        ...
