"""The figures of an audit: each a share of something counted, with its definition in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model import STRAINED, Feeling
from suggestions.outcomes import definitions
from suggestions.outcomes.conversations import End
from suggestions.outcomes.intervals import Share
from suggestions.outcomes.replies import Asked, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.outcomes.chains import Problem
    from suggestions.outcomes.conversations import Conversation
    from suggestions.outcomes.replies import Exchange

CHAINS, SINGLES = "Repeat chains", "Written about once"
REPEATS, REPEATED = "Contacts that were a repeat", "Problems that took more than one contact"
AFTER_STOCK = "after a stock reply"
JUDGED = (End.KEPT, End.LATE, End.BROKEN, End.SILENT)


@dataclass(frozen=True, slots=True)
class Row:
    """`stratum` is empty where all problems are counted alike."""

    label: str
    share: Share
    stratum: str = ""

    @property
    def full_label(self) -> str:
        return f"{self.stratum}: {self.label}" if self.stratum else self.label


@dataclass(frozen=True, slots=True)
class Figure:
    """`key` names it in the file of figures, `definition` stands beside it wherever it is shown."""

    key: str
    title: str
    definition: str
    rows: tuple[Row, ...]


def find_repeat_figure(problems: Sequence[Problem], window_days: int) -> Figure:
    repeated = [p for p in problems if p.is_repeated]
    contacts = sum(len(p.contacts) for p in problems)
    return Figure(
        "repeat_contacts",
        "How often customers write again about one problem",
        definitions.REPEATS.format(days=window_days),
        (
            Row(REPEATS, Share(contacts - len(problems), contacts)),
            Row(REPEATED, Share(len(repeated), len(problems))),
            Row(
                "Customers with at least one repeat chain",
                Share(len({p.requester_id for p in repeated}), len({p.requester_id for p in problems})),
            ),
        ),
    )


def find_reply_figure(conversations: Sequence[Conversation]) -> Figure:
    return Figure(
        "stock_replies",
        "How often a public reply fits every ticket",
        definitions.STOCK,
        tuple(
            Row(str(kind), Share(kinds.count(kind), len(kinds)), stratum)
            for stratum, group in _strata(conversations)
            for kinds in [[k for c in group for k in c.exchange.replies]]
            for kind in (Kind.PHRASE, Kind.BARE)
        ),
    )


def find_person_figure(conversations: Sequence[Conversation]) -> Figure:
    rows = []
    for stratum, group in _strata(conversations):
        answered = [c.exchange for c in group if c.exchange.replies and c.exchange.asked is not Asked.AT_ONCE]
        stock = [e for e in answered if e.met_stock]
        other = [e for e in answered if not e.met_stock]
        rows += [
            Row(AFTER_STOCK, _count_asked(stock, Asked.AFTER_STOCK), stratum),
            Row("after only replies with a detail", _count_asked(other, Asked.AFTER_OTHER), stratum),
            Row("before any reply", Share(sum(c.exchange.asked is Asked.AT_ONCE for c in group), len(group)), stratum),
        ]
    return Figure(
        "asked_for_person",
        "How often customers then ask for a manager or a person",
        definitions.PERSON,
        tuple(rows),
    )


def find_promise_figure(conversations: Sequence[Conversation]) -> Figure:
    return Figure(
        "promises",
        "What became of promises",
        definitions.PROMISES,
        tuple(
            Row(str(end), Share(sum(c.count_promises(end) for c in group), judged), stratum)
            for stratum, group in _strata(conversations)
            for judged in [sum(c.count_promises(*JUDGED) for c in group)]
            for end in JUDGED
        ),
    )


def find_tone_figure(conversations: Sequence[Conversation]) -> Figure:
    rows = []
    for stratum, group in _strata(conversations):
        turns = [c.turn for c in group if c.turn]
        strained = [t for t in turns if t.first in STRAINED]
        not_angry = [t for t in turns if t.first is not Feeling.FRUSTRATED]
        rows += [
            Row("ends in thanks", Share(sum(t.ends_in_thanks for t in turns), len(turns)), stratum),
            Row("ends in anger", Share(sum(t.ends_in_anger for t in turns), len(turns)), stratum),
            Row(
                "began strained, turned to thanks",
                Share(sum(t.turned_to_thanks for t in strained), len(strained)),
                stratum,
            ),
            Row(
                "did not begin angry, turned to anger",
                Share(sum(t.turned_to_anger for t in not_angry), len(not_angry)),
                stratum,
            ),
        ]
    return Figure(
        "tone",
        "How the tone turned",
        definitions.TONE,
        tuple(rows),
    )


def _strata(conversations: Sequence[Conversation]) -> list[tuple[str, list[Conversation]]]:
    """Chains are read whole and the rest by sample, so the two are never added up."""
    return [
        (CHAINS, [c for c in conversations if c.problem.is_repeated]),
        (SINGLES, [c for c in conversations if not c.problem.is_repeated]),
    ]


def _count_asked(exchanges: Sequence[Exchange], asked: Asked) -> Share:
    return Share(sum(e.asked is asked for e in exchanges), len(exchanges))
