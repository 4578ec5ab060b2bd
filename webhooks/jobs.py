"""What a worker runs. The running pieces are put in by the composition root before the worker starts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rq.job import Retry, get_current_job

from suggestions.errors import HelpdeskBusy, HelpdeskRefused, TicketClosed, TicketGone
from suggestions.model import TicketId

if TYPE_CHECKING:
    from collections.abc import Callable

BUSY_LIMIT: Final = 1000
"""How often one job may be told to wait before it is called failed."""
LONGEST_WAIT_SECONDS: Final = 24 * 3600
UNTOLD_WAIT_SECONDS: Final = 60
"""Zendesk counts by the minute."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, in a word ("delivered", "withheld", "finished") and why; no words of a customer."""

    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pieces:
    """`suggest_and_deliver` does the work; `on_refused` tells health that a person must act."""

    suggest_and_deliver: Callable[[TicketId, str], Outcome]
    on_refused: Callable[[HelpdeskRefused], None]


class _Installed:
    pieces: Pieces | None = None


def install(pieces: Pieces) -> None:
    """Give this process its pieces. Call it once, before the worker takes a job."""
    _Installed.pieces = pieces


def suggest_reply(ticket_id: int, event_id: str) -> dict[str, str | int] | Retry:
    """Suggest for one ticket. Returns what RQ keeps as the result, ids and words of ours only.

    A busy helpdesk gives RQ's Retry, which leaves the retry table untouched; a refusing one fails the job at
    once. What else is raised goes through the retry table (webhooks.inbox.RETRY_SECONDS).
    """
    pieces = _Installed.pieces
    if pieces is None:
        raise RuntimeError("The worker was started without its pieces. Start it with: wellheard run")
    try:
        outcome = pieces.suggest_and_deliver(TicketId(ticket_id), event_id)
    except HelpdeskBusy as busy:
        return Retry(max=BUSY_LIMIT, interval=_seconds_to_wait(busy.retry_after))
    except (TicketGone, TicketClosed) as over:
        outcome = Outcome("finished", str(over))
    except HelpdeskRefused as refused:
        pieces.on_refused(refused)
        _use_up_retries()
        raise
    return {"ticket_id": ticket_id, "event_id": event_id, "state": outcome.state, "reason": outcome.reason}


def _seconds_to_wait(retry_after: float) -> int:
    """Never earlier than asked: RQ drops the fraction of the second it schedules for, hence one more."""
    if not math.isfinite(retry_after):
        return UNTOLD_WAIT_SECONDS
    return min(max(math.ceil(retry_after), 0) + 1, LONGEST_WAIT_SECONDS)


def _use_up_retries() -> None:
    job = get_current_job()
    if job is not None:
        job.retries_left = 0
