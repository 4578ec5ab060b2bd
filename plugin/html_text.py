"""A note's HTML as lines for a terminal. Only the few tags our notes use are known."""

from __future__ import annotations

from html.parser import HTMLParser

INDENT = "    "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "blockquote":
            self.depth += 1
        elif tag == "p":
            self.pieces.append(f"\n\n{INDENT * self.depth}")
        elif tag == "li":
            self.pieces.append(f"\n{INDENT * self.depth}- ")
        elif tag == "br":
            self.pieces.append(f"\n{INDENT * self.depth}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.strip("\n"))


def read_html(html: str) -> str:
    """Paragraphs parted by empty lines, list items with a dash, quoted parts indented."""
    reader = _Reader()
    reader.feed(html)
    lines = "".join(reader.pieces).strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)
