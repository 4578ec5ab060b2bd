"""The store: suggestions.ports.Records, silences and cached vectors over one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin.store import claims, problems, promises, records, vectors
from plugin.store.engine import for_writing, open_engine

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from plugin.store.problems import Problem
    from plugin.store.records import Recorded
    from suggestions.model import CommentId, TicketId, UserId
    from suggestions.reminders import Remembered
    from suggestions.root_cause import Spread
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
        """Forget every claim, suggestion, silence and promise; cached vectors stay."""
        with self._writing.begin() as connection:
            records.delete_all(connection)

    def find_wordings_sent(self, requester_id: UserId, but: str = "") -> frozenset[str]:
        """The ids of wordings already suggested for this requester."""
        with self._engine.connect() as connection:
            return records.find_wordings_of(connection, requester_id, but)

    def find_sentences(self, response_id: str, but: str = "") -> tuple[frozenset[str], ...]:
        """The sentences of each of the newest drafts of a response, as digests."""
        with self._engine.connect() as connection:
            return records.find_sentences_of(connection, response_id, but)

    def count_wordings(self, since: datetime, but: str = "") -> dict[str, int]:
        """How often the team was offered each wording since then, that moment included."""
        with self._engine.connect() as connection:
            return records.count_wordings_since(connection, since, but)

    def count_repeaters(self, reason: str, since: datetime, but: UserId) -> Spread:
        """Who wrote, and who wrote again, about a contact reason since then; that one requester left out."""
        with self._engine.connect() as connection:
            return problems.count_spread(connection, reason, since, but)

    def find_problems(self, since: datetime) -> list[Problem]:
        """The contact reasons some customer wrote about again since then, most customers first."""
        with self._engine.connect() as connection:
            return problems.find_problems(connection, since)

    def count_repeats(self, since: datetime) -> int:
        """On how many tickets a customer wrote again since then, whatever about."""
        with self._engine.connect() as connection:
            return problems.count_repeats(connection, since)

    def learn_promises(self, ticket_id: TicketId, found: Collection[Remembered]) -> None:
        """Remember where promises stand on a ticket, in place of what was remembered of it; reminders stay recorded."""
        with self._writing.begin() as connection:
            promises.learn(connection, ticket_id, found)

    def find_due_promises(self, now: datetime, hours: int) -> list[Remembered]:
        """Those to be reminded of now, the most pressing first."""
        with self._engine.connect() as connection:
            return promises.find_due(connection, now, hours)

    def claim_promise(self, one: Remembered, owner: str, now: datetime) -> bool:
        """True when the reminder of this promise is now the owner's to write; never once it was recorded."""
        with self._writing.begin() as connection:
            return promises.claim(connection, one, owner, now)

    def release_promise(self, one: Remembered, owner: str) -> None:
        """Give a claim of this owner back, because nothing was posted under it."""
        with self._writing.begin() as connection:
            promises.release(connection, one, owner)

    def record_reminder(self, one: Remembered, now: datetime) -> None:
        """Remember that the reminder of this promise is on the ticket."""
        with self._writing.begin() as connection:
            promises.record(connection, one, now)

    def rest_promise(self, one: Remembered) -> None:
        """Leave this promise alone until its ticket changes and is learnt anew."""
        with self._writing.begin() as connection:
            promises.rest(connection, one, "resting")

    def find_reminded(self, ticket_id: TicketId) -> dict[tuple[CommentId, int], datetime]:
        """When each promise of a ticket was reminded of, by comment and place."""
        with self._engine.connect() as connection:
            return promises.find_reminded(connection, ticket_id)

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

    def note_seen(self, digests: Collection[str], now: datetime) -> None:
        """Remember that the texts with these digests were tickets of this team."""
        with self._writing.begin() as connection:
            vectors.note_seen(connection, digests, now)

    def find_seen(self, model: str, most: int) -> list[bytes]:
        """The cached vectors of the tickets' texts seen last, newest first."""
        with self._engine.connect() as connection:
            return vectors.find_seen(connection, model, most)

    def count_seen(self) -> int:
        """How many texts of tickets are remembered."""
        with self._engine.connect() as connection:
            return vectors.count_seen(connection)

    def forget_seen(self, before: datetime) -> None:
        """Forget the texts not seen since then; their vectors stay."""
        with self._writing.begin() as connection:
            vectors.forget_seen(connection, before)
