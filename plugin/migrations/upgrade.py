"""Bring a database to the newest step, once, however many processes start together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from plugin.store.engine import for_writing, open_engine
from plugin.store.errors import StoreRefused

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_LOCK: Final = 0x77656C6C68
"""Any number nobody else uses in the same PostgreSQL database."""


def upgrade(address: str) -> None:
    """All steps in one transaction. Raises StoreRefused for a database newer than this program, StoreError."""
    engine = open_engine(address)
    try:
        # on SQLite a writing transaction is the lock
        with for_writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            config = make_config(connection)
            _refuse_newer(connection, ScriptDirectory.from_config(config))
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def make_config(connection: Connection) -> Config:
    """Alembic's settings without a file of them."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refuse_newer(connection: Connection, steps: ScriptDirectory) -> None:
    known = {step.revision for step in steps.walk_revisions()}
    unknown = sorted(set(MigrationContext.configure(connection).get_current_heads()) - known)
    if unknown:
        raise StoreRefused(
            f"The database was last used by a newer Wellheard (its tables are at step {unknown[0]}, which this one "
            "does not know). Install that version again, or put back the backup made before it."
        )
