"""Fit a response to a case: for each part the framework wants, the wording that says most that is true."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from suggestions.drafting.draft import Draft, Passage
from suggestions.drafting.frameworks import Choice, Framework
from suggestions.drafting.names import greet
from suggestions.library.responses import SLOT, Failure
from suggestions.library.vocabulary import OWN_FACTS, Part
from suggestions.model import STRAINED, Fact, FactKind, Feeling, Source
from suggestions.reading.bots.questions import asks_what_they_said, find_asked
from suggestions.reading.repeats.repeats import ticket_words
from suggestions.reading.text import SENTENCE, count_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.library.responses import Library, Response, Wording
    from suggestions.model import Ledger, Situation
    from suggestions.rules import Rules

# what a detail adds to a sentence; naming one the draft has already named takes it away again
WEIGHT = {
    "broken_promise": 3.0, "contact_ordinal": 2.5, "contact_times": 2.0, "consequence": 3.0, "deadline": 2.0,
    "open_promise": 4.0,
    "tried": 1.5, "amount": 1.5, "order": 1.5, "invoice": 1.5, "tracking": 1.5, "stated_duration": 1.5, "since": 1.5,
    "waiting_time": 1.2, "colleague": 2.0, "first_contact_date": 1.0, "last_contact_date": 1.0, "thing": 0.5,
}  # fmt: skip
CONDITION_WEIGHT = 0.8
OWN_WORDS = 2.0
SPREAD = 1.2
# a wording steps back when the team has read it more often than this in a month
USUAL, OVERUSE = 4, 0.6
# two facts that say the same thing: how often, how long, by which number
SHORT_MESSAGE = 30
SAME_NEWS = (frozenset({"contact_ordinal", "contact_times"}), frozenset({"waiting_time", "first_contact_date"}))
# the shared wordings may name these only where the response itself speaks of them
OF_THE_PROBLEM = frozenset({"amount", "order", "invoice", "tracking", "case"})
EMPATHY = frozenset({Part.HEAR, Part.EMPATHIZE, Part.APOLOGIZE})
PLANS: dict[Framework, tuple[Part, ...]] = {
    Framework.PLAIN: (Part.RESPOND, Part.THANK),
    Framework.HEART: (Part.HEAR, Part.APOLOGIZE, Part.EMPATHIZE, Part.RESPOND, Part.FOLLOW_UP, Part.THANK),
    Framework.CARE: (Part.HEAR, Part.APOLOGIZE, Part.RESPOND, Part.FOLLOW_UP, Part.ASK, Part.THANK),
    Framework.LADDER: (Part.HEAR, Part.APOLOGIZE, Part.ASK, Part.RESPOND, Part.FOLLOW_UP, Part.THANK),
}
GIVEN_UP_FIRST = (Part.EMPATHIZE, Part.FOLLOW_UP, Part.THANK)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said before: wordings this customer has had, sentences agents sent them, and the team's counts."""

    sent_here: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """Everything one composition is made from."""

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


def compose_draft(order: Order) -> Draft:
    """The draft for this order. A part for which nothing true and specific can be said is left out."""
    facts = {**order.facts, "thing": _thing(order)}
    conditions = find_conditions(order)
    passages: list[Passage] = []
    for part in plan_parts(order):
        wording = _choose(order, part, facts, conditions, passages)
        if wording:
            passages.append(_fill(wording, facts, _paragraph(order, part)))
    passages.sort(key=lambda p: p.paragraph)
    draft = Draft(
        greeting=greet(order.situation.ticket.requester.name, order.response.language),
        passages=tuple(passages), response=order.response, choice=order.choice, language=order.response.language,
    )  # fmt: skip
    return _shorten(draft, order)


def find_conditions(order: Order) -> frozenset[str]:
    """The conditions of suggestions.library.vocabulary that hold here."""
    ledger, feeling = order.ledger, order.situation.feeling
    holding = {"repeat" if ledger.is_repeat else "first", str(feeling), str(order.choice.framework)}
    checks = {
        "third_or_later": ledger.contact_count >= 3,
        "broken_promise": ledger.broken_promise is not None,
        "failed": order.response.failure is not Failure.NONE,
        "strained": feeling in STRAINED,
        "asks_person": order.situation.asks_for_person,
    }
    return frozenset(holding | {name for name, holds in checks.items() if holds})


def plan_parts(order: Order) -> tuple[Part, ...]:
    """The parts to try, in the order they are chosen. Restraint is decided here."""
    parts = list(PLANS[order.choice.framework])
    if order.choice.framework is Framework.LADDER and not order.unclear:
        parts.remove(Part.ASK)
    wrong = (
        order.ledger.is_repeat or order.ledger.broken_promise is not None or order.response.failure is not Failure.NONE
    )
    if not wrong and Part.APOLOGIZE in parts:
        parts.remove(Part.APOLOGIZE)
    calm_first = not order.ledger.is_repeat and order.situation.feeling not in STRAINED
    if calm_first and order.situation.feeling is not Feeling.CONFUSED and Part.EMPATHIZE in parts:
        parts.remove(Part.EMPATHIZE)
    return tuple(parts)


def _thing(order: Order) -> Fact:
    ticket = order.situation.ticket
    return Fact("thing", FactKind.NAME, order.response.thing, Source(ticket.id, None))


