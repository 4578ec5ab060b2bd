"""When a promise is about to fall due: what is remembered of it, whether a reminder is called for, and its words.

Only places and times are remembered. When the time comes the ticket is read again, the promise found again where it
stood, and judged anew.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from markupsafe import Markup

from suggestions.drafting.note import InternalNote, break_placeholders
from suggestions.drafting.pressing import quote_promise
from suggestions.model import CommentId, PromiseOwner, PromiseState, Status, TicketId
from suggestions.reading.numbers import say_date
from suggestions.reading.promises.due import find_zone
from suggestions.reading.promises.promises import find_promises

if TYPE_CHECKING:
    from collections.abc import Callable

    from suggestions.model import Promise, Ticket, UserId

MARK = re.compile(r"\bref (wp-[0-9a-f]{10})\b")
# a promise for a day is kept while people work
CLOSING = time(18)
LONGEST_OVERDUE = timedelta(days=1)
OVER = frozenset({Status.SOLVED, Status.CLOSED, Status.DELETED})
UNKEPT = frozenset({PromiseState.OPEN, PromiseState.BROKEN})
TO_DO = {
    "call": "Call {name}, or write {when} to say when you will.",
    "visit": "See that the visit is booked, or write {when} to say when it will be.",
    "refund": "See that the refund is made, or write {when} to say when it will be.",
    "replacement": "See that the replacement is on its way, or write {when} to say when it will be.",
    "delivery": "See where the delivery is, or write {when} to say when it will come.",
    "fix": "See that it is fixed, or write {when} to say when it will be.",
    "answer": "Write to {name}, even if only to say where it stands.",
    "item": "Send what was promised, or write {when} to say when it will come.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where a promise stands and when it is due, without its words. `act_by` is when whoever keeps it should have
    begun: the time named, or the end of the working day it is promised for.
    """

    ticket_id: TicketId
    comment_id: CommentId
    start: int
    end: int
    action: str
    made_at: datetime
    due_at: datetime | None
    act_by: datetime | None
    state: PromiseState


class Why(StrEnum):
    """Why no reminder is left. `final`: until the ticket changes there is nothing more to look at."""

    REMINDED = "reminded already"
    OVER = "the ticket is over"
    MUTED = "the ticket is muted"
    NOT_FOUND = "the promise is not there any more, or was made anew"
    KEPT = "the record shows that it was kept"
    AUTOMATIC = "a machine wrote it"
    NOT_YET = "it is not time yet"
    TOO_LATE = "it was due more than a day ago"

    @property
    def final(self) -> bool:
        return self is not Why.NOT_YET


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder is called for. `reference` is the same for the same promise, whenever it is made."""

    promise: Promise
    reference: str


def remember_promises(ticket: Ticket, now: datetime) -> tuple[Remembered, ...]:
    """What is to be remembered of one ticket's promises."""
    return tuple(
        Remembered(
            p.source.ticket_id, p.source.comment_id, p.source.start, p.source.end, p.action, p.made_at, p.due_at,
            find_act_by(p), p.state,
        )
        for p in find_promises([ticket], now)
        if p.source.comment_id is not None
    )  # fmt: skip


def find_act_by(promise: Promise) -> datetime | None:
    """The time named; for a day without an hour the end of its working hours, where it was made before that."""
    if promise.due_at is None:
        return None
    local = promise.due_at.astimezone(find_zone(promise.time_zone))
    closing = datetime.combine(local.date(), CLOSING, local.tzinfo).astimezone(promise.due_at.tzinfo)
    return closing if promise.made_at < closing < promise.due_at else promise.due_at


def find_remind_at(made_at: datetime, act_by: datetime, hours: int) -> datetime:
    """So many hours before; halfway there for what is promised sooner than twice that."""
    return max(act_by - timedelta(hours=hours), made_at + (act_by - made_at) / 2)


