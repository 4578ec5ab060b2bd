"""Promises: where they stand, when they are due, and when they were reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from datetime import datetime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "promises",
        sa.Column("ticket_id", sa.BigInteger, autoincrement=False),
        sa.Column("comment_id", sa.BigInteger, autoincrement=False),
        sa.Column("start", sa.Integer, autoincrement=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        _time("made_at", nullable=False),
        _time("due_at"),
        _time("act_by"),
        sa.Column("state", sa.Text, nullable=False),
        _time("reminded_at"),
        sa.Column("claimed_by", sa.Text),
        _time("claimed_at"),
        sa.PrimaryKeyConstraint("ticket_id", "comment_id", "start", name="pk_promises"),
    )
    op.create_index("ix_promises_act_by", "promises", ["act_by"])


def _time(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
