"""A body's characters: entities, HTML, line ends, and marks nobody sees."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser

# a comment is cut at 64 kB by Zendesk (zendesk.md 3.2); no more than this is read of anything longer
READ_CHARACTERS = 100_000
# bidi controls and zero-width marks can hide or reorder words; C0/C1 controls have no business in a mail
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
MANY_LINES = re.compile(r"\n{3,}")
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
# the body is HTML only when all of it is: "<b>" in a sentence is what somebody typed
WHOLE_HTML = re.compile(
    r"\s*<(?:!doctype|html|head|body|meta|style|div|p|span|table|br|ul|ol|h[1-6]|blockquote|font)\b[^<>]*>",
    re.IGNORECASE,
)
NEW_LINE = frozenset(
    {"p", "div", "br", "li", "tr", "ul", "ol", "table", "blockquote", "pre", "hr", *(f"h{n}" for n in range(1, 7))}
)
PARAGRAPH = frozenset({"p", "ul", "ol", "table", "blockquote", "pre"})
CELL = frozenset({"td", "th"})
UNSEEN = frozenset({"style", "script", "head", "title"})
DEEPEST_QUOTE = 3


def read_characters(body: str) -> str:
    """Plain text, one blank between words, no blanks at the ends of lines.

    Entities are undone once, because a plain body may still hold them (zendesk.md 3.2). HTML is turned into
    lines, quoted ones with a ">" in front, when the body is all HTML.
    """
    body = body[:READ_CHARACTERS]
    text = read_html(body) if is_html(body) else html.unescape(body)
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", LINE_END.sub("\n", text)))
    return tidy(text.split("\n"))


def tidy(lines: list[str]) -> str:
    """Blanks squeezed, at most one empty line at a time."""
    return MANY_LINES.sub("\n\n", "\n".join(SPACES.sub(" ", line).strip() for line in lines)).strip()


def plain_quotes(text: str) -> str:
    """The same text, character for character as long, with typographic quotes and spaces made plain."""
    return text.translate(QUOTES)


def is_html(body: str) -> bool:
    return WHOLE_HTML.match(body) is not None and body.rstrip().endswith(">")


def read_html(markup: str) -> str:
    """The words of an HTML body, line by line; what stands in a block quote begins with ">"."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._depth = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._depth += tag == "blockquote"
        self._unseen += tag in UNSEEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag == "blockquote"))
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        if tag != "br":
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(SPACES.sub(" ", data.replace("\n", " ")))

    def _break(self, tag: str) -> None:
        if tag in NEW_LINE:
            mark = "> " * min(self._depth, DEEPEST_QUOTE)
            self.pieces.append(f"\n{mark}" * (2 if tag in PARAGRAPH else 1))
        elif tag in CELL:
            self.pieces.append(" ")
