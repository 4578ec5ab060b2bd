"""Whether they have written about the same problem before: the ledger.

A pair of tickets is scored by how near their words lie and by whether both call for the same responses of
the library, moved by evidence a person would accept: numbers they share, numbers that differ, a follow-up
link. What is linked to a counted ticket by such evidence is counted with it. Below the line an entry is only
"may be related" and never counted. How the weights were found: docs/architecture.md, "Where the lines come from".
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from suggestions.model import Ledger, LedgerEntry, Situation, Ticket
from suggestions.reading.evidence import Evidence, find_conflict, find_shared, read_evidence
from suggestions.reading.facts import find_facts, read_passages
from suggestions.reading.numbers import say_ordinal
from suggestions.reading.text import clean_body, join_subject, strip_greeting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.library.index import LibraryIndex
    from suggestions.model import History
    from suggestions.ports import Embedder
    from suggestions.rules import Rules

    Vectors = NDArray[np.float32]

SAME_RESPONSES = 0.30
OTHER_RESPONSE = -0.10
# how sharply the likeliest responses stand out, and from which score on the library knows the subject at all
SHARPNESS = 0.05
KNOWN_FROM, KNOWN_AT = 0.45, 0.65
FOLLOW_UP = 0.60
CLAIMED = 0.10
# how alike two earlier tickets that share a number or an amount must read to be one problem
LINKED_FROM = 0.30
# from which score on a customer is believed who says how often they wrote
BELIEVED_FROM = 0.35
SIDE_CHANNELS = frozenset({"side_conversation"})
MERGED_TAG = "closed_by_merge"


def ticket_words(ticket: Ticket, limit: int = 20_000) -> str:
    """What an earlier ticket was about: its subject and its first words."""
    return strip_greeting(join_subject(ticket.subject, clean_body(ticket.description, limit)))


def find_repeat_contacts(
    situation: Situation, history: History, index: LibraryIndex, embedder: Embedder, rules: Rules
) -> Ledger:
    """The earlier tickets about this problem, newest first. Promises are found later, once comments are read."""
    entries = score_contacts(situation, history, index, embedder, rules)
    kept = [e for e in entries if e.counted or e.score >= rules.repeat_related_line]
    return Ledger(tuple(sorted(kept, key=lambda e: e.ticket.created_at, reverse=True)))


def score_contacts(
    situation: Situation, history: History, index: LibraryIndex, embedder: Embedder, rules: Rules
) -> list[LedgerEntry]:
    """Every earlier contact inside the window with its score, in the order of the history."""
    earlier = [t for t in history.tickets if _is_contact(t, situation, rules)]
    if not earlier or not situation.text:
        return []
    texts = [strip_greeting(situation.text), *(ticket_words(t, rules.text_limit) for t in earlier)]
    vectors = embedder.encode(texts)
    scores = index.score(vectors)
    near = vectors[1:] @ vectors[0] + compare_responses(scores)
    here = read_evidence(situation.ticket, situation.text, situation.facts)
    reads = [
        read_evidence(t, text, find_facts(read_passages(t, rules.text_limit)))
        for t, text in zip(earlier, texts[1:], strict=True)
    ]
    entries = [_score(here, read, float(score), situation, rules) for read, score in zip(reads, near, strict=True)]
    linked = _link(entries, reads, vectors[1:], scores[1:], rules)
    return _believe(linked, situation.claimed_contacts, rules)


def compare_responses(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much calling for the same responses moves each later row nearer to the first one.

    One row a text, one column a response. Where the library does not know the subject, nothing is moved.
    """
    if not scores.size:
        return np.zeros(max(len(scores) - 1, 0), dtype=np.float32)
    best = scores.max(axis=1, keepdims=True)
    shares = np.exp((scores - best) / SHARPNESS)
    shares /= shares.sum(axis=1, keepdims=True)
    overlap = np.sqrt(shares[1:] * shares[0]).sum(axis=1)
    other = scores[1:].argmax(axis=1) != scores[0].argmax()
    known = np.clip((np.minimum(best[1:, 0], best[0, 0]) - KNOWN_FROM) / (KNOWN_AT - KNOWN_FROM), 0, 1)
    moved: NDArray[np.float32] = known * (SAME_RESPONSES * overlap + OTHER_RESPONSE * other)
    return moved.astype(np.float32)


