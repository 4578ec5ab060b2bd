"""Chats that arrive as one text: the customer's lines of them.

No source tells one form for all chat products; read is what they share, a time and a name before each line.
"""

from __future__ import annotations

import re
from collections import Counter

STAMP = r"[(\[]?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?[)\]]?"
SAID = re.compile(
    rf"^(?:{STAMP}\s+(?P<name>[^\W\d_][^:*\n]{{0,40}})|(?P<first>[^\W\d_][^:*(\[\n]{{0,40}}?)\s+[(\[]{STAMP}[)\]]):\s+(?P<words>.*)$"
)
EVENT = re.compile(rf"^(?:{STAMP}\s+)?\*\*\*\s?(.{{0,60}}?)\s?(?:has |hat |a |heeft |har )?(\w+)\b.{{0,60}}\*\*\*$")
STARTED = re.compile(
    r"^(?:chat (?:started|transcript|beginn)|conversation (?:started|with)|served by|transcript of)\b.{0,120}$",
    re.IGNORECASE,
)
VISITOR = re.compile(
    r"^(?:visitor|customer|client|guest|besucher|kunde|kundin|gast|visiteur|visitante|bezoeker|besökare|gość)\b",
    re.IGNORECASE,
)
FEWEST_TURNS = 3


def keep_customer(lines: list[str]) -> list[str]:
    """What the customer says in a transcript, and what stands before it; other texts as they are."""
    turns = [SAID.match(line[:2000]) for line in lines]
    speakers = Counter(_name(turn) for turn in turns if turn)
    events = [EVENT.match(line[:200]) for line in lines]
    if sum(speakers.values()) < FEWEST_TURNS or len(speakers) + any(events) < 2:
        return lines
    customer = _find_customer(list(speakers), [e[1].strip() for e in events if e])
    return _keep(lines, turns, events, customer)


def _name(turn: re.Match[str]) -> str:
    return (turn["name"] or turn["first"]).strip()


def _find_customer(speakers: list[str], joined: list[str]) -> str:
    """Called a visitor; else who came first, in the events or by speaking."""
    named = [name for name in speakers if VISITOR.match(name)]
    came = [name for name in joined if name in speakers]
    return (named or came or speakers)[0]


def _keep(
    lines: list[str], turns: list[re.Match[str] | None], events: list[re.Match[str] | None], customer: str
) -> list[str]:
    kept: list[str] = []
    speaker: str | None = customer
    for line, turn, event in zip(lines, turns, events, strict=True):
        if turn:
            speaker = _name(turn)
            kept += [line[turn.start("words") :]] if speaker == customer else []
        elif not event and not STARTED.match(line[:200]) and speaker == customer:
            kept.append(line)
    return kept
