"""Which response fits this situation, or that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.reading.repeats import ticket_words
from suggestions.reading.text import count_words, strip_greeting

if TYPE_CHECKING:
    from suggestions.library.index import Candidate, LibraryIndex
    from suggestions.model import Ledger, Rules, Situation
    from suggestions.ports import Embedder

# on a repeat contact the first message usually names the problem, the newest mostly the waiting
FIRST_CONTACT_SHARE = 0.6
# words too few to tell what it is about lean on the first contact altogether
SHORT = 12


@dataclass(frozen=True, slots=True)
class Ranking:
    """`match` is None when nothing is close enough, which is a good answer; `others` are different responses."""

    match: Candidate | None
    others: tuple[Candidate, ...]
    margin: float

    @property
    def best(self) -> Candidate | None:
        return self.match or (self.others[0] if self.others else None)


def rank(situation: Situation, ledger: Ledger, index: LibraryIndex, embedder: Embedder, rules: Rules) -> Ranking:
    """Compare the situation, and on a repeat the first contact too, with every exemplar of its language."""
    texts, weights = [strip_greeting(situation.text)], [1.0]
    if ledger.is_repeat:
        texts.append(ticket_words(ledger.counted[-1].ticket, rules.text_limit))
        weights = [1 - FIRST_CONTACT_SHARE, FIRST_CONTACT_SHARE]
        if count_words(situation.text) < SHORT:
            weights = [0.2, 0.8]
    found = index.search(embedder.encode(texts), weights, situation.language)
    if not found:
        return Ranking(None, (), 0.0)
    margin = found[0].score - (found[1].score if len(found) > 1 else 0.0)
    if found[0].score < rules.pick_line:
        return Ranking(None, tuple(found[:3]), margin)
    return Ranking(found[0], tuple(found[1:4]), margin)
