"""Order, invoice, tracking and case numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

NOUNS = {
    "order": ("order", r"order|purchase"),
    "invoice": ("invoice", r"invoice|bill|receipt"),
    "tracking": ("tracking number", r"tracking|parcel|shipment|consignment"),
    "case": ("case", r"case|ticket|reference|ref|complaint|incident|booking"),
}
TOKEN = r"(?=[A-Z0-9-]*\d{3})[A-Z0-9](?:[A-Z0-9-]{2,24})[A-Z0-9]|\d{4,}"  # noqa: S105  # a pattern, not a secret
NOT_MONEY = r"(?![.,]\d|\s?(?:€|\$|£|euros?\b|eur\b|usd\b|gbp\b|dollars?\b|pounds?\b|kr\b|sek\b|steps?\b))"
PATTERNS = {
    name: re.compile(
        rf"\b(?:{words})(?:\s+(?:number|no\.?|nr\.?|id|code|reference|ref)(?:\s+(?:is|was))?)?\s*[:#]?\s*#?({TOKEN})\b{NOT_MONEY}",
        re.IGNORECASE,
    )
    for name, (_, words) in NOUNS.items()
}


def find_identifiers(passage: Passage) -> list[Fact]:
    """Every named number, in reading order; `text` reads `order 48213`."""
    found = [
        (match.start(), passage.make_fact(name, FactKind.IDENTIFIER, f"{NOUNS[name][0]} {match[1]}", match[0]))
        for name, pattern in PATTERNS.items()
        for match in pattern.finditer(passage.text)
        if not re.fullmatch(r"(19|20)\d\d", match[1])  # a year
    ]
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def identifier_key(fact: Fact) -> str:
    """What two mentions of one number share: its kind and its letters and digits."""
    return f"{fact.name}:{re.sub(r'[^a-z0-9]', '', fact.text.rsplit(' ', 1)[-1].lower())}"
