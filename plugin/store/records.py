"""Statements about what was suggested, and about when we kept silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, union_all, update

from plugin.store.dialects import in_chunks, insert_into
from plugin.store.tables import claims, promises, silences, suggestion_wordings, suggestions
from suggestions.drafting.sameness import digest_sentences
from suggestions.model import CommentId, TicketId, UserId

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from suggestions.suggestion import Suggestion


# drafts of one response that a new one is compared with
MOST_RECENT = 300


@dataclass(frozen=True, slots=True)
class Recorded:
    """One suggestion as it is kept. `comment_id` is 0 when it answered no comment; `score` is a cosine."""

    reference: str
    ticket_id: TicketId
    comment_id: CommentId
    requester_id: UserId
    note_comment_id: CommentId | None
    created_at: datetime
    language: str
    feeling: str
    contact_count: int
    framework: str | None
    reason: str | None
    response_id: str | None
    score: float | None
    withheld_reason: str | None
    wording_ids: tuple[str, ...]


def insert_suggestion(connection: Connection, suggestion: Suggestion, note_id: CommentId | None, now: datetime) -> None:
    """The first record of a reference stays; a later one only adds the note's id where it was not known."""
    row = _suggestion_row(suggestion, note_id, now)
    statement = insert_into(connection, suggestions).values(row).on_conflict_do_nothing()
    if connection.execute(statement.returning(suggestions.c.reference)).first() is None:
        unknown = (suggestions.c.reference == suggestion.reference, suggestions.c.note_comment_id.is_(None))
        connection.execute(update(suggestions).where(*unknown).values(note_comment_id=note_id))
        return
    wordings = _wording_rows(suggestion, now)
    if wordings:
        connection.execute(insert(suggestion_wordings), wordings)


def find_suggestion(connection: Connection, reference: str) -> Recorded | None:
    row = connection.execute(select(suggestions).where(suggestions.c.reference == reference)).mappings().first()
    if row is None:
        return None
    wordings = connection.scalars(
        select(suggestion_wordings.c.wording_id)
        .where(suggestion_wordings.c.reference == reference)
        .order_by(suggestion_wordings.c.position)
    )
    told = {name: row[name] for name in row if name not in {"facts", "sentences"}}
    return Recorded(wording_ids=tuple(wordings), **told)


def find_wordings_of(connection: Connection, requester_id: UserId, but: str) -> frozenset[str]:
    theirs = suggestion_wordings.c.requester_id == requester_id, suggestion_wordings.c.reference != but
    sent = select(suggestion_wordings.c.wording_id).where(*theirs)
    return frozenset(connection.scalars(sent))


def count_wordings_since(connection: Connection, since: datetime, but: str) -> dict[str, int]:
    wording_id = suggestion_wordings.c.wording_id
    lately = suggestion_wordings.c.created_at >= since, suggestion_wordings.c.reference != but
    counted = select(wording_id, func.count()).where(*lately).group_by(wording_id)
    return {row[0]: row[1] for row in connection.execute(counted)}


def find_sentences_of(connection: Connection, response_id: str, but: str) -> tuple[frozenset[str], ...]:
    theirs = suggestions.c.response_id == response_id, suggestions.c.reference != but, suggestions.c.sentences != ""
    newest = select(suggestions.c.sentences).where(*theirs).order_by(suggestions.c.created_at.desc()).limit(MOST_RECENT)
    return tuple(frozenset(told.split()) for told in connection.scalars(newest))


def insert_silence(connection: Connection, ticket_id: TicketId, reason: str, owner: str, now: datetime) -> None:
    connection.execute(insert(silences).values(ticket_id=ticket_id, reason=reason, owner=owner, created_at=now))


def delete_all(connection: Connection) -> None:
    for table in (suggestion_wordings, suggestions, silences, claims, promises):
        connection.execute(delete(table))


def find_latest(connection: Connection, ticket_ids: Collection[TicketId]) -> dict[TicketId, datetime]:
    """When each ticket last had a suggestion or a silence; tickets that never had one are left out."""
    latest: dict[TicketId, datetime] = {}
    for chunk in in_chunks(sorted(set(ticket_ids))):
        told = union_all(
            *(
                select(table.c.ticket_id, table.c.created_at).where(table.c.ticket_id.in_(chunk))
                for table in (suggestions, silences)
            )
        ).subquery()
        newest = select(told.c.ticket_id, func.max(told.c.created_at)).group_by(told.c.ticket_id)
        latest.update((TicketId(row[0]), row[1]) for row in connection.execute(newest))
    return latest


def _suggestion_row(suggestion: Suggestion, note_id: CommentId | None, now: datetime) -> dict[str, Any]:
    match, choice, withheld = suggestion.ranking.match, suggestion.choice, suggestion.withheld
    return {
        "reference": suggestion.reference,
        "ticket_id": suggestion.ticket.id,
        "comment_id": suggestion.comment.id if suggestion.comment else 0,
        "requester_id": suggestion.ticket.requester.id,
        "note_comment_id": note_id,
        "created_at": now,
        "language": suggestion.situation.language,
        "feeling": str(suggestion.situation.feeling),
        "contact_count": suggestion.ledger.contact_count,
        "framework": str(choice.framework) if choice else None,
        "reason": suggestion.reason,
        "response_id": match.response.id if match else None,
        "score": match.score if match else None,
        "withheld_reason": str(withheld.reason) if withheld else None,
        "facts": _fact_spans(suggestion),
        "sentences": " ".join(sorted(digest_sentences(suggestion.draft))) if suggestion.draft else None,
    }


def _fact_spans(suggestion: Suggestion) -> list[dict[str, str | int | None]]:
    """Where each known fact stands. Its words stay on the ticket."""
    return [
        {
            "name": fact.name,
            "kind": str(fact.kind),
            "ticket_id": fact.source.ticket_id,
            "comment_id": fact.source.comment_id,
            "start": fact.source.start,
            "end": fact.source.end,
        }
        for fact in suggestion.facts.values()
    ]


def _wording_rows(suggestion: Suggestion, now: datetime) -> list[dict[str, Any]]:
    passages = suggestion.draft.passages if suggestion.draft else ()
    return [
        {
            "reference": suggestion.reference,
            "position": position,
            "wording_id": passage.wording.id,
            "requester_id": suggestion.ticket.requester.id,
            "created_at": now,
        }
        for position, passage in enumerate(passages)
    ]
