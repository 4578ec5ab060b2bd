"""Which facts a sentence asks somebody for, by the names the facts have, and the shortest answers to it.

`What is your order number?` asks for `order`; `it's 48213` answers.
"""

from __future__ import annotations

import re
from typing import Final

from suggestions.reading.text import SENTENCE, plain_quotes

LONGEST: Final = 400
NUMBER: Final = r"(?:[- ]?(?:number|no\b\.?|nr\b\.?|id\b|code|reference|ref\b))"
ASKS: Final = re.compile(
    r"\?\s*$|^\W{0,4}(?:to \w+ [^,]{2,40}, )?(?:(?:please|first|now|then|kindly|ok(?:ay)?|sure|thanks|thank you),? ){0,3}"
    r"(?:tell|send|give|share|let me know|enter|type|provide|reply with|write|name|state|confirm|i(?:'ll| will)? need|we need|bitte)\b",
    re.IGNORECASE,
)
ASKED: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("order", rf"\b(?:order|purchase){NUMBER}|\b(?:which|what) order\b|\bbestellnummer\b|\bnum[eé]ro de (?:commande|pedido)\b"),
        ("invoice", rf"\b(?:invoice|bill|receipt){NUMBER}|\b(?:which|what) (?:invoice|bill)\b|\brechnungsnummer\b|\bnum[eé]ro de factur[ea]\b"),
        ("tracking", rf"\b(?:tracking|parcel|shipment|consignment){NUMBER}|\bsendungsnummer\b"),
        ("case", rf"\b(?:case|ticket|repair|complaint|booking|incident|claim){NUMBER}|\byour reference\b"),
        ("amount", r"\bhow much\b|\b(?:which|what)(?:'s| is| was)?(?: the| your)? (?:exact )?amount\b|\bthe (?:exact )?amount (?:you|that|of)\b"),
        ("since", r"\bsince when\b|\bwhen did (?:it|this|that|the \w+) (?:first )?(?:start|begin|stop|happen)"),
        ("stated_duration", r"\bhow long (?:has|have|did|is)\b"),
        ("deadline", r"\b(?:by when|until when|when) do you need\b|\bby what (?:day|date)\b"),
        ("tried", r"\b(?:what|which)\b[^.?!\n]{0,40}\b(?:have you|did you)(?: already)? (?:try|tried|done)\b|\bhave you (?:already )?(?:tried|restarted|rebooted|reset|reinstalled|unplugged|cleared)\b"),
        ("phone", rf"\b(?:phone|telephone|mobile){NUMBER}|\bon which number\b"),
        ("product", r"\b(?:which|what) (?:product|model|item|article)\b"),
    )
}  # fmt: skip
# the question they put to a machine before a person came
TOLD_BEFORE: Final = re.compile(
    r"\bwhat did you (?:ask|tell|write|say|report)\b|\bwhat (?:was|is) (?:your|the) question\b|\bwhat is it about\b|\bhow can (?:i|we) help\b",
    re.IGNORECASE,
)

ANSWER: Final = re.compile(
    r"^\W{0,3}(?:(?:yes|sure|ok(?:ay)?|hi|hello|here|it is|it's|its|this is|that is|that's|the number is|number|no|nr|is)\b[\s:,.-]{1,3}){0,3}#?"
    r"(?P<number>(?=[A-Z-]{0,12}\d[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{2,24}[A-Z0-9])\W{0,3}$",
    re.IGNORECASE,
)


def find_asked(text: str) -> frozenset[str]:
    """The names of all facts that the sentences of a text ask for."""
    sentences = [plain_quotes(s.group()[:LONGEST]).strip() for s in SENTENCE.finditer(text)]
    asking = [sentence for sentence in sentences if ASKS.search(sentence)]
    return frozenset(name for name, pattern in ASKED.items() for sentence in asking if pattern.search(sentence))


def asks_what_they_said(text: str) -> bool:
    """Whether it asks for what somebody already told a machine: `What did you ask that it could not answer?`"""
    return "?" in text and TOLD_BEFORE.search(plain_quotes(text)) is not None


def find_bare_number(answer: str) -> str:
    """The number, when an answer is hardly more than that: `48213`, `it's A-48213.`; empty for any other answer."""
    match = ANSWER.match(plain_quotes(answer))
    return match["number"] if match else ""
