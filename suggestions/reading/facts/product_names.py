"""Names that may be of a thing somebody bought, hired or uses, each with what a linear reader is told of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.reading.linear import WORD
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from suggestions.reading.places import Place

WORDS = Path(__file__).with_name("products.yaml")
PART = re.compile(r"\d+[.,]\d+(?![\w.,/-])|[^\W_][\w'&+/-]{0,40}")
WORD_OR_OWNER = re.compile(r"\w+(?:'\w+)?")
BESIDE = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
DIGIT = re.compile(r"\d")
MARKS = {",": "comma", ".": "stop", "?": "ask", "!": "bang", ":": "colon", '"': "quote", "-": "dash"}
# a name has no more words, and nobody writes a longer sentence as one
MOST_WORDS, LONGEST = 5, 400
# so far before a name stands what rules it
NEAR = 60
# how far into a message it still matters in which sentence a thing is named
LAST_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class Name:
    """Characters start to end of a text. `words` and `clues` are for a linear reader: the name, what stands beside it,
    and how it is written.
    """

    start: int
    end: int
    words: str
    clues: Mapping[str, float]


def read_names(text: str, small: str, most: int) -> list[Name]:
    """The first `most` names, in reading order. `small` is the text in small letters, character for character.

    A name ends at any word of a run without a stop word; "Haverly toaster trips" holds three, and one is right.
    """
    often = Counter(PART.findall(small))
    names: list[Name] = []
    for number, (start, end) in enumerate(split_sentences(text)):
        stop = min(end, start + LONGEST)
        for run in _read_runs(small, start, stop):
            for first, last in _find_ends(small, run):
                place = (run[first][0], run[last][1])
                words = "\n".join(_list_words(small, place, run[0][0], (start, stop)))
                clues = _find_clues(text, place, start, often)
                clues |= {"sentence": min(number, LAST_SENTENCE) / LAST_SENTENCE, "first": float(number == 0)}
                names.append(Name(*place, words, clues | {"runs_on": float(last + 1 < len(run))}))
        if len(names) >= most:
            break
    return names[:most]


def _read_runs(small: str, start: int, end: int) -> Iterator[list[Place]]:
    """Words that stand together with one blank between them, without stop words; `dad's` begins a run anew."""
    stop = _lists()["stop"]
    run: list[Place] = []
    for match in PART.finditer(small, start, end):
        apart = run and small[run[-1][1] : match.start()] not in {" ", "\n"}
        ends = match.group() in stop or match.group().endswith("'s")
        if run and (apart or ends):
            yield run
            run = []
        if not ends:
            run.append(match.span())
    if run:
        yield run


def _find_ends(small: str, run: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """First and last word of each name in the run. It ends in no adjective, and in a number only behind a word."""
    plain = _lists()["plain"]
    for last, (start, end) in enumerate(run):
        word = small[start:end]
        numbered = last > 0 and re.search(r"[^\W\d]", small[slice(*run[last - 1])])
        if word in plain or not (re.search(r"[^\W\d]", word) or numbered) or (end - start < 2 and not word.isdigit()):
            continue
        first = max(0, last - MOST_WORDS + 1)
        while first < last and small[slice(*run[first])] in plain:
            first += 1
        yield first, last


def _list_words(small: str, place: Place, run_start: int, sentence: Place) -> Iterator[str]:
    """Each a line: its words and its last one, the words beside it, whose it is and the word before that."""
    said = WORD.findall(small[slice(*place)])
    left = ["bos"] * 3 + [_say(word) for word in BESIDE.findall(small[sentence[0] : place[0]])[-3:]]
    right = [*(_say(word) for word in BESIDE.findall(small[place[1] : sentence[1]])[:2]), "eos", "eos"]
    whose, ruler = _find_whose(small, sentence[0], run_start)
    yield from (f"w_{_say(word)}" for word in said)
    yield from (f"h_{_say(said[-1])}", f"hs_{said[-1][-3:]}")
    if len(said) > 1:
        yield f"hh_{_say(said[-2])}_{_say(said[-1])}"
    yield from (f"l1_{left[-1]}", f"l2_{left[-2]}", f"l12_{left[-2]}_{left[-1]}", f"l123_{'_'.join(left[-3:])}")
    yield from (f"r1_{right[0]}", f"r2_{right[1]}", f"r12_{right[0]}_{right[1]}", f"lr_{left[-1]}_{right[0]}")
    yield from (f"g_{ruler}", f"d_{whose}", f"gd_{ruler}_{whose}", f"dr_{whose}_{right[0]}", f"gr_{ruler}_{right[0]}")
    known = _find_known(said)
    yield from (f"is_{known}", f"is_{known}_{left[-1]}", f"is_{known}_{right[0]}")


def _say(word: str) -> str:
    """As one word of the reader's: digits are alike, marks have names."""
    return MARKS.get(word) or DIGIT.sub("0", re.sub(r"\W", "", word)) or "mark"


def _find_whose(small: str, start: int, run_start: int) -> tuple[str, str]:
    """The word that says whose or how many, and the one before it: a verb or a preposition, most often."""
    determiners, plain = _lists()["determiners"], _lists()["plain"]
    before = WORD_OR_OWNER.findall(small[max(start, run_start - NEAR) : run_start])
    whose = "none"
    if before and before[-1].endswith("'s"):
        whose = "owner"
        before.pop()
    elif before and (before[-1] in determiners or before[-1].isdigit()):
        whose = _say(before.pop())
    while before and (before[-1] in determiners or before[-1] in plain):
        before.pop()
    return whose, _say(before[-1]) if before else "bos"


def _find_known(said: Sequence[str]) -> str:
    """Whether the things of products.yaml know the name, by its last word or its last two."""
    things = _lists()["things"]
    if len(said) > 1 and " ".join(said[-2:]) in things:
        return "thing_of_two"
    return "thing" if said[-1] in things else "unknown"


def _find_clues(text: str, place: Place, sentence_start: int, often: Mapping[str, int]) -> dict[str, float]:
    """How it is written; capitals where a sentence begins say nothing."""
    words = text[slice(*place)].split()
    inside = words[1:] if place[0] == sentence_start else words
    told = {
        "words": float(len(words)),
        "capital": any(word[0].isupper() for word in inside),
        "last_capital": bool(inside) and inside[-1][0].isupper(),
        "digit": any(DIGIT.search(word) for word in words),
        "last_digit": bool(DIGIT.search(words[-1])),
        "upper": text[slice(*place)].isupper(),
        "again": often[words[-1].lower()] > 1,
        "starts": place[0] == sentence_start,
        "title_follows": bool(re.match(r"\s[A-Z0-9]", text[place[1] : place[1] + 2])),
    }
    return {name: float(clue) for name, clue in told.items()}


@cache
def _lists() -> dict[str, frozenset[str]]:
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    told["things"] = [many for word in told["things"] for many in (word, f"{word}s", f"{word}es")]
    return {name: frozenset(words) for name, words in told.items()}
