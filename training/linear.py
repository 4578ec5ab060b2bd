"""Learn the weights of a linear reader (suggestions/reading/linear.py) and write them as JSON a person can read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, hstack, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from suggestions.reading.linear import LinearReader, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# a vector has length 1 over some hundreds of numbers, and so have the words; this brings them to the size of the clues
VECTOR_SPREAD, WORDS_SPREAD = 20.0, 25.0
# three numbers of a MiniLM vector never move; scaled up, their rounding would be read as words (1e30 times it)
STILL = 1e-4


@dataclass(frozen=True, slots=True)
class Rows:
    """What is learnt from, one of each a row: a text, its clues, its vector where vectors are read, its class."""

    texts: tuple[str, ...]
    clues: tuple[Mapping[str, float], ...]
    labels: NDArray[np.str_]
    vectors: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def pick(self, which: Sequence[int] | NDArray[np.int_]) -> Rows:
        return Rows(
            tuple(self.texts[n] for n in which),
            tuple(self.clues[n] for n in which),
            self.labels[which],
            None if self.vectors is None else self.vectors[which],
        )


def join(parts: Sequence[Rows]) -> Rows:
    vectors = [p.vectors for p in parts if p.vectors is not None]
    return Rows(
        tuple(text for p in parts for text in p.texts),
        tuple(clues for p in parts for clues in p.clues),
        np.concatenate([p.labels for p in parts]),
        np.concatenate(vectors) if vectors else None,
    )


def learn(  # noqa: PLR0913 each a choice to be measured
    rows: Rows,
    model: str,
    *,
    strength: float,
    run: int = 1,
    fewest: int = 4,
    shares: NDArray[np.float64] | None = None,
    balanced: bool = True,
) -> LinearReader:
    """`model` names whose vectors the rows hold, empty where they hold none. `strength` is the logistic's C, `fewest`
    in how many texts a word must stand to be known, `shares` how much each row counts; `balanced` makes every class
    count as much as any other, however rare.
    """
    names = tuple(sorted({name for clues in rows.clues for name in clues}))
    clues = np.array([[row.get(name, 0.0) for name in names] for row in rows.clues]).reshape(len(rows), len(names))
    vectors = np.zeros((len(rows), 0)) if rows.vectors is None else rows.vectors * VECTOR_SPREAD
    known_rows = np.hstack([vectors, clues])
    known_rows[:, known_rows.std(axis=0) < STILL] = 0
    # a row without clues or a vector has nothing to be scaled
    scaler = StandardScaler().fit(known_rows if known_rows.size else np.zeros((1, 1)))
    scaled = scaler.transform(known_rows) if known_rows.size else known_rows
    counter = TfidfVectorizer(min_df=fewest, analyzer=lambda text: list(split_words(text, run))).fit(rows.texts)
    words = {str(word): n for n, word in enumerate(counter.get_feature_names_out())}
    plain = LinearReader(model, (), names, words, counter.idf_, np.zeros((0, 0)), np.zeros(0), run)
    told = vstack([csr_array(plain.weigh_words(text)[None]) for text in rows.texts]) * WORDS_SPREAD
    logistic = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced" if balanced else None)
    logistic.fit(hstack([csr_array(scaled), told], format="csr"), rows.labels, sample_weight=shares)
    weights, intercepts = logistic.coef_.copy(), logistic.intercept_.copy()
    if len(logistic.classes_) == 2:
        # one row says both: the other class is what it is not
        weights, intercepts = np.vstack([-weights, weights]) / 2, np.concatenate([-intercepts, intercepts]) / 2
    width, known = vectors.shape[1], known_rows.shape[1]
    if known:
        weights[:, :known] /= scaler.scale_
        intercepts = intercepts - weights[:, :known] @ scaler.mean_
    weights[:, :width] *= VECTOR_SPREAD
    weights[:, known:] *= WORDS_SPREAD
    return replace(plain, classes=tuple(map(str, logistic.classes_)), table=weights, intercepts=intercepts)


def read(reader: LinearReader, rows: Rows) -> list[dict[str, float]]:
    """The shares of every row."""
    vectors: Sequence[NDArray[np.float32] | None] = [None] * len(rows) if rows.vectors is None else list(rows.vectors)
    return [reader.read(*row) for row in zip(rows.texts, rows.clues, vectors, strict=True)]


def write(reader: LinearReader, path: Path, *, about: str, made_by: str, notice: str) -> None:
    """`about` says what the shares are of, `made_by` is the command, `notice` what the texts' licences ask for."""
    known = reader.table.shape[1] - len(reader.words)
    width = known - len(reader.clues)
    classes = {
        name: {
            "intercept": round(float(intercept), 4),
            "clues": {c: round(float(w), 4) for c, w in zip(reader.clues, row[width:known], strict=True)},
            "vector": [round(float(w), 4) for w in row[:width]],
        }
        for name, intercept, row in zip(reader.classes, reader.intercepts, reader.table, strict=True)
    }
    told = {
        "about": f"{about}: the softmax of intercept + clues + vector + words (suggestions/reading/linear.py). "
        "A word has its rarity first, then a weight for each class.",
        "made_by": made_by,
        "notice": notice,
        "model": reader.model,
        "run": reader.run,
        "clues": list(reader.clues),
        "classes": classes,
        "words": {
            word: [round(float(w), 3) for w in (reader.rarity[n], *reader.table[:, known + n])]
            for word, n in reader.words.items()
        },
    }
    path.write_text(_lay_out(json.dumps(told, indent=1, ensure_ascii=False)) + "\n", encoding="utf-8")


def _lay_out(text: str) -> str:
    """Lists of numbers on one line each, so that the rest can be read."""
    return re.sub(r"\[[^\[\]{}\"]+\]", lambda found: " ".join(found[0].split()), text)
