"""The requester's own words: without quoted history, signatures, entities and invisible characters."""

from __future__ import annotations

import html
import re

from suggestions.reading.mail.automatic import is_automatic
from suggestions.reading.mail.bot_chats import keep_customer
from suggestions.reading.mail.characters import INVISIBLE, plain_quotes, read_characters, tidy
from suggestions.reading.mail.forms import open_form
from suggestions.reading.mail.history import keep_own

__all__ = [
    "SENTENCE", "clean_body", "clean_subject", "count_words", "join_subject", "plain_quotes", "strip_greeting",
]  # fmt: skip

# the greeted are told by their capitals, so only the greeting itself ignores case
GREETING = re.compile(
    r"^(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b(?: (?i:there|team|all|support|again|sir|or|madam|everyone|folks)\b)*"
    r"(?: [A-Z][\w'-]*){0,3}\s*[,.!\n-]+\s*"
)
# a full stop inside 49.90 or a web address ends nothing
SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+[.!?]*")
# what one look removes can uncover more; nobody nests deeper than this
MOST_LOOKS = 5


def clean_body(body: str, limit: int = 20_000) -> str:
    """What the author typed this time, at most `limit` characters of it; empty when that is nothing.

    Takes time in proportion to the body's length. Cleaning twice changes nothing, but for what only reading
    once protects: an entity written out (`&amp;lt;`) and HTML shown as text.
    """
    text = read_characters(body)
    for _ in range(MOST_LOOKS):
        if is_automatic(text):
            return ""
        kept = tidy(keep_own(keep_customer(open_form(text.split("\n")))))
        if kept == text:
            break
        text = kept
    return text[:limit].strip()


def clean_subject(subject: str) -> str:
    """The subject without reply marks: `Re: Fwd: Charged twice` reads `Charged twice`."""
    text = INVISIBLE.sub("", html.unescape(subject)).strip()
    return re.sub(r"^((re|fw|fwd|aw|wg|sv|rv)\s*(\[\d+\])?:\s*)+", "", text, flags=re.IGNORECASE).strip()


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
