"""Which response fits this situation, or that none does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from suggestions.drafting.hearing import hear
from suggestions.drafting.order import find_holding
from suggestions.library.responses import Failure
from suggestions.model import Feeling
from suggestions.reading.repeats.repeats import ticket_words
from suggestions.reading.text import clean_subject, count_words

if TYPE_CHECKING:
    from suggestions.drafting.hearing import Heard
    from suggestions.library.index import Candidate, LibraryIndex
    from suggestions.model import Ledger, Situation
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

# how much of a repeat contact's score is the first message's; more where words are too few to tell what it is about
FIRST_CONTACT_SHARE, SHORT_FIRST_SHARE = 0.6, 0.8
SHORT = 12
# below this many words two candidates that lie close together cannot be told apart
AMBIGUOUS_WORDS, AMBIGUOUS_MARGIN = 5, 0.15


@dataclass(frozen=True, slots=True)
class Ranking:
    """`match` is None when nothing is close enough, which is a good answer; `others` are different responses.

    `ambiguous` says that there was a best one, and too few words to trust it. `heard` is what was compared.
    """

    match: Candidate | None
    others: tuple[Candidate, ...]
    margin: float
    ambiguous: bool = False
    heard: Heard | None = field(default=None, compare=False, repr=False)

    def is_doubtful(self, rules: Rules) -> bool:
        """Whether the match is good enough to act on and not good enough to state what happened."""
        if self.match is None:
            return True
        if self.match.response.words:
            return False  # their own words called for it
        if self.match.score < rules.pick_sure:
            return True
        return self.margin < rules.pick_margin and self.match.score < rules.pick_certain

    @property
    def best(self) -> Candidate | None:
        return self.match or (self.others[0] if self.others else None)


def rank(situation: Situation, ledger: Ledger, index: LibraryIndex, embedder: Embedder, rules: Rules) -> Ranking:
    """Compare the situation, and on a repeat the first contact too, with every exemplar of its language."""
    heard = hear(situation.text, clean_subject(situation.ticket.subject), index, embedder)
    scores, near = heard.weigh(), heard.find_near()
    if ledger.is_repeat:
        # on a repeat contact the first message usually names the problem, the newest mostly the waiting
        ticket = ledger.counted[-1].ticket
        first = hear(ticket_words(ticket, rules.text_limit), clean_subject(ticket.subject), index, embedder)
        share = SHORT_FIRST_SHARE if count_words(situation.text) < SHORT else FIRST_CONTACT_SHARE
        scores = (1 - share) * scores + share * first.weigh()
        near = (1 - share) * near + share * first.find_near()
    found = index.find_best(scores, near, situation.language, situation.text, find_holding(situation, ledger, rules))
    if situation.feeling is Feeling.GRATEFUL and not situation.asked:
        # whoever only says thank you must not be sent the cure of what is mended
        found = [c for c in found if c.response.failure is Failure.NONE]
    if not found:
        return Ranking(None, (), 0.0, heard=heard)
    found = found[:4]
    margin = found[0].score - (found[1].score if len(found) > 1 else 0.0)
    few = not ledger.is_repeat and count_words(situation.text) < AMBIGUOUS_WORDS
    line = _find_line(found[0], situation, rules)
    if found[0].score < line or (few and margin < AMBIGUOUS_MARGIN):
        return Ranking(None, tuple(found[:3]), margin, found[0].score >= line, heard)
    return Ranking(found[0], tuple(found[1:4]), margin, heard=heard)


def _find_line(best: Candidate, situation: Situation, rules: Rules) -> float:
    """Thanks are worded in a thousand ways: praise is believed sooner, anything else beside thanks later."""
    if situation.feeling is Feeling.GRATEFUL and not situation.asked:
        return rules.pick_line_called_for if best.response.reason.startswith("praise.") else rules.pick_sure
    return rules.pick_line_called_for if best.response.words else rules.pick_line
