"""Learn the weights of the feeling classifier: suggestions/reading/feeling/feeling_weights.json.

    python -m training.train_feeling OWN... [--general FILE] [--held-out FILE]... [--write]

OWN are support messages of this repository (training/texts, CC0); `--general` is a file in the form of the
development data whose licence lets weights be shipped with a notice. Prints how the weights do on the held-out
files, and on the general one with folds of it left out. With --write the weights replace the shipped ones.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

from plugin import wiring
from plugin.embedder import SentenceTransformerEmbedder, limit_threads
from plugin.embedding_cache import CachedEmbedder
from plugin.settings import Settings
from suggestions.evaluation.feeling import make_situation
from suggestions.evaluation.rows import parse_rows
from suggestions.reading.feeling.feeling import (
    FEELINGS,
    WEIGHTS,
    WORD,
    FeelingWeights,
    find_feeling_clues,
    find_feeling_text,
)
from suggestions.rules import Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.ports import Embedder

# general talk is another trade: enough of it to know its words, not so much that it outshouts support
GENERAL_SHARE = 0.2
STRENGTH = 0.004
FOLDS = 5
# a vector has length 1 over 384 numbers; this brings its numbers to the size of the clues
SPREAD = 20.0
WORDS_SPREAD = 25.0
# what the general file has in place of names would be learnt as a word
PLACEHOLDER = re.compile(r"\[[A-Z]+\]")
# a word in fewer texts than this says nothing that holds elsewhere
FEWEST_TEXTS = 4
# three numbers of a MiniLM vector never move; scaled up, their rounding would be read as words (1e30 times it)
STILL = 1e-4
NOTICE = (
    "Learnt from support messages written for this project (training/texts, CC0) and from a subset of GoEmotions "
    "(Demszky et al. 2020, CC BY 4.0), whose 28 labels were mapped to seven. No text of either is in this file."
)


@dataclass(frozen=True, slots=True)
class Rows:
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    clues: NDArray[np.float64]
    names: tuple[str, ...]
    emotions: NDArray[np.str_]
    empathy: NDArray[np.int_]

    def pick(self, which: NDArray[np.int_]) -> Rows:
        texts = tuple(self.texts[n] for n in which)
        return Rows(
            texts, self.vectors[which], self.clues[which], self.names, self.emotions[which], self.empathy[which]
        )


def read_rows(path: Path, embedder: Embedder) -> Rows:
    """-1 in `empathy` is no label."""
    rows = parse_rows(path.read_text(encoding="utf-8"), frozenset({"text", "emotion"}))
    situations = [make_situation(PLACEHOLDER.sub(" ", str(r["text"])), Rules()) for r in rows]
    clues = [find_feeling_clues(s) for s in situations]
    names = tuple(clues[0])
    texts = tuple(find_feeling_text(s) for s in situations)
    return Rows(
        texts,
        embedder.encode(texts),
        np.array([[c[name] for name in names] for c in clues]),
        names,
        np.array([str(r["emotion"]) for r in rows]),
        np.array([-1 if r.get("needs_empathy") is None else int(r["needs_empathy"]) for r in rows]),
    )


def join(parts: list[Rows]) -> Rows:
    return Rows(
        tuple(text for p in parts for text in p.texts),
        np.concatenate([p.vectors for p in parts]),
        np.concatenate([p.clues for p in parts]),
        parts[0].names,
        np.concatenate([p.emotions for p in parts]),
        np.concatenate([p.empathy for p in parts]),
    )


def learn(own: Rows, general: Rows | None, model: str) -> FeelingWeights:
    rows = join([own, general]) if general is not None else own
    shares = np.ones(len(rows.emotions))
    shares[len(own.emotions) :] = GENERAL_SHARE
    known_rows = np.hstack([rows.vectors * SPREAD, rows.clues])
    known_rows[:, known_rows.std(axis=0) < STILL] = 0
    scaler = StandardScaler().fit(known_rows)
    counter = TfidfVectorizer(min_df=FEWEST_TEXTS, sublinear_tf=True, token_pattern=WORD.pattern).fit(rows.texts)
    words = {str(word): n for n, word in enumerate(counter.get_feature_names_out())}
    plain = FeelingWeights(model, (), rows.names, words, counter.idf_, np.zeros((0, 0)), np.zeros(0))
    told = np.stack([plain.weigh_words(text) for text in rows.texts]) * WORDS_SPREAD
    table = np.hstack([scaler.transform(known_rows), told])
    logistic = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    logistic.fit(table, rows.emotions, sample_weight=shares)
    weights, width = logistic.coef_.copy(), rows.vectors.shape[1]
    known = width + len(rows.names)
    weights[:, :known] /= scaler.scale_
    intercepts = logistic.intercept_ - weights[:, :known] @ scaler.mean_
    weights[:, :width] *= SPREAD
    weights[:, known:] *= WORDS_SPREAD
    return replace(plain, classes=tuple(logistic.classes_), table=weights, intercepts=intercepts)


def judge(weights: FeelingWeights, rows: Rows) -> tuple[list[str], list[float]]:
    reads = [
        weights.read(text, vector, dict(zip(rows.names, clues, strict=True)))
        for text, vector, clues in zip(rows.texts, rows.vectors, rows.clues, strict=True)
    ]
    return [str(r.likeliest) for r in reads], [r.strain for r in reads]


def say(name: str, rows: Rows, named: list[str], strains: list[float], *, details: bool = False) -> None:
    labels = [str(FEELINGS[e]) for e in rows.emotions]
    told = rows.empathy >= 0
    f1 = f1_score(labels, named, average="macro", zero_division=0)
    auroc = roc_auc_score(rows.empathy[told], np.array(strains)[told])
    share = np.mean((np.array(strains)[told] > 0) == rows.empathy[told])
    print(f"{name:32} macro-F1 {f1:.3f}  needs empathy: AUROC {auroc:.3f}, right at the line {share:.3f}")
    if details:
        print(classification_report(labels, named, digits=2, zero_division=0))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("own", nargs="+", type=Path)
    parser.add_argument("--general", type=Path)
    parser.add_argument("--held-out", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = Settings()
    limit_threads(2)
    encoder = SentenceTransformerEmbedder(settings.model)
    embedder = CachedEmbedder(encoder, wiring.open_store(settings))
    own = join([read_rows(path, embedder) for path in asked.own])
    general = read_rows(asked.general, embedder) if asked.general else None
    model = encoder.name.split("-0.")[0]
    weights = learn(own, general, model)
    for path in asked.held_out:
        rows = read_rows(path, embedder)
        say(path.name, rows, *judge(weights, rows), details=True)
    if general is not None:
        say_folds(own, general, model, asked.general.name)
    if asked.write:
        write(weights, asked)


def say_folds(own: Rows, general: Rows, model: str, name: str) -> None:
    named, strains = [""] * len(general.emotions), [0.0] * len(general.emotions)
    for learnt, left in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(general.clues, general.emotions):
        found = judge(learn(own, general.pick(learnt), model), general.pick(left))
        for n, feeling, strain in zip(left, *found, strict=True):
            named[n], strains[n] = feeling, strain
    say(f"{name}, folds left out", general, named, strains, details=True)


def write(weights: FeelingWeights, asked: argparse.Namespace) -> None:
    width = weights.table.shape[1] - len(weights.clues) - len(weights.words)
    known = width + len(weights.clues)
    classes = {
        name: {
            "intercept": round(float(intercept), 4),
            "clues": {c: round(float(w), 4) for c, w in zip(weights.clues, row[width:known], strict=True)},
            "vector": [round(float(w), 4) for w in row[:width]],
        }
        for name, intercept, row in zip(weights.classes, weights.intercepts, weights.table, strict=True)
    }
    sources = " ".join(p.name for p in asked.own) + (f" --general {asked.general.name}" if asked.general else "")
    told = {
        "about": "Share of a feeling: the softmax of intercept + clues + vector + words (feeling.py). A word has its "
        "rarity first, then a weight for each class.",
        "made_by": f"python -m training.train_feeling {sources} --write",
        "notice": NOTICE,
        "model": weights.model,
        "clues": list(weights.clues),
        "classes": classes,
        "words": {
            word: [round(float(w), 3) for w in (weights.rarity[n], *weights.table[:, known + n])]
            for word, n in weights.words.items()
        },
    }
    WEIGHTS.write_text(_lay_out(json.dumps(told, indent=1)) + "\n", encoding="utf-8")


def _lay_out(text: str) -> str:
    """Lists of numbers on one line each, so that the rest can be read."""
    return re.sub(r"\[[^\[\]{}\"]+\]", lambda found: " ".join(found[0].split()), text)


if __name__ == "__main__":
    main()
