"""Learn the weights of the pair model from labelled histories: suggestions/reading/repeats/pair_weights.json.

    python -m training.train_repeat FILE... [--write]

Prints how weights learnt on all files but one do on that one, for several sizes of the team's neighbourhood: that is
the figure for a team never seen. With --write the weights learnt on all files replace the shipped ones. The files are
JSON Lines in the form docs/measured.md names; they are not part of this repository.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from plugin import wiring
from plugin.settings import Settings
from suggestions.evaluation.repeat import read_customers
from suggestions.reading.facts.facts import find_formats, read_passages
from suggestions.reading.repeats.evidence import drop_constant_fields, find_clues, read_evidence
from suggestions.reading.repeats.pairs import NEARNESS, WEIGHTS, compare_places, join_clues
from suggestions.reading.repeats.repeats import situation_words, ticket_words
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules
from training.embedder import open_embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.library.index import LibraryIndex
    from suggestions.ports import Embedder

# without it two clues that say nearly the same get large weights against each other, which a new team pays for
SHRINKING = 0.3
SIZES = (0, 100, 300, 1000, None)
LEARNT = (*NEARNESS, "says_again", "says_count", "says_another_matter")
# by hand: the files hold these too seldom, in one file only, or not at all
SET = {
    "follow_up": (6.0, "a link a person made; no data"),
    "shared_number": (4.0, "one file names numbers; a shared one nearly settles it"),
    "shared_amount_or_field": (1.0, "hardly any in the files; weaker than a number"),
    "other_number": (-5.0, "one file names numbers; another order is another problem"),
    "says_it_recurs": (3.5, "four rows hold it; what came back was there before, if both lie in one place"),
    "soon_after": (
        0.3,
        "times in the files are made up; a customer who writes again within days mostly means the same",
    ),
}
NOTICE = (
    "Learnt from subsets of Banking77 (Casanueva et al. 2020, CC BY 4.0), Bitext customer-support samples "
    "(CDLA-Sharing 1.0) and CLINC150 (Larson et al. 2019, CC BY 3.0), put together into customers. No text of them "
    "is in this file."
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """All (new, earlier) pairs of one file at one size of neighbourhood, and where each customer's begin."""

    clues: list[dict[str, float]]
    labels: NDArray[np.bool_]
    starts: list[int]


def read_pairs(path: Path, size: int | None, index: LibraryIndex, embedder: Embedder) -> Pairs:
    """`size` is how many of the file's earlier tickets the team is taken to have seen; None is all of them."""
    rules = Rules()
    customers = read_customers(path.read_text(encoding="utf-8"))
    texts = [ticket_words(t) for c in customers for t in c.history.tickets]
    seen = texts if size is None else random.Random(size).sample(texts, min(size, len(texts)))  # noqa: S311  # a sample, no secret
    neighbourhood = index.place_among(embedder.encode(seen) if seen else None)
    clues: list[dict[str, float]] = []
    labels, starts = [], []
    for customer in customers:
        situation = read_situation(customer.new, rules)
        words = [situation_words(situation), *(ticket_words(t) for t in customer.history.tickets)]
        placed = neighbourhood.place(embedder.encode(words))
        reads = [read_evidence(customer.new, situation.text, situation.facts)]
        reads += [
            read_evidence(t, w, find_formats(read_passages(t, rules.text_limit)))
            for t, w in zip(customer.history.tickets, words[1:], strict=True)
        ]
        reads = drop_constant_fields(reads)
        starts.append(len(clues))
        near = compare_places(placed, 0, np.arange(1, len(words)))
        for place, read, ticket in zip(near, reads[1:], customer.history.tickets, strict=True):
            clues.append(join_clues(place, find_clues(reads[0], read).values))
            labels.append(ticket.id in customer.repeat_of)
    return Pairs(clues, np.array(labels), starts)