def _is_contact(ticket: Ticket, situation: Situation, rules: Rules) -> bool:
    """Written by the requester before this one, inside the window, and not half of a merge (zendesk.md 3.5)."""
    now = situation.ticket
    by_somebody_else = ticket.submitter_id is not None and ticket.submitter_id != ticket.requester.id
    return (
        ticket.id != now.id
        and ticket.created_at <= now.created_at
        and now.created_at - ticket.created_at <= timedelta(days=rules.repeat_window_days)
        and ticket.channel not in SIDE_CHANNELS
        and MERGED_TAG not in ticket.tags
        and not (by_somebody_else and ticket.channel != "phone")
    )


def _score(here: Evidence, there: Evidence, near: float, situation: Situation, rules: Rules) -> LedgerEntry:
    """One pair. A different order, invoice or tracking number means another problem, however alike the words."""
    follows = here.ticket.follow_up_of == there.ticket.id
    conflict = find_conflict(here, there)
    moved, words = find_shared(here, there)
    score = max(0.0, near) + moved + (FOLLOW_UP if follows else 0.0)
    if situation.claimed_contacts and situation.claimed_contacts > 1:
        score += CLAIMED
    if set(here.numbers) & set(there.numbers):
        # the same order may well be another question, and an agent wants to see it
        score = max(score, rules.repeat_related_line)
    if conflict and not follows:
        score = min(score / 2, rules.repeat_related_line - 0.01)
    evidence = (
        ["this ticket is a follow-up of it"] * follows + words + [f"names another {conflict} number"] * bool(conflict)
    )
    if near >= rules.repeat_related_line:
        evidence.append("similar words")
    score = round(min(1.0, score), 3)
    return LedgerEntry(there.ticket, score, tuple(evidence), counted=follows or score >= rules.repeat_line)


def _link(
    entries: list[LedgerEntry], reads: list[Evidence], vectors: Vectors, scores: Vectors, rules: Rules
) -> list[LedgerEntry]:
    """Count also what hangs on a counted ticket: by a number, an amount, a follow-up, or by reading alike.

    "The second 49.90 is still missing" says little alone; beside "you took 49.90 twice" it is the same problem.
    """
    linked, todo = list(entries), [n for n, e in enumerate(entries) if e.counted]
    while todo:
        j = todo.pop()
        near = vectors @ vectors[j] + compare_responses(np.concatenate([scores[j : j + 1], scores]))
        for i, entry in enumerate(linked):
            if entry.counted or _speaks_against(entry):
                continue
            if words := _find_link(reads[i], reads[j], float(near[i]), rules):
                why = (*entry.evidence, f"{words} as in #{reads[j].ticket.id}")
                linked[i] = LedgerEntry(entry.ticket, max(entry.score, linked[j].score * 0.9), why, counted=True)
                todo.append(i)
    return linked


def _find_link(a: Evidence, b: Evidence, near: float, rules: Rules) -> str | None:
    """What ties two earlier tickets together, in words; None when nothing does."""
    if a.ticket.follow_up_of == b.ticket.id or b.ticket.follow_up_of == a.ticket.id:
        return "one follows up the other"
    if find_conflict(a, b):
        return None
    moved, words = find_shared(a, b)
    if moved > 0 and near >= LINKED_FROM:
        return words[0]
    return "same problem" if near >= rules.repeat_line else None


def _believe(entries: list[LedgerEntry], claimed: int | None, rules: Rules) -> list[LedgerEntry]:
    """A customer who says "fifth" is believed as far as the record allows: the nearest tickets fill the count."""
    missing = (claimed or 1) - 1 - sum(e.counted for e in entries)
    if missing <= 0:
        return entries
    likely = sorted(
        (e for e in entries if not e.counted and e.score >= BELIEVED_FROM and not _speaks_against(e)),
        key=lambda e: -e.score,
    )
    believed = {e.ticket.id for e in likely[:missing]}
    said = f"they say this is the {say_ordinal(claimed or 1)} time"
    return [
        LedgerEntry(e.ticket, max(e.score, rules.repeat_line), (*e.evidence, said), counted=True)
        if e.ticket.id in believed
        else e
        for e in entries
    ]


def _speaks_against(entry: LedgerEntry) -> bool:
    return any("names another" in words for words in entry.evidence)
