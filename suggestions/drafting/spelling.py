"""British words in American spelling, for customers whose helpdesk speaks American English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("spelling.txt")
AMERICAN = re.compile(r"en[-_]us\b", re.IGNORECASE)


def respell(text: str, locale: str) -> str:
    """The text as `locale` spells it: only "en-US" differs from the British the library is written in."""
    if not AMERICAN.match(locale):
        return text
    pattern, words = _read_words()
    return pattern.sub(lambda match: _keep_case(match.group(), words[match.group().lower()]), text)


@cache
def _read_words() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = (line.split() for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    words = {pair[0]: pair[1] for pair in lines if len(pair) == 2}
    # what stands in braces is the name of a fact
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b(?![^{{]*\}})", re.IGNORECASE), words


def _keep_case(found: str, word: str) -> str:
    return word.upper() if found.isupper() else word.capitalize() if found[0].isupper() else word
