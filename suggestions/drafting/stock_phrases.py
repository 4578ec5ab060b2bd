"""Phrases that fit every ticket, and what to write instead. stock_phrases.txt holds both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from suggestions.library.responses import SLOT
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class StockPhrase:
    """The words as they stand in a text, and sentences with {facts} to write instead."""

    words: str
    instead: tuple[str, ...]

    def fill(self, facts: Mapping[str, str]) -> tuple[str, ...]:
        """The alternatives all of whose facts are known, with the facts in them."""
        known = (text for text in self.instead if set(SLOT.findall(text)) <= set(facts))
        return tuple(SLOT.sub(lambda slot: facts[slot[1]], text) for text in known)


def find_stock_phrase(text: str) -> str | None:
    """The first phrase that fits every ticket, or None."""
    found = next(find_stock_phrases(text), None)
    return found.words if found else None


def find_stock_phrases(text: str) -> Iterator[StockPhrase]:
    """Every such phrase of a text, in the order they stand."""
    for match in _compile_all().finditer(plain_quotes(text)):
        instead = next(texts for pattern, texts in _read_file() if pattern.fullmatch(match.group()))
        yield StockPhrase(match.group(), instead)


@cache
def _compile_all() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(pattern.pattern for pattern, _ in _read_file())})\b", re.IGNORECASE)


@cache
def _read_file() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Each pattern with the indented lines that follow it and its neighbours."""
    pairs: list[tuple[re.Pattern[str], tuple[str, ...]]] = []
    for block in re.split(r"\n\s*\n", FILE.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        instead = tuple(line.strip() for line in lines if line.startswith(" "))
        pairs += [(re.compile(line.strip(), re.IGNORECASE), instead) for line in lines if not line.startswith(" ")]
    return tuple(pairs)
