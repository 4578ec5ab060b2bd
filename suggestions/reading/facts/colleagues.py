"""The colleague a customer praises by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.numbers import WEEKDAYS

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

NAME = r"(?P<name>[A-Z][a-z\u00c0-\u024f]{1,20})"
PRAISE = (
    r"(?:kind|great|amazing|helpful|brilliant|wonderful|lovely|patient|fantastic|excellent|a star|a gem|superb|so good)"
)
PATTERNS = (
    re.compile(rf"\b(?i:thanks|thank you|kudos|hats off|well done|shout-?out|compliments?)(?: so much| very much)? (?i:to|for|,)? ?{NAME}"),
    re.compile(rf"\b(?i:can't thank|cannot thank|tell|say thanks to|pass (?:this|my thanks) (?:on )?to) {NAME}\b"),
    re.compile(rf"\b{NAME},? (?:from [\w ]{{3,20}},? )?(?:was|has been|is) (?:so |really |very |absolutely |such )?{PRAISE}"),
    re.compile(rf"\b{NAME} (?:stayed|went out of|went above|saved|fixed|sorted|helped)\b"),
)  # fmt: skip
NOT_A_NAME = frozenset(
    "The This That It Everything Everyone You Your All Support Service Customer Team God Again Just We They He She My Our I In Kind Best Regards Many Mr Mrs Ms Dr Nobody Someone Somebody Anyone Today Yesterday Delivery Everybody".split()  # noqa: SIM905  # a list of words reads best as words
)


def _is_name(match: re.Match[str]) -> bool:
    blame = re.search(r"\b(rude|unhelpful|terrible|awful|not|never)\b", match.string[match.end() : match.end() + 40])
    return match["name"] not in NOT_A_NAME and match["name"].lower() not in WEEKDAYS and blame is None


def find_praised_colleagues(passage: Passage) -> list[Fact]:
    """The names in praise, in reading order: `Priya`."""
    text = passage.plain
    found = {m["name"]: m for p in PATTERNS for m in p.finditer(text) if _is_name(m)}
    return [passage.make_fact("colleague", FactKind.NAME, name, m.span("name")) for name, m in found.items()]
