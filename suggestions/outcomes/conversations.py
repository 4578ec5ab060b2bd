"""The problems whose comments were read: replies, promises and tone of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from suggestions.model import PromiseOwner, PromiseState
from suggestions.outcomes.replies import read_exchange
from suggestions.outcomes.tone import read_turn
from suggestions.reading.promises.promises import find_promises

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from suggestions.model import Promise
    from suggestions.outcomes.chains import Problem
    from suggestions.outcomes.replies import Exchange
    from suggestions.outcomes.tone import Turn
    from suggestions.rules import Rules

READ_LANGUAGE = "en"


class End(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    LATE = "kept, but late"
    BROKEN = "broken, by the customer's word or a missing answer"
    SILENT = "past due, and the record is silent"
    OPEN = "not yet due"


def find_end(promise: Promise) -> End:
    """Silence is told apart: a call may have come without a word in the record."""
    if promise.state is PromiseState.BROKEN:
        return End.BROKEN if promise.certain else End.SILENT
    return {PromiseState.KEPT: End.KEPT, PromiseState.LATE: End.LATE, PromiseState.OPEN: End.OPEN}[promise.state]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One problem with what was said on it. `turn` is None where the customer wrote once."""

    problem: Problem
    exchange: Exchange
    promises: tuple[Promise, ...]
    turn: Turn | None

    def count_promises(self, *ends: End) -> int:
        return sum(find_end(p) in ends for p in self.promises)


def read_conversations(problems: Iterable[Problem], as_of: datetime, rules: Rules) -> tuple[Conversation, ...]:
    """Of the problems whose comments were read, those in English: phrases, promises and feelings are known in no other.

    A promise is judged by what the record shows until `as_of`.
    """
    return tuple(
        Conversation(
            problem,
            read_exchange(problem.contacts),
            tuple(p for p in find_promises(problem.contacts, as_of) if p.owner is not PromiseOwner.AUTOMATIC),
            read_turn(problem.contacts, rules),
        )
        for problem in problems
        if problem.is_read and problem.language == READ_LANGUAGE
    )
