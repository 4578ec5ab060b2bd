"""A clause of theirs, turned to face them: `I had to borrow from my sister` reads `you had to borrow from your sister`."""

from __future__ import annotations

TURN = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours", "ours": "yours",
    "myself": "yourself", "ourselves": "yourselves", "i'm": "you are", "we're": "you are", "i've": "you have",
    "we've": "you have", "am": "are", "was": "were", "wasn't": "were not",
}  # fmt: skip
CONTRACTED = {"can't": "cannot", "couldn't": "could not", "can not": "cannot", "'ve ": " have ", "'m ": " am "}


def turn_round(clause: str) -> str:
    """First person to second, word by word."""
    for short, long in CONTRACTED.items():
        clause = clause.replace(short, long)
    turned = [TURN.get(word.lower(), word) for word in clause.split()]
    return " ".join(turned)
