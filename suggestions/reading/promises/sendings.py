"""What is sent, given or brought decides what that is: an invoice an item, a new lamp a replacement."""

from __future__ import annotations

import re

from suggestions.reading.promises.words import find_pattern

OBJECT = re.compile(
    r"[;]| so | which |, (?:and|but|so) | because | to (?:make|let|see|find|check)\b| (?:once|as soon as|when|after|until|before|while|if|the moment) ",
    re.IGNORECASE,
)
PLAIN_OBJECT = re.compile(
    r"^\s*(?:out |over |off |back )?(?:it|them|this|that|these|those|both|everything)\b", re.IGNORECASE
)
POSTED = re.compile(
    r"^(?:re-?)?(?:send|sent|ship|shipp|post|mail|dispatch|despatch|e-?mail|forward|courier|overnight|fax|attach|upload|issue|supply|hand|rush|let|deliver|redeliver|text|messag)",
    re.IGNORECASE,
)
AGAIN = re.compile(r"\b(?:again|once more|a second time|anew)\b", re.IGNORECASE)
WRITTEN = re.compile(r"\b(?:by|per|via|as an?) (?:e-?mail|pdf|attachment|mail)\b|\binbox\b", re.IGNORECASE)
NAMED_THING = re.compile(
    r"\s*(?:you |out |over |him |her |them )*(?:the|your|a|an|some|two|three|those|these|new|missing)\b", re.IGNORECASE
)
# the lists of promise_words.yaml, and what each is to the customer
KINDS = {"new": "replacement", "paper": "item", "word": "answer", "parcel": "delivery", "money": "refund"}
LONGEST_OBJECT, NEW_PAPER, NEAR = 110, 4, 20


def says_more(known: str, sent: str, verb: str) -> bool:
    """Whether what is sent tells more than the verb: "email you the invoice" is no mere answer."""
    if sent not in {"item", "replacement"}:
        return False
    return known == "delivery" or (known == "answer" and POSTED.match(verb) is not None)


def find_object(words: str, before: str, *, is_posted: bool) -> str | None:
    """What is sent decides: the first noun that says. A thing without a name of its own is an item."""
    told = OBJECT.split(words[:LONGEST_OBJECT])[0]
    places = {name: m.start() for name in KINDS if (m := find_pattern("en", name).search(told))}
    if PLAIN_OBJECT.match(told):
        action = "item" if WRITTEN.search(told) else recall(before)
        return action if is_posted else None
    if not places:
        return "item" if is_posted and NAMED_THING.match(told) else None
    first = min(places, key=lambda name: places[name])
    if _is_paper(told, places, first):
        return "item"
    is_new = "new" in places and places["new"] - places[first] < NEAR
    if first == "parcel" and (is_new or (is_posted and AGAIN.search(told))):
        return "replacement"
    return KINDS[first]


def _is_paper(told: str, places: dict[str, int], first: str) -> bool:
    """`a new label`, `an e-mail with the code`: a paper, whatever stands before it."""
    if "paper" not in places or first not in {"new", "word", "parcel"}:
        return False
    between = told[places[first] : places["paper"]]
    if first == "word":
        return bool(re.search(r"\bwith\b", between)) or not between
    return len(between.split()) <= NEW_PAPER and (first == "new" or not between)


def recall(before: str) -> str:
    """What "it" is: the thing named last before."""
    last = before[-220:]
    kinds = {"paper": "item", "parcel": "delivery", "new": "replacement"}
    places = {name: m.end() for name in kinds for m in find_pattern("en", name).finditer(last)}
    return kinds[max(places, key=lambda name: places[name])] if places else "delivery"
