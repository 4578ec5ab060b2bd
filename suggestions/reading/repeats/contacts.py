"""Which of a requester's other tickets are contacts of theirs, which a machine sent, and whether all were read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from suggestions.reading.mail.automatic import says_automatic, says_automatic_subject
from suggestions.reading.numbers import say_ordinal
from suggestions.reading.repeats.problem import find_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import History, Ledger, Ticket
    from suggestions.rules import Rules

SIDE_CHANNELS = frozenset({"side_conversation"})
MERGED_TAG = "closed_by_merge"
# an agent writes a call down for the customer; any other ticket by somebody else is not their contact
WRITTEN_DOWN = frozenset({"phone", "voice", "phone_call_inbound", "voicemail"})
# so many tickets of the same words are sent by a machine: people vary
MACHINE_FROM = 8
# words with a figure in them: counts, times, names of machines, identifiers
VARYING = re.compile(r"\b\w*\d[\w:./-]*")
# fewer words than these are soon the same whoever writes them: "Invoice", or nothing beside an attachment
MACHINE_WORDS = 2
WORD = re.compile(r"[^\W\d_]{2,}")


def find_contacts(ticket: Ticket, others: Sequence[Ticket], rules: Rules) -> list[Ticket]:
    """The tickets this requester wrote before this one inside the window, as listed, each once.

    Not half of a merge (zendesk.md 3.5), no side conversation (8, point 8), none an agent opened (8, point 2).
    A clock that disagrees makes a ticket of the same minute an earlier one by its lower number.
    """
    return [t for t in {t.id: t for t in others}.values() if _is_contact(t, ticket, rules)]


def may_miss_contacts(ticket: Ticket, history: History, rules: Rules) -> bool:
    """Whether a ticket that was not read may lie inside the window: there are older ones, and the oldest read does.

    The oldest is that of the lowest number, because the list is cut by number.
    """
    if not history.truncated:
        return False
    oldest = min(history.tickets, key=lambda t: t.id, default=ticket)
    return ticket.created_at - oldest.created_at <= timedelta(days=rules.repeat_window_days)


def say_contact(ledger: Ledger) -> str:
    """Which contact this is: "third", or "at least third" where older tickets were not read."""
    return f"{'at least ' if ledger.truncated else ''}{say_ordinal(ledger.contact_count)}"


def _is_contact(earlier: Ticket, now: Ticket, rules: Rules) -> bool:
    by_somebody_else = earlier.submitter_id is not None and earlier.submitter_id != earlier.requester.id
    return (
        earlier.id != now.id
        and (earlier.created_at, earlier.id) <= (now.created_at, now.id)
        and now.created_at - earlier.created_at <= timedelta(days=rules.repeat_window_days)
        and earlier.channel not in SIDE_CHANNELS
        and MERGED_TAG not in earlier.tags
        and not (by_somebody_else and earlier.channel not in WRITTEN_DOWN)
        and not (says_automatic_subject(earlier.subject) or says_automatic(earlier.description))
    )


def find_machine_tickets(ticket: Ticket, contacts: Sequence[Ticket], limit: int) -> list[Ticket]:
    """The contacts that repeat the newest message word for word, numbers and times apart, when a machine must have
    sent them: MACHINE_FROM of them or more, this one included. Else none.
    """
    own = ticket.requester_comments
    words = _say_without_numbers(ticket.subject, own[-1].body if own else ticket.description, limit)
    if len(WORD.findall(words)) < MACHINE_WORDS:
        return []
    others = (t for t in contacts if t.id != ticket.id)
    same = [t for t in others if _say_without_numbers(t.subject, t.description, limit) == words]
    return same if len(same) + 1 >= MACHINE_FROM else []


def _say_without_numbers(subject: str, body: str, limit: int) -> str:
    return VARYING.sub("#", find_problem(subject, body, limit)).casefold()
