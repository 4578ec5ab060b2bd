"""Which texts this team has seen as tickets, by hash: their vectors are the neighbourhood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "seen_texts",
        sa.Column("digest", sa.Text),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_seen_texts"),
    )
    op.create_index("ix_seen_texts_seen_at", "seen_texts", ["seen_at"])


def downgrade() -> None:
    op.drop_table("seen_texts")
