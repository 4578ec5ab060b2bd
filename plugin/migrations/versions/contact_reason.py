"""The contact reason of a suggestion, so that problems many customers share can be counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Suggestions recorded before have none: what was sure then is not known any more."""
    op.add_column("suggestions", sa.Column("reason", sa.Text))
    op.create_index("ix_suggestions_reason_created_at", "suggestions", ["reason", "created_at"])
