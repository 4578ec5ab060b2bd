"""The sentences of a reply as its author meant them: broken lines joined, what is quoted made unreadable."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suggestions.reading.text import plain_quotes

STOP = re.compile(r"[.!?…]{1,8}[\"')\]]{0,2}(?=\s|$)|\n")
# a full stop after these ends nothing
SHORT = re.compile(
    r"\b(?:mr|mrs|ms|mx|dr|prof|st|no|nr|approx|ca|e\.g|i\.e|vs|incl|etc|bzw|ggf|z\.b|d\.h|inkl|usw|tel|mme|mlle|bd|rd|ave|inc|ltd|co|dept|ref|max|min|hr|fr|rs|sr|sra)$",
    re.IGNORECASE,
)
# a day of the month in German, and an hour: the sentence may go on
ORDINAL, HALF = re.compile(r"\b\d{1,2}$"), re.compile(r"\b[ap]\.m$", re.IGNORECASE)
GOES_ON = re.compile(r"\s+[a-zäöüß(]")
MONTH = re.compile(r"\s+(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)", re.IGNORECASE)
QUOTED = re.compile(
    r'"[^"\n]{2,400}"|«[^»\n]{2,400}»|„[^"\u201c\u201d\n]{2,400}["\u201c\u201d]|(?<!\w)\'(?=[A-Za-z])[^\n]{8,200}?(?<=[\w.!?])\'(?!\w)'
)
LONGEST_SHORT, LONGEST_SENTENCE = 12, 1500


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence at characters start to end of the text. `words` is as long, with plain signs and one line."""

    start: int
    end: int
    words: str

    @property
    def asks(self) -> bool:
        return self.words.rstrip("\"') ").endswith("?")


def split_statements(text: str) -> list[Statement]:
    """Sentences in their order. `p.m. on Friday` and `am 21. August` end nothing, a line that goes on neither."""
    plain = plain_quotes(text).replace("´", "'").replace("`", "'")
    masked = QUOTED.sub(lambda m: "_" * len(m.group()), plain)
    found, begin = [], 0
    for stop in STOP.finditer(masked):
        if _goes_on(masked, begin, stop):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
    found.append((begin, len(masked)))
    return [s for start, end in found if (s := _make(masked, start, end))]


def _goes_on(text: str, begin: int, stop: re.Match[str]) -> bool:
    after = text[stop.end() - (stop.group() == "\n") : stop.end() + 12]
    if stop.group() == "\n":
        return bool(re.match(r"\n[a-zäöü]", after)) and bool(text[begin : stop.start()].strip())
    if stop.group() != "." or after.startswith("\n"):
        return False
    before = text[max(begin, stop.start() - LONGEST_SHORT) : stop.start()]
    if SHORT.search(before):
        return True
    if HALF.search(before):
        return bool(GOES_ON.match(after)) or bool(
            re.match(r"\s+(?:on|mon|tue|wed|thu|fri|sat|sun)", after, re.IGNORECASE)
        )
    return bool(ORDINAL.search(before) and MONTH.match(after))


def _make(text: str, start: int, end: int) -> Statement | None:
    while start < end and (text[start].isspace() or text[start] in "-*•>"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    end = min(end, start + LONGEST_SENTENCE)
    return Statement(start, end, text[start:end].replace("\n", " ")) if end > start else None
