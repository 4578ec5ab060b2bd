"""`wellheard worker`: load the model and the library once, then fork the workers that use them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from plugin import wiring
from plugin.embedder import SentenceTransformerEmbedder, limit_threads
from plugin.health import STARTING_KEY
from plugin.redis_connection import REDIS_IS_AWAY
from plugin.supervisor import Supervisor

if TYPE_CHECKING:
    from plugin.settings import Settings

log = logging.getLogger(__name__)
STARTING_SECONDS = 120


def run_worker(settings: Settings) -> int:
    """Work until told to stop; the exit status."""
    limit_threads()
    supervisor = Supervisor(
        wiring.find_redis_url(settings),
        wiring.QUEUE,
        processes=settings.worker_processes,
        prepare=lambda: _prepare(settings),
    )
    return supervisor.run()


def _prepare(settings: Settings) -> None:
    from plugin.embedding_cache import CachedEmbedder
    from webhooks import jobs

    _tell(settings, "Loading the model")
    embedder = SentenceTransformerEmbedder(settings.model)
    embedder.load()
    _tell(settings, "Reading the library")
    store = wiring.open_store(settings)
    cached = CachedEmbedder(
        embedder, store, on_progress=lambda done, total: _tell(settings, f"Reading the library: {done} of {total}")
    )
    index = wiring.open_index(settings, cached)
    # connections must not cross a fork; each worker opens its own
    store.close()
    jobs.install(wiring.make_pieces(wiring.WorkerPieces(settings, embedder, index)))


def _tell(settings: Settings, sentence: str) -> None:
    """For whoever waits for us: the demo and /healthz."""
    log.info("%s", sentence)
    try:
        wiring.open_redis(settings).set(STARTING_KEY, sentence, ex=STARTING_SECONDS)
    except REDIS_IS_AWAY:
        log.info("Redis is not there yet")
