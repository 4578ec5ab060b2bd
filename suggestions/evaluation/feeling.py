"""Feeling: which one, and does it call for empathy?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from suggestions.evaluation.rows import find_auroc, parse_rows
from suggestions.model import Comment, CommentId, Person, Status, Ticket, TicketId, UserId
from suggestions.reading.feeling.feeling import FEELINGS, feel, read_feeling
from suggestions.reading.situation import read_situation

if TYPE_CHECKING:
    from suggestions.model import Situation
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

WRITTEN_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def evaluate_feeling(text: str, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """macro_f1 over the feelings in the file; needs_empathy_auroc over rows where that is not null.

    Pleased and grateful are one feeling here, as in the product. Each row is read as one ticket of one message,
    and the likeliest feeling is taken where the product would say that it is unsure.
    """
    from sklearn.metrics import f1_score

    rows = parse_rows(text, frozenset({"text", "emotion"}))
    labels = [str(FEELINGS.get(str(r["emotion"]), r["emotion"])) for r in rows]
    situations = [make_situation(str(r["text"]), rules, embedder) for r in rows]
    named, strains = [], []
    for situation in situations:
        read = read_feeling(situation, embedder)
        # no words of English: what is shown is what the product would show
        named.append(str(read.likeliest if read else feel(situation, embedder).feeling))
        strains.append(read.strain if read else float(situation.needs_empathy))
    wanted = [(int(r["needs_empathy"]), s) for r, s in zip(rows, strains, strict=True) if _is_told(r)]
    f1 = f1_score(labels, named, labels=sorted(set(labels)), average="macro", zero_division=0)
    return {
        "macro_f1": round(float(f1), 4),
        "needs_empathy_auroc": find_auroc([label for label, _ in wanted], [score for _, score in wanted]),
    }


def make_situation(text: str, rules: Rules, embedder: Embedder) -> Situation:
    """A first ticket without a subject that says only this."""
    requester = Person(UserId(1), "")
    comment = Comment(CommentId(1), requester, text, public=True, created_at=WRITTEN_AT)
    ticket = Ticket(
        TicketId(1), requester, "", text, Status.NEW, WRITTEN_AT, WRITTEN_AT, submitter_id=requester.id,
        comments=(comment,),
    )  # fmt: skip
    return read_situation(ticket, rules, embedder)


def _is_told(row: dict[str, Any]) -> bool:
    return row.get("needs_empathy") is not None
