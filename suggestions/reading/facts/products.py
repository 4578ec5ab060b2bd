"""The thing a message is about: what they bought, hired or use, as they name it.

Names are runs of words without a verb or a preposition that end in a noun of products.yaml, or that stand where only
a thing bought can stand ("I bought a …", "my … won't start"). Each is weighed by how it is spoken of; the best one is
told when it weighs enough, and otherwise none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.model import Fact, FactKind
from suggestions.reading.places import overlaps_any
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("products.yaml")
WORD = re.compile(r"[^\W_][\w'&+/-]{0,40}")
# what the word before a thing adds: theirs, spoken of before, any, or ours
WHOSE = {
    "my": 2.0,
    "our": 2.0,
    "the": 1.5,
    "this": 1.5,
    "these": 1.5,
    "that": 1.5,
    "those": 1.5,
    "a": 0.5,
    "an": 0.5,
    "one": 0.5,
    "your": -0.5,
}
GOT = re.compile(
    r"\b(?:bought|ordered|purchased|received|rented|hired|reserved|booked|got|sold(?:\sme|\sus)?|sent(?:\sme|\sus)?|sell|delivered|installed|fitted|placed|return|returned|returning|exchange|replace|swap|owns?|use|using|"
    r"picked\sup|chose|chosen|treated\smyself\sto|invested\sin|item:|product:|article:|regarding|concerning|about|re:|problem\swith|problems\swith|trouble\swith|issue\swith|issues\swith|happy\swith|pleased\swith|"
    r"disappointed\swith|disappointed\sin|refund\sfor|paid\sfor|repair\sof|warranty\s(?:for|on)|find)\s(?:(?:only|one|two|three|four|five|six|\d{1,3}|an?|the|my|our|your|this|that|these|those|some|new|second|hand)\s){0,3}$"
)
FAULT = re.compile(
    r"(?:\s(?:in|of|on|from|at)\s(?:(?:the|my|our|your)\s)?[\w-]+(?:\s[\w-]+)?)?\s(?:(?:i|we)\s(?:just\s|recently\s)?(?:bought|ordered|purchased|received|got|hired|rented|have)|that\s(?:i|we|you|arrived|came)|which|you\s(?:sold|sent|fitted|installed|delivered|sell)|(?:still\s|just\s|suddenly\s|now\s|only\s|never\s|often\s|always\s|constantly\s)?"
    r"(?:is|was|are|were|has|have|had|'s|won't|will\snot|wont|doesn't|does|don't|didn't|did|isn't|wasn't|can't|cannot|stopped|stops|keeps?|broke|breaks|leaks?|leaking|arrived|came|comes|turned|started|starts|trips|makes|"
    r"made|shows|reads|says|closes|sends|drips|died|dies|fell|falls|fails|failed|cracked|snapped|swallowed|thinks|gives|differ|differs|loses|lost|switches|turns|freezes|crashes|crashed|refuses|needs|smells|goes|went|runs|ran|"
    r"hangs|beeps|buzzes|rattles|blew|blows|trips|displays|overheats|jams|jammed|sounds|looks|feels|fits|doesnt|does|sits|reboots|disconnects|drains|charges|opens|spins|burns|heats|blinks|flashes|stays|remains|broken))(?![\w])"
)
ASIDE = re.compile(
    r"\b(?:on|in|under|behind|near|beside|by|at|through|into|onto|off|to|from|over|via|against|inside|outside|around|than|like|as)\s(?:(?:an?|the|my|our|your|this|that|his|her|their|one|some)\s)?$|\bwith\s(?:the|his|her|their|your)\s$"
)
OF = re.compile(r"\bof\s(?:(?:an?|the|my|our|your|this|that)\s)?$")
FRAME_BOUGHT = re.compile(
    r"\b(?:bought|ordered|purchased|received|rented|hired)\s(?:(?:an?|the|my|our|some|this|that|these|one|two|three|four|five|six|new|your)\s){0,2}$"
)
FRAME_OWN = re.compile(r"\b(?:my|our)\s(?:new\s|old\s|brand new\s)?$")
BROKEN = re.compile(
    r"\s(?:won't|will not|wont|doesn't (?:work|start|turn|charge|open|close|heat|cool|connect|switch|fit)|does not (?:work|start|turn|charge|open|close|heat|cool|connect|switch|fit)|stopped working|has stopped|keeps (?:\w+ing)|"
    r"isn't working|is not working|is broken|is faulty|is defective|broke|arrived (?:broken|damaged|cracked|smashed|with)|came (?:broken|damaged|cracked|with|without)|leaks|is leaking|crashes|died|fell apart|turned up (?:broken|damaged|without|cracked)|makes a)(?!\w)"
)
FIELD = re.compile(
    r"(?:^|\n)\s?(?:item|product|article|device|model|appliance)(?:\sname)?:\s(?P<name>[^\n]{2,60})", re.IGNORECASE
)
BESIDE_NUMBER = re.compile(
    r"\b(?:order|invoice|tracking|item|purchase)\b[^.!?\n]{0,30},\s(?:(?:an?|the|my|our|\d{1,3})\s)?$"
)
FRAME_PAPER = re.compile(
    r"\b(?:invoice|receipt|warranty|guarantee|payment|refund|repair|deposit|bill|order)\s(?:of|for)\s(?:the|my|our|an?|this)\s$"
)
BRAND = re.compile(
    r"(?<![.!?:\n]\s)(?<!^)(?<!\n)\b(?P<name>[A-Z][a-zA-Z0-9]{2,20}(?:\s[A-Z][a-zA-Z0-9]{1,20}){0,2})\s(?P<after>[a-z]{3,15})\b"
)
MOST_WORDS, LEFT = 5, 60
# how much a name must weigh in a message with a case, and in one that may only ask
ENOUGH, ENOUGH_ALONE = 2.0, 3.5


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words at characters start to end that may name a thing; `weight` says how much like one it stands."""

    start: int
    end: int
    weight: float


