"""A fitted response: sentences that know where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.library.responses import BLANK
from suggestions.reading.text import count_words

if TYPE_CHECKING:
    from suggestions.drafting.frameworks import Choice
    from suggestions.library.responses import Response, Wording
    from suggestions.library.vocabulary import Part
    from suggestions.model import Fact


@dataclass(frozen=True, slots=True)
class Passage:
    """One wording with its facts filled in. `paragraph` is 0 for the opening, 1 for the middle, 2 for the close."""

    part: Part
    text: str
    wording: Wording
    facts: tuple[Fact, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What the agent may send. Blanks stand in the text as `[[what to fill in]]`."""

    greeting: str
    passages: tuple[Passage, ...]
    response: Response
    choice: Choice
    language: str
    sign_off: str = ""

    @property
    def text(self) -> str:
        """Greeting, paragraphs and sign-off, parted by empty lines."""
        numbers = sorted({p.paragraph for p in self.passages})
        paragraphs = [" ".join(p.text for p in self.passages if p.paragraph == n) for n in numbers]
        return "\n\n".join(text for text in (self.greeting, *paragraphs, self.sign_off) if text)

    @property
    def blanks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(BLANK.findall(self.text)))

    @property
    def parts(self) -> frozenset[Part]:
        return frozenset(p.part for p in self.passages)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts in use, in reading order, each once."""
        return tuple({f.name: f for p in self.passages for f in p.facts}.values())

    @property
    def word_count(self) -> int:
        return count_words(BLANK.sub("blank", self.text))
