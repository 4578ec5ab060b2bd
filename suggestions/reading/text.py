"""The requester's own words: without quoted history, signatures, entities and invisible characters."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from mailparser_reply import EmailReplyParser

# bidi controls and zero-width marks can hide or reorder words; C0/C1 controls have no business in a mail
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f]")
SPACES = re.compile(r"[^\S\n]+")
MANY_LINES = re.compile(r"\n{3,}")
GREETING = re.compile(
    r"^(hi|hello|hey|dear|good (morning|afternoon|evening))\b( (there|team|all|support|again|sir|madam|[A-Z]\w+))*[,.!\n-]+\s*",
    re.IGNORECASE,
)
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
# a full stop inside 49.90 or a web address ends nothing
SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+[.!?]*")
REPLY_LANGUAGES = ["en", "de", "es", "fr", "it", "nl"]


@cache
def _parser() -> EmailReplyParser:
    return EmailReplyParser(languages=REPLY_LANGUAGES)


def clean_body(body: str, limit: int = 20_000) -> str:
    """What the author typed this time, at most `limit` characters of it.

    Entities are undone once, because a plain body may still hold them (zendesk.md 3.2).
    """
    text = unicodedata.normalize("NFC", html.unescape(body[: limit * 2]))
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:limit]
    replies = _parser().read(text).replies
    newest = str(replies[0].body) if replies else ""
    # a body that is all quotation holds no word of its author
    kept = newest if newest.strip() else "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    return MANY_LINES.sub("\n\n", SPACES.sub(" ", kept)).strip()


def clean_subject(subject: str) -> str:
    """The subject without reply marks: `Re: Fwd: Charged twice` reads `Charged twice`."""
    text = INVISIBLE.sub("", html.unescape(subject)).strip()
    return re.sub(r"^((re|fw|fwd|aw|wg|sv|rv)\s*(\[\d+\])?:\s*)+", "", text, flags=re.IGNORECASE).strip()


def plain_quotes(text: str) -> str:
    """The same text, character for character as long, with typographic quotes and spaces made plain."""
    return text.translate(QUOTES)


def strip_greeting(text: str) -> str:
    return GREETING.sub("", text).strip() or text


def join_subject(subject: str, body: str) -> str:
    """Subject and body as one text; a subject the body repeats is left out."""
    head, first = clean_subject(subject), body[: len(subject) + 40].casefold()
    if not head or head.casefold().rstrip(".!?…") in first:
        return body
    return f"{head}. {body}" if body else head


def count_words(text: str) -> int:
    return len(re.findall(r"\w+", text))
