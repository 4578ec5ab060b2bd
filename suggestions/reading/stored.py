"""Where cleaned words stand in the body they were taken from."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from suggestions.reading.mail.characters import INVISIBLE, READ_CHARACTERS, is_html

# what one step of reading takes in: a tag, an entity, or a letter with the marks that belong to it
PIECE = re.compile(r"(?P<tag><[^<>]{0,2000}>)|(?P<entity>&#?\w{1,32};)|.[\u0300-\u036f]*", re.DOTALL)


@lru_cache(maxsize=8)
def place_characters(text: str, raw: str) -> tuple[tuple[int, int] | None, ...]:
    """For every character of `text` the start and end in `raw` of what it was read from; None where that is unsure.

    Blanks count for nothing, because cleaning squeezes them: a blank has no place.
    """
    if (begin := raw.find(text)) >= 0 and raw.find(text, begin + 1) < 0:
        return tuple((n, n + 1) for n in range(begin, begin + len(text)))
    letters, places = _read_pieces(raw[:READ_CHARACTERS] if len(raw) > len(text) else raw)
    found: list[tuple[int, int] | None] = [None] * len(text)
    begin = offset = 0
    for line in text.split("\n"):
        marks = [n for n, letter in enumerate(line) if not letter.isspace()]
        at = letters.find("".join(line[n] for n in marks), begin) if marks else -1
        if at >= 0:
            for n, mark in enumerate(marks):
                found[offset + mark] = places[at + n]
            begin = at + len(marks)
        offset += len(line) + 1
    return tuple(found)


def _read_pieces(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """The visible letters of the body, and for each of them where it was read."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    tags = is_html(raw)
    for piece in PIECE.finditer(raw):
        if piece["tag"] and tags:
            continue
        for start, end, seen in _see(piece):
            for letter in unicodedata.normalize("NFC", seen):
                if not letter.isspace() and not INVISIBLE.match(letter):
                    letters.append(letter)
                    places.append((start, end))
    return "".join(letters), places


def _see(piece: re.Match[str]) -> list[tuple[int, int, str]]:
    """What a piece shows. A tag in a body that is no HTML is what somebody typed, letter by letter."""
    if piece["tag"]:
        return [(piece.start() + n, piece.start() + n + 1, letter) for n, letter in enumerate(piece.group())]
    return [(piece.start(), piece.end(), html.unescape(piece.group()) if piece["entity"] else piece.group())]
