"""Fit a response to a case: the parts its framework wants, each in the wording that says most that is true."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from suggestions.drafting.choosing import Chooser
from suggestions.drafting.draft import Draft
from suggestions.drafting.frameworks import Framework
from suggestions.drafting.manners import greet, sign_off
from suggestions.drafting.outline import is_outline
from suggestions.library.responses import Failure
from suggestions.library.vocabulary import Part
from suggestions.model import STRAINED, Fact, FactKind, Feeling, Source

if TYPE_CHECKING:
    from suggestions.drafting.draft import Passage
    from suggestions.drafting.order import Order

PLANS: dict[Framework, tuple[Part, ...]] = {
    Framework.PLAIN: (Part.HEAR, Part.RESPOND, Part.ALSO, Part.THANK),
    Framework.HEART: (Part.HEAR, Part.APOLOGIZE, Part.EMPATHIZE, Part.RESPOND, Part.ALSO, Part.FOLLOW_UP, Part.THANK),
    Framework.CARE: (Part.HEAR, Part.APOLOGIZE, Part.RESPOND, Part.ALSO, Part.FOLLOW_UP, Part.ASK, Part.THANK),
    Framework.LADDER: (Part.HEAR, Part.APOLOGIZE, Part.ASK, Part.RESPOND, Part.ALSO, Part.FOLLOW_UP, Part.THANK),
}
GIVEN_UP_FIRST = (Part.EMPATHIZE, Part.FOLLOW_UP, Part.THANK)


def compose_draft(order: Order) -> Draft:
    """The draft for this order. A part for which nothing true and specific can be said is left out."""
    chooser = Chooser(order, {**order.facts, **_thing(order)})
    passages: list[Passage] = []
    for part in plan_parts(order):
        passage = chooser.choose(part, passages)
        if passage:
            passages.append(replace(passage, paragraph=_paragraph(order, part)))
    passages.sort(key=lambda p: p.paragraph)
    draft = Draft(
        greeting=greet(order), passages=tuple(passages), response=order.response, choice=order.choice,
        language=order.response.language, sign_off=sign_off(order),
    )  # fmt: skip
    return _shorten(draft, order)


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


def _thing(order: Order) -> dict[str, Fact]:
    """What it is about, as the response calls it; an outline has no name for it."""
    ticket, thing = order.situation.ticket, order.response.thing
    return {"thing": Fact("thing", FactKind.NAME, thing, Source(ticket.id, None))} if thing else {}


def _paragraph(order: Order, part: Part) -> int:
    """A run-around is apologised for before the facts, a wrong result after the fix (voice.md, the table)."""
    if order.choice.framework is Framework.PLAIN:
        return 1
    if part is Part.APOLOGIZE and not order.ledger.is_repeat and order.response.failure is Failure.RESULT:
        return 2
    return {Part.HEAR: 0, Part.EMPATHIZE: 0, Part.APOLOGIZE: 0, Part.THANK: 2}.get(part, 1)


def _shorten(draft: Draft, order: Order) -> Draft:
    """Within the limit for its kind: 60 words for a plain reply, 130 for a hard case (voice.md)."""
    plain = order.choice.framework is Framework.PLAIN
    limit = order.rules.words_plain if plain else order.rules.words_hard
    # an outline is hardly more than what was heard
    given_up = (*GIVEN_UP_FIRST, Part.HEAR) if plain and not is_outline(order.response) else GIVEN_UP_FIRST
    for part in given_up:
        if draft.word_count <= limit:
            break
        kept = tuple(p for p in draft.passages if p.part is not part)
        draft = replace(draft, passages=kept)
    return draft
