"""Facts: does what is read from a message stand there, with the value it has?"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from suggestions.evaluation.rows import DataProblem, parse_rows, share
from suggestions.model import Amount, Comment, CommentId, Person, Status, Ticket, TicketId, UserId
from suggestions.reading.facts.facts import find_facts, read_passages
from suggestions.reading.facts.number_tokens import normalise_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.model import Fact
    from suggestions.ports import Embedder

# the name of a fact for each type of a label; facts of other names (since, colleague) are not measured here
TYPES = {
    "amount": "amount", "date": "date", "deadline": "deadline", "duration": "stated_duration",
    "contact_count": "contact_count", "order": "order", "invoice": "invoice", "tracking": "tracking", "case": "case",
    "phone": "phone", "product": "product", "consequence": "consequence", "tried": "tried", "ask": "ask",
}  # fmt: skip
NUMBERS = frozenset({"order", "invoice", "tracking", "case"})
# what was said is longer than a value: half of the words of the shorter must be the same words
CLAUSES = frozenset({"product", "consequence", "tried"})


def evaluate_facts(text: str, embedder: Embedder) -> dict[str, dict[str, float | None]]:
    """For each type, and for `all`: precision, recall, f1, and how many were labelled, found and right.

    Only rows whose author is "requester" count: {"written_at", "time_zone", "text", "facts": [{"type", "quote",
    "value"}]}. A found fact is right when a label of its type overlaps it in the text and has its value; each
    label serves once. Raises DataProblem.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    rows = [(n, row) for n, row in enumerate(parse_rows(text, frozenset({"author", "text"})), 1)]
    told = [(n, row) for n, row in rows if row["author"] == "requester"]
    if not told:
        raise DataProblem("the file has no rows whose author is requester")
    for number, row in told:
        for kind, labelled, found, right in judge_row(row, number, embedder):
            counts[kind].update(labelled=labelled, found=found, right=right)
    total = sum(counts.values(), Counter[str]())
    return {kind: _measure(counts[kind]) for kind in TYPES} | {"all": _measure(total)}


def judge_row(row: dict[str, Any], number: int, embedder: Embedder) -> Iterator[tuple[str, int, int, int]]:
    """(type, labelled, found, right) for each type of one row."""
    labels = _check_labels(row, number)
    facts = read_row(row, number, embedder)
    for kind, name in TYPES.items():
        wanted = [label for label in labels if label["type"] == kind]
        found = [fact for fact in facts if fact.name == name]
        yield kind, len(wanted), len(found), len(match_facts(found, wanted, row["text"]))


def read_row(row: dict[str, Any], number: int, embedder: Embedder) -> tuple[Fact, ...]:
    """What the product reads in the row's text, as one message of a requester. Raises DataProblem."""
    try:
        at = datetime.fromisoformat(row["written_at"]).astimezone(UTC)
        requester = Person(UserId(1), "", time_zone=str(row["time_zone"]))
    except (KeyError, TypeError, ValueError) as error:
        raise DataProblem(f"row {number}: written_at must be a time and time_zone a zone ({error})") from None
    comment = Comment(CommentId(1), requester, str(row["text"]), public=True, created_at=at)
    ticket = Ticket(TicketId(1), requester, "", comment.body, Status.OPEN, at, at, comments=(comment,))
    return find_facts(read_passages(ticket, len(comment.body) + 1), embedder)


def match_facts(found: list[Fact], wanted: list[dict[str, Any]], text: str) -> list[tuple[Fact, dict[str, Any]]]:
    """The pairs that agree in place and value, each fact and each label at most once."""
    left = list(wanted)
    pairs = []
    for fact in found:
        agreeing = next((label for label in left if _agrees(fact, label, text)), None)
        if agreeing is not None:
            left.remove(agreeing)
            pairs.append((fact, agreeing))
    return pairs


def _agrees(fact: Fact, label: dict[str, Any], text: str) -> bool:
    places = re.finditer(re.escape(label["quote"]), text)
    if not any(place.start() < fact.source.end and fact.source.start < place.end() for place in places):
        return False
    if label["type"] in CLAUSES:
        return _shares_words(fact.quote, label["quote"])
    return _values_agree(fact, label["type"], label["value"])


def _shares_words(a: str, b: str) -> bool:
    ours, theirs = (Counter(re.findall(r"\w+", words.lower())) for words in (a, b))
    return 2 * sum((ours & theirs).values()) >= min(sum(ours.values()), sum(theirs.values()))


def _values_agree(fact: Fact, kind: str, value: Any) -> bool:
    ours = fact.value
    if kind == "amount":
        return ours == Amount(Decimal(value["number"]), value["currency"])
    if kind in {"date", "deadline"}:
        return ours == (date.fromisoformat(value) if value else None)
    if kind in NUMBERS:
        return normalise_number(str(ours)) == normalise_number(str(value))
    if kind == "phone" and not str(value).startswith("+"):
        # a label without the country stands for a number whose country only the time zone tells
        return str(ours).endswith(str(value).removeprefix("0"))
    return str(ours) == str(value)


def _check_labels(row: dict[str, Any], number: int) -> list[dict[str, Any]]:
    labels = row.get("facts")
    if not isinstance(row["text"], str) or not isinstance(labels, list):
        raise DataProblem(f"row {number}: text must be a text and facts a list")
    for label in labels:
        if not isinstance(label, dict) or label.get("type") not in TYPES:
            raise DataProblem(f"row {number}: a fact needs a type, one of {', '.join(TYPES)}")
        quote = label.get("quote")
        if not isinstance(quote, str) or not quote or quote not in row["text"]:
            raise DataProblem(f"row {number}: the quote {quote!r} does not stand in the text")
        if not _is_value(label["type"], label.get("value")):
            raise DataProblem(f"row {number}: {label.get('value')!r} is no value of type {label['type']}")
    return labels


def _is_value(kind: str, value: Any) -> bool:
    try:
        if kind == "amount":
            Decimal(value["number"])
            return value["currency"] is None or isinstance(value["currency"], str)
        if kind in {"date", "deadline"}:
            return value is None or bool(date.fromisoformat(value))
    except (InvalidOperation, KeyError, TypeError, ValueError):
        return False
    return kind in CLAUSES or isinstance(value, int if kind == "contact_count" else str)


def _measure(counts: Counter[str]) -> dict[str, float | None]:
    labelled, found, right = counts["labelled"], counts["found"], counts["right"]
    return {
        "precision": share(right, found),
        "recall": share(right, labelled),
        "f1": share(2 * right, labelled + found),
        "labelled": labelled,
        "found": found,
        "right": right,
    }
