"""Learn the weights of the product reader: suggestions/reading/facts/product_weights.json, product_words_weights.json.

    python -m training.train_products FILE... [--without FILE] [--write]

A file holds customers' messages with labelled facts (texts/facts.*) or single sentences with the products they name
(texts/products.jsonl). Prints for each file of messages what weights that saw none of it find there, and at which
lines. With --write the weights replace the shipped ones, learnt on all files but that of `--without`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from suggestions.reading.facts.product_names import read_names
from suggestions.reading.facts.products import (
    MOST_NAMES,
    NOTHING,
    PRODUCT,
    WEIGHTS,
    WORDS_WEIGHTS,
    Weighed,
    choose,
    encode_names,
)
from suggestions.reading.text import plain_quotes
from training.linear import Rows, join, learn
from training.two_readers import Script, run_script

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from suggestions.ports import Embedder
    from suggestions.reading.facts.product_names import Name
    from suggestions.reading.linear import LinearReader

STRENGTH, WORDS_STRENGTH, FEWEST_TEXTS = 0.002, 0.005, 3
PRECISIONS = (0.98, 0.95, 0.9, 0.85, 0.8)
# a name of the product elsewhere in the message, of which nobody said whether it should be found too
UNSURE = "unsure"
NOTICE = "Learnt from texts written for this project (training/texts, CC0). No text of theirs is in this file."


@dataclass(frozen=True, slots=True)
class Labelled:
    """The names of one file, in which text each stands, what each is, and how many products are labelled in all."""

    names: list[Name]
    said: list[str]
    texts: list[int]
    kinds: list[str]
    products: int


def read_file(path: Path) -> Labelled:
    labelled = Labelled([], [], [], [], 0)
    products = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        if row.get("author", "requester") != "requester":
            continue
        text = plain_quotes(row["text"])
        small = text.lower()
        told = [plain_quotes(product).lower() for product in find_labels(row)]
        products += len(told)
        for name in read_names(text, small, MOST_NAMES):
            labelled.names.append(name)
            labelled.said.append(small[name.start : name.end])
            labelled.texts.append(number)
            labelled.kinds.append(find_kind(small, name, told))
    return Labelled(labelled.names, labelled.said, labelled.texts, labelled.kinds, products)


def find_labels(row: dict[str, Any]) -> list[str]:
    """The words of each product of a row."""
    return row["products"] if "products" in row else [f["quote"] for f in row["facts"] if f["type"] == PRODUCT]


def find_kind(small: str, name: Name, products: Sequence[str]) -> str:
    """A product where it ends with one; unsure where its last word is a product's that stands elsewhere."""
    for product in products:
        places = [match.span() for match in re.finditer(re.escape(product), small)]
        if any(name.end == end and name.start < end for _, end in places):
            return PRODUCT
        if any(start < name.end and name.start < end for start, end in places):
            return NOTHING
        if small[name.start : name.end].endswith(product.rsplit(maxsplit=1)[-1]):
            return UNSURE
    return NOTHING


def make_rows(labelled: Labelled, embedder: Embedder | None) -> Rows:
    return Rows(
        tuple(name.words for name in labelled.names),
        tuple(name.clues for name in labelled.names),
        np.array(labelled.kinds),
        encode_names(labelled.said, embedder) if embedder else None,
    )


def learn_products(parts: Sequence[Rows], model: str) -> LinearReader:
    rows = join(parts)
    sure = rows.pick(np.flatnonzero(rows.labels != UNSURE))
    strength = STRENGTH if model else WORDS_STRENGTH
    return learn(sure, model, strength=strength, fewest=FEWEST_TEXTS, balanced=False)


def say(name: str, labelled: Labelled, shares: Sequence[dict[str, float]]) -> None:
    """Of the names chosen in each message, how many end as labelled, and at which line a precision is reached."""
    of_text: dict[int, list[tuple[Weighed, str]]] = {}
    for text, one, said, kind, share in zip(
        labelled.texts, labelled.names, labelled.said, labelled.kinds, shares, strict=True
    ):
        of_text.setdefault(text, []).append((Weighed(text, one, said, share[PRODUCT]), kind))
    chosen = []
    for weighed in of_text.values():
        best = choose([one for one, _ in weighed])
        if best:
            chosen.append((best[1], next(kind for one, kind in weighed if one is best[0]) != NOTHING))
    chosen.sort(reverse=True)
    right = np.cumsum([ok for _, ok in chosen])
    precision, recall = right / np.arange(1, len(chosen) + 1), right / labelled.products
    reached = [np.flatnonzero(precision >= wanted) for wanted in PRECISIONS]
    at = [f"P {precision[n[-1]]:.2f} R {recall[n[-1]]:.2f} at {chosen[n[-1]][0]:.2f}" for n in reached if n.size]
    print(f"{name:24} " + "; ".join(at), flush=True)


def main() -> None:
    script = Script("train_products", "Share of what a name is", NOTICE, WEIGHTS, WORDS_WEIGHTS)
    run_script(script, read_file, make_rows, learn_products, say)


if __name__ == "__main__":
    main()
