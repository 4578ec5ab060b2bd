"""A clause of theirs, turned to face them: `you took 49.90 from my card` reads `we took 49.90 from your card`.

Only what can be turned for sure is: a wrong word in the customer's own story is worse than none.
"""

from __future__ import annotations

import re

from suggestions.reading.retelling.grammar import DETERMINERS, PREPOSITIONS, load_english

WORD = re.compile(r"“[^”]*”|[^\W_]+(?:['’.,:/+-][^\W_]+)*|[£$€]\s?\d[\d.,]*|[^\w\s]")
OWN = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours", "ours": "yours",
    "myself": "yourself", "ourselves": "yourselves", "your": "our", "yours": "ours",
}  # fmt: skip
FOR_YOU = {"am": "are", "was": "were"}
NOT = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "ain't": ""}
SHORT = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
# what follows `I'd` when it means `I would`
WOULD = frozenset({"like", "love", "prefer", "rather", "appreciate", "need", "want", "be", "also", "still", "really"})
TOLD_TO = frozenset({
    "told", "tell", "asked", "ask", "sent", "send", "emailed", "email", "called", "call", "contacted", "contact", "paid", "pay", "gave", "give",
    "wrote", "messaged", "message", "phoned", "phone", "rang", "ring", "sending", "calling", "contacting", "asking", "paying", "giving", "telling", "owe", "owed", "reach",
    "reached", "informed", "emailing", "left", "booked", "wanted", "want", "need", "needed", "expect", "expected", "trust", "trusted", "hired", "chose", "show", "showed",
})  # fmt: skip
PEOPLE_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs"})
LOOSE = frozenset({"it", "its", "this", "that", "these", "those", "ones"})
# behind these `it's` is `it has`
HAS_BEEN = frozenset({"been", "got", "gotten", "gone", "had", "become", "come", "begun", "taken"})
# what a person does whose name opens the clause
SAYS = frozenset({"said", "told", "promised", "wrote", "confirmed", "informed", "asked", "sent", "offered", "explained", "called"})
TIMES = frozenset({"week", "month", "year", "summer", "winter", "spring", "autumn", "weekend", "season", "time", "day", "night", "morning", "evening"})
UNSAYABLE = frozenset("?\"'()[]*@\\<>{}|#~^=_+“”")
CLOSES = ",.;:!?)%"


def turn_round(clause: str, *, named: bool = False) -> str:
    """The clause with its persons changed, in plain full forms; empty where a word of it cannot be turned safely.

    `named`: what `it` stands for was named before, so that the word is clear.
    """
    words = _spell_out(WORD.findall(clause.replace("’", "'")))
    if named:
        words = _point_back(words)
    small = [word.lower() for word in words]
    if not words or not _is_clear(small, named=named):
        return ""
    turned = _turn(words, small)
    return _join(turned) if turned else ""


def _point_back(words: list[str]) -> list[str]:
    """`that` and `this` as `it` where they stand for what was named before: at the end, or before a preposition."""
    pointed = list(words)
    for n, word in enumerate(words):
        after = words[n + 1].lower() if n + 1 < len(words) else ""
        if n and word.lower() in {"that", "this"} and (not after or not after[0].isalnum() or after in PREPOSITIONS):
            pointed[n] = "it"
    return pointed


def _spell_out(words: list[str]) -> list[str]:
    """Without contractions: `I've` as `I have`, `didn't` as `did not`. A word that stays unclear becomes `?`."""
    spelt: list[str] = []
    for n, word in enumerate(words):
        after = words[n + 1].lower() if n + 1 < len(words) else ""
        spelt += _spell(word, after)
    return spelt


def _spell(word: str, after: str) -> list[str]:
    english, small = load_english(), word.lower()
    if small in english.unmarked:
        return english.unmarked[small].split()
    if small.endswith("n't"):
        return NOT.get(small, f"{word[:-3]} not").split() or ["?"]
    head, mark, tail = word.partition("'")
    if mark and f"'{tail.lower()}" in SHORT:
        return [head, SHORT[f"'{tail.lower()}"]]
    if mark and tail.lower() == "d":
        had = after in english.participles and after not in english.bases
        return [head, "would" if after in WOULD else "had" if had else "?"]
    if mark and tail.lower() == "s" and head.lower() in {"it", "that", "there", "he", "she", "what", "who"}:
        return [head, "has" if after in HAS_BEEN else "is"]
    return [word]


def _is_clear(small: list[str], *, named: bool) -> bool:
    """Whether every word stands for something named in the clause itself, and none is better left unsaid."""
    english = load_english()
    if any(word in english.never or word in UNSAYABLE for word in small):
        return False
    person = len(small) > 1 and small[1] in SAYS
    for n, word in enumerate(small):
        after = small[n + 1] if n + 1 < len(small) else ""
        if word in PEOPLE_PRONOUNS and not person:
            return False
        if word in LOOSE and not _stands_alone(small, n, after, named=named):
            return False
        person = person or word in english.people
        named = named or (word in DETERMINERS and word not in LOOSE)
    return True


def _stands_alone(small: list[str], n: int, after: str, *, named: bool) -> bool:
    """Whether a loose word is clear by its place: `this month`, `the lamp that broke`, `the kettle leaks when it boils`."""
    word = small[n]
    if word in {"this", "that"} and after in TIMES:
        return True
    if word == "that" and n and small[n - 1] not in PREPOSITIONS:
        return bool(after) and after[0].isalpha()  # joins a clause
    return word in {"it", "its"} and named


def _turn(words: list[str], small: list[str]) -> list[str]:
    english = load_english()
    turned: list[str] = []
    person = False
    for n, (word, low) in enumerate(zip(words, small, strict=True)):
        if low == "you":
            said = _turn_you(small, n)
            if not said:
                return []
            turned.append(said)
            person = False
        elif low in OWN:
            turned.append(OWN[low])
            person = low == "i"
        elif person and low in english.adverbs:
            turned.append(word)
        elif person and low in FOR_YOU:
            turned.append(FOR_YOU[low])
            person = False
        elif low == "am":
            return []
        else:
            person = False
            turned.append(word)
    return turned


def _turn_you(small: list[str], n: int) -> str:
    """`we` where it does something, `us` where something is done to it; empty where that is not plain."""
    english = load_english()
    before = small[n - 1] if n else ""
    rest = [w for w in small[n + 1 :] if w not in english.adverbs]
    after = rest[0] if rest else ""
    acts = bool(after) and english.is_verb(after)
    suffers = before in PREPOSITIONS - {"after", "before", "since", "until", "till"} or before in TOLD_TO
    if suffers and not acts:
        return "us"
    if acts and not suffers:
        return "we"
    return ""


def _join(words: list[str]) -> str:
    text = ""
    for word in words:
        gap = "" if not text or word in CLOSES or text.endswith(("£", "$", "€", "(")) else " "
        text += gap + word
    return text