def decide(  # noqa: PLR0913, PLR0917  # what a decision rests on, and nothing else
    one: Remembered, ticket: Ticket, own_user_id: UserId | None, hours: int, now: datetime, off_tag: str
) -> Reminder | Why:
    """Judge a remembered promise on its ticket as it is now."""
    if ticket.status in OVER:
        return Why.OVER
    if off_tag in ticket.tags:
        return Why.MUTED
    reference = make_promise_reference(one)
    if reference in find_promise_references(ticket, own_user_id):
        return Why.REMINDED
    promise = next((p for p in find_promises([ticket], now) if _is_same(p, one)), None)
    act_by = find_act_by(promise) if promise else None
    if promise is None or promise.due_at is None or act_by is None:
        return Why.NOT_FOUND
    checks = (
        (promise.state not in UNKEPT, Why.KEPT),
        (promise.owner is PromiseOwner.AUTOMATIC, Why.AUTOMATIC),
        (now - promise.due_at > LONGEST_OVERDUE, Why.TOO_LATE),
        (find_remind_at(promise.made_at, act_by, hours) > now, Why.NOT_YET),
    )
    return next((why for holds, why in checks if holds), Reminder(promise, reference))


def make_promise_reference(one: Remembered) -> str:
    """The mark of the reminder of this promise."""
    key = f"promise:{one.ticket_id}:{one.comment_id}:{one.start}"
    return f"wp-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def find_promise_references(ticket: Ticket, own_user_id: UserId | None) -> frozenset[str]:
    """The marks of our own reminders on the ticket. What a requester types is never one."""
    return frozenset(
        match[1]
        for c in ticket.comments
        if not c.public and (c.author.id == own_user_id if own_user_id else c.author.role.is_staff)
        for match in MARK.finditer(c.body)
    )


def render_reminder(
    reminder: Reminder, ticket: Ticket, ticket_url: Callable[[TicketId], str], now: datetime
) -> InternalNote:
    """Two lines: who promised what and when it is due; what would keep it."""
    promise = reminder.promise
    said, to_do = say_due(promise, now), say_to_do(promise, ticket, now)
    foot = f"Wellheard, for the agent only. Nothing was sent. ref {reminder.reference}"
    url = ticket_url(promise.source.ticket_id)
    html = "\n".join((
        Markup('<p><strong>{}</strong> {} (<a href="{}">#{}</a>)</p>').format(*said, url, promise.source.ticket_id),
        Markup("<p>{}</p>").format(to_do),
        Markup("<p><em>{}</em></p>").format(foot),
    ))  # fmt: skip
    text = f"{said[0]} {said[1]} (#{promise.source.ticket_id}, {url})\n{to_do}\n\n{foot}"
    return InternalNote(break_placeholders(html), text, reminder.reference)


def say_due(promise: Promise, now: datetime) -> tuple[str, str]:
    """(`Promise due today.`, who said what and when), on the clock of whoever promised."""
    zone = find_zone(promise.time_zone)
    today, made = now.astimezone(zone), promise.made_at.astimezone(zone)
    due = promise.due_at.astimezone(zone) if promise.due_at else today
    days = (due.date() - today.date()).days
    day = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days, f"on {say_date(due, today)}")
    hour = "" if due.time() >= time(23, 59) else f" by {due:%H:%M}"
    who = promise.made_by.split()[0] if promise.made_by.split() else "An agent"
    verb = "fell" if due < today else "falls"
    return f"A promise {verb} due {day}{hour}.", f"{who} wrote on {say_date(made, today)}: “{quote_promise(promise)}”."


def say_to_do(promise: Promise, ticket: Ticket, now: datetime) -> str:
    """What would keep it, as an instruction to whoever reads the ticket."""
    zone = find_zone(promise.time_zone)
    due = (promise.due_at or now).astimezone(zone)
    when = "today" if due.date() <= now.astimezone(zone).date() else "before then"
    name = ticket.requester.name.split()[0] if ticket.requester.name.split() else "them"
    return TO_DO.get(promise.action, TO_DO["fix"]).format(name=name, when=when)


def _is_same(promise: Promise, one: Remembered) -> bool:
    """The same place of the same comment. A span may move when a redaction changes what stands before it."""
    source = promise.source
    touches = source.start < one.end and one.start < source.end
    return source.comment_id == one.comment_id and promise.action == one.action and touches
