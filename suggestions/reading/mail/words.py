"""The words of mail programs, servers and forms, from words.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suggestions.reading.mail.characters import plain_quotes

FILE = Path(__file__).with_name("words.yaml")


@cache
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def find_phrases(*names: str) -> tuple[str, ...]:
    """The phrases of one list, in lower case: `find_phrases("disclaimers", "sure")`."""
    found: Any = _file()
    for name in names:
        found = found[name]
    return tuple(plain_quotes(str(phrase)).lower() for phrase in found)


@cache
def find_set(*names: str) -> frozenset[str]:
    return frozenset(find_phrases(*names))


@cache
def compile_any(*names: str) -> re.Pattern[str]:
    """Any phrase of the list as whole words."""
    return re.compile(rf"(?<!\w)(?:{join_phrases(find_phrases(*names))})(?!\w)", re.IGNORECASE)


def join_phrases(phrases: tuple[str, ...]) -> str:
    """As alternatives of a pattern, the longest first."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
