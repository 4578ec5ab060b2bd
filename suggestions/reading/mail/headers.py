"""The lines that mail programs and helpdesks put above an older mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from suggestions.reading.mail.attributions import CLOCK, DATE, LONGEST_LINE, find_attribution, read_line
from suggestions.reading.mail.words import find_phrases, find_set

# "##- Please type your reply above this line -##", in whatever language the account has
FRAME = re.compile(
    r"^\W{0,3}##-\s?.{5,120}?-##|^\W{0,40}(?:please )?(?:type your )?reply above this line\W{0,40}$|"
    r"^(?:your request|ihre anfrage|votre demande|su solicitud|la tua richiesta|uw aanvraag|din förfrågan|sua solicitação|twoje zgłoszenie) "
    r"\(#?\d{1,12}\) .{3,160}$",
    re.IGNORECASE,
)
# every header has one of these; most lines of a body have none
PROMISING = re.compile(r"[:\uff1a\d@#]|[-_=*~‐–—]{2}|above this line", re.IGNORECASE)
DIVIDER_ENDS = "-_=*~‐–— "
LABEL = re.compile(r"^[*_ ]{0,3}([^\W\d][\w .'-]{0,24}?)[*_ ]{0,3}:[*_ ]{0,3}(.*)$")
MOST_LABELS = 10
ALL_LABELS = frozenset({"from", "date", "to", "subject"})


@dataclass(frozen=True, slots=True)
class Header:
    """Ends before line `end`. `forwarded`: what follows was sent on, not answered.

    `likely`: a person may have written it, so it needs marked lines to follow. `block`: From, To, Subject; a
    person may show those.
    """

    end: int
    forwarded: bool = False
    likely: bool = False
    block: bool = False

    def after(self, earlier: Header) -> Header:
        return replace(earlier, end=self.end, likely=self.likely and earlier.likely)


def find_header(lines: list[str], at: int) -> Header | None:
    """The header that begins at this line, if one does."""
    if not PROMISING.search(lines[at][:LONGEST_LINE]):
        return None
    line = read_line(lines[at])
    if len(line) < 4:
        return None
    if FRAME.match(line):
        return Header(at + 1)
    if kind := _find_divider(line):
        return Header(at + 1, forwarded=kind == "forwarded")
    if block := _find_block(lines, at, line) or _find_notes_block(lines, at, line):
        return block
    attribution = find_attribution(lines, at)
    return Header(attribution[0], likely=attribution[1]) if attribution else None


def _find_divider(line: str) -> str | None:
    if line[0] not in DIVIDER_ENDS and line[-1] not in ":-":
        return None
    told = " ".join(line.strip(DIVIDER_ENDS + ":").lower().split())
    framed = line[0] in DIVIDER_ENDS and line[-1] in DIVIDER_ENDS + ":"
    if not framed and not line.endswith(":"):
        return None
    return next((kind for kind in ("original", "forwarded") if told in find_set(kind)), None)


def _find_block(lines: list[str], at: int, line: str) -> Header | None:
    """From, Sent, To, Subject in any order, single empty lines between them. A journey has no subject and no clock."""
    if _find_label(line) is None:
        return None
    found: dict[str, str] = {}
    end = at
    for number in range(at, min(len(lines), at + 2 * MOST_LABELS)):
        told = read_line(lines[number])
        label = _find_label(told)
        if label and label[0] not in found:
            found[label[0]] = label[1]
        elif label or number > end + 1 or (told and "@" not in told):
            break
        if told:
            end = number
    whole = {"from", "subject"} <= found.keys() and bool({"date", "to"} & found.keys())
    short = {"from", "date", "to"} <= found.keys() and "@" in found["from"]
    said = " ".join(found.values())
    # without an address or a clock it is as good as sure under other words, and a memo somebody typed above them
    stamped = "@" in said or CLOCK.search(said) or (at > 0 and found.keys() >= ALL_LABELS)
    return Header(end + 1, block=True) if (whole or short) and stamped else None


def _find_notes_block(lines: list[str], at: int, line: str) -> Header | None:
    """Lotus Notes: the sender, under it date and time, then To, Copy and Subject without a colon, each above its value."""
    if "@" not in line or at + 1 >= len(lines) or not CLOCK.search(lines[at + 1]) or not DATE.search(lines[at + 1]):
        return None
    named: dict[str, int] = {}
    for number in range(at + 2, min(len(lines), at + 2 + 2 * MOST_LABELS)):
        if kind := _label_kinds().get(read_line(lines[number]).lower()):
            named[kind] = number
    if "subject" not in named or "to" not in named:
        return None
    return Header(min(named["subject"] + 2, len(lines)), block=True)


def _find_label(line: str) -> tuple[str, str] | None:
    """What a line such as "*From:* Jon" names, and its value."""
    if ":" not in line[:34]:
        return None
    match = LABEL.match(line)
    kind = _label_kinds().get(match[1].strip().lower()) if match else None
    return (kind, match[2].strip()) if match and kind else None


@cache
def _label_kinds() -> dict[str, str]:
    kinds = ("from", "date", "to", "subject", "copy")
    return {label: kind for kind in reversed(kinds) for label in find_phrases("headers", kind)}
