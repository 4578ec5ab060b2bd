"""The suggestion: a draft with its why and its ledger, or the plain statement that there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.drafting.draft import Draft
    from suggestions.drafting.frameworks import Choice
    from suggestions.drafting.ranking import Ranking
    from suggestions.model import Comment, Fact, Ledger, Situation, Ticket, Withheld


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What goes into a note. Exactly one of `draft` and `withheld` is set."""

    ticket: Ticket
    comment: Comment | None
    reference: str
    situation: Situation
    ledger: Ledger
    ranking: Ranking
    facts: Mapping[str, Fact] = field(default_factory=dict)
    choice: Choice | None = None
    draft: Draft | None = None
    withheld: Withheld | None = None
    replaces: str | None = None
    doubtful: bool = False

    @property
    def thing(self) -> str | None:
        """What it is about in the customer's words, when a response fits."""
        return self.ranking.match.response.thing if self.ranking.match else None
