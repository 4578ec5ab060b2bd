"""The sentences of each draft, as digests, so that the next one can sound unlike them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Drafts recorded before have none."""
    op.add_column("suggestions", sa.Column("sentences", sa.Text))
    op.create_index("ix_suggestions_response_id_created_at", "suggestions", ["response_id", "created_at"])
