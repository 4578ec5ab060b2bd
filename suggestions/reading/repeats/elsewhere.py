"""Whether others of the same organisation wrote about this problem: told beside the ledger, never counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suggestions.reading.repeats.contacts import find_contacts
from suggestions.reading.repeats.repeats import score_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import LedgerEntry, Situation, Ticket
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.rules import Rules

MOST = 3


def find_elsewhere(
    situation: Situation, tickets: Sequence[Ticket], neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> tuple[LedgerEntry, ...]:
    """What other customers among these tickets' requesters wrote about this problem before, newest first, at most
    three. `tickets` are those of the organisation; colleagues of ours are no customers of it.

    What counts as a contact, and how far back, is as for the requester's own.
    """
    own = situation.ticket.requester.id
    others = [t for t in tickets if t.requester.id != own and not t.requester.role.is_staff]
    contacts = find_contacts(situation.ticket, others, rules)
    entries = score_others(situation, contacts, neighbourhood, embedder, rules)
    near = [e for e in entries if e.score >= rules.repeat_line]
    return tuple(sorted(near, key=lambda e: (e.ticket.created_at, e.ticket.id), reverse=True)[:MOST])
