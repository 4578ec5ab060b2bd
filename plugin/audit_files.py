"""The files of an audit that a spreadsheet opens: chains, promises, figures. No words of a customer are in them.

They are UTF-8 with a byte order mark, because Excel takes a file without one for the machine's old code page;
LibreOffice and Google Sheets read past it. Times are UTC, decimals have a point.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from suggestions.outcomes.audit import name_reason
from suggestions.outcomes.conversations import End, find_end
from suggestions.outcomes.intervals import TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from suggestions.outcomes.audit import Audit
    from suggestions.outcomes.conversations import Conversation

ENCODING = "utf-8-sig"
# a cell that begins so is a formula, or hides one behind a tab or a line's end
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CHAIN_COLUMNS = (
    "chain", "requester_id", "reason", "contact_reason", "group_id", "contacts", "first_at_utc", "last_at_utc", "days",
    "tickets", "stock_replies", "asked_for_person", "broken_promises", "silent_promises", "ended_in",
)  # fmt: skip
PROMISE_COLUMNS = ("ticket", "comment_id", "chain", "promised", "made_at_utc", "due_at_utc", "state")
FIGURE_COLUMNS = ("figure", "line", "count", "of", "percent", "low_percent", "high_percent", "note", "definition")


def write_files(audit: Audit, folder: Path) -> list[Path]:
    """Write all three and say where. Raises OSError."""
    numbers = {chain.contacts[0].id: n for n, chain in enumerate(audit.chains, 1)}
    read = {c.problem.contacts[0].id: c for c in audit.conversations}
    return [
        _write(folder / "chains.csv", CHAIN_COLUMNS, _list_chains(audit, read)),
        _write(folder / "promises.csv", PROMISE_COLUMNS, _list_promises(audit, numbers)),
        _write(folder / "figures.csv", FIGURE_COLUMNS, _list_figures(audit)),
    ]


def guard_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are left alone."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return path


def _list_chains(audit: Audit, read: dict[Any, Conversation]) -> Iterable[Sequence[object]]:
    """What was said is empty for a chain whose comments could not be read, or are not in English."""
    for number, chain in enumerate(audit.chains, 1):
        first, last = chain.contacts[0], chain.contacts[-1]
        yield (
            number, first.requester.id, name_reason(chain), chain.reason.reason if chain.reason else None,
            first.group_id, len(chain.contacts), _say(first.created_at), _say(last.created_at), chain.days,
            " ".join(str(t.id) for t in chain.contacts), *_say_conversation(read.get(first.id)),
        )  # fmt: skip


def _say_conversation(conversation: Conversation | None) -> Sequence[object]:
    if conversation is None:
        return None, None, None, None, None
    turn = conversation.turn
    return (
        sum(kind.is_stock for kind in conversation.exchange.replies),
        str(conversation.exchange.asked),
        conversation.count_promises(End.BROKEN),
        conversation.count_promises(End.SILENT),
        str(turn.last) if turn else None,
    )


def _list_promises(audit: Audit, chains: dict[Any, int]) -> Iterable[Sequence[object]]:
    for problem, promise in audit.promises:
        yield (
            promise.source.ticket_id, promise.source.comment_id, chains.get(problem.contacts[0].id), promise.action,
            _say(promise.made_at), _say(promise.due_at), find_end(promise).name.lower(),
        )  # fmt: skip


def _list_figures(audit: Audit) -> Iterable[Sequence[object]]:
    for figure in (*audit.figures, audit.by_reason, audit.by_group):
        for row in figure.rows:
            low, high = row.share.interval or (None, None)
            yield (
                figure.key, row.full_label, row.share.part, row.share.whole, _round(row.share.percent), _round(low),
                _round(high), "" if row.share.is_enough else TOO_FEW, figure.definition,
            )  # fmt: skip


def _say(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None


def _round(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)
