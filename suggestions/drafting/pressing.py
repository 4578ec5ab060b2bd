"""The promise a note speaks of first: broken, about to fall due, or kept late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from suggestions.handoff import find_obstacle
from suggestions.model import PromiseOwner, PromiseState
from suggestions.reading.numbers import say_date, say_times
from suggestions.reading.promises.due import find_zone

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.model import Promise
    from suggestions.suggestion import Suggestion

QUOTE_LENGTH = 110
DUE_SOON = timedelta(days=1)
NOT_SHOWN = "Nothing in the record shows it was kept."


def find_pressing(suggestion: Suggestion) -> Promise | None:
    """The promise to speak of before anything else: the newest broken one, then the next that falls due within a day,
    then the newest that was kept late.
    """
    now, promises = suggestion.situation.written_at, suggestion.ledger.promises
    if find_obstacle(suggestion.signs) or suggestion.ledger.machine_tickets:
        return None
    due = [p for p in promises if p.state is PromiseState.OPEN and _falls_due_soon(p, now)]
    broken, late = ([p for p in promises if p.state is state] for state in (PromiseState.BROKEN, PromiseState.LATE))
    return (
        max(broken, key=lambda p: p.made_at, default=None)
        or min(due, key=lambda p: p.due_at or now, default=None)
        or max(late, key=lambda p: p.made_at, default=None)
    )


def _falls_due_soon(promise: Promise, now: datetime) -> bool:
    """Today or tomorrow, on the clock of whoever promised."""
    return promise.due_on is not None and promise.due_on - _on_clock(now, promise).date() <= DUE_SOON


def say_pressing(suggestion: Suggestion) -> tuple[str, str]:
    """The pressing promise as (the bold sentence, the rest); two empty texts where there is none."""
    promise = find_pressing(suggestion)
    return say_promise(promise, suggestion.situation.written_at) if promise else ("", "")


def say_promise(promise: Promise, now: datetime) -> tuple[str, str]:
    """What it is, who said what and when; then what the record shows. Days are those of the agent's clock."""
    today = _on_clock(now, promise)
    due = _on_clock(promise.due_at, promise) if promise.due_at else None
    who = promise.made_by.split()[0] if promise.made_by.split() else "An agent"
    who = "An automatic message" if promise.owner is PromiseOwner.AUTOMATIC else who
    made = _on_clock(promise.made_at, promise)
    again = {1: "", 2: ", promised twice"}.get(promise.times, f", promised {say_times(promise.times)}")
    head = (
        f"{_name_state(promise, due, today)}{again}: {who} said on {say_date(made, today)} “{quote_promise(promise)}”."
    )
    fell_due = f"It was due {say_date(due, today)}" if due and due.date() != made.date() else ""
    if promise.state is PromiseState.BROKEN:
        shown = "They write that it was not kept." if promise.certain and promise.action != "answer" else NOT_SHOWN
        return head, f"{fell_due}. {shown}" if fell_due else shown
    if promise.state is PromiseState.LATE:
        return head, f"{fell_due or 'It was due the same day'} and was kept after that."
    return head, "" if due is None or due.date() == today.date() else f"Due {say_date(due, today)}."


def _name_state(promise: Promise, due: datetime | None, today: datetime) -> str:
    if promise.state is not PromiseState.OPEN:
        return "Broken promise" if promise.state is PromiseState.BROKEN else "Promise kept late"
    days = (due.date() - today.date()).days if due else None
    return {0: "Promise due today", 1: "Promise due tomorrow", None: "Promise without a date"}.get(days, "Open promise")


def quote_promise(promise: Promise) -> str:
    """Its words, cut to what a line of a note holds."""
    words = promise.quote
    if len(words) > QUOTE_LENGTH:
        words = words[:QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    return words.rstrip(".")


def _on_clock(moment: datetime, promise: Promise) -> datetime:
    return moment.astimezone(find_zone(promise.time_zone))
