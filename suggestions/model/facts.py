"""What words state, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from suggestions.model.tickets import CommentId, TicketId


class FactKind(StrEnum):
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    ORDINAL = "ordinal"
    IDENTIFIER = "identifier"
    PROMISE = "promise"
    CONSEQUENCE = "consequence"
    NAME = "name"
    ACTION = "action"
    PHONE = "phone"
    PRODUCT = "product"
    ASK = "ask"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: characters start to end (exclusive) of a comment's plain text.

    `comment_id` is None when the words stand in the subject. A fact counted from several tickets
    (a contact count, a waiting time) names the earliest of them and has an empty span.
    """

    ticket_id: TicketId
    comment_id: CommentId | None
    start: int = 0
    end: int = 0

    def overlaps(self, other: Source) -> bool:
        """Whether both have characters in common."""
        same = (self.ticket_id, self.comment_id) == (other.ticket_id, other.comment_id)
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Amount:
    """Money. `currency` is an ISO 4217 code, None when the words do not settle it."""

    number: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Duration:
    """`unit` is minute, hour, day, week, month or year."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about this case. `name` is the slot a wording asks for; `text` is how it reads there.

    `text` is empty when the fact is known but cannot be said back in a sentence of ours. `value` is what the words
    mean, where they mean one thing: an amount, a day, a count, letters and digits; None when they leave it open.
    """

    name: str
    kind: FactKind
    text: str
    source: Source
    quote: str = ""
    value: Amount | Duration | date | int | str | None = None
