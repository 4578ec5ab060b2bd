"""Costs and deeds of theirs as they can be said back: only clauses that surely read right, turned to face them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.reading.facts.cost_words import (
    ABOUT_US,
    BLAME,
    CANNOT,
    CONDITIONAL,
    DAILY_LIFE,
    HOUSEHOLD,
    NO_EVENT,
    NO_SUBJECT,
    OTHER_MATTER,
    SAYING,
    TOO_CLOSE,
    TRIVIAL,
    UNCERTAIN,
    UNPLACED,
    UNSAID,
    VAGUE,
)
from suggestions.reading.retelling.grammar import DETERMINERS, PREPOSITIONS, has_verb, load_english
from suggestions.reading.retelling.relative_days import place_days
from suggestions.reading.retelling.telling import OPEN, SHOUTED, WEB, small_words
from suggestions.reading.retelling.turning import turn_round
from suggestions.reading.sentences import sentence_around, split_clauses

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

# a clause behind any other word says when or why, and not what came of it
JOINTS = frozenset({"", "and", "but", "then", "so", "and then", "and so", "and also"})
# a clause is cut in two before these
BOUND = frozenset({"since", "or", "as"})
# a verb that wants another
UNFINISHED = OPEN | {
    "come",
    "go",
    "try",
    "be",
    "had",
    "have",
    "has",
    "known",
    "let",
    "get",
    "got",
    "make",
    "made",
    "keep",
    "kept",
    "between",
}
LEAD = re.compile(
    r"(?:(?:so|and|but|now|then|plus|also|meanwhile|luckily|therefore|instead|basically|honestly|sadly|thus|yes|well)\b,?\s+)+",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r",?\s(?:(?:all\s)?(?:over|because of|due to|thanks to|owing to|on account of|for|from|with|without|through|by|on top of)\s(?:all\s)?(?:this|that|it|you)|"
    r"(?:because of|due to|thanks to|owing to|on account of|as a result)\b.*|as well|too|lol|already|now|instead)$",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?:i|we)\b", re.IGNORECASE)
FEWEST, MOST = 3, 18
# words of a name of somebody or something, at most
LONGEST_NAME = 5
OF_THEIRS = frozenset({"my", "our", "the", "two", "three", "four", "five", "six", "some", "several", "all"})
# what people come to do, and say in the present: "I pay 25 a day for heaters"
PRESENT_DEEDS = frozenset({
    "pay", "sleep", "eat", "wash", "owe", "drive", "walk", "heat", "cook", "carry", "share", "push", "feed", "buy",
    "spend", "lose", "wake", "travel", "borrow",
})  # fmt: skip
# somebody's word is what stands so near behind it
SAYING_NEAR = 40
PAST = re.compile(r"^(?!need|feed|speed|bleed|breed|seed|weed|deed|bed|red|shed)\w{2,}ed$")
PLURAL = re.compile(r"(?:[^s]s|children|people|men|women|feet|teeth|staff|family)$")
# what turning a clause puts into it
TURNED = frozenset({"you", "your", "yours", "not", "cannot"})
PERFECT = re.compile(r"\b(?:have|has|'ve|had)\b", re.IGNORECASE)
DATED = re.compile(r"\bon (?:\d|[a-z]+ \d)|\b(?:of|on) \d{1,2} [a-z]{3,}\b|\byesterday\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
LENGTH = re.compile(
    r"\b(?:for|these|already)\s(?:over\s|about\s)?(?:\w+\s)?(?:days?|weeks?|months?|years?)\b", re.IGNORECASE
)
# what agrees with I and not with you, or with neither
WRONG_FORM = re.compile(
    r"\b(?:you|both) (?:was|is|has|am|does)\b|\b(?:a|an|the|my|your) (?:you|your)\b|\b(?:to|not) not\b", re.IGNORECASE
)
# a deed of theirs, its verb plainly past
DEED = re.compile(
    r"(?P<who>i|we)(?:'ve|\shave)?(?:\salready|\salso|\snow|\seven|\sjust)?\s(?P<rest>(?:\w{2,}ed|put|set|reset|took|ran|did|"
    r"went|shut|cut|swapped|left|held|made|sent|bought|rang|shook|bled|rebuilt|redid)\s.*)",
    re.IGNORECASE | re.DOTALL,
)
UNDONE = re.compile(r"\b(?:not|no|nothing|never)\b|n't\b", re.IGNORECASE)
MOST_SAID = 9


def say_cost(passage: Passage, start: int, end: int) -> str:
    """The first clause between start and end that can be said: `you had to borrow from your sister for rent`; else
    empty. It reads right after "Because of it" and "I am sorry that". English only.
    """
    text = passage.plain
    begin, stop = sentence_around(text, start)
    clauses = split_clauses(text, begin, stop)
    for n, clause in enumerate(clauses):
        first, last = max(clause.start, start), min(clause.end, end)
        if first >= last or clause.joint.strip(" ,;:-–—()") not in JOINTS or _is_unsure(text, begin, first):
            continue
        if n + 1 < len(clauses) and clauses[n + 1].joint in BOUND:
            continue
        before = [small_words(text[one.start : one.end]) for one in clauses[:n]]
        if said := _say_clause(passage, first, last, before):
            return said
    return ""


def _is_unsure(text: str, begin: int, start: int) -> bool:
    """Whether what stands before in the sentence makes a clause a mere case, or somebody's word."""
    near = max(begin, start - SAYING_NEAR)
    return CONDITIONAL.search(text, begin, start) is not None or SAYING.search(text, near, start) is not None


