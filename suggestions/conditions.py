"""What a decision tree or a trigger may ask about one suggestion, by fixed names.

A name is never changed and a value never gets another meaning, because a team's trees and triggers name them.
docs/conditions.md holds the same table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypedDict

from suggestions.handoff import Tag, find_signals
from suggestions.library.responses import Failure
from suggestions.model import STRAINED, PromiseState
from suggestions.reading.feeling.signs import SignKind
from suggestions.rules import Rules

if TYPE_CHECKING:
    from suggestions.suggestion import Suggestion

Account = Literal["premium", "standard"]
AsksFor = Literal["manager", "person", ""]
PromiseKind = Literal["broken", "due", "open", ""]
CHARGED_FROM_CONTACT: Final = 3


class Conditions(TypedDict):
    """One suggestion as a tree sees it. `signals` are the tags of docs/handoff.md, also where no tags are written."""

    contact_reason: str
    contact_count: int
    is_repeat: bool
    feeling: str
    needs_empathy: bool
    charged: bool
    account: Account
    language: str
    channel: str
    asks_for: AsksFor
    promise: PromiseKind
    root_cause: bool
    failure: str
    unclear: bool
    signals: list[str]


MEANINGS: Final[dict[str, str]] = {
    "contact_reason": "Why they wrote, as the library names it; empty when no response fits or the match is not sure.",
    "contact_count": "How many times they have written about this problem, this time included; 1 is the first.",
    "is_repeat": "Whether they have written about this problem before.",
    "feeling": "The feeling their newest words show.",
    "needs_empathy": "Whether a reply should acknowledge that feeling.",
    "charged": "They are frustrated, anxious or sad, or it is their third contact or a later one, or a promise to "
    "them was broken.",
    "account": "Whether the customer or the ticket carries a premium tag (`premium_tags` in `suggestions/rules.py`).",
    "language": "The language they write in; `und` when unsure.",
    "channel": "Where the ticket came from, as Zendesk names it.",
    "asks_for": "Whom their newest words ask for, or their words to a bot; empty for nobody.",
    "promise": "The gravest promise to them that was not kept yet: broken, due within a day, or open; empty for none.",
    "root_cause": "Whether many customers have had to write again about the same problem.",
    "failure": "What went wrong, as the nearest response says: nothing, a wrong result, or the service itself.",
    "unclear": "Whether what they write about cannot be told apart from something else.",
    "signals": "The signals of this ticket, gravest first, also where the tags are switched off; empty for none.",
}


def find_conditions(suggestion: Suggestion, rules: Rules | None = None) -> Conditions:
    """Every condition of one suggestion, drafted or withheld. Pure: the same suggestion has the same conditions."""
    situation, ledger, match = suggestion.situation, suggestion.ledger, suggestion.ranking.match
    rules = rules or Rules()
    strained = situation.feeling in STRAINED
    late = ledger.contact_count >= CHARGED_FROM_CONTACT or ledger.broken_promise is not None
    signals = [signal.tag for signal in find_signals(suggestion)]
    return Conditions(
        contact_reason=suggestion.reason or "",
        contact_count=ledger.contact_count,
        is_repeat=ledger.is_repeat,
        feeling=str(situation.feeling),
        needs_empathy=situation.needs_empathy,
        charged=strained or late,
        account=_find_account(suggestion, rules),
        language=situation.language,
        channel=suggestion.ticket.channel,
        asks_for=_find_asked_for(suggestion),
        promise=_find_promise(suggestion, signals),
        root_cause=suggestion.root_cause is not None,
        failure=str(match.response.failure if match else Failure.NONE),
        unclear=suggestion.doubtful and suggestion.ranking.margin < rules.pick_margin,
        signals=[str(tag) for tag in signals],
    )


def _find_account(suggestion: Suggestion, rules: Rules) -> Account:
    tags = suggestion.ticket.requester.tags | set(suggestion.ticket.tags)
    return "premium" if rules.premium_tags & tags else "standard"


def _find_asked_for(suggestion: Suggestion) -> AsksFor:
    kinds = {sign.kind for sign in suggestion.signs}
    if SignKind.MANAGER in kinds:
        return "manager"
    told_bot = suggestion.told_bot
    return "person" if SignKind.PERSON in kinds or (told_bot and told_bot.asked_for_person) else ""


def _find_promise(suggestion: Suggestion, signals: list[Tag]) -> PromiseKind:
    if Tag.PROMISE_BROKEN in signals:
        return "broken"
    if Tag.PROMISE_DUE in signals:
        return "due"
    return "open" if any(p.state is PromiseState.OPEN for p in suggestion.ledger.promises) else ""
