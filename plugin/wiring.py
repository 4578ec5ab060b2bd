"""The composition root: settings in, running pieces out. Everything that is joined is joined here."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugin.redis_connection import connect
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis import Redis

    from plugin.settings import Settings
    from plugin.store import Store
    from plugin.zendesk import ZendeskHelpdesk
    from suggestions.errors import HelpdeskRefused
    from suggestions.library.index import LibraryIndex
    from suggestions.model import TicketId
    from suggestions.ports import Embedder, Helpdesk, Neighbours, Records
    from suggestions.suggester import Suggester
    from webhooks.jobs import Outcome, Pieces

log = logging.getLogger(__name__)
QUEUE = "wellheard"
REFUSED_KEY = "wellheard:refused"
REFUSED_SECONDS = 24 * 3600


class NotRunning(Exception):
    """Something that must run does not; the sentence says how to start it."""


def now() -> datetime:
    return datetime.now(UTC)


def find_redis_url(settings: Settings) -> str:
    """The address set, or that of the embedded server running for this state folder."""
    if own := settings.redis_url.get_secret_value():
        return own
    from plugin.embedded_redis import find_running

    if url := find_running(settings.state_dir):
        return url
    raise NotRunning(
        "No Redis is running here. Start everything with: make run. Or set WELLHEARD_REDIS_URL to a server of yours."
    )


def open_redis(settings: Settings) -> Redis:
    return connect(find_redis_url(settings))


def open_store(settings: Settings) -> Store:
    """The store, its tables brought up to date."""
    from plugin.store import Store, migrate

    settings.state_dir.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_address)
    return Store(settings.database_address)


def open_helpdesk(settings: Settings, redis: Redis | None) -> ZendeskHelpdesk:
    """The account. Make it after any fork, one for each thread that writes. One read, to learn who we are."""
    from plugin.oauth_token import ClientCredentials, MemoryTokenCache, RedisTokenCache
    from plugin.zendesk import ZendeskHelpdesk

    if settings.uses_sandbox:
        raise NotRunning("No Zendesk account is set and no sandbox is running here. Start everything with: make run.")
    auth = ClientCredentials(
        settings.zendesk_url,
        settings.zendesk_client_id,
        settings.zendesk_client_secret.get_secret_value(),
        settings.zendesk_scope,
        RedisTokenCache(redis) if redis is not None else MemoryTokenCache(),
        now,
    )
    helpdesk = ZendeskHelpdesk(settings.zendesk_url, auth)
    helpdesk.fetch_own_user()
    return helpdesk


def open_embedder(settings: Settings, on_progress: Callable[[int, int], None] | None = None) -> Embedder:
    """With what was encoded before, where it can be kept: a machine that keeps nothing can read a story too."""
    from plugin.embedder import SentenceTransformerEmbedder
    from plugin.embedding_cache import CachedEmbedder
    from plugin.store.errors import StoreError

    model = SentenceTransformerEmbedder(settings.model)
    try:
        return CachedEmbedder(model, open_store(settings), on_progress)
    except (StoreError, OSError) as error:
        log.warning("nothing is kept between two runs: %s", error)
        return model


def open_index(
    settings: Settings, embedder: Embedder, on_progress: Callable[[int, int], None] | None = None
) -> LibraryIndex:
    """The team's library, or the starter one, with the vectors of its exemplars."""
    from suggestions.library.files import load_library
    from suggestions.library.index import LibraryIndex

    library = load_library(find_library(settings))
    if on_progress:
        on_progress(0, sum(len(r.exemplars) for r in library.responses))
    return LibraryIndex(library, embedder)


def find_library(settings: Settings) -> Path:
    import suggestions.library

    return Path(settings.library) if settings.library else Path(suggestions.library.__file__).parent / "starter"


def make_ticket_url(settings: Settings) -> Callable[[TicketId], str]:
    """Where an agent opens a ticket."""
    base = settings.zendesk_url
    return lambda ticket_id: f"{base}/agent/tickets/{ticket_id}"


def open_suggester(  # noqa: PLR0913, PLR0917  # the parts of one suggester, each of another kind
    settings: Settings,
    helpdesk: Helpdesk,
    embedder: Embedder,
    index: LibraryIndex,
    records: Records,
    neighbours: Neighbours | None = None,
    archive: Embedder | None = None,
) -> Suggester:
    from suggestions.drafting.router import load_router
    from suggestions.suggester import Suggester

    ticket_url = make_ticket_url(settings)
    rules = Rules(
        handoff_tags=settings.handoff_tags, prompt_only=settings.prompt_only,
        model_languages=frozenset(settings.model_languages.lower().replace(",", " ").split()),
    )  # fmt: skip
    router = load_router(Path(settings.frameworks)) if settings.frameworks else load_router()
    return Suggester(helpdesk, embedder, index, records, ticket_url, now, rules, neighbours, router, archive)


@dataclass
class WorkerPieces:
    """What a worker holds. The model and the index are made before the fork, the rest by the process that uses it."""

    settings: Settings
    embedder: Embedder
    index: LibraryIndex
    _suggester: Suggester | None = None
    _store: Store | None = None

    def suggest_and_deliver(self, ticket_id: TicketId, event_id: str) -> Outcome:
        """One job's work. Raises suggestions.errors."""
        from suggestions.model import Withheld
        from webhooks.jobs import Outcome

        suggester, store = self._open()
        answer = suggester.suggest_and_deliver(ticket_id, event_id)
        self._note_welcome()
        if isinstance(answer, Withheld):
            store.record_silence(ticket_id, str(answer.reason), event_id, now())
            log.info("ticket=%s event=%s outcome=withheld reason=%s", ticket_id, event_id, answer.reason)
            return Outcome("withheld", str(answer.reason))
        log.info("ticket=%s event=%s outcome=delivered ref=%s", ticket_id, event_id, answer.suggestion.reference)
        return Outcome("delivered", answer.suggestion.reference)

    def on_refused(self, refused: HelpdeskRefused) -> None:
        log.error("Zendesk refuses us, a person must act: %s", refused)
        open_redis(self.settings).set(REFUSED_KEY, str(refused)[:500], ex=REFUSED_SECONDS)

    def _note_welcome(self) -> None:
        """Zendesk let us work, so an earlier refusal is over."""
        from plugin.redis_connection import REDIS_IS_AWAY

        try:
            open_redis(self.settings).delete(REFUSED_KEY)
        except REDIS_IS_AWAY:
            log.info("Redis is away; the refusal, if any, stays on the health page")

    def _open(self) -> tuple[Suggester, Store]:
        if self._suggester is None or self._store is None:
            from plugin.embedding_cache import CachedEmbedder
            from plugin.neighbours import TeamNeighbours

            helpdesk = open_helpdesk(self.settings, open_redis(self.settings))
            self._store = open_store(self.settings)
            embedder = CachedEmbedder(self.embedder, self._store)
            neighbours = TeamNeighbours(self._store, embedder, self.index, now)
            self._suggester = open_suggester(
                self.settings, helpdesk, embedder.without_store(), self.index, self._store, neighbours, archive=embedder
            )
        return self._suggester, self._store


def make_pieces(worker: WorkerPieces) -> Pieces:
    from webhooks.jobs import Pieces

    return Pieces(worker.suggest_and_deliver, worker.on_refused)
