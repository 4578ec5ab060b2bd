"""What the thinking needs from the outside, as shapes. The plugin room fills them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from suggestions.drafting.note import InternalNote
    from suggestions.model import Comment, CommentId, History, Ticket, TicketId, UserId
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.reminders import Remembered
    from suggestions.root_cause import Spread
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
        """The requester's other tickets, one page, newest first, archived ones included; none for a requester who is
        no longer there. One read.
        """
        ...

    def fetch_organization_tickets(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """The newest tickets of the ticket's organisation, whoever wrote them, newest first. One read."""
        ...

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """The comments of an earlier ticket. One read."""
        ...

    def post_internal_note(
        self, ticket: Ticket, note: InternalNote, tags: Sequence[str], drop: Collection[str] = ()
    ) -> CommentId | None:
        """Leave the note and the tags in one safe update, and take the tags of `drop` away that are not among them.
        Every other tag of the ticket stays. One write, never retried here.

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


class Neighbours(Protocol):
    """What this team's tickets look like to the model, so that two of them can be compared by their own measure."""

    def find(self) -> Neighbourhood:
        """The team's tickets and the library as they lie now; a little out of date is good enough."""
        ...

    def remember(self, texts: Sequence[str]) -> None:
        """These texts were tickets of this team. Only their vectors and hashes are kept."""
        ...


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

    def find_sentences(self, response_id: str, but: str = "") -> tuple[frozenset[str], ...]:
        """The sentences of each of the newest drafts of a response, as digests, that one suggestion left out."""
        ...

    def learn_promises(self, ticket_id: TicketId, found: Collection[Remembered]) -> None:
        """Remember where the ticket's promises stand, in place of what was remembered of it."""
        ...

    def count_repeaters(self, reason: str, since: datetime, but: UserId) -> Spread:
        """Who wrote, and who wrote again, about a contact reason since then; that one requester left out."""
        ...
