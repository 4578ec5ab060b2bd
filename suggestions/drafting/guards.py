"""The last look at a draft before an agent sees it. Each refusal is a value with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.drafting.apologies import SORRY
from suggestions.drafting.outline import is_outline
from suggestions.drafting.privacy import NUMBERED, tells_too_much
from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.library.responses import BLANK
from suggestions.library.vocabulary import OWN_FACTS, Part
from suggestions.model import Reason, Withheld
from suggestions.reading.numbers import say_times
from suggestions.reading.text import SENTENCE, clean_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from suggestions.drafting.draft import Draft
    from suggestions.model import Fact, Ticket

NUMBER = re.compile(r"\d[\d.,]*")
FEWEST_WORDS_SAID = 4
# more of either reads as put on (voice.md); gushing phrases are among the stock phrases
MOST_SORRY, MOST_SHOUTS = 1, 1


def find_said(tickets: Iterable[Ticket]) -> frozenset[str]:
    """Sentences staff already wrote to this customer in public, as compared by the composer. Notes do not count."""
    return frozenset(
        sentence.group().strip().casefold()
        for ticket in tickets
        for reply in ticket.public_replies
        for sentence in SENTENCE.finditer(clean_body(reply.body))
        if len(sentence.group().split()) >= FEWEST_WORDS_SAID
    )


def guard_draft(draft: Draft, facts: Mapping[str, Fact], strangers: frozenset[str] = frozenset()) -> Withheld | None:
    """None when the draft may be shown. `strangers` are the names of others who wrote on their tickets."""
    for check in (_guard_action, _guard_outline, _guard_truth, _guard_stock, _guard_warmth):
        if withheld := check(draft, facts):
            return withheld
    return _guard_privacy(draft, strangers)


def _guard_action(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    if Part.RESPOND in draft.parts:
        return None
    return Withheld(
        Reason.NO_ACTION,
        f"“{draft.response.title}” fits, and all its ways to act were already sent to this customer or need facts "
        "that are not known. Kind words without a next step are not offered.",
    )


def _guard_outline(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    """An outline that names nothing of theirs could be sent to anyone."""
    if not is_outline(draft.response) or OWN_FACTS & {fact.name for fact in draft.facts}:
        return None
    return Withheld(Reason.NO_MATCH, "Nothing in the library is close enough to this message.")


def _guard_truth(draft: Draft, facts: Mapping[str, Fact]) -> Withheld | None:
    """Every number outside a blank stands in the curated wording or in a fact."""
    for passage in draft.passages:
        allowed = passage.wording.text + " ".join(facts[f.name].text for f in passage.facts if f.name in facts)
        for number in NUMBER.findall(BLANK.sub("", passage.text)):
            if number.strip(".,") not in allowed:
                return Withheld(Reason.UNTRUE, f"The draft would say {number}, which stands in no ticket of theirs.")
    return None


def _guard_warmth(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    """One apology, and no row of exclamation marks."""
    text = "\n".join(BLANK.sub("", p.text) for p in draft.passages)
    sorry, shouts = len(SORRY.findall(text)), text.count("!")
    if sorry <= MOST_SORRY and shouts <= MOST_SHOUTS:
        return None
    what = f"apologises {say_times(sorry)}" if sorry > MOST_SORRY else f"exclaims {say_times(shouts)}"
    return Withheld(
        Reason.OVER_WARM,
        f"“{draft.response.title}” fits; its draft {what}, which reads as put on: its curator can tone it down.",
    )


def _guard_privacy(draft: Draft, strangers: frozenset[str]) -> Withheld | None:
    for passage in draft.passages:
        own = {f.text for f in passage.facts if f.name in NUMBERED}
        said = BLANK.sub("", passage.text)
        for text in own:
            said = said.replace(text, "")
        if tells_too_much(said, strangers):
            return Withheld(
                Reason.TELLS_TOO_MUCH,
                "The draft would name somebody else who wrote on their tickets, an address or a long number.",
            )
    return None


def _guard_stock(draft: Draft, _: Mapping[str, Fact]) -> Withheld | None:
    phrase = find_stock_phrase(draft.text)
    if phrase is None:
        return None
    return Withheld(
        Reason.STOCK_PHRASE,
        f"“{draft.response.title}” fits; its wording holds the stock phrase “{phrase}”: its curator can replace it.",
    )