def learn(files: list[list[Pairs]]) -> dict[str, float]:
    """Weights by clue and the intercept; every file and every size counts the same."""
    rows, labels, shares = [], [], []
    for sizes in files:
        for pairs in sizes:
            kept = np.array([not c["other_number"] and not c["shared_number"] for c in pairs.clues])
            rows.append(np.array([[c[name] for name in LEARNT] for c in pairs.clues])[kept])
            labels.append(pairs.labels[kept])
            shares.append(np.full(int(kept.sum()), 1 / kept.sum()))
    table, share = np.concatenate(rows), np.concatenate(shares)
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=SHRINKING, max_iter=1000)
    model.fit(scaler.transform(table), np.concatenate(labels), sample_weight=share * len(share) / share.sum())
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return {"intercept": intercept, **dict(zip(LEARNT, map(float, weights), strict=True))}


def score(pairs: Pairs, learnt: dict[str, float]) -> NDArray[np.float64]:
    weights = {**learnt, **{name: weight for name, (weight, _) in SET.items()}}
    logits = [learnt["intercept"] + sum(weights[n] * v for n, v in c.items() if n in weights) for c in pairs.clues]
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.array(logits)))
    return result


def report(name: str, size: int | None, pairs: Pairs, learnt: dict[str, float]) -> tuple[list[float], list[bool]]:
    probabilities = score(pairs, learnt)
    ends = [*pairs.starts[1:], len(pairs.labels)]
    spans = [slice(a, b) for a, b in zip(pairs.starts, ends, strict=True)]
    best = [float(probabilities[s].max(initial=0)) for s in spans]
    true = [bool(pairs.labels[s].any()) for s in spans]
    first = [pairs.labels[s][int(probabilities[s].argmax())] for s, t in zip(spans, true, strict=True) if t]
    lines = [f"{line:.2f}: {_say(best, true, line)}" for line in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)]
    auroc = roc_auc_score(true, best)
    print(
        f"{name:28} seen {size if size is not None else 'all':>4}  AUROC {auroc:.3f}  first {np.mean(first):.3f}  "
        + "  ".join(lines)
    )
    return best, true


def _say(best: list[float], true: list[bool], line: float) -> str:
    said = [b >= line for b in best]
    both = sum(s and t for s, t in zip(said, true, strict=True))
    precision, recall = both / max(sum(said), 1), both / max(sum(true), 1)
    return f"P {precision:.3f} R {recall:.3f} F {2 * both / max(sum(said) + sum(true), 1):.3f}"


def main(arguments: list[str]) -> None:
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    embedder, _ = open_embedder()
    index = wiring.open_index(Settings(), embedder)
    files = [[read_pairs(path, size, index, embedder) for size in SIZES] for path in paths]
    print("Weights learnt on the other files, then this one:")
    for n, path in enumerate(paths):
        learnt = learn([f for m, f in enumerate(files) if m != n])
        for size, pairs in zip(SIZES, files[n], strict=True):
            report(path.name, size, pairs, learnt)
    learnt = learn(files)
    print("Weights learnt on all files:")
    for n, path in enumerate(paths):
        report(path.name, None, files[n][-1], learnt)
    for name, weight in learnt.items():
        print(f"  {name:26} {weight:8.3f}")
    if "--write" in arguments:
        write(learnt, paths)


def write(learnt: dict[str, float], paths: list[Path]) -> None:
    clues: dict[str, Any] = {
        n: {"weight": round(w, 4), "from": "learnt"} for n, w in learnt.items() if n != "intercept"
    }
    clues |= {name: {"weight": weight, "from": f"set by hand: {why}"} for name, (weight, why) in SET.items()}
    told = {
        "about": "How likely two tickets are about one problem: 1 / (1 + exp(-intercept - sum of weight times clue)).",
        "made_by": "python -m training.train_repeat " + " ".join(p.name for p in paths) + " --write",
        "notice": NOTICE,
        "intercept": round(learnt["intercept"], 4),
        "clues": clues,
    }
    WEIGHTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
