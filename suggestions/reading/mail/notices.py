"""Legal notices under a mail, and warnings that a mail server puts on top of one."""

from __future__ import annotations

import re

from suggestions.reading.mail.characters import plain_quotes
from suggestions.reading.mail.voice import sounds_own
from suggestions.reading.mail.words import find_phrases

# "If you have received this, please confirm" is a sentence of somebody; a notice goes on
FEWEST_WORDS = 12
NOTICE_LINES, LONGEST_PARAGRAPH = 40, 4000
WRAPPED_FROM = 50
KINDS = ("sure", "short", "likely")
WARNS = re.compile(
    r"^\W{0,4}(?:caution|warning|attention|external|achtung|vorsicht|hinweis|\[ext|this (?:e-?mail|message)|diese e-?mail|prudence|"
    r"atenci[oó]n|you don't often|aten[cç][aã]o|attenzione|let op|varning|uwaga)",
    re.IGNORECASE,
)


def trim_start(lines: list[str]) -> list[str]:
    """Without the warning that a mail server put on top, when something follows it."""
    end = next((n for n, line in enumerate(lines) if not line), len(lines))
    told = plain_quotes(" ".join(lines[:end])[:600]).lower()
    warns = WARNS.match(told) and any(phrase in told for phrase in find_phrases("banners")) and not sounds_own(told)
    return lines[end + 1 :] if warns and any(lines[end:]) else lines


def find_notice(lines: list[str]) -> int | None:
    """The line with which legal notices begin that go on to the end, if some do."""
    found, end = None, len(lines)
    while end and len(lines) - end < NOTICE_LINES:
        start = end
        while start and lines[start - 1] and end - start < NOTICE_LINES:
            start -= 1
        begins = _find_in_paragraph(lines, start, end)
        if begins is None and any(sounds_own(line) for line in lines[start:end]):
            break
        found = found if begins is None else begins
        if begins is not None and begins != start:
            break
        end = start
        while end and not lines[end - 1]:
            end -= 1
    return found


def _find_in_paragraph(lines: list[str], start: int, end: int) -> int | None:
    """The line of a paragraph with which its notice begins; words of the author may stand above."""
    told = [plain_quotes(line[:LONGEST_PARAGRAPH]).lower() for line in lines[start:end]]
    if not _is_notice(" ".join(told)[:LONGEST_PARAGRAPH]):
        return None
    first = next((start + n for n, line in enumerate(told) if any(_cue(line, kind) for kind in KINDS)), start)
    if any(sounds_own(line) for line in lines[first:end]):
        return None
    while first > start and len(lines[first - 1]) >= WRAPPED_FROM and lines[first - 1][-1] not in ".?!:":
        first -= 1
    return first


def _is_notice(told: str) -> bool:
    sure, likely = _cue(told, "sure"), _cue(told, "likely")
    return (sure > 0 and len(told.split()) >= FEWEST_WORDS) or sure + likely > 1 or _cue(told, "short") > 0


def _cue(told: str, kind: str) -> int:
    return sum(phrase in told for phrase in find_phrases("disclaimers", kind))
