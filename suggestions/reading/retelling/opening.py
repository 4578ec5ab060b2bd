"""How a clause of theirs can begin in the middle of a sentence of ours."""

from __future__ import annotations

import re

from suggestions.reading.retelling.grammar import load_english
from suggestions.reading.retelling.turning import SAYS
from suggestions.reading.text import GREETING

NUMBERED = frozenset({"order", "invoice", "booking", "ticket", "flight", "account", "tracking", "tag", "case", "claim", "policy", "room", "seat", "train", "bus"})
# `No heating since Friday` leaves out whose it is
LASTS = re.compile(r"^no [\w' -]{2,30} (?:since|for (?:\d|two|three|four|five|six|a |over|nearly|almost|more))", re.IGNORECASE)


FORMAL = re.compile(
    r"(?:dear|hi|hello|good \w+)(?: (?:sirs?|madam|all|team|sir or madam|sir/madam|there|both|everyone|support|customer service))+[\s,:!.-]+|"
    r"to whom it may concern[\s,:.]+|(?:good day|kia ora|g'day|greetings)[\s,:!.-]+",
    re.IGNORECASE,
)


def open_well(clause: str) -> str:
    """The clause as it can stand in the middle of a sentence, with the subject or article that hurried writing leaves
    out: `Returned the boots` as `I returned the boots`, `Router is red` as `the router is red`. Empty where it is no
    sentence of its own.
    """
    words = [re.sub(r"\W+$", "", word) for word in clause.split()[:2]]
    first, second = [*words, "", ""][:2]
    if first.istitle() and second.lower() in SAYS and first.lower() not in load_english().openers:
        return clause  # a name
    first = re.split(r"['’]", first, maxsplit=1)[0]
    missing = _find_missing(first.lower(), second, clause)
    if missing is None:
        return ""
    return clause if first == "I" else f"{missing}{clause[0].lower()}{clause[1:]}"


def _find_missing(first: str, second: str, clause: str) -> str | None:
    """What was left out before the first word; None where the clause cannot begin with it."""
    english = load_english()
    if first in NUMBERED:
        return "" if re.search(r"\d", second) else "the "
    if first == "no":
        return "I have had " if LASTS.search(clause) else None
    left_out = {"been": "I have "} | dict.fromkeys(english.busy, "I am ") | dict.fromkeys(english.deeds, "I ")
    left_out |= dict.fromkeys(english.nouns, "the ") | dict.fromkeys(english.openers, "")
    return left_out.get(first)


def skip_lead_in(text: str, start: int, end: int) -> int:
    """Past words that only lead up to the matter: `So unfortunately I noticed that`."""
    moved = True
    while moved:
        moved = False
        for words in load_english().lead_ins:
            after = start + len(words)
            if after < end and text[start:after].lower() == words and not text[after].isalnum() and text[after] not in "'-":
                start = after
                while start < end and not text[start].isalnum() and text[start] not in "£$€":
                    start += 1
                moved = True
                break
    return start


def skip_greeting(text: str, start: int, end: int) -> int:
    """Past `Dear Sir or Madam,` and `Hi Anna,`."""
    greeting = GREETING.match(text, start, end) or FORMAL.match(text, start, end)
    return greeting.end() if greeting and greeting.end() < end else start
