"""The tables. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class UtcTime(TypeDecorator[datetime]):
    """An aware time in and an aware time in UTC out; SQLite keeps no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; the store takes aware times only")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# names that are the same on both databases, so that a migration can speak of them
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

claims = Table(
    "claims",
    metadata,
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    Column("comment_id", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", Text, nullable=False),
    Column("claimed_at", UtcTime, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("ticket_id", BigInteger, nullable=False),
    Column("comment_id", BigInteger, nullable=False),  # 0 when no comment was answered
    Column("requester_id", BigInteger, nullable=False, index=True),
    Column("note_comment_id", BigInteger),
    Column("created_at", UtcTime, nullable=False),
    Column("language", Text, nullable=False),
    Column("feeling", Text, nullable=False),
    Column("contact_count", Integer, nullable=False),
    Column("framework", Text),
    Column("reason", Text),  # the contact reason, when the match was sure
    Column("response_id", Text),
    Column("score", Float),
    Column("withheld_reason", Text),
    Column("facts", JSON, nullable=False),
    Column("sentences", Text),  # digests of the draft's sentences, parted by blanks
    Index(None, "ticket_id", "comment_id"),
    Index(None, "response_id", "created_at"),
    Index(None, "reason", "created_at"),
)

suggestion_wordings = Table(
    "suggestion_wordings",
    metadata,
    Column("reference", ForeignKey(suggestions.c.reference, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("wording_id", Text, nullable=False),
    Column("requester_id", BigInteger, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "requester_id", "wording_id"),
    Index(None, "created_at", "wording_id"),
)

silences = Table(
    "silences",
    metadata,
    # SQLite numbers rows by itself only where the type is exactly INTEGER
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("ticket_id", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("owner", Text, nullable=False),
    Index(None, "ticket_id", "created_at"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("model", Text, primary_key=True),
    Column("digest", Text, primary_key=True),  # SHA-256 of the text, hexadecimal
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
)

# what agents said would happen: where it stands on the ticket, and when it is due
promises = Table(
    "promises",
    metadata,
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    Column("comment_id", BigInteger, primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("act_by", UtcTime, index=True),
    Column("state", Text, nullable=False),
    Column("reminded_at", UtcTime),
    Column("claimed_by", Text),
    Column("claimed_at", UtcTime),
)

# texts that were tickets of this team; their vectors are among the embeddings
seen_texts = Table(
    "seen_texts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("seen_at", UtcTime, nullable=False, index=True),
)
