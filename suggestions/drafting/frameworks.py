"""Which framework a draft follows, and why: a table, read from the top, the first row that holds wins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from suggestions.library.responses import Failure
from suggestions.library.vocabulary import Part
from suggestions.model import STRAINED, Feeling
from suggestions.reading.repeats.contacts import say_contact

if TYPE_CHECKING:
    from collections.abc import Callable

    from suggestions.library.responses import Response
    from suggestions.model import Ledger, Situation
    from suggestions.rules import Rules

LADDER_FROM_CONTACT = 3


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


@dataclass(frozen=True, slots=True)
class Case:
    """All a row of the table may look at."""

    situation: Situation
    ledger: Ledger
    response: Response
    unclear: bool
    rules: Rules

    @property
    def strained(self) -> bool:
        return self.situation.feeling in STRAINED


@dataclass(frozen=True, slots=True)
class Row:
    holds: Callable[[Case], bool]
    framework: Framework
    reason: Callable[[Case], str]


def _ordinal(case: Case) -> str:
    broken = ", a promise to them was not kept" if case.ledger.broken_promise else ""
    return f"{say_contact(case.ledger)} contact{broken}"


TABLE: tuple[Row, ...] = (
    Row(
        lambda c: c.situation.feeling is Feeling.GRATEFUL and c.ledger.broken_promise is None,
        Framework.PLAIN,
        lambda _: "they are content, a short warm reply is enough",
    ),
    Row(
        lambda c: bool(c.rules.premium_tags & (c.situation.ticket.requester.tags | set(c.situation.ticket.tags))),
        Framework.CARE,
        lambda c: "relationship account" + (f", {_ordinal(c)}" if c.ledger.is_repeat else ""),
    ),
    Row(lambda c: c.ledger.contact_count >= LADDER_FROM_CONTACT, Framework.LADDER, _ordinal),
    Row(
        lambda c: c.strained and c.unclear,
        Framework.LADDER,
        lambda c: f"{c.situation.feeling}, and what happened is not clear yet",
    ),
    Row(lambda c: c.ledger.is_repeat, Framework.HEART, _ordinal),
    Row(
        lambda c: c.ledger.broken_promise is not None,
        Framework.HEART,
        lambda _: "a promise to them was not kept",
    ),
    Row(
        lambda c: c.strained,
        Framework.HEART,
        lambda c: f"first contact, {c.situation.feeling}",
    ),
    Row(
        lambda c: c.response.failure is not Failure.NONE,
        Framework.HEART,
        lambda _: "first contact, something went wrong",
    ),
    Row(lambda _: True, Framework.PLAIN, lambda _: "routine, calm, first contact"),
)

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


def route(situation: Situation, ledger: Ledger, response: Response, rules: Rules, *, unclear: bool) -> Choice:
    """The framework for this case and the reason for it."""
    case = Case(situation, ledger, response, unclear, rules)
    row = next(row for row in TABLE if row.holds(case))
    return Choice(row.framework, row.reason(case))


def cover(framework: Framework, parts: frozenset[Part]) -> tuple[tuple[str, bool], ...]:
    """Each step of the framework and whether a draft with these parts covers it."""
    return tuple((name, bool(wanted & parts)) for name, wanted in STEPS[framework])
