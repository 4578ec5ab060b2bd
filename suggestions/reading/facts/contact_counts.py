"""How often customers say they have written, called or asked, this time included.

English here; the other languages' phrases are in contact_claims.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.facts.contact_phrases import load_contact_phrases
from suggestions.reading.facts.contact_words import CARDINAL, CONTACT, HAVE, NTH, OTHER, TIMES, WHO, WRITING, WROTE
from suggestions.reading.number_words import parse_number_words
from suggestions.reading.numbers import parse_count
from suggestions.reading.text import count_words, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.span import Passage

NUMBERED = (
    r"(?:e-?mail|mail|message|msg|ticket|call|letter|complaint|reminder|attempt|contact)\s(?:number|no\.?|nr\.?|#)"
)
ORDINAL_CLAIMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<quote>\b(?P<nth>{NTH})\stime\s(?:of\sasking|lucky))\b",
        rf"(?:^|[.!?\n,]\s?|\bagain,?\s|\b(?:this|it)\sis\s(?:now\s)?(?:the\s|my\s)?)(?P<quote>(?P<nth>{NTH})\s(?:and\s(?:final|last)\s)(?:time|{CONTACT}))\b",
        rf"(?:^|[.!?\n]\s?|\bagain,?\s)(?P<quote>for\sthe\s(?P<nth>{NTH})\stime)(?=\s?[,:.!])",
        # third time I'm writing; the third time I've had to chase
        rf"(?P<quote>\b(?P<nth>{NTH})\s(?:and\s(?:last|final)\s)?time)(?:\s(?:that\s)?(?:i|we|i'm|we're|i've|we've|im|ive|i\sam|we\sare)\b[^.!?\n]{{0,16}}?)?\s(?:now\s)?{WRITING}\b",
        rf"(?P<quote>\b(?P<nth>{NTH})\stime)\s(?:that\s)?(?:i|we|i'm|we're|i've|we've)(?:\s(?:am|are|have))?\s(?:to|had\sto|having\sto|been\sin\stouch|in\stouch)\b",
        rf"(?<!\byou\s)(?<!\bthey\s)\b{WRITING}\b[^.!?\n]{{0,40}}?\b(?P<quote>for\sthe\s(?P<nth>{NTH})\stime)\b",
        rf"\b(?:i|we)(?:\snow)?\s{WRITING}\b(?:\s(?:you|this|again|now))?\s(?P<quote>the\s(?P<nth>{NTH})\stime)(?=\s?(?:[.,:;!]|$|\n)|\s(?:now|about)\b)",
        rf"\b(?:this|it)(?:\sis|'s)\s(?:now\s)?(?:the|my|our)\s(?P<quote>(?P<nth>{NTH})\s(?:go|try|attempt))(?=\s?(?:[.,:;!]|$|\n)|\s(?:now|at|already|i|we)\b)",
        rf"(?:^|[.!?\n]\s?)(?P<quote>(?P<nth>{NTH})\s(?:attempt|try|go)\s(?:to|at)\s(?:get|getting|reach|reaching|resolve|resolving|sort|sorting))\b",
        rf"\b(?:my|this\sis\s(?:the|my|our)|now\s(?:the|my|our)|our|it's\s(?:the|my|our))\s(?P<quote>(?P<nth>{NTH})\s(?:and\s(?:last|final)\s)?{CONTACT})\b",
        rf"(?<!the )(?<!your )(?<!a )(?P<quote>\b(?P<nth>{NTH})\s{CONTACT})\b(?=\s(?:about|on|regarding|from\s(?:me|us)|to\syou|now|already|and\scounting|this\s(?:week|month|year)|in\s|i(?:'m|'ve|\sam|\shave)?\s|over|re\b)|\s?[.!:,]|$|\n)",
    )
)
COUNT_CLAIMS = tuple(
    re.compile(pattern)
    for pattern in (
        # I've emailed you four times; I phoned three times already; I only wrote once before
        rf"\b(?:{WHO}{HAVE}|having(?:\salready)?)\s(?P<quote>{WRITING}\b[^.!?;\n]{{0,48}}?\b{TIMES})(?!\s(?:a|per|each|every)\b|\s(?:as|more)\b)",
        rf"(?P<quote>\b{TIMES}\s(?:now\s|already\s|before\s)?(?:have\s)?(?:i|we)(?:'ve|\shave)?\s(?:already\s|now\s)?{WRITING})\b",
        rf"(?P<quote>\b(?P<n2>{CARDINAL})\s(?:more\s|unanswered\s|separate\s|different\s)?{CONTACT})\s(?:that\s)?(?:i|we)(?:'ve|\shave)?\s(?:already\s)?(?:sent|made|wrote|written|opened|left|raised|filed|had)\b",
        rf"(?:\b(?:i|we){HAVE}\s|^|[.!?\n]\s)(?:sent|made|written|wrote|opened|left|raised|filed|had\sto\s(?:send|make|write))\s(?:you\s|your\steam\s)?(?P<quote>(?P<n2>{CARDINAL})\s(?:more\s|unanswered\s|separate\s|different\s)?{CONTACT})\b",
        rf"\b(?:after|despite|even\safter|in\sspite\sof|ignored|following)\s(?:my\s|all\s|our\s)?(?P<quote>(?P<n2>{CARDINAL})\s(?:unanswered\s|separate\s|different\s)?{CONTACT})\b",
        rf"(?:^|[.!?\n]\s?)(?P<quote>(?P<n2>{CARDINAL})\s(?:unanswered\s|separate\s|different\s)?(?:e-?mails|calls|phone\scalls|messages|letters|reminders|tickets|complaints))(?=\s(?:sent|and|now|so\sfar|later|in|to\syou)\b|[,.!]|$)",
        rf"(?P<quote>\b{NUMBERED}\s?(?P<number>{CARDINAL}))\b",
        rf"\b(?:my|our)\s(?P<quote>(?:previous|last|earlier|first|other|past)\s(?P<n2>{CARDINAL})\s{CONTACT})\b",
        rf"\b(?:my|our)\s(?P<quote>(?P<n2>{CARDINAL})\s(?:previous|last|earlier|first|other|past|unanswered)\s{CONTACT})\b",
        rf"(?:^|[.!?,;:\n]\s?)(?P<quote>(?:(?:have\s)?already\s)?{WROTE}\b(?!\s(?:by|from)\b)[^.!?,;\n]{{0,40}}?\b{TIMES})(?!\s(?:a|per|each|every|as|more)\b)",
        rf"\b(?:i|we){HAVE}\s(?P<quote>(?:phoned|called|rang|wrote|e-?mailed|messaged)\b[^.!?\n]{{0,30}}?\band\s(?P<again>again)\s(?:on\b|this\b|yesterday|today|last\b))",
        rf"\b(?:i|we)\s(?:call|write|ask|email|phone|ring)\b[^\n]{{0,60}}?(?P<quote>\b{TIMES}\salready\b)",
    )
)
# what is added to a count: emailed twice and called once, two emails and a phone call
ALSO = re.compile(
    rf"(?:,\s|,?\s(?:and|&|plus)\s)(?:then\s|also\s)?(?:(?:i|we)(?:'ve|\shave)?\s)?(?:{WROTE}\b[^.!?,;\n]{{0,30}}?\b{TIMES}|(?:(?:made|sent|left|written|wrote)\s)?(?P<n2>{CARDINAL}|an?|one)\s(?:(?:unanswered|very|long|further|more)\s){{0,3}}{CONTACT})(?!\w|\s(?:a|per|each|every|as|more)\b)"
)
MAKES = re.compile(rf"\bthis\s(?:makes|is\snumber|one\smakes|will\smake|would\smake)\s(?P<quote>(?P<n>{CARDINAL}))\b")
ONCE = {"once": 1, "twice": 2, "thrice": 3}
BARE = re.compile(rf"\b({NTH})\stime\b")
MOST = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters start to end say that this is the `count`th contact."""

    start: int
    end: int
    count: int


