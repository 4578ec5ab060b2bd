"""What it cost them, or is costing: a clause of theirs; where that is safe, turned to face them.

Which clauses tell of a cost is data (consequences.yaml). A clause is said back only when its every pronoun can be
turned and its end is sure; the others are known and stay unsaid.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.model import Fact, FactKind
from suggestions.reading.facts.sayable import find_sayable, is_open
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("consequences.yaml")
PLACE = re.compile(r"<([a-z]+)>")
# what would happen, or what somebody said, is not what happened
UNREAL = re.compile(
    r"\b(?:if|unless|otherwise|in case|would|would've|wouldn't|might|could end|should|will|won't|'ll|'d have|before (?:i|we)|so that|hope|hoping|afraid|worried|worry|risk|imagine|suppose|"
    r"said|says|told|asked|whether|why|how come|do i|do we|did i|can i|should i|have you|do you|did you|you'd|you would|don't want to|want to|need to|going to)\b[^.!?;]{0,90}$"
)
BREAK = re.compile(
    r",?\s(?:because|since|so|which|while|although|though|when|until|but|as)\s|[;:(]|\s[-–—]\s|,\s(?=(?:i|we|you|it|he|she|they|please|can|could|that|this|not|but|so|and)\b)|,?\sand\s(?=(?:i|we|you|it|he|she|they|my|our|your|the|nobody|no|that|this|still|now|please|can|could|want|wants)\b)"
)
QUESTION = re.compile(r"(?:who|what|how|why|which|where)\s(?:do|does|did|can|should|is|am|are|will|would|to)\b")
LONGEST_WORDS, LONGEST = 18, 700


def find_consequences(passage: Passage) -> list[Fact]:
    """Each cost, in reading order; `text` reads `you had to borrow from your sister for rent`, empty if unsayable."""
    said = find_sayable(passage.plain)
    starts = [begin for begin, _, _ in said]
    facts = []
    for start, end in read_costs(passage):
        at = bisect_left(starts, end) - 1
        text = said[at][2] if at >= 0 and said[at][1] > start else ""
        facts.append(passage.make_fact("consequence", FactKind.CONSEQUENCE, text, (start, end)))
    return facts


@lru_cache(maxsize=8)
def read_costs(passage: Passage) -> tuple[Place, ...]:
    """Where the clauses stand that tell of a cost, in reading order, none inside another."""
    small = passage.small
    said = [(begin, stop) for begin, stop, _ in find_sayable(passage.plain)]
    return tuple(_merge(small, [*_find_costs(small), *said]))


def _find_costs(small: str) -> list[Place]:
    costs: list[Place] = []
    for start, end in split_sentences(small):
        stop = min(end, start + LONGEST)
        sentence = small[start:stop]
        if sentence.endswith("?") or QUESTION.match(sentence):
            continue
        for begin, finish in sorted(m.span() for pattern in _patterns() for m in pattern.finditer(sentence)):
            if UNREAL.search(sentence[:begin]):
                continue
            last = _end_of_clause(sentence, begin, finish)
            if not is_open(sentence[begin:last]):
                costs.append((start + begin, start + last))
    return costs


def _end_of_clause(sentence: str, begin: int, finish: int) -> int:
    """Where the clause that begins there ends; never inside the words that make it a cost."""
    stop = BREAK.search(sentence, finish)
    end = stop.start() if stop else len(sentence)
    words = list(re.finditer(r"\S+", sentence[begin:end]))[:LONGEST_WORDS]
    return max(finish, begin + words[-1].end()) - (sentence[begin:end][-1:] in ".!") if words else finish


def _merge(small: str, costs: list[Place]) -> list[Place]:
    """All places in reading order, those that share words or go on made one."""
    merged: list[Place] = []
    for start, end in sorted(costs):
        if merged and (start < merged[-1][1] or _goes_on(small, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _goes_on(small: str, end: int, start: int) -> bool:
    """One cost: "my rent could not be debited and the bank took a fee"; with "and I had to" another begins."""
    return small[end:start].strip() == "and" and re.match(r"(?:i|we)\b", small[start : start + 3]) is None


@cache
def _read_words() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w'-]){_fill(pattern)}") for pattern in _read_words()["patterns"])


def _fill(pattern: str) -> str:
    """The pattern with its parts put in, and with any white space."""
    known = _read_words()["parts"] | {"petty": _read_words()["petty"]}
    for _ in range(2):
        pattern = PLACE.sub(lambda match: known[match[1]], pattern)
    return pattern.replace(" ", r"\s")
