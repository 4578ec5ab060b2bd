"""What the words say of a feeling, by name: the clues the classifier of feeling.py weighs beside the vector.

A word list of ours (words.py), turns of phrase (tones.yaml), VADER's reading of the whole and of its sentences
(Hutto and Gilbert 2014), and what the facts say of the trouble. Takes time in proportion to the text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from suggestions.reading.feeling.words import read_feeling_words
from suggestions.reading.text import SENTENCE, count_words, plain_quotes

if TYPE_CHECKING:
    from suggestions.model import Situation

TONES = Path(__file__).with_name("tones.yaml")
FACT_CLUES = ("consequence", "stated_duration", "since", "deadline", "tried", "amount")
LONG = 100
# VADER takes time in proportion to the square of the text, and nobody's tone waits for a fifth page
READS = 5_000
# one word alone is a greeting or a fragment, and says no tone
FEWEST_WORDS, MOST_SENTENCES, MANY_SENTENCES = 2, 12, 8
# a tone met more often than this is a habit of the writer
OFTEN = 3


@cache
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


@cache
def _tones() -> dict[str, tuple[re.Pattern[str], ...]]:
    raw = yaml.safe_load(TONES.read_text(encoding="utf-8"))
    return {
        name: tuple(re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE) for pattern in patterns)
        for name, patterns in raw.items()
    }


def find_feeling_clues(situation: Situation) -> dict[str, float]:
    """Each clue by its name, about 0 to 1 but for the scores of the word list; a tone counts up to OFTEN."""
    text = situation.text
    names = {f.name for f in situation.facts}
    clues = {f"words_{feeling}": score for feeling, score in read_feeling_words(text).scores.items()}
    clues |= {f"fact_{name}": float(name in names) for name in FACT_CLUES}
    clues |= _hear_tones(text[:READS]) | _hear_sentences(text[:READS])
    clues |= {
        "wrote_before": float((situation.claimed_contacts or 1) > 1),
        "exclaims": float("!" in text),
        "asks": float("?" in text),
        "asks_twice": float(text.count("?") > 1),
        "shouts": float(any(word.isupper() and len(word) > 3 for word in text.split())),
        "length": min(count_words(text), LONG) / LONG,
    }
    # in the order the weights file names them
    return dict(sorted(clues.items()))


def _hear_tones(text: str) -> dict[str, float]:
    plain = plain_quotes(text)
    return {
        f"tone_{name}": float(min(OFTEN, sum(len(pattern.findall(plain)) for pattern in patterns)))
        for name, patterns in _tones().items()
    }


def _hear_sentences(text: str) -> dict[str, float]:
    """VADER's scores of the whole, then how far its sentences lie apart: dry anger praises in one of them."""
    whole = {f"vader_{name}": float(value) for name, value in _vader().polarity_scores(text).items()}
    every = (found.group().strip() for found in SENTENCE.finditer(text))
    telling = [sentence for sentence in every if count_words(sentence) >= FEWEST_WORDS][:MOST_SENTENCES] or [text]
    scores = [float(_vader().polarity_scores(sentence)["compound"]) for sentence in telling]
    return whole | {
        "vader_lowest": min(scores),
        "vader_highest": max(scores),
        "vader_last": scores[-1],
        "sentences": min(len(telling), MANY_SENTENCES) / MANY_SENTENCES,
        "asking_share": sum(sentence.endswith("?") for sentence in telling) / len(telling),
    }