def _choose(
    order: Order, part: Part, facts: Mapping[str, Fact], conditions: frozenset[str], chosen: list[Passage]
) -> Wording | None:
    if part is Part.EMPATHIZE and any(p.part is Part.APOLOGIZE for p in chosen):
        return None  # one sentence of empathy at the start is enough (capabilities G28)
    named = {name for p in chosen for name in p.wording.needs}
    usable = [
        w
        for w in order.library.find_wordings(order.response, part)
        if _fits(w, order, facts, conditions) and not _was_said(_fill(w, facts, 0).text, order.memory.said)
    ]
    if part is Part.ASK and not _leaves_things_unsaid(order):
        # what they told us is never asked for; a choice between two ways or a paraphrase does not ask for it
        usable = [w for w in usable if w.when & {"care", "ladder"}]
    if part is Part.ASK:
        usable = [w for w in usable if not _asks_for_known(w, order)]
    if part in EMPATHY | {Part.THANK} and not order.sure:
        # the response's own words say what happened, and that is known only when the match is sure
        usable = [w for w in usable if w not in order.response.wordings]
    if part in EMPATHY:
        usable = [w for w in usable if _is_specific(w, order, named)]
    fresh = [w for w in usable if w.id not in order.memory.sent_here] or (usable if part is Part.RESPOND else [])
    return max(fresh, key=lambda w: _value(w, order, named, conditions), default=None)


def _was_said(text: str, said: frozenset[str]) -> bool:
    """Whether an agent already wrote one of its sentences to this customer."""
    return any(sentence.group().strip().casefold() in said for sentence in SENTENCE.finditer(text))


def _asks_for_known(wording: Wording, order: Order) -> bool:
    """Whether it asks for a fact that is known, or for what they have told a bot."""
    known = find_asked(wording.text) & set(order.facts)
    return bool(known) or (order.told_bot and asks_what_they_said(wording.text))


def _leaves_things_unsaid(order: Order) -> bool:
    return order.unclear and count_words(order.situation.text) < SHORT_MESSAGE


def _fits(wording: Wording, order: Order, facts: Mapping[str, Fact], conditions: frozenset[str]) -> bool:
    if not wording.when <= conditions or wording.unless & conditions or not set(wording.needs) <= set(facts):
        return False
    if not wording.is_borne_out_by(_their_words(order)) or _says_twice(wording, facts):
        return False
    if wording in order.response.wordings:
        return True
    spoken_of = {name for own in order.response.wordings for name in own.needs}
    return OF_THE_PROBLEM & set(wording.needs) <= spoken_of


def _says_twice(wording: Wording, facts: Mapping[str, Fact]) -> bool:
    """Whether thing and promise would name the same noun: "your refund, and the refund you were promised"."""
    if not {"thing", "broken_promise"} <= set(wording.needs):
        return False
    return facts["thing"].text.split()[-1].lower() in facts["broken_promise"].text.lower().split()


def _their_words(order: Order) -> str:
    earlier = (ticket_words(e.ticket, order.rules.text_limit) for e in order.ledger.counted)
    return "\n".join([order.situation.text, *earlier])


def _is_specific(wording: Wording, order: Order, named: set[str]) -> bool:
    """Whether the sentence could only have been written to this customer (voice.md, "Specific or silent")."""
    needs = set(wording.needs)
    if needs & (OWN_FACTS - named):
        return True
    if wording.part is Part.EMPATHIZE:
        return False
    own = wording in order.response.wordings
    return own or "thing" in needs or bool(wording.when & {"repeat", "broken_promise"})


def _value(wording: Wording, order: Order, named: set[str], conditions: frozenset[str]) -> float:
    """How much the wording adds here; what the team or this customer has read often steps back."""
    told = named | {name for news in SAME_NEWS if news & named for name in news}
    worth = sum(-1.5 * WEIGHT.get(n, 1.0) if n in told else WEIGHT.get(n, 1.0) for n in dict.fromkeys(wording.needs))
    worth += CONDITION_WEIGHT * len(wording.when & conditions)
    worth += OWN_WORDS * (wording in order.response.wordings)
    worth -= OVERUSE * math.log1p(max(0, order.memory.counts.get(wording.id, 0) - USUAL))
    # one customer always gets the same draft for the same words; two customers seldom do
    digest = hashlib.sha256(f"{order.situation.ticket.id}|{wording.id}".encode()).digest()
    return worth + SPREAD * digest[0] / 255


def _fill(wording: Wording, facts: Mapping[str, Fact], paragraph: int) -> Passage:
    text = SLOT.sub(lambda match: facts[match[1]].text, wording.text)
    text = re.sub(r"(^|[.?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    return Passage(wording.part, text, wording, tuple(facts[n] for n in dict.fromkeys(wording.needs)), paragraph)


def _paragraph(order: Order, part: Part) -> int:
    """A run-around is apologised for before the facts, a wrong result after the fix (voice.md, the table)."""
    if order.choice.framework is Framework.PLAIN:
        return 1
    if part is Part.APOLOGIZE and not order.ledger.is_repeat and order.response.failure is Failure.RESULT:
        return 2
    return {Part.HEAR: 0, Part.EMPATHIZE: 0, Part.APOLOGIZE: 0, Part.THANK: 2}.get(part, 1)


def _shorten(draft: Draft, order: Order) -> Draft:
    """Within the limit for its kind: 60 words for a plain reply, 130 for a hard case (voice.md)."""
    limit = order.rules.words_plain if order.choice.framework is Framework.PLAIN else order.rules.words_hard
    for part in GIVEN_UP_FIRST:
        if draft.word_count <= limit:
            break
        kept = tuple(p for p in draft.passages if p.part is not part)
        draft = Draft(draft.greeting, kept, draft.response, draft.choice, draft.language)
    return draft
