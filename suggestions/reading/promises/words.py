"""The words that make a promise, by language and by what is promised (words.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suggestions.reading.promises.actions import ACTIONS

WORDS = Path(__file__).with_name("words.yaml")
PLACE = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Line:
    """One pattern of an action."""

    action: str
    verb: re.Pattern[str]


@cache
def find_lines(language: str) -> tuple[Line, ...]:
    """Every line of the language's actions, in the order in which they are tried. English has none: it is learnt."""
    told = _read()[language]
    return tuple(
        Line(action, _compile(_fill(line, told["words"])))
        for action in ACTIONS
        for line in told.get(action, "").splitlines()
    )


@cache
def find_pattern(language: str, name: str) -> re.Pattern[str]:
    """All lines of one name as one pattern: a word list, or what is no action (`weak`, `hedge`, `denial`)."""
    told = _read()[language]
    lines = told["words"][name] if name in told["words"] else told[name]
    return _compile("|".join(_fill(line, told["words"]) for line in lines.splitlines()))


def _fill(line: str, words: dict[str, str]) -> str:
    """Lists may name lists."""
    while found := [m for m in PLACE.finditer(line) if m[1] in words and not line[: m.start()].endswith("?P")]:
        line = line.replace(found[0].group(), words[found[0][1]])
    return line


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@cache
def _read() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found
