"""The net under lost deliveries: tickets changed lately that nobody has looked at since (zendesk.md 1.4)."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from plugin import wiring
from plugin.redis_connection import REDIS_IS_AWAY
from plugin.reminders import remind_once
from plugin.store.errors import StoreError
from suggestions.errors import HelpdeskError
from suggestions.model import Status
from suggestions.rules import Rules
from webhooks.errors import QueueUnavailable
from webhooks.inbox import Accepted, Inbox

if TYPE_CHECKING:
    from redis import Redis

    from plugin.settings import Settings
    from plugin.store import Store
    from plugin.zendesk import ZendeskHelpdesk

log = logging.getLogger(__name__)
MOST_TICKETS = 300
SWEPT_KEY = "wellheard:swept"
# a change may show in the list a little late (zendesk.md 3.4), and nobody wants a note on last month's ticket
OVERLAP, LONGEST_LOOKBACK = timedelta(minutes=10), timedelta(days=3)
OVER = frozenset({Status.SOLVED, Status.CLOSED, Status.DELETED})
LONGEST_PAUSE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Swept:
    """How many tickets were looked at, and how many were queued because nobody had seen their last change."""

    seen: int
    queued: int


def sweep_once(since: datetime, helpdesk: ZendeskHelpdesk, store: Store, inbox: Inbox) -> Swept:
    """One look. Raises suggestions.errors and QueueUnavailable."""
    tickets = helpdesk.fetch_updated_since(since, MOST_TICKETS)
    handled = store.find_handled([t.id for t in tickets])
    off = Rules().off_tag
    waiting = [
        t
        for t in tickets
        if t.status not in OVER and off not in t.tags and (t.id not in handled or handled[t.id] < t.updated_at)
    ]
    queued = sum(
        isinstance(inbox.enqueue(t.id, f"sweep-{t.id}-{int(t.updated_at.timestamp())}"), Accepted) for t in waiting
    )
    return Swept(len(tickets), queued)


def find_since(redis: Redis, now: datetime, settings: Settings) -> datetime:
    """How far back to look: the setting, or to the last sweep that worked when that is longer ago."""
    usual = now - timedelta(minutes=settings.sweep_lookback_minutes)
    last = redis.get(SWEPT_KEY)
    if not isinstance(last, bytes):
        return usual
    return max(min(usual, datetime.fromisoformat(last.decode()) - OVERLAP), now - LONGEST_LOOKBACK)


def run_sweep(settings: Settings, *, forever: bool) -> Swept:
    """Sweep once, or every few minutes until stopped. Trouble is logged and tried again at the next round."""
    helpdesk: ZendeskHelpdesk | None = None
    store: Store | None = None
    while True:
        swept, pause = Swept(0, 0), float(settings.sweep_seconds)
        try:
            redis = wiring.open_redis(settings)
            store = store or wiring.open_store(settings)
            helpdesk = helpdesk or wiring.open_helpdesk(settings, redis)
            started = wiring.now()
            since = find_since(redis, started, settings)
            swept = sweep_once(since, helpdesk, store, Inbox(redis, queue_name=wiring.QUEUE))
            redis.set(SWEPT_KEY, started.isoformat())
            if settings.promise_reminder_hours:
                remind_once(settings, helpdesk, store, wiring.now)
            log.info("swept %d tickets, queued %d", swept.seen, swept.queued)
        except (HelpdeskError, QueueUnavailable, StoreError, wiring.NotRunning, *REDIS_IS_AWAY) as error:
            if not forever:
                raise
            pause = min(max(pause, getattr(error, "retry_after", 0.0)), LONGEST_PAUSE_SECONDS)
            log.warning("sweep put off: %s", error)
        if not forever:
            return swept
        time.sleep(pause)
