"""Claims, suggestions, silences and embeddings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from datetime import datetime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("ticket_id", sa.BigInteger, autoincrement=False),
        sa.Column("comment_id", sa.BigInteger, autoincrement=False),
        sa.Column("owner", sa.Text, nullable=False),
        _time("claimed_at"),
        sa.PrimaryKeyConstraint("ticket_id", "comment_id", name="pk_claims"),
    )
    _create_suggestions()
    op.create_table(
        "silences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=True),
        sa.Column("ticket_id", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        _time("created_at"),
        sa.Column("owner", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_silences"),
    )
    op.create_index("ix_silences_ticket_id_created_at", "silences", ["ticket_id", "created_at"])
    op.create_table(
        "embeddings",
        sa.Column("model", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("model", "digest", name="pk_embeddings"),
    )


def _create_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("reference", sa.Text),
        sa.Column("ticket_id", sa.BigInteger, nullable=False),
        sa.Column("comment_id", sa.BigInteger, nullable=False),
        sa.Column("requester_id", sa.BigInteger, nullable=False),
        sa.Column("note_comment_id", sa.BigInteger),
        _time("created_at"),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("feeling", sa.Text, nullable=False),
        sa.Column("contact_count", sa.Integer, nullable=False),
        sa.Column("framework", sa.Text),
        sa.Column("response_id", sa.Text),
        sa.Column("score", sa.Float),
        sa.Column("withheld_reason", sa.Text),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_suggestions"),
    )
    op.create_index("ix_suggestions_requester_id", "suggestions", ["requester_id"])
    op.create_index("ix_suggestions_ticket_id_comment_id", "suggestions", ["ticket_id", "comment_id"])
    op.create_table(
        "suggestion_wordings",
        sa.Column("reference", sa.Text),
        sa.Column("position", sa.Integer, autoincrement=False),
        sa.Column("wording_id", sa.Text, nullable=False),
        sa.Column("requester_id", sa.BigInteger, nullable=False),
        _time("created_at"),
        sa.PrimaryKeyConstraint("reference", "position", name="pk_suggestion_wordings"),
        sa.ForeignKeyConstraint(
            ["reference"], ["suggestions.reference"], name="fk_suggestion_wordings_reference", ondelete="CASCADE"
        ),
    )
    for columns in (["requester_id", "wording_id"], ["created_at", "wording_id"]):
        op.create_index(f"ix_suggestion_wordings_{'_'.join(columns)}", "suggestion_wordings", columns)


def _time(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