def find_products(passage: Passage, elsewhere: Sequence[Place] = (), *, has_case: bool = True) -> list[Fact]:
    """The one product, or none; `value` is its name.

    `elsewhere` are clauses that speak of other things: what was tried, what it cost. `has_case` says that the message
    is about a purchase or a problem: a thing that is only mentioned counts for nothing otherwise.
    """
    text, small = passage.plain, passage.small
    names = [*_read_fields(text), *_read_names(text, small), *_read_brands(text)]
    weighed = [replace(n, weight=n.weight - 3 * overlaps_any(elsewhere, n.start, n.end)) for n in names]
    best = max(weighed, key=lambda name: (name.weight, -name.start), default=None)
    if best is None or best.weight < (ENOUGH if has_case else ENOUGH_ALONE):
        return []
    best = _name_fully(small, best, weighed)
    words = " ".join(passage.text[best.start : best.end].split())
    return [passage.make_fact("product", FactKind.PRODUCT, words, (best.start, best.end), words)]


def _name_fully(small: str, best: Name, names: list[Name]) -> Name:
    """Of the names that end in the same noun the longest: "my paddle" is the kayak paddle of before."""
    head = small[best.start : best.end].rsplit(maxsplit=1)[-1]
    same = [n for n in names if n.weight > 0 and small[n.start : n.end].rsplit(maxsplit=1)[-1] == head]
    return max([best, *same], key=lambda n: (n.end - n.start, -n.start))


def _read_brands(text: str) -> Iterator[Name]:
    """`our HarborDesk Pro licences`: capitals inside a sentence before a word for what is subscribed to."""
    for match in BRAND.finditer(text):
        if match["after"] in _sets()["brands"] and match["name"].split()[0].lower() not in _sets()["stop"]:
            yield Name(*match.span("name"), 2.0)


def _read_fields(text: str) -> Iterator[Name]:
    """`Item: Kestrel cordless drill`, as forms have it."""
    for match in FIELD.finditer(text):
        yield Name(match.start("name"), match.start("name") + len(match["name"].rstrip(" .,;")), 9.0)


def _read_names(text: str, small: str) -> Iterator[Name]:
    for number, (start, end) in enumerate(split_sentences(text)):
        early = (1.0, 0.5)[number] if number < 2 else 0.0
        for run in _read_runs(small, start, end):
            yield from _weigh_known(small, run, start, early)
            yield from _weigh_unknown(small, run, start, early)


