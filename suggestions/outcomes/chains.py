"""A requester's tickets put together into problems: one ticket, or a chain of those about the same thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from suggestions.drafting.ranking import rank
from suggestions.model import Comment, CommentId, History, Ledger
from suggestions.reading.repeats.contacts import find_machine_tickets
from suggestions.reading.repeats.repeats import find_compared_words, find_repeat_contacts
from suggestions.reading.situation import read_situation
from suggestions.reading.text import strip_greeting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from suggestions.library.index import LibraryIndex
    from suggestions.library.responses import Response
    from suggestions.model import Situation, Ticket, TicketId, UserId
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.rules import Rules

# as far back as the product itself looks: one page of a requester's history (docs/architecture.md)
MOST_EARLIER = 50
NOTHING = History()
# a neighbourhood of more tickets costs time and tells no more (plugin/neighbours.py)
MOST_NEIGHBOURS = 4000


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one requester. `contacts` are oldest first; their comments are empty until they were read.

    `reason` is the library's nearest response, None when nothing is near; `language` as in Situation.
    """

    contacts: tuple[Ticket, ...]
    reason: Response | None
    language: str

    @property
    def is_repeated(self) -> bool:
        return len(self.contacts) > 1

    @property
    def requester_id(self) -> UserId:
        return self.contacts[0].requester.id

    @property
    def days(self) -> int:
        """Whole days from the first contact to the last."""
        return (self.contacts[-1].created_at - self.contacts[0].created_at).days

    @property
    def is_read(self) -> bool:
        """Whether the comments of any of its tickets were read."""
        return any(t.comments for t in self.contacts)


@dataclass(frozen=True, slots=True)
class Grouped:
    """`machine` are the tickets that no person wrote; they are in no problem. `compared` are the words by which the
    others were compared.
    """

    problems: list[Problem]
    machine: list[Ticket]
    compared: tuple[str, ...] = ()


class EncodedTexts:
    """An Embedder that has these texts encoded already, and asks the real one for any other."""

    def __init__(self, texts: Sequence[str], embedder: Embedder) -> None:
        self._embedder = embedder
        wanted = list(dict.fromkeys(texts))
        self._rows = dict(zip(wanted, embedder.encode(wanted), strict=True)) if wanted else {}

    @property
    def name(self) -> str:
        return self._embedder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return self._embedder.encode(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if missing:
            self._rows.update(zip(missing, self._embedder.encode(missing), strict=True))
        return np.stack([self._rows[text] for text in texts])


def group_problems(
    contacts: Mapping[UserId, Sequence[Ticket]],
    index: LibraryIndex,
    embedder: Embedder,
    rules: Rules,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Grouped:
    """Every contact in exactly one problem, oldest problem first, but for what a machine sent.

    `on_progress` hears of each requester's contacts. Only what the customers wrote first is compared, as for a note;
    every text is encoded once.
    """
    situations = {
        ticket.id: read_situation(_as_written(ticket), rules) for theirs in contacts.values() for ticket in theirs
    }
    compared = {
        ticket_id: words[0] for ticket_id, s in situations.items() if (words := find_compared_words(s, NOTHING, rules))
    }
    encoded = EncodedTexts([*compared.values(), *map(_library_words, situations.values())], embedder)
    neighbourhood = _place(list(compared.values()), index, encoded)
    found, machine = [], []
    for theirs in contacts.values():
        unread = [replace(t, comments=()) for t in theirs]
        chains, sent = _chain(unread, situations, neighbourhood, encoded, rules)
        for chain in chains:
            read = [situations[t.id] for t in chain]
            found.append(Problem(chain, find_reason(read, index, encoded, rules), read[0].language))
        machine += sent
        on_progress(len(theirs))
    by_age = sorted(found, key=lambda p: (p.contacts[0].created_at, p.contacts[0].id))
    return Grouped(by_age, machine, tuple(dict.fromkeys(compared.values())))


def _place(texts: Sequence[str], index: LibraryIndex, embedder: Embedder) -> Neighbourhood:
    """The audit's own tickets are the neighbours, spread evenly over the span where they are too many."""
    step = len(texts) // MOST_NEIGHBOURS + 1
    some = texts[::step]
    return index.place_among(embedder.encode(some) if some else None)


def _as_written(ticket: Ticket) -> Ticket:
    """As it came in: its first words and nothing after them. Facts are read from comments only."""
    first = Comment(CommentId(0), ticket.requester, ticket.description, public=True, created_at=ticket.created_at)
    return replace(ticket, comments=(first,))


def _chain(
    tickets: Sequence[Ticket],
    situations: Mapping[TicketId, Situation],
    neighbourhood: Neighbourhood,
    embedder: Embedder,
    rules: Rules,
) -> tuple[list[tuple[Ticket, ...]], list[Ticket]]:
    """Each ticket in its turn is the new one; what it counts as a repeat is one chain with it. And a machine's."""
    chain_of: dict[TicketId, dict[TicketId, Ticket]] = {}
    machine: dict[TicketId, Ticket] = {}
    for number, ticket in enumerate(tickets):
        mine = {ticket.id: ticket}
        history = History(tuple(reversed(tickets[max(0, number - MOST_EARLIER) : number])))
        if history.tickets:
            situation = situations[ticket.id]
            ledger = find_repeat_contacts(situation, history, neighbourhood, embedder, rules)
            if ledger.machine_tickets:
                same = find_machine_tickets(ticket, history.tickets, rules.text_limit)
                machine |= mine | {t.id: t for t in same}
            for entry in ledger.counted:
                mine |= chain_of.get(entry.ticket.id, {})
        for ticket_id in mine:
            chain_of[ticket_id] = mine
    chains = {id(chain): [t for t in chain.values() if t.id not in machine] for chain in chain_of.values()}
    in_order = [tuple(sorted(chain, key=lambda t: (t.created_at, t.id))) for chain in chains.values() if chain]
    return in_order, list(machine.values())


def find_reason(
    situations: Sequence[Situation], index: LibraryIndex, embedder: Embedder, rules: Rules
) -> Response | None:
    """The response a note would have offered for the first of these contacts that has one."""
    for situation in situations:
        match = rank(situation, Ledger(), index, embedder, rules).match if situation.text.strip() else None
        if match:
            return match.response
    return None


def _library_words(situation: Situation) -> str:
    """The text a response is picked by; its sentences are encoded when they are asked for."""
    return strip_greeting(situation.text)
