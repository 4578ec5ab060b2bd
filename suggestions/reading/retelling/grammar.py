"""Enough English to turn a clause round: which words can be its verb, and how a verb reads for he, she and it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words.yaml")
DETERMINERS = frozenset({
    "a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "those", "some", "any", "no", "every", "each",
    "both", "all", "another", "one", "two", "three",
})  # fmt: skip
PREPOSITIONS = frozenset({
    "about", "after", "against", "at", "before", "behind", "between", "by", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on",
    "onto", "out", "over", "since", "through", "till", "to", "towards", "under", "until", "up", "via", "with", "within", "without",
})  # fmt: skip
RELATIVES = frozenset({"who", "which", "whose"})
SUBJECTS = frozenset({"i", "we", "you", "they", "it", "he", "she"})


@dataclass(frozen=True, slots=True)
class English:
    """The word lists of words.yaml, with the forms that follow from them."""

    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    bases: frozenset[str]
    pasts: frozenset[str]
    participles: frozenset[str]
    singulars: frozenset[str]
    people: frozenset[str]
    openers: frozenset[str]
    nouns: frozenset[str]
    deeds: frozenset[str]
    busy: frozenset[str]
    lead_ins: tuple[str, ...]
    never: frozenset[str]
    unmarked: dict[str, str]

    def is_verb(self, word: str) -> bool:
        """Whether it can be the verb right after a subject that is a pronoun."""
        return word in self.auxiliaries or word in self.bases or word in self.pasts or word in self.singulars


@cache
def load_english() -> English:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    triples = [entry.split() for entry in raw["irregular"]]
    regular = frozenset(raw["regular"])
    bases = regular | {t[0] for t in triples}
    regular_pasts = {form for verb in regular for form in _make_pasts(verb)}
    return English(
        auxiliaries=frozenset(raw["auxiliaries"]), adverbs=frozenset(raw["adverbs"]), bases=bases,
        pasts=frozenset({t[1] for t in triples} | regular_pasts),
        participles=frozenset({t[-1] for t in triples} | regular_pasts),
        singulars=frozenset(make_singular(verb) for verb in bases), people=frozenset(raw["people"]),
        openers=frozenset(raw["openers"]), nouns=frozenset(raw["nouns"]), deeds=frozenset(raw["deeds"]), busy=frozenset(raw["busy"]),
        lead_ins=tuple(sorted((str(words) for words in raw["lead_ins"]), key=len, reverse=True)),
        never=frozenset(str(word) for word in (*raw["never"], *raw["slips"])), unmarked=dict(raw["unmarked"]),
    )  # fmt: skip


def make_singular(verb: str) -> str:
    """`try` reads `tries`, `go` reads `goes`, `work` reads `works`."""
    known = {"be": "is", "have": "has"}
    if verb in known:
        return known[verb]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


def _make_pasts(verb: str) -> set[str]:
    """Both spellings where the last letter may be doubled: `cancelled`, `canceled`."""
    if verb.endswith("e"):
        return {f"{verb}d"}
    if re.search(r"[^aeiou]y$", verb):
        return {f"{verb[:-1]}ied"}
    return {f"{verb}ed", f"{verb}{verb[-1]}ed"}


def has_verb(words: list[str], *, surely: bool = False) -> bool:
    """Whether small words hold a finite verb, so that they can stand after `that`.

    `surely`: a form that is as well a participle does not do, `the label created` being no sentence. Nor does a verb
    of a clause that only says who or which.
    """
    english = load_english()
    words = list(itertools.takewhile(lambda word: word not in RELATIVES, words))
    pasts = english.pasts - english.participles if surely else english.pasts
    for n, word in enumerate(words):
        before = words[n - 1] if n else ""
        if word in english.auxiliaries:
            return True
        if not before or before in DETERMINERS or before in PREPOSITIONS:
            continue
        subject = next((w for w in reversed(words[:n]) if w not in english.adverbs), "")
        if subject in SUBJECTS and english.is_verb(word):
            return True
        if word in pasts or (word in english.singulars and n + 1 < len(words)):
            return True
    return False
