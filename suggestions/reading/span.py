"""A text of one ticket, and facts that point back into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model import CommentId, Fact, FactKind, Source, TicketId
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one author at one time. `text` is cleaned, `raw` is the body as stored."""

    ticket_id: TicketId
    comment_id: CommentId | None
    text: str
    raw: str
    written_at: datetime
    time_zone: str = "UTC"

    def find_source(self, quote: str) -> Source:
        """Where the quote stands in the body as stored; an empty span when cleaning changed its letters."""
        start = plain_quotes(self.raw).find(plain_quotes(quote))
        if start < 0:
            return Source(self.ticket_id, self.comment_id)
        return Source(self.ticket_id, self.comment_id, start, start + len(quote))

    def make_fact(self, name: str, kind: FactKind, text: str, quote: str) -> Fact:
        return Fact(name, kind, text, self.find_source(quote), quote)
