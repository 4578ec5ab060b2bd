"""A helpdesk and records in memory, which remember what was asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from suggestions.errors import TicketGone
from suggestions.model import CommentId, History, UserId
from suggestions.root_cause import Spread

OWN_USER_ID = UserId(99)


@dataclass
class FakeHelpdesk:
    """Tickets in memory. `reads` counts as the port does: a ticket is two, a history or comments one."""

    tickets: dict = field(default_factory=dict)
    own_user_id: UserId | None = OWN_USER_ID
    reads: int = 0
    calls: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    refusals: list = field(default_factory=list)
    when_refusing: object = None
    closed_organization: Exception | None = None

    @classmethod
    def holding(cls, *tickets):
        return cls({t.id: t for t in tickets})

    def fetch_ticket(self, ticket_id):
        self.reads += 2
        self.calls.append(("ticket", ticket_id))
        if ticket_id not in self.tickets:
            raise TicketGone(f"There is no ticket {ticket_id}.")
        return self.tickets[ticket_id]

    def fetch_history(self, ticket):
        self.reads += 1
        self.calls.append(("history", ticket.requester.id))
        others = [t for t in self.tickets.values() if t.requester.id == ticket.requester.id and t.id != ticket.id]
        newest_first = sorted(others, key=lambda t: t.created_at, reverse=True)
        return History(tuple(replace(t, comments=()) for t in newest_first))

    def fetch_organization_tickets(self, ticket):
        self.reads += 1
        self.calls.append(("organization", ticket.organization_id))
        if self.closed_organization:
            raise self.closed_organization
        theirs = [t for t in self.tickets.values() if t.organization_id == ticket.organization_id]
        return tuple(sorted((replace(t, comments=()) for t in theirs), key=lambda t: t.created_at, reverse=True))

    def fetch_comments(self, ticket):
        self.reads += 1
        self.calls.append(("comments", ticket.id))
        return self.tickets[ticket.id].comments

    def post_internal_note(self, ticket, note, tags, drop=()):
        self.calls.append(("note", ticket.id))
        if self.refusals:
            if self.when_refusing:
                self.when_refusing(self)
            raise self.refusals.pop(0)
        self.notes.append((ticket.id, note, tuple(tags)))
        self.dropped.append(tuple(drop))
        return CommentId(900_000 + len(self.notes))

    def change(self, ticket_id, **changes):
        self.tickets[ticket_id] = replace(self.tickets[ticket_id], **changes)


@dataclass
class FakeRecords:
    """Claims, records and wordings in memory."""

    claims: dict = field(default_factory=dict)
    recorded: list = field(default_factory=list)
    sent: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    promises: dict = field(default_factory=dict)
    spread: Spread = field(default_factory=Spread)
    recent: tuple = ()

    def claim(self, ticket_id, comment_id, owner, now):
        return self.claims.setdefault((ticket_id, comment_id), owner) == owner

    def release(self, ticket_id, comment_id, owner):
        if self.claims.get((ticket_id, comment_id)) == owner:
            del self.claims[ticket_id, comment_id]

    def record(self, suggestion, note_comment_id, now):
        self.recorded.append((suggestion, note_comment_id))
        if suggestion.draft:
            ids = {p.wording.id for p in suggestion.draft.passages}
            mine = self.sent.get(suggestion.ticket.requester.id, frozenset())
            self.sent[suggestion.ticket.requester.id] = mine | ids

    def learn_promises(self, ticket_id, found):
        self.promises[ticket_id] = tuple(found)

    def find_wordings_sent(self, requester_id, but=""):
        return self.sent.get(requester_id, frozenset())

    def count_wordings(self, since, but=""):
        return self.counts

    def find_sentences(self, response_id, but=""):
        return self.recent

    def count_repeaters(self, reason, since, but):
        return self.spread
