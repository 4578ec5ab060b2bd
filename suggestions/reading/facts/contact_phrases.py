"""The phrases by which customers speak of earlier contacts, by language: contact_claims.yaml, ready to be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("contact_claims.yaml")
LISTS = ("ordinals", "counts", "again", "recurs", "hoped")
BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ContactPhrases:
    """One language. `ordinals` count this contact, `counts` those before it; `numbers` begin with these words.

    `again` says that they wrote before, `recurs` that the trouble is back, and `hoped` that it only may be.
    """

    ordinals: tuple[re.Pattern[str], ...]
    counts: tuple[re.Pattern[str], ...]
    again: re.Pattern[str] | None
    recurs: re.Pattern[str] | None
    hoped: re.Pattern[str] | None
    numbers: dict[str, int]

    def count(self, word: str) -> int:
        """The number a word of this language says; 0 where it says none."""
        digits = re.match(r"\d+", word)
        if digits:
            return int(digits[0])
        begun = [begin for begin in self.numbers if word.startswith(begin)]
        return self.numbers[max(begun, key=len)] if begun else 0


@cache
def load_contact_phrases() -> tuple[ContactPhrases, ...]:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return tuple(_read(told) for told in raw.values())


def _read(told: dict[str, Any]) -> ContactPhrases:
    lists = {name: [_fill(pattern, told) for pattern in told.get(name, [])] for name in LISTS}
    return ContactPhrases(
        tuple(re.compile(pattern) for pattern in lists["ordinals"]),
        tuple(re.compile(pattern) for pattern in lists["counts"]),
        _join(lists["again"]),
        _join(lists["recurs"]),
        _join(lists["hoped"]),
        told.get("numbers", {}),
    )


def _fill(pattern: str, told: dict[str, Any]) -> str:
    """With the named lists in their places; {0,40} is no name."""
    return BLANK.sub(lambda m: str(told[m[1]]) if m[1] in told else m[0], pattern)


def _join(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b") if patterns else None
