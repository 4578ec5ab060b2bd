"""Comment bodies: HTML made safe, HTML to text, text to HTML, and the silent cut at 64 kB (zendesk.md 3.2)."""

import re
from html import escape
from html.parser import HTMLParser

MOST_BYTES = 64 * 1024
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset({"a", "b", "br", "code", "del", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u"})
BLOCKS = HEADINGS | {"blockquote", "div", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
KEPT = BLOCKS | INLINE | {"tbody", "td", "th", "thead"}
DROPPED_WHOLE = frozenset({"script", "style", "iframe", "object", "template", "title"})
VOID = frozenset({"br", "hr", "img"})
SAFE_LINK = re.compile(r"(?i)(https?://|mailto:|tel:|/|#)")


def truncate(text: str) -> str:
    """At most 64 kB of UTF-8, cut between characters and without a word of warning."""
    return text.encode()[:MOST_BYTES].decode(errors="ignore")


def sanitise(html: str) -> str:
    """Only harmless tags and attributes, each opened tag closed."""
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return cleaner.result()


def to_text(html: str) -> str:
    """The words of sanitised HTML, a line for each block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def from_text(text: str) -> str:
    """Paragraphs where the text has empty lines, breaks where it has line ends."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip("\n"))
    broken = (escape(one, quote=False).replace("\n", "<br>") for one in paragraphs)
    return "".join(f'<p dir="auto">{one}</p>' for one in broken)


def wrap(html: str) -> str:
    """Stored HTML as it is read back (zendesk.md 3.2)."""
    return f'<div class="zd-comment" dir="auto">{html}</div>'


def unwrap(html: str) -> str:
    """Without the wrapping, for a client that sends back what it read."""
    return re.sub(r'(?s)^\s*<div class="zd-comment"[^>]*>(.*)</div>\s*$', r"\1", html)


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._dropping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            return
        if tag in DROPPED_WHOLE:
            self._dropping = tag
        elif tag in KEPT:
            self._out.append(f"<{tag}{''.join(_attribute(*one) for one in attrs)}>")
            if tag not in VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping = None if tag == self._dropping else self._dropping
            return
        if tag in self._open:
            while self._close_last() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._out.append(escape(data, quote=False))

    def result(self) -> str:
        while self._open:
            self._close_last()
        return "".join(self._out)

    def _close_last(self) -> str:
        tag = self._open.pop()
        self._out.append(f"</{tag}>")
        return tag


def _attribute(name: str, value: str | None) -> str:
    safe = name in {"dir", "alt", "title"} or (name in {"href", "src"} and SAFE_LINK.match((value or "").strip()))
    return f' {name}="{escape(value or "")}"' if safe else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 the parser's signature
        if tag == "br" or tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append("\n\n" if tag in {"p", "ul", "ol", "blockquote", "pre"} else "\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
