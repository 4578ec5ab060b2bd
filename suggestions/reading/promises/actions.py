"""What a clause promises: call, visit, refund, replacement, item, delivery, fix, answer, or nothing.

A linear reader decides (weights in action_weights.json, learnt by training/train_promises.py) from the words, from the
families they belong to (families.yaml), and from the parts they play: who or what will, the verb, and what it is
done to.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from suggestions.reading.linear import load_reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ACTIONS: Final = ("call", "visit", "refund", "replacement", "item", "delivery", "fix", "answer")
NONE: Final = "none"
FAMILIES, WEIGHTS = Path(__file__).with_name("families.yaml"), Path(__file__).with_name("action_weights.json")
MONEY = re.compile(
    r"[€$£¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|(?:eur|euros?|usd|dollars?|pounds?|gbp|chf|francs?|kr|zł|rupees?|quid|bucks?)\b)|\b(?:eur|usd|gbp|chf|nok|sek|dkk|pln|rs\.?|n|r)\s?\d[\d.,]*",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")
SUFFIXES = ("ing", "ed", "es", "s", "e")
# these keep their place in the order of the words, in which all unknown ones are a thing
SMALL = frozenset(
    "a an the your our my it they them this that these those all both i we you he she me us her him by with to out "  # noqa: SIM905  # a list of words reads best so
    "round over in at on for of back off be have has get will is are am from up no not as and or so".split()
)
AUXILIARY = frozenset("be been being get getting also then now just all both soon still certainly personally".split())  # noqa: SIM905
NEAR = 220


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """`refunding`, `refunded` and `refunds` as one; no dictionary, only the commonest endings."""
    word = word.casefold()
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word.removesuffix(suffix)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def describe(subject: str, predicate: str, before: str) -> tuple[str, dict[str, float]]:
    """The words and the clues of a clause, as the reader knows them. `before` is what the reply said up to it."""
    who, does = _split(subject), _split(predicate)
    head = _find_head(does)
    rest = does[head + 1 :]
    clues = {f"who {name}": 1.0 for name in _name(who)}
    clues |= {f"does {name}": 1.0 for name in _name(does[head : head + 1], "verbs")}
    clues |= {f"what {name}": 1.0 for name in _name_first(rest)}
    clues |= {f"holds {name}": 1.0 for name in _name(does)}
    clues |= {f"verb {name}": 1.0 for name in _name(rest, "verbs")}
    clues |= {f"spoke of {name}": 1.0 for name in _name_last(_split(before[-NEAR:]))}
    who_is = who[-1] if who and who[-1] in SMALL else "thing"
    clues[f"{who_is} will"] = 1.0
    first = does[head] if head < len(does) else ""
    own = [f"will_{stem(first)}", *(f"{f}_{w}" for f in _name([first], "verbs") for w in _name_first(rest))]
    small = [w for w in rest[:1] if w in SMALL]
    own += [f"will_{stem(first)}_{w}" for w in small]
    order = " ".join([*_order(who), "will", *_order(does)])
    return f"{' '.join(map(stem, who + does))} {' '.join(own)} {order}", clues


def read_action(subject: str, predicate: str, before: str) -> dict[str, float]:
    """How likely each action is, and `none`; together 1."""
    return load_reader(WEIGHTS).read(*describe(subject, predicate, before))


def find_families(words: str) -> set[str]:
    """Of the nouns the words hold: `worker`, `paper`, `money` and so on."""
    return set(_name(_split(words)))


def find_paper(words: str) -> str:
    """The first paper the words name, in small letters; empty where they name none."""
    return next((word for word in _split(words) if "paper" in _families("nouns").get(stem(word), ())), "")


def _split(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in WORD.findall(MONEY.sub(" moneyamount ", text).casefold())]


def _find_head(words: list[str]) -> int:
    for n, word in enumerate(words):
        if word not in AUXILIARY and not word.endswith("ly"):
            return n
    return 0


def _name(words: Iterable[str], kind: str = "nouns") -> dict[str, None]:
    """The families of the words, in their order."""
    return {name: None for word in words for name in _families(kind).get(stem(word), ())}


def _name_first(words: list[str]) -> dict[str, None]:
    return next((named for word in words[:9] if (named := _name([word]))), {})


def _name_last(words: list[str]) -> dict[str, None]:
    return next((named for word in reversed(words) if (named := _name([word]))), {})


def _order(words: list[str]) -> list[str]:
    families = _families("nouns")
    return [word if word in SMALL else "_".join(["is", *families.get(stem(word), ("thing",))]) for word in words]


@cache
def _families(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Stem to the names of its families."""
    told = yaml.safe_load(FAMILIES.read_text(encoding="utf-8"))[kind]
    found: dict[str, tuple[str, ...]] = {}
    for name, words in told.items():
        for word in words.split():
            found[stem(word)] = (*found.get(stem(word), ()), name)
    return found
