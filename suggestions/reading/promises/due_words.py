"""The words that name a time, by language (due_words.yaml), and where a text holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("due_words.yaml")
PLACE = re.compile(r"<([a-z]+2?)>")
BEFORE = re.compile(r"(?:before|avant|vor) (?!the end|the close)", re.IGNORECASE)
ONE_DAY = frozenset(
    {(part, day) for part in ("today", "noon") for day in ("tomorrow", "weekday", "date")}
    | {("weekday", "date"), ("tomorrow", "date"), ("tomorrow", "weekday"), ("today", "date")}
)
BETWEEN_DAYS = re.compile(r",?\s*(?:the |den |dem |le |on |of )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that name a time, at characters start to end."""

    kind: str
    start: int
    end: int
    words: dict[str, str]
    is_before: bool = False


def find_said(text: str, language: str) -> list[Said]:
    """Longest first where two begin at one place; what lies inside another is left out."""
    found = [
        Said(
            kind, m.start(), m.end(), {k: v for k, v in m.groupdict().items() if v}, BEFORE.match(m.group()) is not None
        )
        for kind, pattern in _patterns(language)
        for m in pattern.finditer(text)
    ]
    kept: list[Said] = []
    for said in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
        elif said.kind == "date" and kept[-1].kind == "weekday":
            kept[-1] = said
    return _join_days(kept, text)


def _join_days(found: list[Said], text: str) -> list[Said]:
    """`Friday, 21 August` and `Thursday the 17th` are one day, and so is `by noon on Thursday`: the second decides."""
    joined: list[Said] = []
    for said in found:
        last = joined[-1] if joined else None
        touches = last is not None and BETWEEN_DAYS.fullmatch(text[last.end : said.start])
        if last and touches and (last.kind, said.kind) in ONE_DAY:
            joined[-1] = said
        else:
            joined.append(said)
    return joined


@cache
def find_words() -> dict[str, dict[str, Any]]:
    """By language: word lists, numbers, days, months and patterns."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    told = find_words()[language]
    numbers = "|".join(sorted(map(re.escape, told["numbers"]), key=len, reverse=True))
    lists = {**told["words"], "number": rf"(?P<n>\d{{1,3}}|{numbers})", "number2": rf"(?P<m>\d{{1,3}}|{numbers})"}
    return tuple(
        (kind, re.compile(rf"(?<![\w/.])(?:{_fill(line, lists)})(?!\w|'s\b)", re.IGNORECASE))
        for kind, lines in told["patterns"].items()
        for line in lines.splitlines()
    )


def _fill(line: str, lists: dict[str, str]) -> str:
    """`<day>` is the list of that name; the names of groups, `(?P<day>`, stay."""
    return re.sub(
        r"(?<!\?P)<([a-z]+2?)>", lambda m: lists[m[1]] if m[1].startswith("number") else f"(?:{lists[m[1]]})", line
    )