def _read_runs(small: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Words that stand together with one blank between them and none of the stop words among them."""
    stop = _sets()["stop"]
    run: list[tuple[int, int]] = []
    for match in WORD.finditer(small, start, end):
        apart = run and small[run[-1][1] : match.start()] not in {" ", "\n"}
        if (apart or match.group() in stop) and run:
            yield run
            run = []
        if match.group() not in stop:
            run.append(match.span())
    if run:
        yield run


def _weigh_known(small: str, run: list[tuple[int, int]], begin: int, early: float) -> Iterator[Name]:
    """A run that holds a noun of the list: from at most four words before it to the last such noun in a row."""
    at = [n for n in range(len(run)) if _is_thing(small, run, n)]
    if not at:
        return
    last = at[0]
    while last + 1 in at:
        last += 1
    first = max(0, last - MOST_WORDS + 1)
    while first < last and small[slice(*run[first])] in _sets()["plain"]:
        first += 1
    start, end = run[first][0], run[last][1]
    head = _plain_words(small, *run[last])
    if _plain_words(small, run[max(0, last - 1)][0], end) in _sets()["furniture_of_ours"]:
        return
    weight = _weigh(small, run[0][0], end, begin) + early
    named_whole = last > 0 and _plain_words(small, run[last - 1][0], end) in _sets()["things"]
    if head in _sets()["weak"] and not named_whole:
        weight -= 1.5 if last == first else 0.75
        # what stands about in a shop or on its pages is not what they bought
        weight -= 1.5 * small[: run[0][0]].endswith("your ")
    if last + 1 < len(run) and small[slice(*run[last + 1])] in _sets()["others"]:
        weight -= 4
    yield Name(start, end, weight)


def _weigh(small: str, before: int, end: int, begin: int) -> float:
    """How it is spoken of: whose it is, whether it was bought, whether it fails, or whether it only stands about."""
    left = small[max(begin, before - LEFT) : before]
    words = left.split()
    weight = 1.0 + WHOSE.get(words[-1] if words else "", 0.0)
    if GOT.search(left):
        weight += 2.0
    elif BESIDE_NUMBER.search(left):
        weight += 1.5
    elif ASIDE.search(left):
        weight -= 1.5
    elif OF.search(left):
        weight -= 0.5
    return weight + 1.5 * (FAULT.match(small, end) is not None)


def _weigh_unknown(small: str, run: list[tuple[int, int]], begin: int, early: float) -> Iterator[Name]:
    """A run that stands where only a thing can: bought, or theirs and broken; its last word no order and no letter."""
    if any(_is_thing(small, run, n) for n in range(len(run))):
        return
    start = run[0][0]
    left = small[max(begin, start - LEFT) : start]
    size = min(len(run), 4)
    end = run[size - 1][1]
    head = small[slice(*run[size - 1])]
    if head in _sets()["not_products"] or not re.fullmatch(r"[a-z-]{3,}", head) or re.search(r"\d", small[start:end]):
        return
    if FRAME_BOUGHT.search(left) and size <= 4:
        yield Name(start, end, 2.5 + early / 2)
    elif FRAME_PAPER.search(left):
        yield Name(start, end, 1.0 + early)
    elif (FRAME_OWN.search(left) or left.endswith("the ")) and BROKEN.match(small, end):
        yield Name(start, end, (2.5 if FRAME_OWN.search(left) else 2.0) + early)


def _plain_words(small: str, start: int, end: int) -> str:
    """On one line, and without the mark of an owner at the end: `tablet's` is a tablet."""
    return small[start:end].replace("\n", " ").removesuffix("'s")


def _is_thing(small: str, run: list[tuple[int, int]], n: int) -> bool:
    """Whether the word, alone or with the one or two before it, is a noun of the list, one or many."""
    things = _sets()["things"]
    return any(_plain_words(small, run[first][0], run[n][1]) in things for first in range(max(0, n - 2), n + 1))


@cache
def _sets() -> dict[str, frozenset[str]]:
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    for name in ("things", "weak"):
        told[name] = [*told[name], *(_plural(word) for word in told[name])]
    return {name: frozenset(words) for name, words in told.items()}


def _plural(word: str) -> str:
    if re.search(r"(?:s|x|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word[:-2]}ves" if word.endswith("fe") else f"{word}s"
