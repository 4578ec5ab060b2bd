"""One specific sentence instead of a draft: the smallest way to begin (capabilities G50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suggestions.library.vocabulary import OWN_FACTS, Part

if TYPE_CHECKING:
    from suggestions.drafting.draft import Draft

SHOWS_IT_WAS_READ = (Part.HEAR, Part.EMPATHIZE, Part.APOLOGIZE, Part.FOLLOW_UP)
NONE_NEEDED = "Routine: answer plainly, no line of empathy is needed."


def find_prompt(draft: Draft) -> str | None:
    """The sentences of the part that names most of this case; None where the case calls for none."""
    telling = [p for p in draft.passages if p.part in SHOWS_IT_WAS_READ]
    best = max(telling, key=lambda p: len(OWN_FACTS & set(p.wording.needs)), default=None)
    return best.text if best else None
