"""What the customer says about the contact itself: how often they wrote, and whom they want to reach."""

from __future__ import annotations

import re

from suggestions.reading.facts.contact_counts import find_claimed_contacts
from suggestions.reading.feeling.signs import ASKS, SignKind, read_signs
from suggestions.reading.text import plain_quotes

__all__ = [
    "asks_for_call", "asks_for_person", "find_claimed_contacts", "find_person_asked_for", "says_again", "says_another_matter",
]  # fmt: skip

AGAIN = re.compile(
    r"\b(still (?:no|not|nothing|haven't|hasn't|have not|has not|waiting|the same|isn't|missing|don't|doesn't|won't|can't)|yet again|"
    r"once again|again and again|nobody (?:calls|called|answers|answered|replied|responds|came|got back)|no one (?:calls|called|answers|answered|replied|came)|"
    r"(?:have|had)n't (?:heard|had) |no (?:reply|response|answer)|as i (?:said|wrote|explained)|like i said|following up|follow up on|any (?:news|update)|"
    r"my (?:last|previous|earlier) (?:message|email|mail|ticket|request))\b",
    re.IGNORECASE,
)
ANOTHER_MATTER = re.compile(
    r"\b(?:new (?:topic|subject|issue|question)|(?:about |on )something else|(?:a )?different (?:question|topic|matter|issue)|"
    r"another (?:question|topic|matter)|unrelated to|one more thing|"
    r"my (?:other|last|previous|earlier) (?:request|ticket|question|issue|problem)[^.!?]{0,25}\b(?:sorted|solved|resolved|fixed|done)|"
    r"thanks? (?:you )?for your help last time)\b",
    re.IGNORECASE,
)
CALL = re.compile(r"\b(?:call me back|give me a call|phone me)\b", re.IGNORECASE)


def says_again(text: str) -> bool:
    """Whether their words show that this is not the first time."""
    return bool(AGAIN.search(plain_quotes(text)))


def find_person_asked_for(text: str) -> tuple[SignKind, str] | None:
    """Whom they ask for, SignKind.MANAGER before SignKind.PERSON, and the sentence that does; None for nobody."""
    return next(iter(read_signs(text, ASKS).items()), None)


def asks_for_person(text: str) -> bool:
    """Whether they ask for a manager or a person; a callback alone is asks_for_call."""
    return find_person_asked_for(text) is not None


def asks_for_call(text: str) -> bool:
    return bool(CALL.search(plain_quotes(text)))


def says_another_matter(text: str) -> bool:
    """Whether they say themselves that this is not what they wrote about before."""
    return bool(ANOTHER_MATTER.search(plain_quotes(text)))
