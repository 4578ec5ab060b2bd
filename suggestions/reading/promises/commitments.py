"""What an English sentence commits to: who, what will be done, and the words around it that take it back.

A sentence is cut at every "will" and its kind. Each piece is a commitment when somebody of the company, or something
of the customer's, will do or undergo one of the known actions, and nothing makes it depend on the customer, on luck or
on the rules of the house.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from suggestions.reading.promises.clauses import cut_pieces
from suggestions.reading.promises.conditions import awaits_return, depends
from suggestions.reading.promises.due import ANY_MOMENT, find_due
from suggestions.reading.promises.owners import find_owner
from suggestions.reading.promises.steps import INQUIRING, find_steps
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
# a clause about "it" says how what was promised before comes about
GOES_ON = re.compile(
    r"^(?:\W|and |so |then )*(?:it|they|that|this|these|both|everything|all|will|which|gets?|arrives?|reaches|lands|comes|is)\b",
    re.IGNORECASE,
)
TAKEN_UP = re.compile(r"^[^,;]{3,40}?\b(?:it|them|both|everything|all of (?:it|them))\b", re.IGNORECASE)
# what the customer finds or sees may be there all the time, and who is asking or calling now promises no more
SEEN = re.compile(r"\s*(?:also |then )?(?:find|see|notice)\b", re.IGNORECASE)
TALK = frozenset({"answer", "call", "visit"})
GOODS = frozenset({"replacement", "delivery", "item", "fix", "visit"})


@dataclass(frozen=True, slots=True)
class Commitment:
    """Characters start to end of the text hold it; `words` are those that may name its time, its own first.

    One that `needs_time` is none without; one that `inquires` only finds out what comes next.
    """

    action: str
    start: int
    end: int
    owner: str
    words: str
    needs_time: bool = False
    inquires: bool = False


def find_commitments(statement: Statement, before: str) -> list[Commitment]:
    """The commitments of one sentence. `before` is the reply up to it, which tells what "it" and "they" are."""
    text = statement.words
    found: list[Commitment] = []
    for piece in find_candidates(statement):
        read = _read(text, piece, statement.start, before)
        found += [one for one in read if not awaits_return(text, one.action)]
    return _merge(found)


def find_candidates(statement: Statement) -> list[Piece]:
    """The clauses that commit somebody by their grammar, whatever to."""
    text = statement.words
    if statement.asks and INVERTED.match(text):
        return []
    pieces = cut_pieces(text)
    return [
        piece
        for number, piece in enumerate(pieces)
        if not _is_void(text, piece, statement)
        and not depends(text, piece.begin, piece.verb, _end_of_clause(text, pieces[number + 1 :]))
    ]


def _merge(found: list[Commitment]) -> list[Commitment]:
    """`I will reset it and it will be live by noon` is one commitment: the second says by when."""
    merged: list[Commitment] = []
    for one in found:
        last = merged[-1] if merged else None
        if last and last.inquires and one.action in TALK:
            # "Our vet will look at it and we will write to you": what comes of it is what is promised
            merged[-1] = replace(one, start=last.start)
        elif last and _goes_on(last, one):
            words = f"{one.words}, {last.words}"
            merged[-1] = replace(last, end=one.end, words=words, needs_time=last.needs_time and one.needs_time)
        else:
            merged.append(one)
    return merged


def _goes_on(last: Commitment, one: Commitment) -> bool:
    if one.action == last.action:
        timed = find_due(last.words, ANY_MOMENT) is not None and find_due(one.words, ANY_MOMENT) is not None
        return bool(GOES_ON.match(one.words)) or not timed
    if last.action in GOODS and one.action in GOODS:
        return bool(GOES_ON.match(one.words) or TAKEN_UP.match(one.words))
    return last.action == "refund" and bool(GOES_ON.match(one.words))


def _end_of_clause(text: str, later: list[Piece]) -> int:
    return later[0].begin if later else len(text)


def _is_void(text: str, piece: Piece, statement: Statement) -> bool:
    """Denied, asked, said of everybody, or spoken of nobody."""
    predicate = text[piece.verb : piece.end]
    whole = re.split(r"[,;:]\s|\b(?:and|but|so)\b", text[: piece.verb])[-1].strip()
    if GENERAL.match(whole) and not re.search(r"\byou(?:r|rs)?\b", whole):
        return True
    if piece.is_set and NOBODY.search(text[: piece.verb]):
        return True
    if not piece.subject.strip() or NOBODY.search(piece.subject) or GENERAL.match(_strip_time(piece.subject)):
        return True
    if find_pattern("en", "denial").match(predicate.lstrip()) or re.match(
        r"\s*(?:\w+ ){0,2}(?:not(?! (?:later|before))|never|no longer)\b", predicate
    ):
        return True
    return statement.asks and not re.search(r"[,;\u2013\u2014-]\s*\S", text[piece.verb : len(text)])


def _strip_time(subject: str) -> str:
    return re.sub(r"^(?:today|tomorrow|then|also|now|next week)\s+", "", subject.strip(), flags=re.IGNORECASE)


def _read(text: str, piece: Piece, offset: int, before: str) -> list[Commitment]:
    predicate = text[piece.verb : piece.end]
    found = []
    is_weak = piece.is_set or piece.is_doing
    steps = find_steps(piece.subject, predicate, before + text[: piece.begin], is_weak=is_weak)
    for number, step in enumerate(steps):
        begin = piece.begin if number == 0 else piece.verb + step.start
        end = piece.verb + steps[number + 1].start if number + 1 < len(steps) else piece.end
        begin, end = _trim(text, begin, end)
        # "I will read the logs tonight and report tomorrow": its own time first, then that of what it is joined to
        parts = [text[piece.verb + step.start : end], text[begin : piece.verb + step.start]]
        if number == 0:
            parts = parts if step.start else [text[begin:end]]
            parts.append(text[end : piece.end])
        else:
            parts.append(text[piece.begin : piece.verb])
        words = " ; ".join(parts)
        owner = find_owner(piece.subject, predicate, before + text[: piece.begin], text[piece.end :])
        inquires = INQUIRING.match(predicate[step.start :]) is not None
        needs_time = inquires or _needs_time(piece, predicate, step.action, owner)
        found.append(Commitment(step.action, offset + begin, offset + end, owner, words, needs_time, inquires))
    return found


def _needs_time(piece: Piece, predicate: str, action: str, owner: str) -> bool:
    """Where without a day beside it the same words tell what is so, or what is going on."""
    under_way = piece.is_doing and (owner == "other" or action in TALK)
    seen = piece.subject.lower().endswith("you") and SEEN.match(predicate) is not None
    return piece.is_set or under_way or seen


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
