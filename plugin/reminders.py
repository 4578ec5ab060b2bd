"""One internal note before a promise falls due, by the sweep (docs/promises.md).

The same guards as for suggestions: a claim in the store, so that of two sweeps one writes; a safe update that is never
repeated; and our mark on the ticket, by which a note whose answer was lost is recognised.
"""

from __future__ import annotations

import logging
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugin import wiring
from suggestions.errors import TicketClosed, TicketGone, TicketMoved
from suggestions.reminders import Why, decide, remember_promises, render_reminder
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from plugin.settings import Settings
    from plugin.store import Store
    from suggestions.ports import Helpdesk
    from suggestions.reminders import Remembered

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many promises were looked at because their time came, and how many notes were left."""

    seen: int
    posted: int


def remind_once(settings: Settings, helpdesk: Helpdesk, store: Store, clock: Callable[[], datetime]) -> Reminded:
    """One look at what falls due. Two reads a promise, one write a reminder. Raises suggestions.errors, StoreError."""
    owner = f"{socket.gethostname()}-{os.getpid()}"
    due = store.find_due_promises(clock(), settings.promise_reminder_hours)
    posted = sum(_remind(one, owner, settings, helpdesk, store, clock) for one in due)
    if due:
        log.info("looked at %d promises that fall due, reminded of %d", len(due), posted)
    return Reminded(len(due), posted)


def _remind(  # noqa: PLR0913, PLR0917  # what one reminder needs, each from somebody else
    one: Remembered,
    owner: str,
    settings: Settings,
    helpdesk: Helpdesk,
    store: Store,
    clock: Callable[[], datetime],
) -> bool:
    """Whether a note was left. The claim comes first; it stays when nobody knows what became of the write."""
    if not store.claim_promise(one, owner, clock()):
        return False
    try:
        ticket = helpdesk.fetch_ticket(one.ticket_id)
        rules, now = Rules(), clock()
        decided = decide(one, ticket, helpdesk.own_user_id, settings.promise_reminder_hours, now, rules.off_tag)
        if isinstance(decided, Why):
            store.learn_promises(ticket.id, remember_promises(ticket, now))
            _leave(one, decided, owner, store, now)
            return False
        note = render_reminder(decided, ticket, wiring.make_ticket_url(settings), now)
        helpdesk.post_internal_note(ticket, note, (rules.tag,))
    except TicketMoved:
        # it is read again at the next sweep
        store.release_promise(one, owner)
        return False
    except (TicketClosed, TicketGone) as over:
        log.info("no reminder on ticket %s: %s", one.ticket_id, over)
        store.rest_promise(one)
        return False
    store.record_reminder(one, clock())
    log.info("ticket=%s outcome=reminded ref=%s", one.ticket_id, decided.reference)
    return True


def _leave(one: Remembered, why: Why, owner: str, store: Store, now: datetime) -> None:
    log.info("ticket=%s outcome=not reminded: %s", one.ticket_id, why)
    if why is Why.REMINDED:
        store.record_reminder(one, now)
    elif why.final:
        store.rest_promise(one)
    else:
        store.release_promise(one, owner)
