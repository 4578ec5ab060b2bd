"""Numbers written in words: `two hundred and ten`, `a couple of`, `forty`."""

from __future__ import annotations

import re

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905  # a list of words reads best so
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
VALUES = {word: n for n, word in enumerate(ONES)} | {word: 10 * n for n, word in enumerate(TENS, 2)} | {"fourty": 40}
WORD = "|".join(sorted([*VALUES, *SCALES], key=len, reverse=True))
# for use inside other patterns; "a" only before a scale: "a hundred"
SPELLED = rf"(?:an?\s(?=hundred|thousand|million))?(?:{WORD})(?:(?:\s|-|\sand\s|-and-)(?:{WORD})){{0,9}}"
VAGUE = {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "a pair of": 2,
    "half a dozen": 6,
    "a dozen": 12,
}


def parse_number_words(words: str) -> int | None:
    """The number the words say; None when they say none. `a` is 1, `a couple of` is 2."""
    text = " ".join(words.lower().split())
    if text in VAGUE:
        return VAGUE[text]
    total = part = 0
    seen = False
    for word in re.findall(r"[a-z]+", text):
        if word in VALUES:
            part += VALUES[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
        elif word not in {"and", "a", "an"}:
            return None
        seen = seen or word in VALUES or word in SCALES
    return total + part if seen else None