def find_contact_counts(passage: Passage) -> list[Fact]:
    """The count they claim; `value` includes this time. At most one a passage: the one that says most."""
    claims = list(read_claims(passage.small))
    if not claims:
        return []
    best = max(claims, key=lambda claim: claim.count)
    words = " ".join(passage.text[best.start : best.end].split())
    return [passage.make_fact("contact_count", FactKind.ORDINAL, words, (best.start, best.end), best.count)]


def find_claimed_contacts(subject: str, body: str) -> int | None:
    """How many times they say they have written, this time included; None when they say nothing of it."""
    small = plain_quotes(f"{subject}. {body}").lower()
    if counts := [claim.count for claim in read_claims(small)]:
        return max(counts)
    match = BARE.search(subject.lower())
    return parse_count(match[1]) if match and count_words(subject) <= 4 else None


def read_claims(small: str) -> Iterator[Claim]:
    """Every claim in a text in small letters."""
    for pattern in ORDINAL_CLAIMS:
        for match in pattern.finditer(small):
            count = parse_count(match["nth"]) or 0
            if 1 < count <= MOST and not _is_other(small, match):
                yield Claim(*match.span("quote"), count)
    for pattern in COUNT_CLAIMS:
        for match in pattern.finditer(small):
            if 0 < _count(match.groupdict()) < MOST and not _is_other(small, match):
                yield _add_up(small, match)
    for match in MAKES.finditer(small):
        count = _count(match.groupdict())
        if 1 < count <= MOST and re.search(CONTACT, small[max(0, match.start() - MOST) : match.start()]):
            yield Claim(*match.span("quote"), count)
    yield from _read_other_languages(small)


def _read_other_languages(small: str) -> Iterator[Claim]:
    for phrases in load_contact_phrases():
        for name, patterns, this_time in (("nth", phrases.ordinals, 0), ("n", phrases.counts, 1)):
            for match in (m for pattern in patterns for m in pattern.finditer(small)):
                count = phrases.count(match[name]) + this_time
                if 1 < count <= MOST:
                    yield Claim(*match.span("quote"), count)


def _add_up(small: str, match: re.Match[str]) -> Claim:
    """All that is counted in one breath, and this time."""
    start, end = match.span("quote")
    count = _count(match.groupdict())
    while count < MOST and (more := ALSO.match(small, end)) and not _is_other(small, more):
        count, end = count + _count(more.groupdict()), more.end()
    return Claim(start, end, count + 1)


def _count(found: dict[str, str | None]) -> int:
    if found.get("once"):
        return ONCE[str(found["once"])]
    if found.get("again"):
        return 2
    # "message number four" counts this one, as "this makes six" does; the others count what came before
    number = found.get("n") or found.get("x") or found.get("n2") or found.get("number") or ""
    count = int(number) if number.isdigit() else parse_number_words(number) or 0
    return count - 1 if found.get("number") else count


def _is_other(small: str, match: re.Match[str]) -> bool:
    return OTHER.search(small, match.start(), match.end()) is not None
