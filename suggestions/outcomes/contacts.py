"""Which tickets are a customer's contact, and which are set aside, with the reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from suggestions.reading.repeats.contacts import MACHINE_FROM, MERGED_TAG, SIDE_CHANNELS, WRITTEN_DOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from suggestions.model import Ticket, UserId

# the telephone of the helpdesk itself: the first words are its own, such as the length of the call
CALL_RECORD = "voice"
MOST_TICKETS_EACH = 100


class Aside(StrEnum):
    """Why a ticket is in no figure; the words stand on the page."""

    STAFF = "written by staff or made by an agent on their own account"
    MERGED = "merged into another ticket, so it is the same contact"
    SIDE_CONVERSATION = "an agent's question to another team"
    CALL_RECORD = "a call record, which holds call details and not the customer's words"
    NOBODY = "without a requester"
    MACHINE = f"of the same words from one sender, {MACHINE_FROM} times or more: a machine writes so"
    MANY = f"from a sender with more than {MOST_TICKETS_EACH} tickets in the span: a shared mailbox or a machine"


@dataclass(frozen=True, slots=True)
class Contacts:
    """`kept` by requester, each oldest first; `aside` by reason."""

    kept: Mapping[UserId, tuple[Ticket, ...]] = field(default_factory=dict)
    aside: Mapping[Aside, tuple[Ticket, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(tickets) for tickets in self.kept.values())

    def without(self, machine: Collection[Ticket]) -> Contacts:
        """With these set aside as a machine's."""
        if not machine:
            return self
        gone = {t.id for t in machine}
        kept = {
            who: left for who, theirs in self.kept.items() if (left := tuple(t for t in theirs if t.id not in gone))
        }
        return Contacts(kept, {**self.aside, Aside.MACHINE: tuple(machine)})


def sort_contacts(tickets: Iterable[Ticket]) -> Contacts:
    """Each ticket once, however often it was listed."""
    by_requester: dict[UserId, list[Ticket]] = defaultdict(list)
    aside: dict[Aside, list[Ticket]] = defaultdict(list)
    for ticket in sorted({t.id: t for t in tickets}.values(), key=lambda t: (t.created_at, t.id)):
        reason = find_aside(ticket)
        if reason:
            aside[reason].append(ticket)
        else:
            by_requester[ticket.requester.id].append(ticket)
    kept = {}
    for requester_id, theirs in by_requester.items():
        if len(theirs) > MOST_TICKETS_EACH:
            aside[Aside.MANY] += theirs
        else:
            kept[requester_id] = tuple(theirs)
    return Contacts(kept, {reason: tuple(found) for reason, found in aside.items()})


def find_aside(ticket: Ticket) -> Aside | None:
    """Why this ticket alone is no contact of a customer; None when it is one (zendesk.md 3.5 and 8)."""
    made_by_another = ticket.submitter_id is not None and ticket.submitter_id != ticket.requester.id
    if ticket.requester.id <= 0:
        return Aside.NOBODY
    if MERGED_TAG in ticket.tags:
        return Aside.MERGED
    if ticket.channel in SIDE_CHANNELS:
        return Aside.SIDE_CONVERSATION
    if ticket.channel == CALL_RECORD:
        return Aside.CALL_RECORD
    if ticket.requester.role.is_staff or (made_by_another and ticket.channel not in WRITTEN_DOWN):
        return Aside.STAFF
    return None
