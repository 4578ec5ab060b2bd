"""How a draft greets and signs off: in the library's words for the brand, else in those a language comes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suggestions.drafting.languages import find_greetings
from suggestions.drafting.names import find_formal_name, first_name
from suggestions.drafting.order import find_conditions
from suggestions.library.responses import SLOT
from suggestions.library.vocabulary import Part

if TYPE_CHECKING:
    from suggestions.drafting.order import Order

ENGLISH = ("Hi {name},", "Hi,")
# whoever signs with a title is written to so
FORMAL = "Dear {formal_name},"


def greet(order: Order) -> str:
    """`Hi Maya,`, or `Dear Mrs Ashby,` for who signs so; without a name where what stands there is no person's."""
    names = find_names(order)
    if own := _choose(order, Part.GREETING, names):
        return own
    if "formal_name" in names and order.response.language == "en":
        return _fill(FORMAL, names)
    with_name, without = find_greetings(order.response.language) or ENGLISH
    return _fill(with_name, names) if names else without


def sign_off(order: Order) -> str:
    """Empty where the library has none: Zendesk adds the agent's own signature."""
    return _choose(order, Part.SIGN_OFF, find_names(order))


def find_names(order: Order) -> dict[str, str]:
    """The first, the whole and the formal name, as they spell them; none where no person's name stands."""
    ticket = order.situation.ticket
    whole = " ".join(ticket.requester.name.split())
    first = first_name(whole)
    if not first:
        return {}
    names = {"name": first, "full_name": whole if first in whole else whole.title()}
    bodies = [comment.body for comment in ticket.requester_comments] or [ticket.description]
    formal = find_formal_name(names["full_name"], bodies[-1])
    return names | {"formal_name": formal} if formal else names


def _choose(order: Order, part: Part, names: dict[str, str]) -> str:
    """Of the wordings that may be used the most particular: the response's own, then that with most conditions."""
    conditions = find_conditions(order)
    usable = [
        w
        for w in order.library.find_wordings(order.response, part)
        if w.holds(conditions) and set(w.needs) <= set(names)
    ]
    own = {w.id for w in order.response.wordings}
    best = max(usable, key=lambda w: (w.id in own, len(w.when | w.unless), len(w.needs)), default=None)
    return _fill(best.vary(str(order.situation.ticket.id)).text, names) if best else ""


def _fill(text: str, names: dict[str, str]) -> str:
    return SLOT.sub(lambda slot: names[slot[1]], text)
