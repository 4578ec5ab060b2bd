"""What their words alone show of a feeling, with the words it rests on.

The word lists are data (feelings.yaml). The reading by words stands by itself where the weights of
suggestions.reading.feeling.feeling were learnt for another model, and is part of its evidence where they were not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from suggestions.model import STRAINED, Feeling
from suggestions.reading.text import plain_quotes

WORDS = Path(__file__).with_name("feelings.yaml")
NAMED_FROM = 1.0
HINTED_FROM = 0.4
# a second hint of the same feeling counts for less than the first
REPEATED = 0.5
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
# how far before a word its "not" may stand
REACH = 60
NEGATED = re.compile(r"(?:n't|\b(?:not|no longer|never))\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
POLITE = re.compile(
    r"\b(?:many )?(?:thanks|thank you)(?: (?:in advance|for your (?:help|time|assistance|patience)|very much|so much))?[\s,.!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WordsRead:
    """`scores` is the weight of evidence by feeling; 1 or more names it."""

    feeling: Feeling
    scores: dict[Feeling, float]
    quotes: tuple[str, ...]

    @property
    def strain(self) -> float:
        return max(self.scores[f] for f in STRAINED)


@cache
def _patterns() -> dict[Feeling, list[tuple[float, re.Pattern[str]]]]:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {
        Feeling(name): [
            (float(weight), re.compile(rf"(?<!\w)(?:{pattern})", 0 if "[A-Z]" in pattern else re.IGNORECASE))
            for weight, patterns in levels.items()
            for pattern in patterns
        ]
        for name, levels in raw.items()
    }


def read_feeling_words(text: str, hardship: float = 0.0, urgency: float = 0.0) -> WordsRead:
    """The strongest feeling the words show, calm when none reaches its line.

    `hardship` is what the facts add to a frustration the words hint at: what it cost, how long it lasts;
    `urgency` what they add to a fear the words hint at: by when they need it.
    """
    plain = plain_quotes(POLITE.sub("", text.strip()))
    ends = list(SENTENCE_END.finditer(plain))
    scores: dict[Feeling, float] = {}
    quotes: dict[Feeling, list[str]] = {}
    for feeling, patterns in _patterns().items():
        hits = [
            (weight, _sentence(plain, match, ends))
            for weight, p in patterns
            for match in p.finditer(plain)
            if not NEGATED.search(plain, max(0, match.start() - REACH), match.start())
        ]
        hits.sort(key=lambda hit: -hit[0])
        quotes[feeling] = list(dict.fromkeys(quote for _, quote in hits))[:3]
        scores[feeling] = sum(weight * (1 if n == 0 else REPEATED) for n, (weight, _) in enumerate(hits))
    scores[Feeling.ANXIOUS] += urgency * (scores[Feeling.ANXIOUS] > 0)
    chosen = _choose(scores)
    if chosen not in STRAINED:
        scores[Feeling.FRUSTRATED] += hardship if scores[Feeling.FRUSTRATED] else hardship / 2
        chosen = _choose(scores)
    return WordsRead(chosen, scores, tuple(quotes.get(chosen, ())))


def _sentence(text: str, match: re.Match[str], ends: list[re.Match[str]]) -> str:
    """The sentence a word stands in: a quote that can be read alone."""
    before = bisect_right(ends, match.start(), key=lambda end: end.end())
    # what shows the feeling may be the very marks that end its sentence
    after = bisect_left(ends, match.end(), key=lambda end: end.end())
    start = ends[before - 1].end() if before else 0
    stop = ends[after].start() if after < len(ends) else len(text)
    return text[start:stop].strip() or match[0]


def _choose(scores: dict[Feeling, float]) -> Feeling:
    # fear first, then grief: answered as anger they would hurt
    strained = max((Feeling.ANXIOUS, Feeling.SAD, Feeling.FRUSTRATED), key=lambda f: scores[f])
    if scores[strained] >= NAMED_FROM and scores[strained] >= scores[Feeling.GRATEFUL]:
        return strained
    # praise beside a complaint is seldom meant as praise
    if scores[Feeling.GRATEFUL] >= NAMED_FROM and max(scores[f] for f in STRAINED) < HINTED_FROM:
        return Feeling.GRATEFUL
    if scores[Feeling.CONFUSED] >= NAMED_FROM:
        return Feeling.CONFUSED
    return Feeling.CALM
