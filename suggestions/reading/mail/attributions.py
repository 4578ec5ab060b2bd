"""The sentence a mail program puts above what it quotes: "On 1 September 2026 at 10:12, Jon wrote:"."""

from __future__ import annotations

import re

from suggestions.reading.mail.characters import plain_quotes
from suggestions.reading.mail.words import compile_any, find_set

MARKS = re.compile(r"^(?:\s?>)+\s?")
QUOTED = re.compile(r"^\s?>")
# it begins with a preposition, a weekday or a date
LEAD = re.compile(
    r"^[-\s]{0,4}(?:on|am|op|le|el|em|il|den|w dniu|dnia|dne|a|în|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mié|jeu|jue|ven|vie|sam|sáb|dim|dom|gio|sab|ma|wo|vr|za|zo|mån|tis|ons|tors|tor|fre|lör|sön|"
    r"seg|ter|qua|qui|sex|pon|wt|śr|czw|pt|sob|niedz)[a-zé]{0,8}\.?,?)\s|^[-\s]{0,4}\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
DATE = re.compile(r"\b\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b|\b20\d\d(?!\d)")
ADDRESS = r"<[^<>\s]{1,80}@[^<>\s]{1,80}>"
# with an address and a clock no verb is needed, and only a program puts words behind them on the same line
STAMPED = re.compile(rf"^(?=.{{0,200}}\d{{1,2}}:\d{{2}}).{{6,200}}?{ADDRESS}\s?[:\uff1a]$")
RUN_ON = re.compile(rf"^(?=.{{0,200}}\d{{1,2}}:\d{{2}})(.{{6,200}}?{ADDRESS}(?:\s?\S{{1,12}}){{0,2}}?)\s?:\s+\S")
LONGEST_LINE, LONGEST, MOST_LINES = 240, 420, 3


def strip_marks(line: str) -> str:
    return MARKS.sub("", line)


def read_line(line: str) -> str:
    """As much of a line as a header can have, without the marks of a quotation."""
    return plain_quotes(strip_marks(line[:LONGEST_LINE])).strip()


def find_attribution(lines: list[str], at: int) -> tuple[int, bool] | None:
    """The line behind an attribution that begins at this one, and whether a person may have written it."""
    line = read_line(lines[at])
    if STAMPED.match(line) or ((match := RUN_ON.match(line)) and compile_any("wrote").search(match[1])):
        return at + 1, False
    # in some languages the sender comes first
    leads = LEAD.match(line) or ("<" in line and CLOCK.search(line))
    if not leads or not any(c.isdigit() for c in line):
        return None
    joined = ""
    for end in range(at, min(at + MOST_LINES, len(lines))):
        told = read_line(lines[end])
        if not told or (joined and LEAD.match(told)):
            return None
        joined = f"{joined} {told}".strip()
        if told.endswith(":") or _marks_follow(lines, end + 1):
            return _judge(joined, end + 1)
    return None


def _marks_follow(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 2] if line), "")
    return QUOTED.match(following) is not None and not QUOTED.match(lines[at - 1])


def _judge(told: str, end: int) -> tuple[int, bool] | None:
    """Whether a mail program wrote this, and not somebody who tells what was written."""
    if len(told) > LONGEST or not (verb := compile_any("wrote").search(told)):
        return None
    if "@" in told and told.endswith(":"):
        return end, False
    beside = (*told[: verb.start()].split()[-2:], *told[verb.end() :].split()[:2])
    if any(word.strip(" ,.:").lower() in find_set("persons") for word in beside):
        return None
    dated, timed = DATE.search(told), CLOCK.search(told)
    sure = dated and timed and told.endswith(":")
    return (end, not sure) if dated or timed else None