def _say_clause(passage: Passage, start: int, end: int, before: list[list[str]]) -> str:
    placed = " ".join(place_days(passage, start, end).split())
    if not placed or WEB.search(placed) or SHOUTED.search(placed) or not _is_english(placed):
        return ""
    lead = LEAD.match(placed)
    clause = _trim(placed[lead.end() :] if lead else placed)
    if NO_SUBJECT.match(clause) and not before:
        clause = f"I {clause[0].lower()}{clause[1:]}"
    words = small_words(clause)
    if (
        not words
        or not FEWEST <= len(words) <= MOST
        or clause.split()[-1].lower() in UNFINISHED
        or not _is_theirs(words, before)
    ):
        return ""
    if not _is_plain(clause) or not _is_timely(clause):
        return ""
    said = turn_round(clause if PRONOUN.match(clause) else clause[0].lower() + clause[1:])
    # a sign that was set apart from its number is not as they wrote it
    strange = set(said.split()) - set(clause.split()) - TURNED
    return (
        "" if WRONG_FORM.search(said) or any(re.search(r"[^a-z]", word) or len(word) < 2 for word in strange) else said
    )


def _trim(clause: str) -> str:
    before = ""
    while before != clause:
        before, clause = clause, TRAIL.sub("", clause.strip(" .,;:!?-–—…\"'"))
    return clause


def _is_english(clause: str) -> bool:
    return re.search(r"[^\x00-\x7f£€¥₹–—’°²éèñçüöä]", clause) is None


def _is_theirs(words: list[str], before: list[list[str]]) -> bool:
    """Whether a verb follows at once on them, or on somebody or something of theirs that is not the matter itself."""
    english = load_english()
    if words[0].split("'")[0] in {"i", "we", "im", "ive"}:
        verb = next((word for word in words[1:] if word not in english.adverbs), "")
        if verb in english.bases - english.pasts - english.auxiliaries and verb not in PRESENT_DEEDS:
            return False  # what they do anyhow, or are about to
        known = english.is_verb(verb.split("'")[0].removesuffix("n")) or verb in english.unmarked or verb == "can't"
        return known or words[0] not in {"i", "we"} or PAST.search(verb) is not None
    if words[0] not in OF_THEIRS:
        return False
    if before and not has_verb(before[-1]):
        return False  # the other half of "my son and my daughter"
    name = _find_name(words)
    if not name or any(map(str.isdigit, "".join(name))) or OTHER_MATTER.search(" ".join(name)):
        return False
    return words[0] in {"my", "our"} or HOUSEHOLD.search(name[-1]) is not None


def _find_name(words: list[str]) -> list[str]:
    """The words before the verb; none where it cannot be said where the verb is."""
    english = load_english()
    for n in range(2, min(len(words), LONGEST_NAME + 1)):
        word = words[n]
        if word in PREPOSITIONS or word in DETERMINERS:
            return []
        known = word in english.pasts or word in english.singulars or PAST.search(word)
        if known or word.removesuffix("n't") in english.auxiliaries or word == "can't":
            return words[:n]
        if word in english.bases and PLURAL.search(words[n - 1]):
            return words[:n]
    return []


def _is_plain(clause: str) -> bool:
    """Nothing that is doubtful, about others, trivial, too close to the bone, or the problem over again."""
    unsaid = (UNSAID, UNCERTAIN, ABOUT_US, VAGUE, TOO_CLOSE, BLAME, TRIVIAL)
    if NO_EVENT.search(clause) or any(words.search(clause) for words in unsaid):
        return False
    return CANNOT.search(clause) is None or DAILY_LIFE.search(clause) is not None


def _is_timely(clause: str) -> bool:
    """No time that has moved on when the reply is read, and none that the verb does not go with."""
    if UNPLACED.search(clause):
        return False
    if PERFECT.search(clause):
        return DATED.search(clause) is None
    return SINCE.search(clause) is None and (LENGTH.search(clause) is None or not _is_present(small_words(clause)))


def _is_present(words: list[str]) -> bool:
    """`I sleep on the floor for two weeks` is not said in English, `I slept` is."""
    english = load_english()
    verb = next((word for word in words[1:] if word not in english.adverbs), "")
    shown = {"am", "is", "are", "i'm", "we're"}.intersection(words[:LONGEST_NAME])
    return bool(shown) or (words[0] in {"i", "we"} and verb in english.bases - english.pasts)


def say_deed(clause: str) -> str:
    """`you restarted the router twice`; empty when the subject is somebody else, or a word needs what stood before."""
    said = DEED.fullmatch(" ".join(clause.split()).rstrip(" .!?,"))
    if said is None or any(words.search(said["rest"]) for words in (UNSAID, VAGUE, UNDONE)):
        return ""
    words = said["rest"].split()
    return "" if len(words) > MOST_SAID or words[-1].lower() in OPEN else turn_round(f"{said['who']} {said['rest']}")
