"""Mail no person wrote: absence notes, bounces, read receipts. Told only when it is plain.

Zendesk's own flag is the better witness (zendesk.md 8, point 11); this is for mail that came without one.
"""

from __future__ import annotations

import re

from suggestions.reading.mail.characters import SPACES, plain_quotes, read_characters
from suggestions.reading.mail.words import find_phrases, find_set

HEAD, LONGEST = 700, 4000
# a reply that wants something of us was written by somebody, whatever it says of the office
REQUEST = re.compile(
    r"\?|\b(?:please|bitte) (?!contact|call|e-?mail|write|refer|reach|direct|note|be |allow|send urgent|wenden|kontaktieren|beachten|rufen|schreiben|an |unter |do not)"
)
SENTENCES = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+")
BOUNCE = re.compile(r"your message to \S+@\S+ .{0,60}(?:couldn't|could not|wasn't|was not) (?:be )?delivered")
REPLY_MARKS = re.compile(r"^(?:(?:re|aw|sv|rv|antw)\s?:\s*)+")
GREETING_WORDS = 4
RECEIPT_LINES = 14


def is_automatic(text: str) -> bool:
    """Whether a body, its characters read, is an automatic mail from beginning to end."""
    if len(text) > LONGEST or not text:
        return False
    head = plain_quotes(text[:HEAD]).lower()
    return _says_so(head) or _is_away(head) or _is_receipt(head)


def says_automatic(body: str) -> bool:
    """The same of a body as stored."""
    return is_automatic(read_characters(body))


def says_automatic_subject(subject: str) -> bool:
    """Such as `Automatic reply: Your order`: a person may well write of a delivery failure, so the whole mark is needed."""
    told = REPLY_MARKS.sub("", plain_quotes(subject).lower()).strip()
    mark = told.partition(":")[0].strip()
    return told in find_set("automatic", "subjects") or (mark != told and mark in find_set("automatic", "subjects"))


def _says_so(head: str) -> bool:
    """Only a greeting or thanks may come before; anything else was typed, perhaps above a bounce."""
    for sentence in SENTENCES.findall(head)[:4]:
        told = SPACES.sub(" ", sentence).strip(" *#_-")
        if told.startswith(find_phrases("automatic", "sure")) or BOUNCE.match(told):
            return True
        if len(told.split()) > GREETING_WORDS and not _names("formula", told):
            return False
    return False


def _is_away(head: str) -> bool:
    flat = " ".join(head.split())
    return _names("away", flat) and _names("formula", flat) and not REQUEST.search(flat)


def _names(kind: str, text: str) -> bool:
    return any(phrase in text for phrase in find_phrases("automatic", kind))


def _is_receipt(head: str) -> bool:
    lines = [line for line in head.split("\n") if line]
    return (
        len(lines) <= RECEIPT_LINES
        and lines[0].strip(" :.,") in find_set("receipts", "starts")
        and any(phrase in line for line in lines[-3:] for phrase in find_phrases("receipts", "ends"))
    )
