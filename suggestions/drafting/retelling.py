"""Their own statements and questions that a draft takes up: what tells the matter, what the response leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from suggestions.drafting.answers import WANTED, add_blank, find_deed
from suggestions.drafting.apologies import SORRY
from suggestions.drafting.outline import is_outline
from suggestions.drafting.privacy import names_somebody, tells_too_much
from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.model import STRAINED, Feeling
from suggestions.reading.text import count_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.drafting.hearing import Heard
    from suggestions.library.index import LibraryIndex
    from suggestions.library.responses import Response
    from suggestions.model import Fact
    from suggestions.suggestion import Suggestion

# By eye, on drafts for messages of our own. A sentence tells the matter when it is so near to all they wrote, or, where
# feeling or history asks for more, near enough to it and to the response's exemplars together.
CENTRAL_FROM, OWN_FROM, TOGETHER_FROM = 0.55, 0.3, 0.75
# A question is answered by the response when it is so near it; it is a matter of its own where another response is
# nearer by so much, unless it is what the whole message asks.
ANSWERED_FROM, OTHER_BY, MAIN_FROM = 0.6, 0.03, 0.7
# what a name, a number or a day adds to a statement's nearness, and what a fact that weighs in its sentence adds
DETAIL, MOST_DETAILS = 0.05, 4
DETAILS = re.compile(r"\b[\w-]*\d[\w.,:-]*|(?<!^)(?<![.!?] )\b[A-Z][\w-]+")
WEIGHTY = {"consequence": 0.25, "tried": 0.15, "deadline": 0.1, "amount": 0.1, "stated_duration": 0.1, "since": 0.1}
# a second statement is said back only for what it cost or what they tried, and while both are so short together
EFFORT = frozenset({"consequence", "tried"})
MOST_WORDS = 36
MOST_ASKED, MOST_OUTLINED = 2, 3
BESIDES = re.compile(r"\b(?:also|too|as well|besides|on top|in addition|another thing|second)\b", re.IGNORECASE)
# a statement that says what they would have
WISH = re.compile(
    r"you (?:would like|want|would rather|would prefer|prefer|would love|expect) "
    r"(?!to (?:know|say|tell|ask|complain|thank)\b)"
)
# words that point at what was said before cannot stand second
POINTS_BACK = re.compile(r"^(?:it|they|there|he|she|the (?:other|same|second|next))\b")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement or question of theirs: how near the response it is, any other, and all they wrote; and what its
    details are worth; `effort`: it says what it cost them, or what they tried; `sentence` is its row among the heard.
    """

    fact: Fact
    own: float
    other: float
    central: float
    worth: float
    effort: bool
    sentence: int


def find_retold(suggestion: Suggestion, response: Response, index: LibraryIndex) -> dict[str, Fact]:
    """The facts `told`, `told_too`, `wanted`, `wish`, `asked` and `also_asked`, those of them that there are."""
    situation, heard = suggestion.situation, suggestion.ranking.heard
    if heard is None or response.language != "en":
        return {}
    told = _weigh(situation.told, suggestion, response, index)
    asked = _weigh(situation.asked, suggestion, response, index)
    found = dict(zip(("told", "told_too"), _choose_told(told, suggestion, response), strict=False))
    rest = [w.fact for w in asked[:MOST_OUTLINED]] if is_outline(response) else _find_unanswered(asked, heard)
    if is_outline(response):
        found |= _outline(rest) or _find_wish([w.fact for w in told], found)
        rest = [fact for fact in rest if fact.source not in {f.source for f in found.values()}]
    if rest:
        found["also_asked"] = replace(rest[0], text="; and ".join(add_blank(fact.text) for fact in rest))
    return {name: replace(fact, name=name, value=count_details(fact.text)) for name, fact in found.items()}


def count_details(text: str) -> int:
    """How many numbers and names a statement holds, at most MOST_DETAILS."""
    return min(len(DETAILS.findall(text)), MOST_DETAILS)


