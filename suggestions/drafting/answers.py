"""What belongs in the blank behind a question of theirs."""

from __future__ import annotations

import re
from typing import Final

WANTED: Final = "us to "
CHARGE: Final = r"(?:fees?|charges?|costs?|surcharge)"
# from the top; the first that fits. A choice between two things is answered by neither yes nor no.
BLANKS: Final = tuple((re.compile(pattern, re.IGNORECASE), blank) for pattern, blank in (
    (WANTED, "done, or by when"),
    (rf"whether there (?:is|are|would be) (?:an? |any )?(?:extra |additional )?{CHARGE}", "yes or no, how much"),
    (r"whether .*\bor\b", "your answer"),
    (rf"how much|what .*\b(?:{CHARGE}|price|pay)\b", "the amount"),
    (r"how long", "how long"), (r"how many", "how many"), (r"how often", "how often"),
    (r"how ", "how, in a sentence"),
    (r"when|what (?:time|day|date)", "day and time"),
    (r"where", "where"), (r"who", "who"), (r"why", "the reason"), (r"which", "which one"),
    (r"whether|(?:can|could|will|would|is|are|do|does|did|has|have|may|should|must)\b", "yes or no"),
))  # fmt: skip
OTHERWISE: Final = "your answer"


def add_blank(asked: str) -> str:
    """`whether you can still move it: [[yes or no]]`."""
    unquoted = asked.removeprefix("“")
    blank = next((blank for fits, blank in BLANKS if fits.match(unquoted)), OTHERWISE)
    return f"{asked}: [[{blank}]]"


def find_deed(asked: str) -> str:
    """`[[send you the invoice / what you can do instead]]`, for a request; empty for a question."""
    return f"[[{asked.removeprefix(WANTED)} / what you can do instead]]" if asked.startswith(WANTED) else ""
