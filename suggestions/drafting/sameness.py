"""How much of a draft others were sent already. Only digests of sentences are kept and compared."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from suggestions.reading.text import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from suggestions.drafting.draft import Draft

DIGEST = 12


def digest_sentences(draft: Draft) -> frozenset[str]:
    """One short digest a sentence; the greeting is everybody's."""
    return frozenset(digest for passage in draft.passages for digest in digest_text(passage.text))


@lru_cache(maxsize=4096)
def digest_text(text: str) -> frozenset[str]:
    """One short digest a sentence; case does not count."""
    sentences = (s.group().strip().casefold() for s in SENTENCE.finditer(text))
    return frozenset(hashlib.sha256(s.encode()).hexdigest()[:DIGEST] for s in sentences if s)


def find_overlap(draft: Draft, recent: Iterable[frozenset[str]]) -> float:
    """The largest share of the shorter draft's sentences that both have, over all of the recent drafts: 0 to 1."""
    own = digest_sentences(draft)
    return max((len(own & other) / max(1, min(len(own), len(other))) for other in recent), default=0.0)


class Echoes:
    """Which recent drafts hold which sentences, to tell what a further sentence would make a draft sound like."""

    def __init__(self, recent: Sequence[frozenset[str]]) -> None:
        self._drafts: dict[str, list[int]] = {}
        for number, sentences in enumerate(recent):
            for sentence in sentences:
                self._drafts.setdefault(sentence, []).append(number)

    def count_worn(self, text: str) -> int:
        """How many recent drafts hold the most used of its sentences."""
        return max((len(self._drafts.get(s, ())) for s in digest_text(text)), default=0)

    def count_alike(self, text: str, before: Iterable[str]) -> int:
        """How many further sentences the recent draft most like it shares, once this text follows those before."""
        shared = Counter(n for told in before for s in digest_text(told) for n in self._drafts.get(s, ()))
        known = max(shared.values(), default=0)
        shared.update(n for s in digest_text(text) for n in self._drafts.get(s, ()))
        return max(shared.values(), default=0) - known
