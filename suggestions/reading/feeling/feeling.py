"""Which strain a reply should acknowledge, if any, and the sentence that shows it.

A small classifier over the same vector the response is picked by, and over the words: single words as it learnt them,
a word list of ours, VADER's (Hutto and Gilbert 2014), what the facts say of the trouble. Its weights are data (feeling_weights.json), learnt by
training/train_feeling.py. Pleased and grateful are one feeling to us, because a reply answers both alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from suggestions.model import STRAINED, Feeling
from suggestions.reading.feeling.words import read_feeling_words
from suggestions.reading.linear import LinearReader, load_reader
from suggestions.reading.text import SENTENCE, count_words, strip_greeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.model import Situation
    from suggestions.ports import Embedder

WEIGHTS = Path(__file__).with_name("feeling_weights.json")
# the classes of the weights, and the feeling a reply knows each by
FEELINGS = {
    "frustrated": Feeling.FRUSTRATED, "anxious": Feeling.ANXIOUS, "sad": Feeling.SAD, "confused": Feeling.CONFUSED,
    "grateful": Feeling.GRATEFUL, "pleased": Feeling.GRATEFUL, "calm": Feeling.CALM,
}  # fmt: skip
AT_EASE = frozenset({Feeling.GRATEFUL, Feeling.CALM})
FACT_CLUES = ("consequence", "stated_duration", "since", "deadline", "tried", "amount")
LONG = 100
# VADER takes time in proportion to the square of the text
VADER_READS = 5_000
FEWEST_QUOTED_WORDS, MOST_SENTENCES = 3, 8
# a feeling is named from this share on; below it, it is unsure
NAMED_FROM = 0.35
# a little restraint: an empathy sentence nobody needed reads as fake (voice.md)
STRAINED_FROM = 0.2


@dataclass(frozen=True, slots=True)
class FeelingRead:
    """`shares` add up to 1. `strain` is the log of strained against at ease; above STRAINED_FROM a reply should
    acknowledge it, whichever strain it is.
    """

    shares: Mapping[Feeling, float]
    strain: float

    @property
    def likeliest(self) -> Feeling:
        return max(self.shares, key=lambda f: self.shares[f])

    @property
    def feeling(self) -> Feeling:
        return self.likeliest if self.shares[self.likeliest] >= NAMED_FROM else Feeling.UNSURE

    @property
    def needs_empathy(self) -> bool:
        return self.strain > STRAINED_FROM and self.likeliest in STRAINED


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
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def find_feeling_clues(situation: Situation) -> dict[str, float]:
    """What the words say of a feeling, by name."""
    text = situation.text
    vader = _vader().polarity_scores(text[:VADER_READS])
    names = {f.name for f in situation.facts}
    clues = {f"words_{feeling}": score for feeling, score in read_feeling_words(text).scores.items()}
    clues |= {f"vader_{name}": float(value) for name, value in vader.items()}
    clues |= {f"fact_{name}": float(name in names) for name in FACT_CLUES}
    clues |= {
        "wrote_before": float((situation.claimed_contacts or 1) > 1),
        "exclaims": float("!" in text),
        "asks": float("?" in text),
        "asks_twice": float(text.count("?") > 1),
        "shouts": float(any(word.isupper() and len(word) > 3 for word in text.split())),
        "length": min(count_words(text), LONG) / LONG,
    }
    return clues


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
