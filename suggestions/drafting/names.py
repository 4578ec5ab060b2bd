"""The name a person is greeted with."""

from __future__ import annotations

import re

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "sir"})
# letters of any script, with the marks names carry; nothing that could be markup or a placeholder
NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NOT_A_NAME = re.compile(
    r"@|\d|\b(gmbh|ltd|inc|llc|team|support|office|info|admin|customer|user|unknown|noreply|n/a)\b",
    re.IGNORECASE,
)
NEVER_FIRST = frozenset({"guest", "test", "anonymous", "family", "the", "no", "none", "van", "von", "de"})
LONGEST = 30


def first_name(name: str) -> str | None:
    """The name to greet with, spelt as they spell it; None when what stands there is no person's name."""
    if NOT_A_NAME.search(name):
        return None
    family, comma, given = name.partition(",")
    words = [w.strip(".,") for w in (given if comma and given.strip() else family).split()]
    words = [w for w in words if w.lower() not in TITLES]
    if not words or words[0].lower() in NEVER_FIRST or not NAME.fullmatch(words[0]) or not 1 < len(words[0]) <= LONGEST:
        return None
    word = words[0]
    all_one_case = name == name.lower() or (name == name.upper() and len(word) > 2)
    return "'".join(part.title() for part in word.split("'")) if all_one_case else word
