"""Everything one composition is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from suggestions.drafting.outline import is_outline
from suggestions.library.responses import Failure
from suggestions.model import STRAINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.drafting.frameworks import Choice
    from suggestions.library.responses import Library, Response
    from suggestions.model import Fact, Ledger, Situation
    from suggestions.rules import Rules


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said before: wordings this customer has had, sentences agents sent them, the team's counts, and the
    sentences of each draft the team was lately offered for the same response (suggestions.drafting.sameness).
    """

    sent_here: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    recent: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    situation: Situation
    ledger: Ledger
    response: Response
    library: Library
    facts: Mapping[str, Fact]
    choice: Choice
    memory: Memory
    rules: Rules
    unclear: bool = False
    sure: bool = True
    told_bot: bool = False


def find_conditions(order: Order) -> frozenset[str]:
    """The conditions of suggestions.library.vocabulary that hold here."""
    holding = find_holding(order.situation, order.ledger, order.rules) | {str(order.choice.framework)}
    if is_outline(order.response):
        return holding | {"unmatched"}
    return holding if order.response.failure is Failure.NONE else holding | {"failed"}


def find_holding(situation: Situation, ledger: Ledger, rules: Rules) -> frozenset[str]:
    """The conditions that hold whichever response and framework is chosen."""
    feeling, ticket = situation.feeling, situation.ticket
    premium = bool(rules.premium_tags & (ticket.requester.tags | set(ticket.tags)))
    holding = {"repeat" if ledger.is_repeat else "first", str(feeling)}
    holding |= {f"asks:{fact.value}" for fact in situation.facts if fact.name == "ask"}
    holding |= {f"channel:{ticket.channel}", f"plan:{'premium' if premium else 'standard'}"}
    numbered = (("brand", ticket.brand_id), ("group", ticket.group_id))
    holding |= {f"{name}:{number}" for name, number in numbered if number}
    checks = {
        "third_or_later": ledger.contact_count >= 3,
        "broken_promise": ledger.broken_promise is not None,
        "strained": feeling in STRAINED,
        "asks_person": situation.asks_for_person,
    }
    return frozenset(holding | {name for name, holds in checks.items() if holds})
