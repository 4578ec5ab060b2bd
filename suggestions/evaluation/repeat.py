"""Repeat contacts: is the new ticket about an earlier one's problem, and about which?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from suggestions.evaluation.rows import DataProblem, find_auroc, parse_rows, share
from suggestions.model import Comment, CommentId, History, Person, Status, Ticket, TicketId, UserId
from suggestions.reading.repeats.repeats import score_contacts, ticket_words
from suggestions.reading.situation import read_situation

if TYPE_CHECKING:
    from suggestions.library.index import LibraryIndex
    from suggestions.model import LedgerEntry
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.rules import Rules

NEEDED = frozenset({"new_ticket", "earlier_tickets", "repeat_of"})


@dataclass(frozen=True, slots=True)
class Customer:
    """One row: a new ticket, the earlier ones newest first, and those of them that are about the same problem."""

    new: Ticket
    history: History
    repeat_of: frozenset[TicketId]


def evaluate_repeat(text: str, index: LibraryIndex, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """precision, recall, f1 at the line from which a contact is shown; counted_… at the line from which it counts.

    The earlier tickets of all customers are what this team has seen before, as they would be at work; no label of
    theirs is looked at, and no new ticket is among them.
    """
    rows = read_customers(text)
    seen = list(dict.fromkeys(ticket_words(t) for c in rows for t in c.history.tickets))
    neighbourhood = index.place_among(embedder.encode(seen) if seen else None)
    customers = [_score(row, neighbourhood, embedder, rules) for row in rows]
    best = [max((e.score for e, _ in pairs), default=0.0) for pairs in customers]
    # also where the earlier ticket lies outside the window: not seen is missed
    repeats = [bool(row.repeat_of) for row in rows]
    shown = [any(e.counted or e.score >= rules.repeat_related_line for e, _ in pairs) for pairs in customers]
    counted = [any(e.counted for e, _ in pairs) for pairs in customers]
    precision, recall = _judge(shown, repeats)
    counted_precision, counted_recall = _judge(counted, repeats)
    true = [pairs for pairs, repeat in zip(customers, repeats, strict=True) if repeat]
    flat = [(e.score, is_one) for pairs in customers for e, is_one in pairs]
    return {
        "precision": precision,
        "recall": recall,
        "f1": round(2 * precision * recall / (precision + recall), 4) if precision and recall else None,
        "ticket_auroc": find_auroc([int(r) for r in repeats], best),
        "pair_auroc": find_auroc([int(is_one) for _, is_one in flat], [score for score, _ in flat]),
        "right_ticket_at_1": share(
            sum(bool(pairs) and max(pairs, key=lambda p: p[0].score)[1] for pairs in true), len(true)
        ),
        "counted_precision": counted_precision,
        "counted_recall": counted_recall,
    }


def read_customers(text: str) -> list[Customer]:
    """Every row of the file. Raises DataProblem."""
    return [_read(row, number) for number, row in enumerate(parse_rows(text, NEEDED), 1)]


def _judge(said: list[bool], true: list[bool]) -> tuple[float | None, float | None]:
    both = sum(s and t for s, t in zip(said, true, strict=True))
    return share(both, sum(said)), share(both, sum(true))


def _read(row: dict[str, Any], number: int) -> Customer:
    try:
        requester = Person(UserId(number), "")
        earlier = {_name(t): _ticket(t, n + 1, requester) for n, t in enumerate(row["earlier_tickets"])}
        new = _ticket(row["new_ticket"], len(earlier) + 1, requester)
        repeat_of = frozenset(earlier[str(name)].id for name in row["repeat_of"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataProblem(f"customer {number}: a ticket needs id, subject, text and created_at ({error})") from None
    return Customer(new, History(tuple(reversed(earlier.values()))), repeat_of)


def _score(
    customer: Customer, neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> list[tuple[LedgerEntry, bool]]:
    situation = read_situation(customer.new, rules)
    entries = score_contacts(situation, customer.history, neighbourhood, embedder, rules)
    return [(e, e.ticket.id in customer.repeat_of) for e in entries]


def _name(told: dict[str, Any]) -> str:
    return str(told["id"])


def _ticket(told: dict[str, Any], number: int, requester: Person) -> Ticket:
    at = datetime.fromisoformat(told["created_at"]).astimezone(UTC)
    body = str(told["text"])
    comment = Comment(CommentId(number), requester, body, public=True, created_at=at)
    return Ticket(
        TicketId(number), requester, str(told.get("subject") or ""), body, Status.SOLVED, at, at,
        submitter_id=requester.id, comments=(comment,),
    )  # fmt: skip
