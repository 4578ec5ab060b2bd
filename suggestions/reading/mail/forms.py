"""Contact forms that arrive as mail: the fields around the message."""

from __future__ import annotations

import re
from functools import cache

from suggestions.reading.mail.characters import plain_quotes
from suggestions.reading.mail.voice import sounds_own
from suggestions.reading.mail.words import compile_any, find_phrases

RULE = re.compile(r"^[-_=*~]{2,}$")
FEWEST_FIELDS = 2
LONGEST_WRAPPER, LONGEST_LABEL = 200, 40


def open_form(lines: list[str]) -> list[str]:
    """The message and the fields that are not about the person or the machine; the lines as they are if it is no form."""
    kinds = [_find_kind(line) for line in lines]
    if "message" not in kinds:
        return lines
    at = kinds.index("message")
    fields = sum(kind in {"identity", "technical"} for kind in kinds)
    if "identity" not in kinds[:at] or (fields < FEWEST_FIELDS and not any(_is_wrapper(line) for line in lines)):
        return lines
    head = _drop_fields(lines[:at], kinds[:at])
    return [*head, lines[at].partition(":")[2].lstrip("* "), *_drop_tail(lines[at + 1 :], kinds[at + 1 :])]


def _find_kind(line: str) -> str | None:
    """identity, technical, message, or None for a field of another name and for what is no field."""
    label, colon, _ = line[:LONGEST_LABEL].partition(":")
    return _kinds().get(plain_quotes(label).strip(" *•>#-").lower()) if colon else None


@cache
def _kinds() -> dict[str, str]:
    return {label: kind for kind in ("technical", "identity", "message") for label in find_phrases("form", kind)}


def _drop_fields(lines: list[str], kinds: list[str | None]) -> list[str]:
    kept = []
    dropped_label = False
    for line, kind in zip(lines, kinds, strict=True):
        value_of_dropped = dropped_label and ":" not in line
        if kind is None and not value_of_dropped and not _is_wrapper(line):
            kept.append(line)
        # a form may put the value on the line under its label
        dropped_label = (kind is not None and line.rstrip(" *").endswith(":")) or (dropped_label and not line)
    return kept


def _drop_tail(lines: list[str], kinds: list[str | None]) -> list[str]:
    """Without the machine's fields, and the form's own words, that follow the message."""
    end = len(lines)
    while end and (kinds[end - 1] == "technical" or _is_frame(lines[end - 1])):
        end -= 1
    return lines[:end]


def _is_frame(line: str) -> bool:
    return not line or RULE.match(line) is not None or _is_wrapper(line)


def _is_wrapper(line: str) -> bool:
    """What the form says of itself, such as "This e-mail was sent from a contact form"."""
    if not 0 < len(line) < LONGEST_WRAPPER or sounds_own(line):
        return False
    return compile_any("form", "wrapper").search(plain_quotes(line)) is not None
