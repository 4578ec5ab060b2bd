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
# how a letter is signed with a title: `Mrs M. Ashby`, `M. Ashby (Mrs)`
TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?"
SIGNED = re.compile(
    rf"(?:(?P<before>{TITLE}) )?(?:[A-Z][\w'’-]*\.? ){{0,3}}(?P<family>[^\W\d_][\w'’-]+)"
    rf"(?: \((?P<after>{TITLE})\)|, (?:OBE|MBE|Esq)\.?)?[,.]?"
)
LAST_LINES, LONGEST_LINE = 4, 80


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


def find_formal_name(name: str, body: str) -> str | None:
    """`Mrs Ashby` for whoever signs `M. Ashby (Mrs)` or `Mrs M. Ashby`: a title with their own family name in the last
    lines of what they wrote; None for everybody else.
    """
    words = name.split()
    if len(words) < 2 or first_name(name) is None:
        return None
    family = words[-1].strip(",.")
    for line in [line.strip() for line in body.splitlines() if line.strip()][-LAST_LINES:]:
        signed = SIGNED.fullmatch(line) if len(line) <= LONGEST_LINE else None
        title = signed and (signed["before"] or signed["after"])
        if signed and title and signed["family"].lower() == family.lower():
            return f"{title.rstrip('.')} {family}"
    return None
