"""Whether a line speaks as a person about themselves, in the languages of words.yaml."""

from __future__ import annotations

import re

FIRST_PERSON = re.compile(
    # a small "i" is "and" in Polish
    r"(?<![\w.])(?:(?-i:I)|i (?:am|was|have|had|can|can't|need|want|would|do|did|don't|didn't|got|bought|paid|still|just|think)|i'm|i've|i'd|i'll|my|me|mine|ich|mir|mich|mein(?:e[nmrs]?)?|je|j'\w+|mon|ma|mes|moi|yo|mi|mis|io|mio|mia|miei|ho|ik|mijn|mij|jag|mig|min|mitt|"
    r"mina|eu|meu|minha|mój|moja|moje|mnie|mi)(?![\w.])",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"^(?:p\s?\.?\s?s\s?\.?(?:\s?s\.?)?|n\.?b\.?)(?:\s*[:.,–-]|\s)\s*\S", re.IGNORECASE)
LONGEST_READ = 400


def sounds_own(line: str) -> bool:
    """A question, a postscript, or words such as "I" and "my"."""
    line = line[:LONGEST_READ]
    return "?" in line or FIRST_PERSON.search(line.replace("\u2019", "'")) is not None or bool(POSTSCRIPT.match(line))
