"""What a person faces now, and how they feel about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.model.facts import Fact
    from suggestions.model.tickets import Ticket


class Feeling(StrEnum):
    """The strain a reply should acknowledge, or none."""

    FRUSTRATED = "frustrated"
    ANXIOUS = "anxious"
    SAD = "sad"
    CONFUSED = "confused"
    GRATEFUL = "grateful"
    CALM = "calm"
    UNSURE = "unsure"


STRAINED = frozenset({Feeling.FRUSTRATED, Feeling.ANXIOUS, Feeling.SAD})


@dataclass(frozen=True, slots=True)
class Situation:
    """What this person faces now.

    `text` is the requester's own newest words (subject first); `language` an ISO 639-1 code, or "und" when
    unsure; `feeling_quotes` the words the feeling rests on; `claimed_contacts` what the customer says of the
    count ("third time" is 3), or None. `told` are statements and `asked` questions of theirs that can be said back, in
    reading order; neither is among `facts`.
    """

    ticket: Ticket
    text: str
    language: str
    feeling: Feeling
    needs_empathy: bool
    feeling_quotes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    claimed_contacts: int | None = None
    asks_for_person: bool = False
    told: tuple[Fact, ...] = ()
    asked: tuple[Fact, ...] = ()

    @property
    def written_at(self) -> datetime:
        """When the newest words were written: what is due, late or long is counted to then."""
        comments = self.ticket.requester_comments
        return comments[-1].created_at if comments else self.ticket.created_at
