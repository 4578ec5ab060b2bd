"""Whether a promise was kept, as far as the record shows it.

Kept when something either side wrote later shows it; late when that was after its time; broken when its time is past
and nothing shows it, or the customer says that nobody did; open otherwise. What shows it is data (state.yaml).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from suggestions.model import PromiseState
from suggestions.reading.promises.statements import split_statements
from suggestions.reading.text import clean_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import Comment, Ticket

WORDS = Path(__file__).with_name("state.yaml")
# said a little after its time it may well have been done in time
GRACE = timedelta(days=1)
# a replacement is delivered, and what was delivered may have been one
SENT, SHOWS_DONE = ("replacement", "delivery"), frozenset({"done", "came"})
UNDATED_GRACE = timedelta(days=7)


def judge(
    action: str, due_at: datetime | None, reply: Comment, tickets: Sequence[Ticket], now: datetime
) -> tuple[PromiseState, bool]:
    """The state at `now`, and whether it is certain: a broken one is when the customer says so, or when an answer was
    promised and the record, which would hold it, has none.
    """
    later = sorted(
        (c for t in tickets for c in t.comments if c.public and reply.created_at < c.created_at <= now),
        key=lambda c: c.created_at,
    )
    shown_at = _find_kept(action, later)
    denied_at = _find_denied(action, due_at, later)
    if shown_at and not (denied_at and denied_at > shown_at[0]):
        late = due_at is not None and _is_late(*shown_at, due_at)
        return (PromiseState.LATE if late else PromiseState.KEPT), True
    if shown_at:
        # done, says the one; it did not come, says the other: nobody knows
        return PromiseState.OPEN if due_at is None or now <= due_at else PromiseState.BROKEN, False
    if denied_at:
        return PromiseState.BROKEN, True
    from_requester = [c for c in later if not c.author.role.is_staff]
    if due_at is None:
        waited = bool(from_requester) and from_requester[-1].created_at - reply.created_at > UNDATED_GRACE
        return (PromiseState.BROKEN, action == "answer") if waited else (PromiseState.OPEN, True)
    if now <= due_at:
        return PromiseState.OPEN, True
    return PromiseState.BROKEN, action == "answer" and bool(from_requester)


def _find_kept(action: str, later: Sequence[Comment]) -> tuple[datetime, str | None] | None:
    """When the record first shows that it was done, and the customer's sentence where it is theirs."""
    for comment in later:
        if comment.author.role.is_staff:
            if action == "answer" or _says("done", action, comment):
                return comment.created_at, None
        elif said := _says("came", action, comment):
            return comment.created_at, said
    return None


def _is_late(shown_at: datetime, said: str | None, due_at: datetime) -> bool:
    """Staff write of it when they do it; customers may thank for it any time later, unless they say "finally"."""
    if said is None:
        return shown_at > due_at + GRACE
    return shown_at > due_at and bool(_pattern("late").search(said))


def _find_denied(action: str, due_at: datetime | None, later: Sequence[Comment]) -> datetime | None:
    """When the customer last said, after its time, that it was not done."""
    told = [
        c.created_at
        for c in later
        if not c.author.role.is_staff and (due_at is None or c.created_at > due_at) and _denies(action, c)
    ]
    return told[-1] if told else None


def _says(kind: str, action: str, comment: Comment) -> str:
    """The sentence that says it and does not take it back; empty when there is none."""
    told = (w for w in _sentences(comment) if _action_pattern(kind, action).search(w))
    return next((words for words in told if not _pattern("not").search(words)), "")


def _denies(action: str, comment: Comment) -> bool:
    return any(_action_pattern("missing", action).search(words) for words in _sentences(comment))


def _sentences(comment: Comment) -> list[str]:
    return [s.words for s in split_statements(clean_body(comment.body))]


@cache
def _action_pattern(kind: str, action: str) -> re.Pattern[str]:
    told = _read()[kind]
    assert isinstance(told, dict)
    actions = SENT if kind in SHOWS_DONE and action in SENT else (action,)
    lines = [line for name in (*actions, "any") for line in told.get(name, "").splitlines() if line]
    return _compile("|".join(lines))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    told = _read()[name]
    assert isinstance(told, str)
    return _compile("|".join(told.splitlines()))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?=n't))(?:{pattern})(?!\w)", re.IGNORECASE)


@cache
def _read() -> dict[str, dict[str, str] | str]:
    found: dict[str, dict[str, str] | str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found
