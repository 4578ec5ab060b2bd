"""Many customers repeat one problem: then it is the problem that must be mended, not the reply.

A problem is a contact reason, and only contacts whose words lay near enough to one response of that reason to be
sure of it are counted. People are counted, not tickets: a mailbox that writes a hundred times is one of them.
docs/handoff.md, "Root cause", says it for a lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.model import TicketId
    from suggestions.rules import Rules


PRAISE: Final = "praise."


@dataclass(frozen=True, slots=True)
class Spread:
    """Who wrote about one contact reason since some day, as the records know it.

    `repeaters` are the different customers who wrote about it again, `requesters` all the different customers;
    `first_at` is when the first of them wrote, `newest` the tickets on which somebody wrote again, newest first.
    """

    repeaters: int = 0
    requesters: int = 0
    first_at: datetime | None = None
    newest: tuple[TicketId, ...] = ()


@dataclass(frozen=True, slots=True)
class RootCause:
    """A problem that so many of the customers who wrote about it since `first_at` had to write about again.

    `tickets` are those of other customers, newest first.
    """

    reason: str
    repeaters: int
    requesters: int
    first_at: datetime
    tickets: tuple[TicketId, ...]


def find_root_cause(reason: str, others: Spread, rules: Rules, *, is_repeat: bool) -> RootCause | None:
    """The root cause to suspect behind a contact about this reason, or None.

    `others` leaves the present customer out; they count once, and among the repeaters if `is_repeat`.
    """
    repeaters, requesters = others.repeaters + is_repeat, others.requesters + 1
    if others.first_at is None or not is_suspected(reason, repeaters, requesters, rules):
        return None
    return RootCause(reason, repeaters, requesters, others.first_at, others.newest)


def is_suspected(reason: str, repeaters: int, requesters: int, rules: Rules) -> bool:
    """Enough different people for chance to be unlikely, and a large enough share of those who wrote about it:
    a busy team always has some who write twice about the commonest question. Praise is no problem, however often.
    """
    enough = repeaters >= rules.root_cause_requesters
    return enough and repeaters * 100 >= rules.root_cause_percent * requesters and not reason.startswith(PRAISE)
