"""Repeat contacts: is the new ticket about an earlier one's problem, and about which?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from suggestions.evaluation.rows import DataProblem, find_auroc, parse_rows, share
from suggestions.model import Comment, CommentId, History, Person, Status, Ticket, TicketId, UserId
from suggestions.reading.repeats import score_contacts
from suggestions.reading.situation import read_situation

if TYPE_CHECKING:
    from suggestions.library.index import LibraryIndex
    from suggestions.model import LedgerEntry
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

NEEDED = frozenset({"new_ticket", "earlier_tickets", "repeat_of"})


def evaluate_repeat(text: str, index: LibraryIndex, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """precision, recall, f1 at the line from which a contact is shown; counted_… at the line from which it counts."""
    customers = [_score(row, n, index, embedder, rules) for n, row in enumerate(parse_rows(text, NEEDED), 1)]
    best = [max((e.score for e, _ in pairs), default=0.0) for pairs in customers]
    repeats = [any(is_one for _, is_one in pairs) for pairs in customers]
    shown = [score >= rules.repeat_related_line for score in best]
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
        "right_ticket_at_1": share(sum(max(pairs, key=lambda p: p[0].score)[1] for pairs in true), len(true)),
        "counted_precision": counted_precision,
        "counted_recall": counted_recall,
    }


def _judge(said: list[bool], true: list[bool]) -> tuple[float | None, float | None]:
    both = sum(s and t for s, t in zip(said, true, strict=True))
    return share(both, sum(said)), share(both, sum(true))


def _score(
    row: dict[str, Any], number: int, index: LibraryIndex, embedder: Embedder, rules: Rules
) -> list[tuple[LedgerEntry, bool]]:
    try:
        requester = Person(UserId(1), "")
        earlier = {_name(t): _ticket(t, n + 1, requester) for n, t in enumerate(row["earlier_tickets"])}
        new = _ticket(row["new_ticket"], len(earlier) + 1, requester)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataProblem(f"customer {number}: a ticket needs id, subject, text and created_at ({error})") from None
    names = {t.id: name for name, t in earlier.items()}
    history = History(tuple(reversed(earlier.values())))
    entries = score_contacts(read_situation(new, rules), history, index, embedder, rules)
    return [(e, names[e.ticket.id] in row["repeat_of"]) for e in entries]


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
