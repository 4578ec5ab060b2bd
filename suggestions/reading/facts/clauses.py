"""The clauses of a customer's words, each with what a linear reader is told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from suggestions.reading.linear import WORD
from suggestions.reading.sentences import split_clauses, split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.ports import Embedder

# nobody writes a longer sentence as one
LONGEST = 400
STARTS = (1, 2, 3)
# every sum and every number is known as one word: a reader that met 180 euros knows 96
AMOUNT = re.compile(
    r"[$€£¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£₹]|(?:euros?|eur|pounds?|quid|dollars?|bucks|francs?|inr|usd)\b)"
)
NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Said:
    """One clause and its sentence, in small letters. `start` and `end` are the clause's place in the text,
    `sentence_start` is the sentence's; `joint` is the word or mark that joins the clause to what stands before it.
    """

    start: int
    end: int
    words: str
    sentence: str
    sentence_start: int
    joint: str


def read_clauses(text: str, most: int) -> list[Said]:
    """The first `most` clauses of the text, in reading order."""
    said: list[Said] = []
    for start, end in split_sentences(text):
        if len(said) >= most:
            break
        stop = min(end, start + LONGEST)
        said += [
            Said(clause.start, clause.end, text[clause.start : clause.end].lower(), text[start:stop].lower(), start, clause.joint)
            for clause in split_clauses(text, start, stop)
        ]  # fmt: skip
    return said[:most]


def list_words(said: Said) -> str:
    """Its words; then, each as one word on a line of its own, how it begins and is joined, what follows it in the
    sentence, and whether that asks.
    """
    words = WORD.findall(NUMBER.sub(" _num ", AMOUNT.sub(" _amt ", said.words)))
    after = WORD.findall(said.sentence[said.end - said.sentence_start :])
    lines = [" ".join(words), f"joint_{'_'.join(WORD.findall(said.joint)) or 'mark'}"]
    lines += [f"start_{'_'.join(words[:size])}" for size in STARTS if len(words) >= size]
    lines += ["sentence_asks"] * said.sentence.endswith("?")
    lines += [f"after_{'_'.join(after[:size])}" for size in STARTS if len(after) >= size]
    return "\n".join(lines + ["after_nothing"] * (not after))


def encode_clauses(said: Sequence[Said], embedder: Embedder) -> NDArray[np.float32]:
    """One row a clause: its vector, then its sentence's. Asks the embedder once, and for each different text once."""
    texts = list(dict.fromkeys([one.words for one in said] + [one.sentence for one in said]))
    rows = dict(zip(texts, embedder.encode(texts), strict=True))
    return np.stack([np.concatenate([rows[one.words], rows[one.sentence]]) for one in said])
