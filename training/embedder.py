"""The model the weights are learnt on: the product's own, its vectors kept in the store so that a text is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin import wiring
from plugin.embedder import SentenceTransformerEmbedder, limit_threads
from plugin.embedding_cache import CachedEmbedder
from plugin.settings import Settings

if TYPE_CHECKING:
    from suggestions.ports import Embedder


def open_embedder() -> tuple[Embedder, str]:
    """The embedder, and its name without a version, as weights have it."""
    settings = Settings()
    limit_threads(2)
    encoder = SentenceTransformerEmbedder(settings.model)
    return CachedEmbedder(encoder, wiring.open_store(settings)), encoder.name.split("-0.")[0]
