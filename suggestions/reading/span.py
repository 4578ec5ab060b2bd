"""A text of one ticket, and facts that point back into it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from suggestions.model import CommentId, Fact, FactKind, Source, TicketId
from suggestions.reading.stored import place_characters
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from datetime import date, datetime

    from suggestions.model import Amount, Duration

# no digit of Unicode 16 stands behind it
LAST_DIGIT = 0x1FC00


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one author at one time. `text` is cleaned, `raw` is the body as stored.

    `locale` is the author's, such as "en-GB"; empty when nobody told it.
    """

    ticket_id: TicketId
    comment_id: CommentId | None
    text: str
    raw: str
    written_at: datetime
    time_zone: str = "UTC"
    locale: str = ""

    @property
    def plain(self) -> str:
        """The text, character for character as long, with plain quote marks, blanks and digits: `４９٫٩٠` has digits."""
        return _make_plain(self.text)

    @property
    def small(self) -> str:
        """The plain text in small letters, still character for character as long."""
        return _make_small(self.text)

    def find_source(self, quote: str) -> Source:
        """Where the quote stands in the body as stored; an empty span when cleaning changed its letters."""
        start = plain_quotes(self.raw).find(plain_quotes(quote))
        if start < 0:
            return Source(self.ticket_id, self.comment_id)
        return Source(self.ticket_id, self.comment_id, start, start + len(quote))

    def locate(self, start: int, end: int) -> Source:
        """Where characters start to end of the text stand in the body as stored; an empty span when that is unsure."""
        places = place_characters(self.text, self.raw)
        inside = [places[n] for n in range(start, end) if not self.text[n].isspace()]
        first, last = (inside[0], inside[-1]) if inside else (None, None)
        if first is None or last is None or last[1] <= first[0]:
            return Source(self.ticket_id, self.comment_id)
        return Source(self.ticket_id, self.comment_id, first[0], last[1])

    def make_fact(
        self, name: str, kind: FactKind, text: str, span: tuple[int, int],
        value: Amount | Duration | date | int | str | None = None,
    ) -> Fact:  # fmt: skip
        """A fact that stands at characters span[0] to span[1] of the text. Its quote is what the body has there."""
        source = self.locate(*span)
        quote = self.raw[source.start : source.end] or self.text[slice(*span)]
        return Fact(name, kind, text, source, quote, value)


# the same text gives the same object, so that what is cached by it is found at a glance
@lru_cache(maxsize=16)
def _make_plain(text: str) -> str:
    return plain_quotes(text).translate(_plain_signs())


@lru_cache(maxsize=16)
def _make_small(text: str) -> str:
    plain = _make_plain(text)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)


@cache
def _plain_signs() -> dict[int, str]:
    """Every decimal digit of Unicode, the signs of full-width money, and the blanks that stand inside numbers."""
    digits = {n: str(d) for n in range(0x80, LAST_DIGIT) if (d := unicodedata.decimal(chr(n), None)) is not None}
    signs = dict(zip("＄￡￥．，：／％＋－٫٬\u2007\u2009\u202f", "$£¥.,:/%+-.,   ", strict=True))
    return digits | {ord(sign): plain for sign, plain in signs.items()}
