"""What the thinking is about: people, tickets, what was read from them, and what is suggested.

Times are aware datetimes in UTC; texts are plain, without quoted history; ids are distinct types.
"""

from suggestions.model.facts import Amount, Duration, Fact, FactKind, Source
from suggestions.model.ledger import Ledger, LedgerEntry
from suggestions.model.promises import Promise, PromiseOwner, PromiseState
from suggestions.model.situation import STRAINED, Feeling, Situation
from suggestions.model.tickets import Comment, CommentId, History, Person, Role, Status, Ticket, TicketId, UserId
from suggestions.model.withheld import Reason, Withheld

__all__ = [
    "STRAINED",
    "Amount",
    "Comment",
    "CommentId",
    "Duration",
    "Fact",
    "FactKind",
    "Feeling",
    "History",
    "Ledger",
    "LedgerEntry",
    "Person",
    "Promise",
    "PromiseOwner",
    "PromiseState",
    "Reason",
    "Role",
    "Situation",
    "Source",
    "Status",
    "Ticket",
    "TicketId",
    "UserId",
    "Withheld",
]
