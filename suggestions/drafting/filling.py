"""A wording with its facts in it, spelt as the customer's country spells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.drafting.draft import Passage
from suggestions.drafting.spelling import respell
from suggestions.library.responses import SLOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.library.responses import Wording
    from suggestions.model import Fact

SENTENCE_START = re.compile(r"(^|[.?!] )([^\W\d_])")


def fill(wording: Wording, facts: Mapping[str, Fact], locale: str, paragraph: int = 0) -> Passage:
    """`facts` must hold all that the wording needs. A sentence that begins with a fact begins with a capital."""
    own = respell(wording.text, locale)
    text = SLOT.sub(lambda match: facts[match[1]].text, own)
    text = SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), text)
    return Passage(wording.part, text, wording, tuple(facts[n] for n in dict.fromkeys(wording.needs)), paragraph)
