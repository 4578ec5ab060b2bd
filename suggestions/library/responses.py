"""A library response: its parts, their wordings, and when they may be used (docs/library-format.md)."""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from suggestions.library.vocabulary import Part

SLOT = re.compile(r"\{([a-z_]+)\}")
BLANK = re.compile(r"\[\[(.+?)\]\]")
ALTERNATES = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")


class Failure(StrEnum):
    """What went wrong, which decides whether and where to apologise (voice.md, third row of the table)."""

    NONE = "none"
    RESULT = "result"
    RUNAROUND = "runaround"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a part. `id` follows the words, so a changed wording is a new one."""

    id: str
    part: Part
    text: str
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def holds(self, conditions: frozenset[str]) -> bool:
        """Whether it may be used where these conditions hold; one with a value reads channel:chat."""
        return self.when <= conditions and not self.unless & conditions

    def is_borne_out_by(self, text: str) -> bool:
        """Whether what the wording presumes was said: one of `words` starts a word of the customer's."""
        return has_word(text, self.words)

    def vary(self, seed: str) -> Wording:
        """The wording with one of each of its alternates, the same ones for the same seed."""
        parts = iter(hashlib.sha256(f"{seed}|{self.id}".encode()).digest())
        text = ALTERNATES.sub(lambda found: _pick(found[1].split("|"), next(parts, 0)), self.text)
        return self if text == self.text else replace(self, text=_close_up(text))

    def expand(self) -> tuple[Wording, ...]:
        """Every text the wording can give."""
        choices = [found[1].split("|") for found in ALTERNATES.finditer(self.text)]
        frame = ALTERNATES.sub("\0", self.text)
        texts = ("".join(itertools.chain.from_iterable(itertools.zip_longest(frame.split("\0"), picked, fillvalue="")))
                 for picked in itertools.product(*choices))  # fmt: skip
        return tuple(replace(self, text=_close_up(text)) for text in texts) if choices else (self,)

    @property
    def varies(self) -> bool:
        return ALTERNATES.search(self.text) is not None

    @property
    def needs(self) -> tuple[str, ...]:
        """The slots in the order they are read."""
        return tuple(SLOT.findall(self.text))

    @property
    def blanks(self) -> tuple[str, ...]:
        return tuple(BLANK.findall(self.text))


@dataclass(frozen=True, slots=True)
class Example:
    """A composite example: what a customer may write, and the reply as it should read."""

    customer: str
    reply: str


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of docs/conditions.md: contact_count >= 3. `sign` is other than = for numbers only; of several
    values any will do.
    """

    name: str
    value: str | int | bool | tuple[str | int | bool, ...]
    sign: str = "="


@dataclass(frozen=True, slots=True)
class Branch:
    """Where all checks hold, the response of the reason `use` serves instead, or one that `tree` finds."""

    checks: tuple[Check, ...]
    use: str = ""
    tree: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """A proven answer to one contact reason, in one language."""

    id: str
    reason: str
    title: str
    language: str
    thing: str
    failure: Failure
    exemplars: tuple[str, ...]
    wordings: tuple[Wording, ...]
    guideline: str = ""
    avoid: str = ""
    guide: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()
    principle: str = ""
    example: Example | None = None
    tree: tuple[Branch, ...] = ()
    when: frozenset[str] = frozenset()

    def is_called_for(self, text: str) -> bool:
        """Whether one of `words` starts a word of the text, where there are any, and none of `never_with` does."""
        return has_word(text, self.words) and not (self.never_with and has_word(text, self.never_with))

    def is_offered(self, conditions: frozenset[str]) -> bool:
        """Whether it may be used at all where these conditions hold; those of a framework are not asked."""
        return self.when <= conditions


@dataclass(frozen=True, slots=True)
class Library:
    """All responses, and the wordings every response of a language may draw on."""

    responses: tuple[Response, ...]
    shared: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(r.language for r in self.responses)

    def find(self, reason: str, language: str) -> Response | None:
        return next((r for r in self.responses if (r.reason, r.language) == (reason, language)), None)

    def find_wordings(self, response: Response, part: Part) -> tuple[Wording, ...]:
        """The response's own wordings for the part first, then the shared ones of its language."""
        own = tuple(w for w in response.wordings if w.part is part)
        return own + tuple(w for w in self.shared.get(response.language, ()) if w.part is part)


def _close_up(text: str) -> str:
    """Without the gap an empty alternate leaves: `in your account (now|).`"""
    return re.sub(r" (?=[.,;:?!](?:\s|$))", "", " ".join(text.split()))


def _pick(choices: list[str], number: int) -> str:
    return choices[number % len(choices)]


def has_word(text: str, starts: tuple[str, ...]) -> bool:
    """Whether one of these starts a word of the text, or is one where it ends in a full stop; with none, always."""
    plain = plain_quotes(text.lower())
    return not starts or any(re.search(_make_pattern(start), plain) for start in starts)


def _make_pattern(start: str) -> str:
    whole = start.removesuffix(".")
    return rf"\b{re.escape(whole)}" + r"\b" * (whole != start)
