"""What Alembic runs. The transaction and its lock are the caller's (plugin.migrations.upgrade)."""

from __future__ import annotations

from alembic import context

from plugin.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite has it too, once BEGIN is said aloud (plugin.store.engine)
)
context.run_migrations()
