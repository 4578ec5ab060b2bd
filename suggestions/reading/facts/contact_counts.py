"""How often customers say they have written, called or asked, this time included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.number_words import parse_number_words
from suggestions.reading.numbers import ORDINALS, parse_count
from suggestions.reading.text import count_words, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.span import Passage

NTH = rf"{'|'.join(ORDINALS[1:])}|2nd|3rd|[4-9]th|1\dth|20th"
CARDINAL = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen"
TIMES = rf"(?:(?P<once>once|twice|thrice)|(?:on\s)?(?P<n>{CARDINAL})(?:\s?x(?!\w)|\s(?:separate\s|different\s)?(?:times|occasions)))"
CONTACT = (
    r"(?:e-?mails?|mails?|messages?|msgs?|tickets?|calls?|phone calls?|contacts?|letters?|complaints?|enquir(?:y|ies)|inquir(?:y|ies)|reminders?|chats?|texts?|voicemails?|"
    r"requests?|attempts?(?: to (?:reach|contact|call|get))?|notes?|forms?)"
)
# getting in touch, in every form of the verb
WRITING = (
    r"(?:writing|(?:write|writes|written|wrote)(?!\s(?:the|it|an?|down|out|off|his|her)\b)|contact(?:s|ed|ing)?|call(?:s|ed|ing)?|phon(?:e|es|ed|ing)|rang|rung|ring(?:s|ing)?|ask(?:s|ed|ing)?|e-?mail(?:s|ed|ing)?|messag(?:e|es|ed|ing)|"
    r"report(?:s|ed|ing)?|chas(?:e|es|ed|ing)|complain(?:s|ed|ing)?|request(?:s|ed|ing)?|tell(?:s|ing)?|told|explain(?:s|ed|ing)?|remind(?:s|ed|ing)?|text(?:s|ed|ing)?|"
    r"rais(?:e|es|ed|ing)|escalat(?:e|es|ed|ing)|follow(?:s|ed|ing)?\sup|reach(?:es|ed|ing)?(?:\sout)?|get(?:ting)?\sin\s(?:touch|contact)|got\sin\s(?:touch|contact)|been\s(?:in\s(?:touch|contact)|on\sto\s(?:you|your))|"
    r"(?:sent|send|sending)(?=\s(?:you|this|it|my|the|an?|in|[a-z]+\s(?:e-?mails?|messages?))\b)|(?:spoke|spoken|speaking|speak)(?=\s(?:to|with)\b)|repeat(?:ed|ing)?|say(?:ing)?|(?:try(?:ing)?|tried)\s(?:to\s(?:reach|contact|call|get|phone|ring|write|e-?mail)|calling|phoning|ringing|writing|e-?mailing|contacting|reaching))"
)
WHO = r"(?:i|we|he|she|they|my\s(?:wife|husband|partner|son|daughter|mother|father|mum|mom|dad|colleague|assistant))"
HAVE = r"(?:'ve|'d|\shave|\shas|\shad|ve)?(?:\s(?:already|now|also|even|only|just|since|had\sto|previously))*"
# not how often they got in touch: what they were charged, what broke, whom else they called
OTHER = re.compile(
    r"\b(?:charged|billed|debited|you\s(?:called|wrote|rang|emailed|asked)|your\s\w+\s(?:called|wrote|rang)|ordered|delivered|restarted|reset|happened|broke|each month|a (?:day|week|month|year))\b"
)
NUMBERED = (
    r"(?:e-?mail|mail|message|msg|ticket|call|letter|complaint|reminder|attempt|contact)\s(?:number|no\.?|nr\.?|#)"
)
ORDINAL_CLAIMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<quote>\b(?P<nth>{NTH})\stime\sof\sasking)\b",
        rf"(?:^|[.!?\n,]\s?|\bagain,?\s|\b(?:this|it)\sis\s(?:now\s)?(?:the\s|my\s)?)(?P<quote>(?P<nth>{NTH})\s(?:and\s(?:final|last)\s)(?:time|{CONTACT}))\b",
        rf"(?:^|[.!?\n]\s?|\bagain,?\s)(?P<quote>for\sthe\s(?P<nth>{NTH})\stime)(?=\s?[,:.!])",
        # third time I'm writing; the third time I've had to chase
        rf"(?P<quote>\b(?P<nth>{NTH})\s(?:and\s(?:last|final)\s)?time)(?:\s(?:that\s)?(?:i|we|i'm|we're|i've|we've|im|ive|i\sam|we\sare)\b[^.!?\n]{{0,16}}?)?\s(?:now\s)?{WRITING}\b",
        rf"(?P<quote>\b(?P<nth>{NTH})\stime)\s(?:that\s)?(?:i|we|i'm|we're|i've|we've)(?:\s(?:am|are|have))?\s(?:to|had\sto|having\sto|been\sin\stouch|in\stouch)\b",
        rf"\b{WRITING}\b[^.!?\n]{{0,40}}?\b(?P<quote>for\sthe\s(?P<nth>{NTH})\stime)\b",
        rf"\b(?:my|this\sis\s(?:the|my|our)|now\s(?:the|my|our)|our|it's\s(?:the|my|our))\s(?P<quote>(?P<nth>{NTH})\s(?:and\s(?:last|final)\s)?{CONTACT})\b",
        rf"(?<!the )(?<!your )(?<!a )(?P<quote>\b(?P<nth>{NTH})\s{CONTACT})\b(?=\s(?:about|on|regarding|from\s(?:me|us)|to\syou|now|already|and\scounting|this\s(?:week|month|year)|in\s|i(?:'m|'ve|\sam|\shave)?\s|over|re\b)|\s?[.!:,]|$|\n)",
    )
)
COUNT_CLAIMS = tuple(
    re.compile(pattern)
    for pattern in (
        # I've emailed you four times; I phoned three times already; I only wrote once before
        rf"\b{WHO}{HAVE}\s(?P<quote>{WRITING}\b[^.!?;\n]{{0,48}}?\b{TIMES})(?!\s(?:a|per|each|every)\b|\s(?:as|more)\b)",
        rf"(?P<quote>\b{TIMES}\s(?:now\s|already\s|before\s)?(?:have\s)?(?:i|we)(?:'ve|\shave)?\s(?:already\s|now\s)?{WRITING})\b",
        rf"(?P<quote>\b(?P<n2>{CARDINAL})\s(?:more\s|unanswered\s|separate\s|different\s)?{CONTACT})\s(?:that\s)?(?:i|we)(?:'ve|\shave)?\s(?:already\s)?(?:sent|made|wrote|written|opened|left|raised|filed|had)\b",
        rf"\b(?:i|we){HAVE}\s(?:sent|made|written|wrote|opened|left|raised|filed|had\sto\s(?:send|make|write))\s(?:you\s|your\steam\s)?(?P<quote>(?P<n2>{CARDINAL})\s(?:more\s|unanswered\s|separate\s|different\s)?{CONTACT})\b",
        rf"\b(?:after|despite|even\safter|in\sspite\sof|ignored|following)\s(?:my\s|all\s|our\s)?(?P<quote>(?P<n2>{CARDINAL})\s(?:unanswered\s|separate\s|different\s)?{CONTACT})\b",
        rf"(?:^|[.!?\n]\s?)(?P<quote>(?P<n2>{CARDINAL})\s(?:unanswered\s|separate\s|different\s)?(?:e-?mails|calls|phone\scalls|messages|letters|reminders|tickets|complaints)(?:\s(?:sent|and|now|so\sfar|later|in|to\syou)\b|[,.!]|$))",
        rf"(?P<quote>\b{NUMBERED}\s?(?P<number>{CARDINAL}))\b",
        rf"\b(?:my|our)\s(?P<quote>(?:previous|last|earlier|first|other|past)\s(?P<n2>{CARDINAL})\s{CONTACT})\b",
        rf"(?:^|[.!?\n]\s?)(?P<quote>already\s{WRITING}\s{TIMES})",
        rf"\b(?:i|we){HAVE}\s(?P<quote>(?:phoned|called|rang|wrote|e-?mailed|messaged)\b[^.!?\n]{{0,30}}?\band\s(?P<again>again)\s(?:on\b|this\b|yesterday|today|last\b))",
        rf"\b(?:i|we)\s(?:call|write|ask|email|phone|ring)\b[^\n]{{0,60}}?(?P<quote>\b{TIMES}\salready\b)",
    )
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
            count = _count(match.groupdict())
            if 0 < count < MOST and not _is_other(small, match):
                yield Claim(*match.span("quote"), count + 1)
    for match in MAKES.finditer(small):
        count = _count(match.groupdict())
        if 1 < count <= MOST and re.search(CONTACT, small[max(0, match.start() - MOST) : match.start()]):
            yield Claim(*match.span("quote"), count)


def _count(found: dict[str, str | None]) -> int:
    if found.get("once"):
        return ONCE[str(found["once"])]
    if found.get("again"):
        return 2
    # "message number four" counts this one, as "this makes six" does; the others count what came before
    number = found.get("n") or found.get("n2") or found.get("number") or ""
    count = int(number) if number.isdigit() else parse_number_words(number) or 0
    return count - 1 if found.get("number") else count


def _is_other(small: str, match: re.Match[str]) -> bool:
    return OTHER.search(small, match.start(), match.end()) is not None
