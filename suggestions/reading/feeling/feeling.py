"""Which strain a reply should acknowledge, if any, and the sentence that shows it.

A small classifier over the same vector the response is picked by, over single words as it learnt them, and over the
clues of clues.py. Its weights are data (feeling_weights.json), and so is the line from which a reply acknowledges a
strain (feeling_line.json); training/train_feeling.py learns both. Pleased and grateful are one feeling to us, because a
reply answers both alike.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from suggestions.model import STRAINED, Feeling
from suggestions.reading.feeling.clues import find_feeling_clues
from suggestions.reading.feeling.words import read_feeling_words
from suggestions.reading.linear import LinearReader, load_reader
from suggestions.reading.text import SENTENCE, count_words, strip_greeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.model import Situation
    from suggestions.ports import Embedder

WEIGHTS = Path(__file__).with_name("feeling_weights.json")
LINE = Path(__file__).with_name("feeling_line.json")
# the classes of the weights, and the feeling a reply knows each by
FEELINGS = {
    "frustrated": Feeling.FRUSTRATED, "anxious": Feeling.ANXIOUS, "sad": Feeling.SAD, "confused": Feeling.CONFUSED,
    "grateful": Feeling.GRATEFUL, "pleased": Feeling.GRATEFUL, "calm": Feeling.CALM,
}  # fmt: skip
AT_EASE = frozenset({Feeling.GRATEFUL, Feeling.CALM})
FEWEST_QUOTED_WORDS, MOST_SENTENCES = 3, 8
# a feeling is named from this share on; below it, it is unsure
NAMED_FROM = 0.35


@dataclass(frozen=True, slots=True)
class FeelingRead:
    """`shares` add up to 1. `strain` is the log of strained against at ease; above the shipped line a reply should
    acknowledge it, whichever strain it is: an empathy sentence nobody needed reads as fake.
    """

    shares: Mapping[Feeling, float]
    strain: float

    @property
    def likeliest(self) -> Feeling:
        return max(self.shares, key=lambda f: self.shares[f])

    @property
    def feeling(self) -> Feeling:
        """What a draft answers. A strain is named only where a reply should acknowledge it."""
        kept_back = self.likeliest in STRAINED and not self.needs_empathy
        return self.likeliest if self.shares[self.likeliest] >= NAMED_FROM and not kept_back else Feeling.UNSURE

    @property
    def needs_empathy(self) -> bool:
        return self.strain > find_strained_line() and self.likeliest in STRAINED


def judge_shares(shares: Mapping[str, float]) -> FeelingRead:
    """The shares of the weights' classes as feelings of ours."""
    merged = dict.fromkeys(FEELINGS.values(), 0.0)
    for name, share in shares.items():
        merged[FEELINGS[name]] += share
    strained = sum(merged[f] for f in STRAINED)
    at_ease = sum(merged[f] for f in AT_EASE)
    return FeelingRead(merged, math.log(max(strained, 1e-9) / max(at_ease, 1e-9)))


def load_weights() -> LinearReader:
    """The shipped weights."""
    return load_reader(WEIGHTS)


@cache
def find_strained_line() -> float:
    """How strained a message must read before its reply acknowledges it, in FeelingRead.strain."""
    return float(json.loads(LINE.read_text(encoding="utf-8"))["strained_from"])


def find_feeling_text(situation: Situation) -> str:
    """The words whose vector is read: the same the response is picked by."""
    return strip_greeting(situation.text)


def feel(situation: Situation, embedder: Embedder) -> Situation:
    """The situation with its feeling. What the words alone showed stands where the weights do not fit the model,
    and another language than English stays unsure.
    """
    read = read_feeling(situation, embedder)
    if read is None:
        return situation
    shown = read.feeling not in {Feeling.CALM, Feeling.UNSURE}
    quotes = _find_quotes(situation, read.feeling, embedder) if shown else ()
    return replace(situation, feeling=read.feeling, needs_empathy=read.needs_empathy, feeling_quotes=quotes)


def read_feeling(situation: Situation, embedder: Embedder) -> FeelingRead | None:
    """None where the weights cannot be used: another model, another language, no words."""
    weights = load_weights()
    if situation.language != "en" or not situation.text.strip() or not weights.knows(embedder):
        return None
    text = find_feeling_text(situation)
    return judge_shares(weights.read(text, find_feeling_clues(situation), embedder.encode([text])[0]))


def _find_quotes(situation: Situation, feeling: Feeling, embedder: Embedder) -> tuple[str, ...]:
    """The sentences that show it: those with its words first, else the one that reads most like it."""
    by_words = read_feeling_words(situation.text)
    if by_words.feeling is feeling and by_words.quotes:
        return by_words.quotes
    sentences = [s.group().strip() for s in SENTENCE.finditer(find_feeling_text(situation))]
    telling = [s for s in sentences if count_words(s) >= FEWEST_QUOTED_WORDS][:MOST_SENTENCES]
    if not telling:
        return ()
    return (telling[int(np.argmax(_read_sentences(situation, telling, feeling, embedder)))],)


def _read_sentences(
    situation: Situation, sentences: Sequence[str], feeling: Feeling, embedder: Embedder
) -> list[float]:
    weights, vectors = load_weights(), embedder.encode(sentences)
    clues = [find_feeling_clues(replace(situation, text=sentence, facts=())) for sentence in sentences]
    return [judge_shares(weights.read(*row)).shares[feeling] for row in zip(sentences, clues, vectors, strict=True)]
