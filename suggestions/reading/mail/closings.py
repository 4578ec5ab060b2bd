"""Closings and the names under them: "Kind regards", "Thanks, / Maya", and what a French letter ends with."""

from __future__ import annotations

import re
from functools import cache

from suggestions.reading.mail.characters import plain_quotes
from suggestions.reading.mail.words import find_phrases, find_set, join_phrases

# the last words of a French letter are a sentence
LETTER = re.compile(
    r"(?:je|nous) (?:vous |te )?(?:prie|prions|serre)?.{0,60}(?:agréer|recevoir|croire).{0,120}$|^veuillez (?:agréer|recevoir|croire).{0,160}$",
    re.IGNORECASE,
)
# "/Johan", as Swedes sign
SLASHED = re.compile(r"^/\s?[^\W\d_]+$")
PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "da", "di", "du", "del", "la", "le", "dos", "do", "och", "und", "and", "i", "y", "e", "et", "a",
    "&", "/", "i.a", "i.v", "ppa", "dr", "dipl",
})  # fmt: skip
LONGEST_CLOSING, LONGEST_LETTER, LONGEST_NAME = 100, 260, 50
MOST_NAME_WORDS, LONGEST_SMALL_NAME = 5, 24


def closes(lines: list[str], at: int) -> bool:
    """Whether this line closes a mail: a closing, with a name on its line or next, or the end below it."""
    line = plain_quotes(lines[at][:LONGEST_LETTER])
    if LETTER.search(line) and len(line) < LONGEST_LETTER:
        return True
    if len(line) > LONGEST_CLOSING:
        return False
    following = next((told for told in lines[at + 1 :] if told), "")
    if match := _compile("closings").match(line):
        return is_name(match[1]) if match[1] else not following or is_name(following, small_words=2)
    if (match := _compile("closings_before_name").match(line)) and match[1]:
        return is_name(match[1])
    if SLASHED.match(line) and not following:
        return True
    above_name = line.lower().strip(" ,") in find_set("closings_above_name")
    return above_name and bool(following) and is_name(following, small_words=1)


def thanks_aloud(lines: list[str], at: int) -> bool:
    """Such as "Thanks!" above a name: the thanks were said, only the name is none of it."""
    told = plain_quotes(lines[at][:LONGEST_CLOSING]).lower()
    following = next((line for line in lines[at + 1 :] if line), "")
    return (
        told.endswith(("!", "."))
        and told.strip(" !.") in find_set("closings_above_name")
        and is_name(following, small_words=1)
    )


def is_name(told: str, small_words: int = 0) -> bool:
    """A few words that begin with capitals; so many words may also be all small."""
    told = told.partition("|")[0]
    words = told.strip(" ,.-*_()").split()
    if not 0 < len(words) <= MOST_NAME_WORDS or len(told) > LONGEST_NAME or any(c.isdigit() for c in words[0]):
        return False
    if len(words) <= small_words and len(told) <= LONGEST_SMALL_NAME and all(w.strip(".,'-").isalpha() for w in words):
        return True
    return all(_begins_name(word) for word in words) and any(word[0].isalpha() for word in words)


def _begins_name(word: str) -> bool:
    if word.lower().strip(".,") in PARTICLES:
        return True
    return word.strip("(\"'")[:1].isalpha() and not word.strip("(\"'")[0].islower()


@cache
def _compile(name: str) -> re.Pattern[str]:
    """A closing, or two in two languages, at the start of a line; what else is on the line is the group."""
    closing = rf"(?:{join_phrases(find_phrases(name))})(?!\w)"
    thanks = rf"(?:{join_phrases(find_phrases('closings_above_name'))})(?!\w)"
    first = (
        rf"(?:{closing}|{thanks})(?:\s?[/|,&]\s?|\s(?:and|und|y|et|e|en|och|i)\s)(?:(?:a|un|une|with|mit|med|met)\s)?"
    )
    return re.compile(rf"^\W{{0,2}}(?:{first})?{closing}\s?[,.!;:-]{{0,3}}\s?(.*)$", re.IGNORECASE)
