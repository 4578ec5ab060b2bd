"""Which money a sign or a word means. The codes and each country's own money are Babel's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

WORDS = Path(__file__).with_name("currencies.yaml")


def find_territory(time_zone: str) -> str:
    """The country a time zone lies in, ISO 3166; empty when it names none. `Europe/London` is GB."""
    return str(get_global("zone_territories").get(time_zone, ""))


@cache
def find_home_currency(time_zone: str) -> str:
    """The money of the country the time zone lies in; empty when that is unknown."""
    territory = find_territory(time_zone)
    return str(next(iter(get_territory_currencies(territory)), "")) if territory else ""


def name_currency(sign: str, home: str) -> str | None:
    """The ISO code; None for money of more than one country that `home` does not settle."""
    words = read_words()
    told = sign.strip()
    for table in ("signs", "before", "only_there"):
        if told in words[table]:
            return str(words[table][told])
    small = " ".join(told.lower().split())
    if small in words["after"]:
        return str(words["after"][small])
    if small in words["unsettled"]:
        return home if home in words["unsettled"][small] else None
    return told.upper() if told.upper() in list_currencies() else None


@cache
def read_words() -> dict[str, Any]:
    """The tables of currencies.yaml; words after a number are found in small letters."""
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    told["after"] = {word.lower(): code for word, code in told["after"].items()}
    return told


@cache
def money_signs(home: str) -> tuple[str, str]:
    """Two alternatives for patterns: what may stand before a number, and what may stand after it."""
    words = read_words()
    rare = [code for code in list_currencies() if code == home]
    codes = [*words["codes_alone"], *words["codes_in_small"], *rare]
    own = [sign for sign, code in words["only_there"].items() if code == home]
    before = [*words["signs"], *words["before"], *codes, *own]
    after = [*words["signs"], *words["after"], *words["unsettled"], *codes]
    return _any_of(before), _any_of(after)


def _any_of(words: list[str]) -> str:
    """Longest first, so that `US$` is not read as `$`. Capitals count in codes and letters, not in words."""
    return "|".join(_spell(word) for word in sorted(set(words), key=len, reverse=True))


def _spell(word: str) -> str:
    spelt = re.escape(word).replace(r"\ ", r"\s")
    return f"(?i:{spelt})" if word.islower() else spelt
