"""What a customer tells of the matter, as it can be said back: `your wardrobe arrived with a split side panel`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import FactKind
from suggestions.reading.retelling.grammar import has_verb
from suggestions.reading.retelling.opening import open_well, skip_greeting, skip_lead_in
from suggestions.reading.retelling.relative_days import place_days
from suggestions.reading.retelling.turning import WORD, turn_round
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.model import Fact
    from suggestions.reading.span import Passage

TOLD = "told"
FEWEST, MOST = 4, 30
# no sentence further back than this is the matter
MOST_SENTENCES = 12
# where a sentence may end early, the rest left out
BREAK = re.compile(r"\s*(?:;|:(?=\s)|\s[-–—]\s|,\s+(?:(?:but|and|so|which|because|although|even though|then|not)\b|(?=(?:i|i'd|i'm|i've|the|my|it|it's|we|you|your|there|this|that|just|nothing|no)\b))|\s(?:but|so|because|which)\b|\.{2,}|\()\s*", re.IGNORECASE)
BUT = re.compile(r",?\s+but\s+(?=\S+\s+\S)", re.IGNORECASE)
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
COLON, MOST_BEGINS = re.compile(r":\s+|\s[-–—]\s|;\s+"), 3
# what others said, or a screen says, stays as it stands; and what was now is past when the reply is read
QUOTED = re.compile(r"[\"“]([^\"“”]{2,60})[\"”]")
OUTSIDE_QUOTES = re.compile(r"(?:^|(?<=”))[^“]+")
NOW = re.compile(r"(?<!right )(?<!until )(?<!till )(?<!by )(?<!from )\bnow\s+(?=\w)", re.IGNORECASE)
# a remark in brackets: a short one stays between commas
REMARK, SHORT_REMARK = re.compile(r"\s*\(([^()]*)\)"), re.compile(r"[A-Za-z][\w'-]*(?: [\w'-]+){0,3}")
SMALL_SHOUT = re.compile(r"\b(?:(?<=[a-z] )A(?= )|AND|NOT|THE|ALL|ARE|IS|IT|NO|NOW|ANY|OFF|OUT|ON|UP|WAS|HAS|HAD|YOU|MY|BUT|STILL|NEVER|AGAIN|EVERY|TWICE|THREE|TWO|ONE|BOTH|ONLY|DID|DOES|CAN|WEEKS|DAYS|MONTH|MONTHS|WRONG)\b")
WEB = re.compile(r"\S@\S|https?:|www\.|\bHTTP", re.IGNORECASE)
OPEN = frozenset({"another", "other", "same", "about", "into", "their", "your", "its", "this", "these", "to", "a", "an", "the", "my", "our", "for", "with", "of", "in", "on", "at", "from", "by", "no", "and", "or", "that", "is", "was", "not", "very", "so", "if", "when", "as", "than"})
CONTACT_TALK = re.compile(r"^(?:you (?:have )?(?:already |just |also )?(?:ask|wrote|written|told|said|asked|emailed|reported|write|contacted|are writing)\b)")
TRAILING = re.compile(r"[\s.!,;:–—-]+$|(?:,?\s+(?:please|thanks|thank you|again|though|as well|now|already))[\s.!]*$", re.IGNORECASE)


def find_told(passage: Passage) -> list[Fact]:
    """One fact for each sentence that can be said back after "You wrote that", in reading order. English only."""
    facts = []
    for begin, end in split_sentences(passage.plain)[:MOST_SENTENCES]:
        start = skip_greeting(passage.text, begin, end)
        if passage.plain[start:end].rstrip().endswith("?"):
            continue
        for a, b in _cut(passage.plain, start, end):
            if text := say_back(passage, a, b):
                facts.append(passage.make_fact(TOLD, FactKind.CLAUSE, text, (a, b)))
                break
    return facts


def say_back(passage: Passage, start: int, end: int) -> str:
    """The words from start to end, turned to face who wrote them; empty where that is not safe."""
    clause = place_days(passage, start, end)
    if not clause or WEB.search(clause) or SHOUTED.search(clause := _calm_down(clause)):
        return ""
    clause = NOW.sub("", QUOTED.sub(r"“\1”", clause))
    clause = REMARK.sub(_keep_remark, clause).replace(",,", ",")
    clause = open_well(OUTSIDE_QUOTES.sub(lambda m: BUT.sub(", and ", m[0]), _trim(clause)))
    small = small_words(clause)
    if not FEWEST <= len(small) <= MOST or small[-1] in OPEN:
        return ""
    said = turn_round(clause)
    if CONTACT_TALK.match(said):
        return ""
    hurried = clause[:2].lower() != _trim(passage.plain[start:end])[:2].lower() and clause.startswith("the ")
    return said if said and has_verb(small_words(said), surely=hurried) else ""


def _keep_remark(remark: re.Match[str]) -> str:
    return f", {remark[1]}," if SHORT_REMARK.fullmatch(remark[1]) else ""


def _calm_down(clause: str) -> str:
    """Short words in capitals in small letters: a reply does not shout back."""
    return SMALL_SHOUT.sub(lambda m: m[0].lower(), clause)


def small_words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text) if word[0].isalnum()]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole sentence, then what of it stands before each place where it could end, then what stands behind a colon."""
    begins = [start, *(colon.end() for colon in COLON.finditer(text, start, end))]
    for begin in begins[:MOST_BEGINS]:
        opened = skip_lead_in(text, begin, end)
        yield opened, end
        yield from ((opened, cut.start()) for cut in reversed(list(BREAK.finditer(text, opened, end))))


def _trim(clause: str) -> str:
    before = ""
    clause = " ".join(clause.split())
    while before != clause:
        before, clause = clause, TRAILING.sub("", clause)
    return clause
