"""What staff answered, whether it fits every ticket, and whether the customer then asked for a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.reading.facts.claims import asks_for_person
from suggestions.reading.text import clean_body, clean_subject, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from suggestions.model import Comment, Ticket

EVERYDAY = Path(__file__).with_name("everyday_words.txt")
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"\d[\d.,]*\d")
# `charge`, `charged` and `charges` are one word
STEM = 5


class Kind(StrEnum):
    """What a public reply of staff is."""

    PHRASE = "holds a stock phrase"
    BARE = "names no detail of the case"
    SPECIFIC = "names a detail of the case"

    @property
    def is_stock(self) -> bool:
        return self is not Kind.SPECIFIC


class Asked(StrEnum):
    """When a customer first asked for a manager or a person, if ever."""

    NEVER = "no"
    AT_ONCE = "before any reply"
    AFTER_STOCK = "after a stock reply"
    AFTER_OTHER = "after a reply with a detail"


@dataclass(frozen=True, slots=True)
class Exchange:
    """The replies of one problem in order, and when the customer asked for a person.

    `met_stock` says whether a stock reply came at all, or before they asked.
    """

    replies: tuple[Kind, ...] = ()
    asked: Asked = Asked.NEVER
    met_stock: bool = False


def find_conversation(tickets: Iterable[Ticket]) -> list[tuple[Ticket, Comment]]:
    """The public comments of these tickets with words in them, oldest first; no automatic mail."""
    found = [(t, c) for t in tickets for c in t.comments if c.public and c.body.strip() and not c.automatic]
    return sorted(found, key=lambda pair: (pair[1].created_at, pair[1].id))


def read_exchange(tickets: Sequence[Ticket]) -> Exchange:
    """What was answered on these tickets of one requester, whose comments were read."""
    said: set[str] = set()
    names = {stem for t in tickets for stem in find_details(t.requester.name)}
    replies: list[Kind] = []
    asked, met_stock = Asked.NEVER, False
    for ticket, comment in find_conversation(tickets):
        text = clean_body(comment.body)
        if comment.author.id == ticket.requester.id:
            said |= find_details(f"{clean_subject(ticket.subject)} {text}")
            if asked is Asked.NEVER and asks_for_person(text):
                asked = _judge_asking(replies)
                met_stock = any(kind.is_stock for kind in replies)
        elif comment.author.role.is_staff:
            replies.append(judge_reply(text, said - names))
    if asked is Asked.NEVER:
        met_stock = any(kind.is_stock for kind in replies)
    return Exchange(tuple(replies), asked, met_stock)


def judge_reply(text: str, said: Iterable[str]) -> Kind:
    """`said` are the details the customer had given by then."""
    if find_stock_phrase(text):
        return Kind.PHRASE
    return Kind.SPECIFIC if find_details(text) & set(said) else Kind.BARE


def find_details(text: str) -> set[str]:
    """The numbers of two digits and more and the telling words of a text, cut so that their forms agree."""
    plain = plain_quotes(text).lower()
    words = {word for word in WORD.findall(plain) if word not in _everyday_words()}
    return {word[:STEM] for word in words} | set(NUMBER.findall(plain))


def _judge_asking(replies: Sequence[Kind]) -> Asked:
    if not replies:
        return Asked.AT_ONCE
    return Asked.AFTER_STOCK if any(kind.is_stock for kind in replies) else Asked.AFTER_OTHER


@cache
def _everyday_words() -> frozenset[str]:
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
