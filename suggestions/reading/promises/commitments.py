"""What an English sentence commits to: who, what will be done, and the words around it that take it back.

A sentence is cut at every "will" and its kind. Each piece is a commitment when somebody of the company, or something
of the customer's, will do or undergo one of the known actions, and nothing makes it depend on the customer, on luck or
on the rules of the house.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggestions.reading.promises.actions import ANY_MOMENT, find_actions, is_joined
from suggestions.reading.promises.clauses import cut_pieces
from suggestions.reading.promises.conditions import awaits_return, depends
from suggestions.reading.promises.due import find_due
from suggestions.reading.promises.words import find_pattern

if TYPE_CHECKING:
    from suggestions.reading.promises.clauses import Piece
    from suggestions.reading.promises.statements import Statement

NOBODY = re.compile(
    r"\b(?:nobody|no one|nothing|none|neither|no (?!later|longer|doubt)\w+|not (?:all|every)|few|hardly|anyone|anybody)\b",
    re.IGNORECASE,
)
INVERTED = re.compile(
    r"^(?:\W|so |and |but |or |then |well )*(?:do|does|did|is|are|was|were|would|could|can|shall|will|won't|have|has|may|should|what|when|how|why|who|where|which)\b",
    re.IGNORECASE,
)
# what is said of everybody's orders is a rule of the house
GENERAL = re.compile(
    r"^(?:all |most |many |some |these |such |any |every |each |normal |standard |online )?(?:refunds|orders|parcels|returns|replacements|deliveries|claims|complaints|customers|users|members|requests|payments|items|tickets|messages|e-?mails|calls|people|applications|appeals|transfers|invoices|plans|offers|prices|subscribers|clients|visitors|buyers|passengers|guests|orders? placed|a refund|an order|a claim|a customer|the system|the app|the website|whoever|anyone|everyone|everybody|those who|for (?:returns|orders|all|any|every|customers|members|refunds|claims|larger|smaller|other|such))\b(?! for you| of yours| you)",
    re.IGNORECASE,
)
ME, US = (
    re.compile(r"\b(?:i|myself|me)\b", re.IGNORECASE),
    re.compile(r"\b(?:we|us|our)\b|\b(?:team|department)\b", re.IGNORECASE),
)
THEIRS = re.compile(
    r"\b(?:courier|carriers?|bank|post|postman|airline|supplier|manufacturer|insurer|contractor|forward\w+|parcel service|delivery (?:company|partner|service)|partner|hotel|operator|provider|authority|city|council|shipper|haulier|issuer|dhl|ups|fedex|dpd|gls|hermes|usps|royal mail|garage)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(r"^(?:it|they|this|that|these|those|you|there|he|she|everything|both)?$", re.IGNORECASE)
SECOND_STEP = re.compile(
    r"(?:(?:so |and )?(?:it|that|this|they|you|everything|which|the money|the refund|will)\b|'ll)", re.IGNORECASE
)
THINGS = frozenset({"refund", "delivery", "item", "fix", "replacement", "answer"})
PASSIVE_OR_MOVING = re.compile(
    r"^(?:\w+ly |also |then |all )?(?:be|get|arrive|reach|appear|show|land|go|come|ship|leave|follow|hit|drop|receive|have|hear|see)\b",
    re.IGNORECASE,
)
BY_US, FROM_ME = (
    re.compile(r"\b(?:by|from) (?:our|us|the team|a colleague|one of)\b", re.IGNORECASE),
    re.compile(r"\bfrom me\b|\bmy\b", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """Characters start to end of the text hold it; `lead` are words before it that may name the time."""

    action: str
    start: int
    end: int
    owner: str
    words: str
    needs_time: bool = False


def find_commitments(statement: Statement, before: str) -> list[Commitment]:
    """The commitments of one sentence. `before` is the reply up to it, which tells what "it" and "they" are."""
    text = statement.words
    if statement.asks and INVERTED.match(text):
        return []
    found: list[Commitment] = []
    pieces = cut_pieces(text)
    for number, piece in enumerate(pieces):
        if _is_void(text, piece, statement):
            continue
        if depends(text, piece.begin, piece.verb, _end_of_clause(text, pieces[number + 1 :])):
            continue
        read = _read(text, piece, statement.start, before, found[-1].action if found else None)
        found += [one for one in read if not awaits_return(text, one.action)]
    return _merge(found)


def _merge(found: list[Commitment]) -> list[Commitment]:
    """`I will reset it and it will be live by noon` is one commitment: the first step has no time of its own."""
    merged: list[Commitment] = []
    for one in found:
        last = merged[-1] if merged else None
        is_step = last is not None and last.action == one.action and SECOND_STEP.match(one.words)
        if last and is_step and find_due(last.words, ANY_MOMENT) is None:
            words = f"{one.words}, {last.words}"
            merged[-1] = Commitment(last.action, last.start, one.end, last.owner, words, last.needs_time)
        else:
            merged.append(one)
    return merged


def _end_of_clause(text: str, later: list[Piece]) -> int:
    return later[0].begin if later else len(text)


def _is_void(text: str, piece: Piece, statement: Statement) -> bool:
    """Denied, asked, said of everybody, or spoken of nobody."""
    predicate = text[piece.verb : piece.end]
    whole = re.split(r"[,;:]\s|\b(?:and|but|so)\b", text[: piece.verb])[-1].strip()
    if GENERAL.match(whole) and not re.search(r"\byou(?:r|rs)?\b", whole):
        return True
    if not piece.subject.strip() or NOBODY.search(piece.subject) or GENERAL.match(_strip_time(piece.subject)):
        return True
    if find_pattern("en", "denial").match(predicate.lstrip()) or re.match(
        r"\s*(?:\w+ ){0,2}(?:not(?! (?:later|before))|never|no longer)\b", predicate
    ):
        return True
    if not (ME.search(piece.subject) or US.search(piece.subject)) and find_pattern("en", "standing").match(
        predicate.lstrip()
    ):
        return True
    return statement.asks and not re.search(r"[,;\u2013\u2014-]\s*\S", text[piece.verb : len(text)])


def _strip_time(subject: str) -> str:
    return re.sub(r"^(?:today|tomorrow|then|also|now|next week)\s+", "", subject.strip(), flags=re.IGNORECASE)


def _read(text: str, piece: Piece, offset: int, before: str, last: str | None) -> list[Commitment]:
    predicate = text[piece.verb : piece.end]
    found = []
    actions = find_actions(piece.subject, predicate, before + text[: piece.begin], last, is_set=piece.is_set)
    for number, (action, at) in enumerate(actions):
        begin = piece.begin if number == 0 else piece.verb + at
        end = piece.verb + actions[number + 1][1] if number + 1 < len(actions) else piece.end
        begin, end = _trim(text, begin, end)
        # "I will read the logs tonight and report tomorrow": its own time first, then that of what it is joined to
        parts = [text[piece.verb + at : end], text[begin : piece.verb + at]]
        if number == 0:
            parts = parts if is_joined(predicate, at) else [text[begin:end]]
            parts.append(text[end : piece.end])
        else:
            parts.append(text[piece.begin : piece.verb])
        words = " ; ".join(parts)
        owner = _find_owner(piece.subject, predicate, action, before)
        found.append(Commitment(action, offset + begin, offset + end, owner, words, piece.is_set))
    return found


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """Without the joints at both ends."""
    while True:
        joint = re.search(
            r"(?:[\s,;:(\u2013\u2014-]|\b(?:and|but|so|then|or|as|because|since|also|plus|while|which))+$",
            text[begin:end],
            re.IGNORECASE,
        )
        if not joint or joint.start() == 0:
            break
        end = begin + joint.start()
    head = re.match(r"(?:[\s,;:)\u2013\u2014-]|(?:and|but|so|then|or)\b)+", text[begin:end], re.IGNORECASE)
    return begin + (head.end() if head else 0), end


def _find_owner(subject: str, predicate: str, action: str, before: str) -> str:
    """me, team or other: by who will, and in the passive by whom."""
    told = subject.strip().lower()
    is_thing = action in THINGS and PASSIVE_OR_MOVING.match(predicate.strip()) is not None
    is_theirs = told in {"they", "he", "she"} and (is_thing or bool(THEIRS.search(before[-160:])))
    checks = (
        (ME.search(told), "me"),
        (THEIRS.search(told), "other"),
        (US.search(told) or BY_US.search(predicate), "team"),
        (told == "you" and FROM_ME.search(predicate), "me"),
        (is_theirs or (told in {"they", "he", "she"} and action == "delivery"), "other"),
        (told not in {"they", "he", "she"} and (OTHERS.match(told) or is_thing), "other"),
    )
    return next((owner for holds, owner in checks if holds), "team")
