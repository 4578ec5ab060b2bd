"""Amounts of money as customers write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

NUMBER = r"\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
SIGN = r"[$€£¥₹]|US\$|A\$|C\$|CHF|EUR|USD|GBP|SEK|NOK|DKK|PLN|CAD|AUD|INR|JPY"
WORD = r"euros?|dollars?|pounds?|francs?|kronor|kroner|rupees|bucks|quid|kr"
WITH_CURRENCY = re.compile(
    rf"(?<![\w.,])(?:(?:{SIGN})\s?(?:{NUMBER})|(?:{NUMBER})\s?(?:(?:{SIGN})(?!\w)|(?:{WORD})\b))(?![\d%])",
    re.IGNORECASE,
)
# a bare 49.90 is money only beside a word that makes it so
BARE = re.compile(
    r"(?<![\w.,:/#-])\d{1,6}[.,]\d{2}(?![\w%:/-]|[.,]\d|\s?(?:[GMK]B|[kc]?m|kg|hours?|minutes?|stars?)\b)"
)
DATE_WORD = re.compile(
    r"(?:^|[.!?]\s*|\b(?:on|at|since|from|until|till|by|dated|before|after|version|v)\s+)$", re.IGNORECASE
)
MONEY_WORD = re.compile(
    r"\b(charg\w+|paid|pay\w*|took|taken|money|refund\w*|fee|fees|bill\w*|invoice\w*|cost\w*|price\w*|debit\w*|"
    r"amount|credit\w*|deposit\w*|payment\w*|owe\w*|missing)\b",
    re.IGNORECASE,
)


def find_amounts(passage: Passage) -> list[Fact]:
    """Every amount, in reading order, as the customer wrote it."""
    text = plain_quotes(passage.text)
    found = [(m.start(), m.end()) for m in WITH_CURRENCY.finditer(text)]
    # beside amounts with a currency a bare number is more often a date or a version
    if not found and MONEY_WORD.search(text):
        found = [(m.start(), m.end()) for m in BARE.finditer(text) if not DATE_WORD.search(text[: m.start()])]
    quotes = [passage.text[a:b].strip() for a, b in sorted(found)]
    return [passage.make_fact("amount", FactKind.MONEY, " ".join(quote.split()), quote) for quote in quotes]


def amount_key(text: str) -> str:
    """The number alone, so that `€49.90` and `49,90` are seen as the same amount."""
    digits = re.sub(r"[^\d.,]", "", text).strip(".,")
    head, tail = (digits[:-3], digits[-2:]) if re.search(r"[.,]\d{2}$", digits) else (digits, "00")
    return f"{re.sub(r'[.,]', '', head)}.{tail}"
