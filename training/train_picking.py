"""Learn how sure a pick may be: suggestions/library/pick_weights.json.

    python -m training.train_picking FILE... [--write]

From each file, and from the starter library, many smaller libraries are drawn: some of the reasons, one to all of their
exemplars. Queries of the reasons left out, and of other files, are what nothing fits. Prints how weights learnt without
a file do on that file as it is; with --write the weights learnt on all replace the shipped ones. The files are JSON
Lines in the form docs/measured.md names; they are not part of this repository.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from plugin import wiring
from plugin.settings import Settings
from suggestions.evaluation.picking import Query, make_library, measure, read_queries
from suggestions.evaluation.rows import parse_rows
from suggestions.library.confidence import EVIDENCE, WEIGHTS, PickWeights, find_clues
from suggestions.library.index import LibraryIndex
from suggestions.library.responses import Library
from suggestions.rules import Rules
from training.embedder import open_embedder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from suggestions.ports import Embedder

DRAWS = 16
QUERIES = 160
# so many of them have no answer in the drawn library, half of those from elsewhere
UNANSWERED_SHARE = 0.3
# so many exemplars a response are kept in a draw; None is all
KEPT = (1, 2, 3, 5, None)
NOTICE = (
    "Learnt from subsets of Banking77 (Casanueva et al. 2020, CC BY 4.0), Bitext customer-support samples "
    "(CDLA-Sharing 1.0), HINT3 (Arora et al. 2020, ODbL 1.0) and this project's starter library. No text of them is in "
    "this file."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A library with the queries that ask of it."""

    name: str
    library: Library
    queries: list[Query]


@dataclass(frozen=True, slots=True)
class Trial:
    """One drawn library. `evidence` is query by reason by kind; `truth` the reason's number, -1 where nothing fits."""

    evidence: NDArray[np.float64]
    truth: NDArray[np.int_]

    def score(self, evidence: Mapping[str, float]) -> NDArray[np.float64]:
        scores: NDArray[np.float64] = self.evidence @ np.array([evidence[name] for name in EVIDENCE])
        return scores


def read_source(path: Path) -> Source:
    rows = parse_rows(path.read_text(encoding="utf-8"), frozenset({"type", "id"}))
    return Source(path.name, make_library(rows), read_queries(rows))


def split_library(library: Library) -> Source:
    """English responses with every other exemplar, and the rest of the exemplars as queries."""
    own = [r for r in library.responses if r.language == "en" and not r.words]
    queries = [Query(text, r.reason) for r in own for text in r.exemplars[1::2]]
    return Source("starter", Library(tuple(replace(r, exemplars=r.exemplars[::2]) for r in own)), queries)


