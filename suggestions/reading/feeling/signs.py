"""Signs in a customer's words that a person who knows should see: danger, hardship, abuse, a threat, the law.

The patterns are data (signs.yaml) and read English; danger to life is also looked for in some other languages,
because a missed sign of it is the worst mistake to be made here. What they reach: docs/handoff.md, "How well
it reads".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from suggestions.model import Source
    from suggestions.reading.span import Passage

    Span = tuple[int, int]
    Patterns = tuple[re.Pattern[str], ...]

PATTERNS = Path(__file__).with_name("signs.yaml")
PLACE = re.compile(r"<([a-z_]+)>")
CAPITAL = re.compile(r"(?<!\\)[A-Z]")
# a full stop inside 49.90 or a web address ends nothing
STOP = re.compile(r"[.!?]+(?=\s|$)|\n")
LONGEST_QUOTE = 120
# one hint alone is a manner of speaking
ENOUGH_HINTS = 2


class SignKind(StrEnum):
    """What a sign is a sign of. The names are the keys of signs.yaml."""

    RISK_OF_HARM = "risk_of_harm"
    BEREAVEMENT = "bereavement"
    ILLNESS = "illness"
    EQUIPMENT = "equipment"
    HARDSHIP = "hardship"
    DANGER = "danger"
    ALONE = "alone"
    THREAT = "threat"
    LEGAL = "legal"
    ABUSE = "abuse"
    MANAGER = "manager"
    PERSON = "person"


VULNERABLE = frozenset({
    SignKind.BEREAVEMENT, SignKind.ILLNESS, SignKind.EQUIPMENT, SignKind.HARDSHIP, SignKind.DANGER, SignKind.ALONE,
})  # fmt: skip
ASKS = frozenset({SignKind.MANAGER, SignKind.PERSON})
# these hold for the whole ticket; what is asked for, and in which tone, is asked anew with every message
STANDING = VULNERABLE | {SignKind.RISK_OF_HARM, SignKind.THREAT, SignKind.LEGAL}


@dataclass(frozen=True, slots=True)
class Sign:
    """`quote` is the sentence of theirs it rests on, or the middle of a long one."""

    kind: SignKind
    quote: str
    source: Source
    written_at: datetime


@dataclass(frozen=True, slots=True)
class _Reading:
    """One kind's patterns. Two different hints are as good as a sign; what overlaps one of `unless` counts as none."""

    signs: Patterns
    hints: Patterns
    unless: Patterns


def find_signs(newest: Iterable[Passage], earlier: Iterable[Passage] = ()) -> tuple[Sign, ...]:
    """At most one sign of each kind, gravest first: the first in the newest words, or else the last said before.

    What was said in `earlier` messages stands only for kinds that hold for the whole ticket.
    """
    found: dict[SignKind, Sign] = {}
    for passages, kinds in ((newest, frozenset(SignKind)), (reversed(tuple(earlier)), STANDING)):
        for passage in passages:
            for kind, quote in read_signs(passage.text, kinds - set(found)).items():
                found[kind] = Sign(kind, quote, passage.find_source(quote), passage.written_at)
    return tuple(found[kind] for kind in SignKind if kind in found)


def read_signs(text: str, kinds: Collection[SignKind] = frozenset(SignKind)) -> dict[SignKind, str]:
    """The sentence with the first sign of each of these kinds."""
    line = _one_line(text)
    spans = {kind: _find_first(line, reading) for kind, reading in _readings().items() if kind in kinds}
    return {kind: quote_around(text, *span) for kind, span in spans.items() if span}


def quote_around(text: str, start: int, end: int, most: int = LONGEST_QUOTE) -> str:
    """The sentence the span stands in, on one line; of a long sentence the part around the span, cut between words."""
    first = max((stop.end() for stop in STOP.finditer(text, 0, start)), default=0)
    stop = STOP.search(text, end)
    last = stop.end() if stop else len(text)
    if last - first <= most:
        return " ".join(text[first:last].split())
    spare = max(most - (end - start), 0) // 2
    left, right = max(first, start - spare), min(last, max(end, start) + spare)
    middle = text[left:right][: max(most, 1)]
    if left > first:
        middle = "… " + middle.partition(" ")[2]
    if right < last:
        middle = middle.rpartition(" ")[0] + " …"
    return " ".join(middle.split())


def _find_first(text: str, reading: _Reading) -> Span | None:
    if signs := _find_allowed(text, reading.signs, reading):
        return min(signs)
    hints = _find_allowed(text, reading.hints, reading)
    return min(hints) if len(hints) >= ENOUGH_HINTS else None


def _find_allowed(text: str, patterns: Patterns, reading: _Reading) -> list[Span]:
    """The first match of each pattern that is not barred."""
    matches = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
    if not any(matches):
        return []
    barred = [match.span() for pattern in reading.unless for match in pattern.finditer(text)]
    allowed = [[span for span in spans if not any(_overlap(span, bar) for bar in barred)] for spans in matches]
    return [spans[0] for spans in allowed if spans]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _readings() -> dict[SignKind, _Reading]:
    raw = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for name, value in raw.pop("words").items():
        words[name] = f"(?:{_fill(value, words)})"
    return {
        SignKind(name): _Reading(*(_compile(kind.get(key, ""), words) for key in ("signs", "hints", "unless")))
        for name, kind in raw.items()
    }


def _compile(lines: str, words: dict[str, str]) -> Patterns:
    """One pattern a line. A line with a capital letter is matched as it is written, the others in either case."""
    told = [line.strip() for line in lines.splitlines()]
    return tuple(
        re.compile(rf"(?<!\w)(?:{_fill(line, words)})(?!\w)", 0 if CAPITAL.search(line) else re.IGNORECASE)
        for line in told
        if line and not line.startswith("#")
    )


def _fill(pattern: str, words: dict[str, str]) -> str:
    """The pattern with its lists put in; a list may use those named before it."""
    return PLACE.sub(lambda match: words[match[1]], pattern)


def _one_line(text: str) -> str:
    """Character for character as long, so that a sentence may run over the end of a line."""
    return re.sub(r"\s", " ", plain_quotes(text))
