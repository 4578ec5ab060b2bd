"""The frameworks a draft may follow, and the steps a lead knows each by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from suggestions.library.vocabulary import Part


class Framework(StrEnum):
    PLAIN = "plain"
    HEART = "heart"
    CARE = "care"
    LADDER = "ladder"


TITLES = {
    Framework.PLAIN: "Plain",
    Framework.HEART: "HEART",
    Framework.CARE: "CARE",
    Framework.LADDER: "Ladder of Inference",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """`reason` is a clause that can stand behind the framework's name: "third contact"."""

    framework: Framework
    reason: str


# the steps a lead knows each framework by, and the parts that cover them
STEPS: dict[Framework, tuple[tuple[str, frozenset[Part]], ...]] = {
    Framework.PLAIN: (("Respond", frozenset({Part.RESPOND})), ("Thank", frozenset({Part.THANK}))),
    Framework.HEART: (
        ("Hear", frozenset({Part.HEAR})),
        ("Empathize", frozenset({Part.EMPATHIZE, Part.APOLOGIZE})),
        ("Apologize", frozenset({Part.APOLOGIZE})),
        ("Respond", frozenset({Part.RESPOND})),
        ("Thank", frozenset({Part.THANK})),
    ),
    Framework.CARE: (
        ("Connect", frozenset({Part.HEAR})),
        ("Assess", frozenset({Part.ASK})),
        ("Resolve", frozenset({Part.RESPOND})),
        ("Evaluate", frozenset({Part.FOLLOW_UP})),
    ),
    Framework.LADDER: (
        ("Paraphrase", frozenset({Part.HEAR})),
        ("Ask", frozenset({Part.ASK})),
        ("Act", frozenset({Part.RESPOND})),
    ),
}


def cover(framework: Framework, parts: frozenset[Part]) -> tuple[tuple[str, bool], ...]:
    """Each step of the framework and whether a draft with these parts covers it."""
    return tuple((name, bool(wanted & parts)) for name, wanted in STEPS[framework])