def draw(source: Source, strangers: list[Query], embedder: Embedder, random: np.random.Generator) -> Trial:
    """A library out of this one, of any size up to its own, with some of its queries."""
    reasons = sorted({r.reason for r in source.library.responses} & {q.expected for q in source.queries})
    count = int(random.integers(1, len(reasons) + 1))
    kept = set(random.permutation(reasons)[:count].tolist())
    most = KEPT[int(random.integers(len(KEPT)))]
    responses = [
        replace(r, exemplars=tuple(random.permutation(r.exemplars).tolist()[:most]))
        for r in source.library.responses
        if r.reason in kept
    ]
    own = [source.queries[n] for n in random.permutation(len(source.queries))]
    answered = [q for q in own if q.expected in kept][: round(QUERIES * (1 - UNANSWERED_SHARE))]
    most_unanswered = round(len(answered) * UNANSWERED_SHARE / (1 - UNANSWERED_SHARE))
    unanswered = [q for q in own if q.expected not in kept][: most_unanswered // 2]
    missing = most_unanswered - len(unanswered)
    unanswered += [strangers[n] for n in random.permutation(len(strangers))[:missing]]
    asked = [*answered, *(replace(q, expected=None) for q in unanswered)]
    return ask(LibraryIndex(Library(tuple(responses)), embedder), asked, embedder)


def ask(index: LibraryIndex, queries: list[Query], embedder: Embedder) -> Trial:
    """What the index finds for each query."""
    texts = [q.text for q in queries]
    vectors = embedder.encode(texts)
    found = index.find_evidence(vectors, texts)
    names = [r.reason for r in index.library.responses]
    reasons = list(dict.fromkeys(names))
    columns = [np.flatnonzero([name == reason for name in names]) for reason in reasons]
    evidence = np.stack(
        [np.stack([found[kind][:, c].max(axis=1) for c in columns], axis=1) for kind in EVIDENCE], axis=2
    ).astype(float)
    truth = np.array([reasons.index(q.expected) if q.expected in reasons else -1 for q in queries])
    return Trial(evidence, truth)


def learn(trials: list[list[Trial]]) -> PickWeights:
    """Every source counts the same, and in a source every draw."""
    evidence = learn_evidence(trials)
    rows, labels, shares = [], [], []
    for drawn in trials:
        for trial in drawn:
            scores = trial.score(evidence)
            rows += [find_clues(row) for row in scores]
            labels.append(scores.argmax(axis=1) == trial.truth)
            shares.append(np.full(len(scores), 1 / len(scores) / len(drawn)))
    names = list(rows[0])
    table, share = np.array([list(clues.values()) for clues in rows]), np.concatenate(shares)
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(scaler.transform(table), np.concatenate(labels), sample_weight=share * len(share) / share.sum())
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return PickWeights(evidence, intercept, dict(zip(names, map(float, weights), strict=True)))


def learn_evidence(trials: list[list[Trial]]) -> dict[str, float]:
    """The weights that make the right reason's share likeliest, over the queries that have one."""
    known = [(t, np.flatnonzero(t.truth >= 0), len(drawn)) for drawn in trials for t in drawn]

    def surprise(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(len(EVIDENCE))
        for trial, rows, draws in known:
            evidence, truth = trial.evidence[rows], trial.truth[rows]
            logits = evidence @ weights
            shares = np.exp(logits - logits.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            right = np.arange(len(rows)), truth
            part = 1 / len(rows) / draws
            total -= part * float(np.log(shares[right] + 1e-12).sum())
            shares[right] -= 1
            slope += part * np.einsum("qr,qrk->k", shares, evidence)
        return total, slope

    found = minimize(surprise, np.ones(len(EVIDENCE)), jac=True, bounds=[(0, None)] * len(EVIDENCE))
    return dict(zip(EVIDENCE, map(float, found.x), strict=True))


def report(source: Source, trial: Trial, weights: PickWeights) -> dict[str, float | None]:
    """The figures of one file as it is, as `wellheard evaluate picking` prints them."""
    likely = np.stack([weights.find_probabilities(row) for row in trial.score(weights.evidence)])
    reasons = list(dict.fromkeys(r.reason for r in source.library.responses))
    return measure(likely, reasons, [q.expected for q in source.queries], Rules())


def main(arguments: list[str]) -> None:
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    embedder, _ = open_embedder()
    starter = wiring.open_index(Settings(), embedder).library
    sources = [*map(read_source, paths), split_library(starter)]
    random = np.random.default_rng(1)
    trials = []
    for source in sources:
        strangers = [q for other in sources if other is not source for q in other.queries]
        trials.append([draw(source, strangers, embedder, random) for _ in range(DRAWS)])
    whole = [ask(LibraryIndex(s.library, embedder), s.queries, embedder) for s in sources]
    print("Weights learnt without the file, on the file:")
    for n, source in enumerate(sources):
        weights = learn([t for m, t in enumerate(trials) if m != n])
        print(f"  {source.name:28}", json.dumps(report(source, whole[n], weights)))
    weights = learn(trials)
    print("Weights learnt on all:")
    for source, trial in zip(sources, whole, strict=True):
        print(f"  {source.name:28}", json.dumps(report(source, trial, weights)))
    print(json.dumps({"evidence": weights.evidence, "intercept": weights.intercept, "right": weights.right}, indent=1))
    if "--write" in arguments:
        write(weights, paths)


def write(weights: PickWeights, paths: list[Path]) -> None:
    told: dict[str, Any] = {
        "about": "A response's score is the sum of its evidence times these weights; how likely the best is right: "
        "1 / (1 + exp(-intercept - sum of weight times clue)).",
        "made_by": "python -m training.train_picking " + " ".join(p.name for p in paths) + " --write",
        "notice": NOTICE,
        "evidence": {name: round(weight, 4) for name, weight in weights.evidence.items()},
        "intercept": round(weights.intercept, 4),
        "right": {name: round(weight, 4) for name, weight in weights.right.items()},
    }
    WEIGHTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
