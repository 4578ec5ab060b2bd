"""Promises: is what is found in agents' replies what was promised there, for the day it was promised?"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from suggestions.evaluation.rows import DataProblem, parse_rows, share
from suggestions.model import Comment, CommentId, Person, PromiseOwner, Role, TicketId, UserId
from suggestions.reading.promises.actions import ACTIONS
from suggestions.reading.promises.due import find_zone
from suggestions.reading.promises.promises import read_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.promises.promises import Found

OWNERS = frozenset(str(owner) for owner in PromiseOwner)


def evaluate_promises(text: str) -> dict[str, Any]:
    """precision, recall, f1, labelled, found and right over the rows whose author is "agent":
    {"written_at", "time_zone", "text", "promises": [{"quote", "action", "due", "owner"}]}.

    A found promise is right when a label overlaps it in the text, each label serving once, with its action and its
    due day (none for none). action_accuracy, due_accuracy and owner_accuracy are shares of the pairs that overlap;
    `by_action` has precision and recall of each action. Raises DataProblem.
    """
    counts: Counter[str] = Counter()
    for row, labels in read_rows(text):
        zone = find_zone(str(row["time_zone"]))
        found = read_reply(make_reply(row), TicketId(1))
        counts["found"] += len(found)
        counts["labelled"] += len(labels)
        for one in found:
            counts[f"found {one.action}"] += 1
        for label in labels:
            counts[f"labelled {label['action']}"] += 1
        for one, label in pair(found, labels, row["text"]):
            due = one.due_at.astimezone(zone).date().isoformat() if one.due_at else None
            agrees = (one.action == label["action"], due == label["due"], str(one.owner) == label["owner"])
            counts.update(
                {
                    "pairs": 1,
                    "action": agrees[0],
                    "due": agrees[1],
                    "owner": agrees[2],
                    "right": agrees[0] and agrees[1],
                }
            )
            if agrees[0] and agrees[1]:
                counts[f"right {one.action}"] += 1
    return {
        "precision": share(counts["right"], counts["found"]),
        "recall": share(counts["right"], counts["labelled"]),
        "f1": share(2 * counts["right"], counts["found"] + counts["labelled"]),
        "labelled": counts["labelled"],
        "found": counts["found"],
        "right": counts["right"],
        **{f"{name}_accuracy": share(counts[name], counts["pairs"]) for name in ("action", "due", "owner")},
        "by_action": {
            action: {
                "precision": share(counts[f"right {action}"], counts[f"found {action}"]),
                "recall": share(counts[f"right {action}"], counts[f"labelled {action}"]),
                "labelled": counts[f"labelled {action}"],
                "found": counts[f"found {action}"],
            }
            for action in ACTIONS
        },
    }


def read_rows(text: str) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Every agent's row with its labels. Raises DataProblem at the first that is not as it should be."""
    rows = [(n, r) for n, r in enumerate(parse_rows(text, frozenset({"author", "text"})), 1) if r["author"] == "agent"]
    if not rows:
        raise DataProblem("the file has no rows whose author is agent")
    for number, row in rows:
        yield row, _check_labels(row, number)


def make_reply(row: dict[str, Any]) -> Comment:
    """The row's text as an agent's public reply on that agent's clock."""
    agent = Person(UserId(11), "An agent", Role.AGENT, time_zone=str(row["time_zone"]))
    at = datetime.fromisoformat(row["written_at"]).astimezone(UTC)
    return Comment(CommentId(1), agent, row["text"], public=True, created_at=at)


def pair(found: list[Found], labels: list[dict[str, Any]], text: str) -> list[tuple[Found, dict[str, Any]]]:
    """Those that overlap in the text, each at most once; of several labels first the one with the same action."""
    left = list(labels)
    pairs = []
    for one in found:
        touching = [label for label in left if _overlaps(one, label, text)]
        if touching:
            label = next((la for la in touching if la["action"] == one.action), touching[0])
            left.remove(label)
            pairs.append((one, label))
    return pairs


def _overlaps(found: Found, label: dict[str, Any], text: str) -> bool:
    places = re.finditer(re.escape(label["quote"]), text)
    return any(place.start() < found.source.end and found.source.start < place.end() for place in places)


def _check_labels(row: dict[str, Any], number: int) -> list[dict[str, Any]]:
    labels = row.get("promises")
    if not isinstance(row["text"], str) or not isinstance(labels, list):
        raise DataProblem(f"row {number}: text must be a text and promises a list")
    try:
        datetime.fromisoformat(row["written_at"]).astimezone(UTC)
        str(row["time_zone"])
    except (KeyError, TypeError, ValueError) as error:
        raise DataProblem(f"row {number}: written_at must be a time, with a time_zone beside it ({error})") from None
    for label in labels:
        _check_label(label, row["text"], number)
    return labels


def _check_label(label: Any, text: str, number: int) -> None:
    if not isinstance(label, dict) or label.get("action") not in ACTIONS:
        raise DataProblem(f"row {number}: a promise needs an action, one of {', '.join(ACTIONS)}")
    quote = label.get("quote")
    if not isinstance(quote, str) or not quote or quote not in text:
        raise DataProblem(f"row {number}: the quote {quote!r} does not stand in the text")
    if label.get("owner") not in OWNERS:
        raise DataProblem(f"row {number}: an owner is one of {', '.join(sorted(OWNERS))}")
    try:
        _ = date.fromisoformat(label["due"]) if label["due"] is not None else None
    except (KeyError, TypeError, ValueError):
        raise DataProblem(f"row {number}: due must be a day such as 2026-08-16, or null") from None
