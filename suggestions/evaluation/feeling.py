"""Feeling: which one, does it call for empathy, and is empathy kept back where nobody asked for it?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from suggestions.evaluation.rows import find_auroc, parse_rows, share
from suggestions.model import Comment, CommentId, Feeling, Person, Status, Ticket, TicketId, UserId
from suggestions.reading.feeling.feeling import FEELINGS, feel, read_feeling
from suggestions.reading.situation import read_situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.model import Situation
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

WRITTEN_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def evaluate_feeling(text: str, embedder: Embedder, rules: Rules) -> dict[str, float | None]:
    """macro_f1 over the feelings in the file; needs_empathy_auroc over rows where that is not null. The others at the
    shipped line: find_restraint.

    Pleased and grateful are one feeling here, as in the product. Each row is read as one ticket of one message,
    and the likeliest feeling is taken where the product would say that it is unsure.
    """
    from sklearn.metrics import f1_score

    rows = parse_rows(text, frozenset({"text", "emotion"}))
    labels = [str(FEELINGS.get(str(r["emotion"]), r["emotion"])) for r in rows]
    situations = [make_situation(str(r["text"]), rules, embedder) for r in rows]
    named, strains, strained = [], [], []
    for situation in situations:
        read = read_feeling(situation, embedder)
        # no words of English: what is shown is what the product would show
        shown = situation if read else feel(situation, embedder)
        named.append(str(read.likeliest if read else shown.feeling))
        strained.append(read.needs_empathy if read else shown.needs_empathy)
        strains.append(read.strain if read else float(shown.needs_empathy))
    needed = [None if r.get("needs_empathy") is None else bool(int(r["needs_empathy"])) for r in rows]
    wanted = [(int(need), s) for need, s in zip(needed, strains, strict=True) if need is not None]
    f1 = f1_score(labels, named, labels=sorted(set(labels)), average="macro", zero_division=0)
    return {
        "macro_f1": round(float(f1), 4),
        "needs_empathy_auroc": find_auroc([label for label, _ in wanted], [score for _, score in wanted]),
        **find_restraint(labels, needed, strained),
    }


def find_restraint(
    labels: Sequence[str], needed: Sequence[bool | None], strained: Sequence[bool]
) -> dict[str, float | None]:
    """Of the rows read as strained, the share that needed empathy (`strained_precision`); of those that needed it, the
    share read so (`strained_recall`); of the calm ones, the share read as strained all the same (`false_empathy`).
    Rows where nobody said whether empathy is needed count in neither of the first two; None where no row counts.
    """
    told = [(need, read) for need, read in zip(needed, strained, strict=True) if need is not None]
    right = sum(need and read for need, read in told)
    calm = [read for label, read in zip(labels, strained, strict=True) if label == Feeling.CALM]
    return {
        "strained_precision": share(right, sum(read for _, read in told)),
        "strained_recall": share(right, sum(need for need, _ in told)),
        "false_empathy": share(sum(calm), len(calm)),
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
