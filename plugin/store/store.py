"""The store: suggestions.ports.Records, silences and cached vectors over one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin.store import claims, records, vectors
from plugin.store.engine import for_writing, open_engine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from plugin.store.records import Recorded
    from suggestions.model import CommentId, TicketId, UserId
    from suggestions.suggestion import Suggestion


class Store:
    """Connects at first use; threads and forked processes may share one. Times are aware, times given back in UTC.

    The tables must be up to date (plugin.store.migrate sees to it). Every method may raise StoreError.
    """

    def __init__(self, address: str) -> None:
        self._engine = open_engine(address)
        self._writing = for_writing(self._engine)

    def close(self) -> None:
        """Close the idle connections; the next call opens new ones."""
        self._engine.dispose()

    def claim(self, ticket_id: TicketId, comment_id: int, owner: str, now: datetime) -> bool:
        """True when the (ticket, comment) is now the owner's to write: nobody had it, the owner had it already,
        or whoever had it let STALE_CLAIM pass. Never again once a suggestion was recorded for it.
        """
        with self._writing.begin() as connection:
            return claims.take_claim(connection, ticket_id, comment_id, owner, now)

    def release(self, ticket_id: TicketId, comment_id: int, owner: str) -> None:
        """Give a claim of this owner back, because nothing was posted under it."""
        with self._writing.begin() as connection:
            claims.give_claim_back(connection, ticket_id, comment_id, owner)

    def record(self, suggestion: Suggestion, note_comment_id: CommentId | None, now: datetime) -> None:
        """Remember a suggestion whose note is on the ticket. Recording the same reference again changes nothing,
        but for a note's id that was not known the first time.
        """
        with self._writing.begin() as connection:
            records.insert_suggestion(connection, suggestion, note_comment_id, now)

    def record_silence(self, ticket_id: TicketId, reason: str, owner: str, now: datetime) -> None:
        """Remember that the ticket was looked at and nothing was left on it."""
        with self._writing.begin() as connection:
            records.insert_silence(connection, ticket_id, reason, owner, now)

    def forget_tickets(self) -> None:
        """Forget every claim, suggestion and silence; cached vectors stay."""
        with self._writing.begin() as connection:
            records.delete_all(connection)

    def find_wordings_sent(self, requester_id: UserId, but: str = "") -> frozenset[str]:
        """The ids of wordings already suggested for this requester."""
        with self._engine.connect() as connection:
            return records.find_wordings_of(connection, requester_id, but)

    def count_wordings(self, since: datetime, but: str = "") -> dict[str, int]:
        """How often the team was offered each wording since then, that moment included."""
        with self._engine.connect() as connection:
            return records.count_wordings_since(connection, since, but)

    def find_handled(self, ticket_ids: Collection[TicketId]) -> dict[TicketId, datetime]:
        """When a suggestion or a silence was last recorded for each; tickets without either are left out."""
        with self._engine.connect() as connection:
            return records.find_latest(connection, ticket_ids)

    def find_by_reference(self, reference: str) -> Recorded | None:
        """The suggestion with this reference ("wh-" and ten hexadecimal digits)."""
        with self._engine.connect() as connection:
            return records.find_suggestion(connection, reference)

    def find_vectors(self, model: str, digests: Sequence[str]) -> dict[str, bytes]:
        """The cached vectors of one model by digest; what is not there is left out."""
        with self._engine.connect() as connection:
            return vectors.find_cached(connection, model, digests)

    def put_vectors(self, model: str, found: Mapping[str, bytes]) -> None:
        """Cache vectors by digest, all or none."""
        with self._writing.begin() as connection:
            vectors.put_cached(connection, model, found)
