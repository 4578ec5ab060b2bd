"""The errors whose sentence is all a person needs."""

from __future__ import annotations


def expected_errors() -> tuple[type[Exception], ...]:
    """Gathered late: none of these modules loads the model, zenpy or SQLAlchemy."""
    from manifest.package import PackageUnfit
    from plugin.embedded_redis import EmbeddedRedisError
    from plugin.embedder import ModelMissing
    from plugin.launcher import AlreadyRunning, CannotStart
    from plugin.settings import SettingsError
    from plugin.store.errors import StoreError
    from plugin.story import StoryProblem
    from plugin.wiring import NotRunning
    from suggestions.errors import HelpdeskError
    from suggestions.library.marked import LibraryProblem
    from webhooks.errors import QueueUnavailable

    return (
        EmbeddedRedisError, ModelMissing, AlreadyRunning, CannotStart, SettingsError, StoreError, StoryProblem,
        PackageUnfit, NotRunning, HelpdeskError, LibraryProblem, QueueUnavailable,
    )  # fmt: skip
