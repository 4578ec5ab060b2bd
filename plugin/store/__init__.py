"""What we did, kept in SQL: ids, scores, hashes and spans, never a customer's words.

Importing this package loads no SQLAlchemy: Store and migrate do, when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin.store.errors import StoreError, StoreRefused, StoreUnavailable

if TYPE_CHECKING:
    from plugin.store.store import Store

__all__ = ["Store", "StoreError", "StoreRefused", "StoreUnavailable", "migrate"]


def migrate(address: str) -> None:
    """Bring the tables at `sqlite:///file` or `postgresql://…` up to date; several processes may do so at once.

    Raises StoreRefused for a database newer than this program, and StoreError.
    """
    from plugin.migrations.upgrade import upgrade

    upgrade(address)


def __getattr__(name: str) -> object:
    if name == "Store":
        from plugin.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
