"""The last look at a draft before an agent sees it. Each refusal is a value with its reason."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from suggestions.library.responses import BLANK
from suggestions.library.vocabulary import Part
from suggestions.model import Reason, Withheld
from suggestions.reading.text import SENTENCE, clean_body, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from suggestions.drafting.draft import Draft
    from suggestions.model import Fact, Ticket

STOCK = Path(__file__).with_name("stock_phrases.txt")
NUMBER = re.compile(r"\d[\d.,]*")
FEWEST_WORDS_SAID = 4


@cache
def _stock_patterns() -> re.Pattern[str]:
    lines = STOCK.read_text(encoding="utf-8").splitlines()
    patterns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def find_stock_phrase(text: str) -> str | None:
    """The first phrase that fits every ticket, or None."""
    match = _stock_patterns().search(plain_quotes(text))
    return match.group() if match else None


def find_said(tickets: Iterable[Ticket]) -> frozenset[str]:
    """Sentences staff already wrote to this customer in public, as compared by the composer. Notes do not count."""
    return frozenset(
        sentence.group().strip().casefold()
        for ticket in tickets
        for reply in ticket.public_replies
        for sentence in SENTENCE.finditer(clean_body(reply.body))
        if len(sentence.group().split()) >= FEWEST_WORDS_SAID
    )


def guard_draft(draft: Draft, facts: Mapping[str, Fact]) -> Withheld | None:
    """None when the draft may be shown."""
    for check in (_guard_action, _guard_truth, _guard_stock):
        if withheld := check(draft, facts):
            return withheld
    return None


def _guard_action(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    if Part.RESPOND in draft.parts:
        return None
    return Withheld(
        Reason.NO_ACTION,
        f"“{draft.response.title}” fits, and all its ways to act were already sent to this customer or need facts "
        "that are not known. Kind words without a next step are not offered.",
    )


def _guard_truth(draft: Draft, facts: Mapping[str, Fact]) -> Withheld | None:
    """Every number outside a blank stands in the curated wording or in a fact."""
    for passage in draft.passages:
        allowed = passage.wording.text + " ".join(facts[f.name].text for f in passage.facts if f.name in facts)
        for number in NUMBER.findall(BLANK.sub("", passage.text)):
            if number.strip(".,") not in allowed:
                return Withheld(Reason.UNTRUE, f"The draft would say {number}, which stands in no ticket of theirs.")
    return None


def _guard_stock(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    phrase = find_stock_phrase(draft.text)
    if phrase is None:
        return None
    return Withheld(
        Reason.STOCK_PHRASE,
        f"“{draft.response.title}” fits; its wording holds the stock phrase “{phrase}”: its curator can replace it.",
    )
