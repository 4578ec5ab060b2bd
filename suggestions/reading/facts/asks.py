"""What customers ask for: a call, a refund, a replacement, a manager …

The words are data (asks.yaml). A verb asks at the start of a clause, or behind words that ask; a noun only behind
such words; nothing asks behind a denial, a condition, or somebody's report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.model import Fact, FactKind
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("asks.yaml")
PLACE = re.compile(r"<([a-z]+)>")
# where a clause begins whose verb then commands
OPENING = re.compile(
    r"(?:^|[,;:(–—-]\s|\b(?:and|or|so|then|just|simply|either|but|also|now|otherwise|instead|or else|rather)\s)(?:(?:please|kindly|just|simply|then|now|also|so|pls|plz|either)\s?,?\s?)*$"
)
REPORTED = re.compile(r"\b(?:told|said|says|asked|asks|tells|promised|wrote|keeps?|says:)\b[^.!?]*$")
BUYING = re.compile(r"\b(?:order|buy|purchase|buying|ordering|attach\w{0,4}|find)\b")
# somebody does it, or may do it: nobody is commanded
TELLING = re.compile(
    r"\b(?:they|he|she|you|nobody|someone|will|would|could|to|can|should|must|always|usually|never|if|when)\b"
)
NEAR, LONGEST = 70, 400


@dataclass(frozen=True, slots=True)
class Ask:
    """Patterns for one thing to ask for: `verbs` command, `nouns` need a frame, `free` need nothing, `alone` are all a clause says.

    `hint` is what every sentence holds that any of them fits: most sentences are done with it.
    """

    name: str
    hint: re.Pattern[str]
    verbs: tuple[re.Pattern[str], ...]
    nouns: tuple[re.Pattern[str], ...]
    free: tuple[re.Pattern[str], ...]
    alone: tuple[re.Pattern[str], ...]


def find_asks(passage: Passage) -> list[Fact]:
    """Each thing they ask for, once; `value` is its name in asks.yaml."""
    small = passage.small
    found: dict[str, Place] = {}
    for start, end in split_sentences(small):
        for name, place in _read_sentence(small, start, min(end, start + LONGEST)):
            found.setdefault(name, place)
    return [
        passage.make_fact("ask", FactKind.ASK, "", place, name)
        for name, place in sorted(found.items(), key=lambda pair: pair[1])
    ]


def _read_sentence(small: str, start: int, end: int) -> Iterator[tuple[str, Place]]:
    """What one sentence asks for. A manager is also a person: only the first is meant."""
    sentence = small[start:end]
    names = []
    for ask in _read_asks():
        place = _find(ask, sentence) if ask.hint.search(sentence) else None
        if (
            place
            and not (ask.name == "person" and "manager" in names)
            and not (ask.name == "refund" and "compensation" in names)
        ):
            names.append(ask.name)
            yield ask.name, (start + place[0], start + place[1])


def _find(ask: Ask, sentence: str) -> Place | None:
    """Where the sentence asks for it: in words that need no frame, as a command, as a noun, or in a frame."""
    return _find_plain(ask, sentence) or _find_noun(ask, sentence) or _find_framed(ask, sentence)


def _find_plain(ask: Ask, sentence: str) -> Place | None:
    for pattern in ask.free:
        if (match := pattern.search(sentence)) and not _blocked(_clause_before(sentence, match.start())):
            return match.span()
    for pattern in ask.alone:
        if match := pattern.search(sentence):
            return match.span()
    for pattern in ask.verbs:
        for match in pattern.finditer(sentence):
            if _commands(sentence[: match.start()]):
                return match.span()
    return None


def _find_noun(ask: Ask, sentence: str) -> Place | None:
    for pattern in ask.nouns:
        match = pattern.match(sentence)
        if match and _wished().match(sentence, match.end() - sentence[: match.end()].endswith(" ")):
            return match.span()
    return None


def _find_framed(ask: Ask, sentence: str) -> Place | None:
    for frame in _frames().finditer(sentence):
        if _blocked(_clause_before(sentence, frame.start())):
            continue
        for pattern in (*ask.verbs, *ask.nouns):
            match = pattern.search(sentence, frame.end(), min(len(sentence), frame.end() + NEAR))
            if match and not _blocked(between := sentence[frame.end() : match.start()]) and not BUYING.search(between):
                return frame.start(), match.end()
    return None


def _commands(left: str) -> bool:
    """Whether a verb after these words commands: it opens a clause, and nobody is reported to have said it."""
    opening = OPENING.search(left)
    if opening is None:
        return False
    joined = re.search(r"\b(?:and|or|then|also)\b", opening.group()) is not None
    return REPORTED.search(left) is None and not (joined and TELLING.search(left[: opening.start()]))


def _clause_before(sentence: str, place: int) -> str:
    return re.split(r"[,;:(–—]\s|\s(?:but|and|so|then)\s", sentence[max(0, place - NEAR) : place])[-1]


def _blocked(words: str) -> bool:
    return _blockers().search(words) is not None


@cache
def _read_words() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


@cache
def _frames() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w'])(?:{_fill(frame)})(?=\W|$)" for frame in _read_words()["frames"]))


@cache
def _wished() -> re.Pattern[str]:
    return re.compile(_fill(_read_words()["wished"]))


@cache
def _blockers() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?=n't)){_fill(_read_words()['blockers'])}(?!\w)")


@cache
def _read_asks() -> tuple[Ask, ...]:
    order = ("manager", "person", "callback", "compensation", "refund", "replacement", "cancellation", "invoice_copy")
    return tuple(_make(name, _read_words()["asks"][name]) for name in order)


def _make(name: str, told: dict[str, Any]) -> Ask:
    inside = {
        part: tuple(re.compile(rf"(?<![\w'-]){_fill(p)}") for p in told.get(part, []))
        for part in ("verbs", "nouns", "free")
    }
    alone = tuple(
        re.compile(rf"(?:^|[,:;]\s)(?:please,?\s)?{_fill(p)}(?:,?\splease)?(?=[.,!?;]|$|\sand\s)")
        for p in told.get("alone", [])
    )
    return Ask(name, re.compile(_fill(told["hint"])), **inside, alone=alone)


def _fill(pattern: str) -> str:
    """The pattern with its parts put in, twice over because a part may hold another, and with any white space."""
    known = _read_words()["parts"] | _read_words()["words"]
    for _ in range(2):
        pattern = PLACE.sub(lambda match: known[match[1]], pattern)
    return pattern.replace(" ", r"\s")
