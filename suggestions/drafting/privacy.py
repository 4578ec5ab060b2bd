"""Whose words and data a draft may hold: the requester's own, and nobody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.drafting.names import TITLE, first_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from suggestions.model import Fact, Person, Ticket

# addresses, and what could be a card or an account: nobody needs them read back
ADDRESS = re.compile(r"\S@\S+\.\w|\bhttps?://|\bwww\.", re.IGNORECASE)
SECRET = re.compile(r"(?:\d[ -]?){12,}|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}", re.IGNORECASE)
# a person with a title, or introduced by name: whoever it is, it is not the customer
PERSON = re.compile(
    rf"\b{TITLE} (?=[A-Z])|"
    r"\b(?:named|called|(?:in|under) the name(?: of)?|whose name is) (?=[A-Z])"
)
# what names the customer's own books is long by nature
NUMBERED = frozenset({"order", "invoice", "tracking", "case"})


def find_strangers(tickets: Iterable[Ticket]) -> frozenset[str]:
    """The names, in small letters, of those who wrote on these tickets and are neither their requester nor staff."""
    names: set[str] = set()
    for ticket in tickets:
        known = {ticket.requester.id}
        for person in (c.author for c in ticket.comments):
            if person.id not in known and not person.role.is_staff:
                names |= _name(person)
    own = {name for ticket in tickets for name in _name(ticket.requester)}
    return frozenset(names - own)


def keep_discreet(facts: Mapping[str, Fact], strangers: frozenset[str]) -> dict[str, Fact]:
    """The facts that may be said in a draft. The others are known all the same."""
    return {name: fact for name, fact in facts.items() if not tells_too_much(fact.text, strangers, name)}


def tells_too_much(text: str, strangers: frozenset[str], name: str = "") -> bool:
    """Whether it holds an address, a long number, or the name of somebody else who wrote on their tickets."""
    if ADDRESS.search(text) or (name not in NUMBERED and SECRET.search(text)):
        return True
    return any(word in strangers for word in re.findall(r"[^\W\d_]+", text.lower()))


def names_somebody(text: str) -> bool:
    """Whether words of theirs name another person: what is said back to them names none."""
    return PERSON.search(text) is not None


def _name(person: Person) -> set[str]:
    first = first_name(person.name)
    return {first.lower()} if first else set()
