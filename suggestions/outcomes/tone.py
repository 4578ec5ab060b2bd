"""How a conversation began and how it ended, from the customer's first and last words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from suggestions.model import STRAINED, Feeling
from suggestions.outcomes.replies import find_conversation
from suggestions.reading.situation import read_situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import Comment, Ticket
    from suggestions.rules import Rules


@dataclass(frozen=True, slots=True)
class Turn:
    """The feeling of the first and of the last words of one problem."""

    first: Feeling
    last: Feeling

    @property
    def ends_in_thanks(self) -> bool:
        return self.last is Feeling.GRATEFUL

    @property
    def ends_in_anger(self) -> bool:
        return self.last is Feeling.FRUSTRATED

    @property
    def turned_to_thanks(self) -> bool:
        return self.first in STRAINED and self.ends_in_thanks

    @property
    def turned_to_anger(self) -> bool:
        return self.first is not Feeling.FRUSTRATED and self.ends_in_anger


def read_turn(tickets: Sequence[Ticket], rules: Rules) -> Turn | None:
    """None where the customer wrote fewer than two public comments: then nothing can have turned."""
    theirs = [(t, c) for t, c in find_conversation(tickets) if c.author.id == t.requester.id]
    if len(theirs) < 2:
        return None
    return Turn(_read(*theirs[0], rules), _read(*theirs[-1], rules))


def _read(ticket: Ticket, comment: Comment, rules: Rules) -> Feeling:
    """By the comment alone: the subject was written once and says nothing of how it ended."""
    return read_situation(replace(ticket, subject="", comments=(comment,)), rules).feeling
