"""Sentences and clauses of a customer's words, as places in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

# a full stop after these ends nothing; after those of the second kind only when a number follows
SHORT = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|st|rs|e\.g|i\.e|vs|incl|ggf|bzw)|(?:^|\s)[A-Z])$", re.IGNORECASE)
SHORT_BEFORE_NUMBER = re.compile(
    r"(?:\b(?:no|nos|nr|num|ref|inv|art|approx|ca|tel|mob|ext|acct|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\s\d{1,2}\.\d{1,2})$",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?…]{1,8}[\"')\]]{0,2}(?=\s|$)|\n")
JOINT = re.compile(
    r"(?P<word>,?\s(?:and then|and also|and|but|then|so that|so(?!\s(?:far|long|much|many|soon|early|late)\b)|because|since|"
    r"(?<!soon\s)(?<!far\s)(?<!long\s)(?<!much\s)(?<!well\s)as(?!\s(?:well|soon|far|long|much|many|of|if)\b)|while|although|though|which(?!\sof\b)|until|till|if|when|unless|or)"
    r"(?=\s)(?!\s(?:off|on|back)\b))|"
    r"(?P<mark>,(?=\s)|;|\s[-–—]{1,2}(?=\s)|—|:(?=\s)|[()])",
    re.IGNORECASE,
)
LONGEST_SHORT = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters start to end of the text. `joint` is what stands before it: a word, a mark, or nothing."""

    start: int
    end: int
    joint: str


@lru_cache(maxsize=16)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence, its stop included. `no. 48213` and `Rs. 500` end nothing, a new line does."""
    spans, begin = [], 0
    for stop in STOP.finditer(text):
        if stop.group() == "." and _is_abbreviation(text, begin, stop):
            continue
        if text[begin : stop.end()].strip():
            spans.append(_trim(text, begin, stop.end()))
        begin = stop.end()
    if text[begin:].strip():
        spans.append(_trim(text, begin, len(text)))
    return tuple(spans)


def split_clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of one sentence, cut at commas, brackets, dashes and joining words."""
    clauses, begin, joint = [], start, ""
    for cut in JOINT.finditer(text, start, end):
        if text[begin : cut.start()].strip(" .!?"):
            clauses.append(Clause(*_trim(text, begin, cut.start()), joint))
            joint = cut.group().strip().lower()
        else:
            joint = f"{joint} {cut.group().strip().lower()}".strip()
        begin = cut.end()
    if text[begin:end].strip(" .!?"):
        clauses.append(Clause(*_trim(text, begin, end), joint))
    return clauses


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """The sentence that holds the place, or the last one before it; empty at the place when there is none."""
    spans = split_sentences(text)
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 else (place, place)


def _is_abbreviation(text: str, begin: int, stop: re.Match[str]) -> bool:
    """At the end of a line a full stop ends the sentence all the same."""
    before, after = text[max(begin, stop.start() - LONGEST_SHORT) : stop.start()], text[stop.end() : stop.end() + 2]
    if not after.startswith(" "):
        return False
    return bool(SHORT.search(before) or (re.match(r"\s[\d#]", after) and SHORT_BEFORE_NUMBER.search(before)))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
