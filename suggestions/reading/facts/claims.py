"""What the customer says about the contact itself: how often they wrote, and whom they want to reach."""

from __future__ import annotations

import re

from suggestions.reading.facts.contact_counts import find_claimed_contacts
from suggestions.reading.facts.contact_phrases import load_contact_phrases
from suggestions.reading.feeling.signs import ASKS, SignKind, read_signs
from suggestions.reading.text import plain_quotes

__all__ = [
    "asks_for_call", "asks_for_person", "find_claimed_contacts", "find_person_asked_for", "says_again", "says_another_matter",
    "says_it_recurs",
]  # fmt: skip

ANOTHER_MATTER = re.compile(
    r"\b(?:new (?:topic|subject|issue|question)|(?:about |on )something else|(?:a )?different (?:question|topic|matter|issue)|"
    r"another (?:question|topic|matter)|unrelated to|one more thing|"
    r"my (?:other|last|previous|earlier) (?:request|ticket|question|issue|problem)[^.!?]{0,25}\b(?:sorted|solved|resolved|fixed|done)|"
    r"thanks? (?:you )?for your help last time)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\n]+")
CALL = re.compile(r"\b(?:call me back|give me a call|phone me)\b", re.IGNORECASE)


def says_again(text: str) -> bool:
    """Whether their words show, in any language we have phrases for, that this is not the first time they write."""
    small = plain_quotes(text).lower()
    return any(p.again is not None and p.again.search(small) for p in load_contact_phrases())


def says_it_recurs(text: str) -> bool:
    """Whether they say that the trouble is back: "it is down again", but not "please try again"."""
    return any(_recurs(sentence) for sentence in SENTENCE.findall(plain_quotes(text).lower()))


def _recurs(sentence: str) -> bool:
    for phrases in load_contact_phrases():
        if phrases.recurs is None or not phrases.recurs.search(sentence):
            continue
        hoped = phrases.hoped.sub(" ", sentence) if phrases.hoped else sentence
        if phrases.recurs.search(hoped):
            return True
    return False


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
