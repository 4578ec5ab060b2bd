"""Quoted and forwarded mail inside a body, and what stands around it.

A body is read line by line, each a bounded number of times. Where a header of an older mail is found, what
follows is history: the lines marked with ">", or without such marks all of the rest. Words between marked
lines are answers and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.reading.mail.attributions import QUOTED, strip_marks
from suggestions.reading.mail.headers import find_header
from suggestions.reading.mail.notices import trim_start
from suggestions.reading.mail.signature import is_device_line, trim_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.reading.mail.headers import Header

# "> 5 items": a list somebody typed, and the prompt of a programming language
OWN_MARK = re.compile(r"^\s?>\s?(?:\d|[€$£]\s?\d)|^>>> ")
# the end of a quoted line that a mail program broke in two, and lost the mark of
LONG_QUOTE, SHORT_REST = 60, 4
FEWEST_INTRODUCING = 3


@dataclass
class _Own:
    """Own lines as they are found: `done` are finished parts, `now` the one being read."""

    done: list[str]
    now: list[str]

    @property
    def found(self) -> bool:
        return bool(self.done) or any(self.now)

    def close(self, *, trimmed: bool) -> None:
        """The part ends here; at the end of what was written a signature is taken off."""
        part = trim_end(self.now) if trimmed else self.now
        if any(part):
            self.done += [*([""] if self.done else []), *part]
        self.now = []


def keep_own(lines: list[str]) -> list[str]:
    """The lines their author wrote. A body that is nothing but unmarked history is kept: it may hold an answer."""
    lines = trim_start(lines)
    headers = _find_headers(lines)
    if not headers and all(QUOTED.match(line) for line in lines if line) and not _is_own(lines):
        return [strip_marks(line) for line in lines]
    own = _Own([], [])
    at = 0
    while at < len(lines):
        header = headers.get(at)
        if QUOTED.match(lines[at]):
            at = _pass_quote(lines, at, headers, own)
        elif header:
            own_before = own.found
            own.close(trimmed=True)
            if (own_before or header.forwarded) and not _marks_follow(lines, header.end):
                break
            at = header.end
        else:
            own.now.append(lines[at])
            at += 1
    own.close(trimmed=True)
    return own.done


def _find_headers(lines: list[str]) -> dict[int, Header]:
    """Each header by its first line; one right behind another is part of it."""
    headers: dict[int, Header] = {}
    at = 0
    while at < len(lines):
        header = find_header(lines, at)
        if header is None:
            at += 1
            continue
        start, at = at, header.end
        while (following := _find_same(lines, _skip_blank(lines, at), start)) is not None:
            header = following.after(header)
            at = header.end
        if not _is_told(lines, start, header):
            headers[start] = header
    return headers


def _is_told(lines: list[str], start: int, header: Header) -> bool:
    """Whether the author shows a header, or tells who wrote what, in words of their own."""
    shown = header.block and not QUOTED.match(lines[start]) and start > 0 and lines[start - 1].endswith(":")
    return shown or (header.likely and not _marks_follow(lines, header.end))


def _find_same(lines: list[str], at: int, start: int) -> Header | None:
    """A header at this line that is as marked, or unmarked, as the one at `start`."""
    if at >= len(lines) or bool(QUOTED.match(lines[at])) is not bool(QUOTED.match(lines[start])):
        return None
    return find_header(lines, at)


def _pass_quote(lines: list[str], at: int, headers: dict[int, Header], own: _Own) -> int:
    """Past the run of marked lines at `at`, which are kept when they are the author's own list."""
    end = at
    while end < len(lines) and QUOTED.match(lines[end]):
        end += 1
    if end <= min(headers, default=end) and (_is_own(lines[at:end]) or (not headers and _introduces(own.now))):
        own.now += lines[at:end]
        return end
    own.close(trimmed=any(line in headers for line in range(at, end)))
    if _is_rest(lines, end):
        end += 1
    return end


def _introduces(above: list[str]) -> bool:
    """Whether a sentence goes on below, as it does above an error somebody shows."""
    last = next((line for line in reversed(above[-2:]) if line), "")
    goes_on = last[-1:].isalnum() and len(last.split()) >= FEWEST_INTRODUCING and not is_device_line(last)
    return last.endswith(":") or goes_on


def _is_own(run: Sequence[str]) -> bool:
    told = [line for line in run if strip_marks(line)]
    return bool(told) and all(OWN_MARK.match(line) for line in told)


def _is_rest(lines: list[str], at: int) -> bool:
    if not 0 < at < len(lines) - 1 or not QUOTED.match(lines[at + 1]):
        return False
    before, line = lines[at - 1], lines[at]
    return (
        len(before) >= LONG_QUOTE
        and before[-1] not in ".?!:"
        and line[:1].islower()
        and len(line.split()) <= SHORT_REST
    )


def _marks_follow(lines: list[str], at: int) -> bool:
    at = _skip_blank(lines, at)
    return at < len(lines) and QUOTED.match(lines[at]) is not None


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at]:
        at += 1
    return at
