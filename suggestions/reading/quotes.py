"""Where cleaned words stand in the body as stored, white space, quote marks and unseen characters aside."""

from __future__ import annotations

from suggestions.reading.mail.characters import INVISIBLE
from suggestions.reading.text import plain_quotes


class Quotes:
    """Finds quotes of one body in reading order: the same words said twice are found twice."""

    def __init__(self, raw: str) -> None:
        places = [n for n, letter in enumerate(raw) if not letter.isspace() and not INVISIBLE.match(letter)]
        self._places = places
        self._letters = _plain("".join(raw[n] for n in places))
        self._after = 0

    def find(self, quote: str) -> tuple[int, int] | None:
        """Start and end (exclusive) in the body; None where cleaning changed more than its blanks."""
        letters = _plain("".join(letter for letter in quote if not letter.isspace()))
        at = self._letters.find(letters, self._after) if letters else -1
        if at < 0:
            at = self._letters.find(letters) if letters else -1
        if at < 0:
            return None
        self._after = at + len(letters)
        return self._places[at], self._places[at + len(letters) - 1] + 1


def _plain(text: str) -> str:
    return plain_quotes(text)