def _weigh(
    facts: Sequence[Fact], suggestion: Suggestion, response: Response, index: LibraryIndex
) -> list[Weighed]:
    """Those that may be said, in reading order."""
    heard = suggestion.ranking.heard
    assert heard is not None
    weighed = []
    for fact in facts:
        if not _may_be_said(fact):
            continue
        row = _find_row(fact, heard)
        near = heard.near[row] if row >= 0 else None
        own, other = (-1.0, -1.0) if near is None else index.find_nearest(near, response.reason, response.language)
        inside = {f.name for f in suggestion.situation.facts if fact.source.overlaps(f.source)}
        worth = DETAIL * count_details(fact.text) + sum(WEIGHTY.get(name, 0.0) for name in inside)
        central = float(heard.central[row]) if row >= 0 else 0.0
        weighed.append(Weighed(fact, own, other, central, worth, bool(EFFORT & inside), row))
    return weighed


def _may_be_said(fact: Fact) -> bool:
    if tells_too_much(fact.text, frozenset(), fact.name) or names_somebody(fact.text):
        return False
    return not (find_stock_phrase(fact.text) or SORRY.search(fact.text))


def _find_row(fact: Fact, heard: Heard) -> int:
    """The sentence it stands in; -1 for one that was not compared."""
    said = " ".join(fact.quote.split())
    first = 1 if heard.sentences else 0  # the whole holds every sentence
    rows = [n for n, text in enumerate(heard.texts) if n >= first and said in " ".join(text.split())]
    return rows[-1] if rows else -1


def _choose_told(told: list[Weighed], suggestion: Suggestion, response: Response) -> list[Fact]:
    """The statement that tells the matter; where feeling or history asks for more, what it cost or what they tried too.

    Grief is not recited: who is sad reads none of it back.
    """
    if suggestion.situation.feeling is Feeling.SAD:
        return []
    more = suggestion.situation.feeling in STRAINED or suggestion.ledger.is_repeat
    outlined = is_outline(response)
    matter = told if outlined else [w for w in told if _tells_matter(w, more=more)]
    if outlined:
        # a wish is answered, not said back
        matter = [w for w in matter if not WISH.match(w.fact.text)] or matter
    best = max(matter, key=lambda w: w.central + w.worth + max(w.own, 0.0), default=None)
    if best is None:
        return []
    second = max((w for w in told if _can_stand_second(w, best)), key=lambda w: w.worth, default=None)
    if second is None or not (more or outlined):
        return [best.fact]
    return [w.fact for w in sorted([best, second], key=told.index)]


def _tells_matter(one: Weighed, *, more: bool) -> bool:
    together = one.own >= OWN_FROM and one.own + one.central >= TOGETHER_FROM
    return one.central >= CENTRAL_FROM or (more and together)


def _can_stand_second(one: Weighed, first: Weighed) -> bool:
    if one is first or not one.effort or POINTS_BACK.match(one.fact.text):
        return False
    return count_words(one.fact.text) + count_words(first.fact.text) <= MOST_WORDS


def _find_unanswered(asked: Sequence[Weighed], heard: Heard) -> list[Fact]:
    """The questions that the response does not answer. Of two in one sentence it answers one at most. What the only
    sentence there is asks first is what it answers, and so is the first thing they want done, unless they say that it
    comes on top.
    """
    wanted = next((w for w in asked if w.fact.text.startswith(WANTED)), None)
    most_central = float(heard.central[1 : 1 + heard.sentences].max(initial=0.0))
    more, begun = [], set()
    for one in asked:
        second = one.sentence in begun
        begun.add(one.sentence)
        main = one.central >= max(MAIN_FROM, most_central)
        if one is wanted and not BESIDES.search(one.fact.quote):
            continue
        if second or (heard.sentences and not main and _is_beyond(one)):
            more.append(one.fact)
    return more[:MOST_ASKED]


def _is_beyond(one: Weighed) -> bool:
    """Whether another response would answer it sooner."""
    return -1 < one.own < ANSWERED_FROM and one.other - one.own >= OTHER_BY


def _find_wish(told: Sequence[Fact], found: Mapping[str, Fact]) -> dict[str, Fact]:
    """What they would have, where nothing is asked: the first statement that says so, and is not said back already."""
    said = {fact.source for fact in found.values()}
    wishes = [fact for fact in told if WISH.match(fact.text) and fact.source not in said]
    return {"wish": wishes[0]} if wishes else {}


def _outline(asked: Sequence[Fact]) -> dict[str, Fact]:
    """What an outline acts on: the first thing they want done, and where there is none, the first question."""
    for fact in asked:
        if deed := find_deed(fact.text):
            return {"wanted": replace(fact, text=deed)}
    return {"asked": replace(asked[0], text=add_blank(asked[0].text))} if asked else {}
