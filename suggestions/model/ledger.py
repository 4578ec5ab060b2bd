"""The contacts of one person about one problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model.promises import Promise, PromiseState

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.model.tickets import Ticket


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One earlier ticket that is, or may be, about the same problem. `score` is between 0 and 1."""

    ticket: Ticket
    score: float
    evidence: tuple[str, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The contacts about one problem, newest first. Only counted entries are counted.

    `elsewhere` are contacts of other people of the same organisation about it: shown apart, never counted.
    `machine_tickets` is how many tickets of the same words this address sent since `machine_since`, when a machine
    must have; they are no contacts. `truncated` says that older tickets were not read, so that the count is a least
    one.
    """

    entries: tuple[LedgerEntry, ...] = ()
    promises: tuple[Promise, ...] = ()
    elsewhere: tuple[LedgerEntry, ...] = ()
    machine_tickets: int = 0
    machine_since: datetime | None = None
    truncated: bool = False

    @property
    def counted(self) -> tuple[LedgerEntry, ...]:
        return tuple(e for e in self.entries if e.counted)

    @property
    def related(self) -> tuple[LedgerEntry, ...]:
        return tuple(e for e in self.entries if not e.counted)

    @property
    def contact_count(self) -> int:
        """How many times they have written about this, the present ticket included."""
        return len(self.counted) + 1

    @property
    def is_repeat(self) -> bool:
        return bool(self.counted)

    @property
    def first_at(self) -> datetime | None:
        return min((e.ticket.created_at for e in self.counted), default=None)

    @property
    def answered_by(self) -> tuple[str, ...]:
        """Whoever of staff answered the counted tickets in public, by name, oldest first, each once. Of a long ledger
        only the likeliest tickets' comments were read, so there may have been more.
        """
        oldest_first = sorted(self.counted, key=lambda e: e.ticket.created_at)
        people = {reply.author.id: reply.author.name for e in oldest_first for reply in e.ticket.public_replies}
        return tuple(people.values())

    @property
    def broken_promise(self) -> Promise | None:
        """The newest promise that was certainly not kept: what a draft may say of it, it says of this one."""
        broken = [p for p in self.promises if p.state is PromiseState.BROKEN and p.certain]
        return max(broken, key=lambda p: p.made_at, default=None)
