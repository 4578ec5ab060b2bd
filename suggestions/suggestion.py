"""The suggestion: a draft with its why and its ledger, or the plain statement that there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from suggestions.drafting.outline import is_outline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.drafting.draft import Draft
    from suggestions.drafting.frameworks import Choice
    from suggestions.drafting.ranking import Ranking
    from suggestions.model import Comment, Fact, Ledger, Situation, Ticket, Withheld
    from suggestions.reading.bots.bot_talk import BotTalk
    from suggestions.reading.feeling.signs import Sign
    from suggestions.root_cause import RootCause


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What goes into a note. One of `draft` and `withheld` is set; both where the draft is an outline, `withheld` being
    why no response of the library serves.

    `compared` are the words by which the ticket and their earlier ones were compared; `path` is how a decision tree
    led to another response than the one that matched, in words.
    """

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
    signs: tuple[Sign, ...] = ()
    root_cause: RootCause | None = None
    compared: tuple[str, ...] = ()
    told_bot: BotTalk | None = None
    path: str = ""

    @property
    def is_outline(self) -> bool:
        """Whether the draft only sets out what they told and asked."""
        return self.draft is not None and is_outline(self.draft.response)

    @property
    def thing(self) -> str | None:
        """What it is about in the customer's words, when a response fits."""
        return self.ranking.match.response.thing if self.ranking.match else None

    @property
    def reason(self) -> str | None:
        """The contact reason, when the match is sure and a person wrote."""
        sure = not self.doubtful and not self.ledger.machine_tickets
        return self.ranking.match.response.reason if self.ranking.match and sure else None
