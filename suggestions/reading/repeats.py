"""Whether they have written about the same problem before: the ledger.

A pair of tickets is scored by how near their words lie and by whether both call for the same responses of
the library, moved by evidence a person would accept: numbers they share, numbers that differ, a follow-up
link. What is linked to a counted ticket by such evidence is counted with it. Below the line an entry is only
"may be related" and never counted. How the weights were found: docs/architecture.md, "Where the lines come from".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from suggestions.model import Fact, FactKind, Ledger, LedgerEntry, Rules, Situation, Ticket
from suggestions.reading.facts import find_facts, read_passages
from suggestions.reading.identifiers import identifier_key
from suggestions.reading.money import amount_key
from suggestions.reading.numbers import say_ordinal
from suggestions.reading.text import clean_body, join_subject, strip_greeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from suggestions.library.index import LibraryIndex
    from suggestions.model import History
    from suggestions.ports import Embedder

SAME_RESPONSES = 0.30
OTHER_RESPONSE = -0.10
# how sharply the likeliest responses stand out, and from which score on the library knows the subject at all
SHARPNESS = 0.05
KNOWN_FROM, KNOWN_AT = 0.45, 0.65
SHARED_NUMBER = 0.30
SHARED_AMOUNT = 0.20
OTHER_NUMBER = -0.30
FOLLOW_UP = 0.60
CLAIMED = 0.10
# how alike two earlier tickets that share a number or an amount must read to be one problem
LINKED_FROM = 0.30
OTHER = "names another"
SIDE_CHANNELS = frozenset({"side_conversation"})
MERGED_TAG = "closed_by_merge"


@dataclass(frozen=True, slots=True)
class _Read:
    ticket: Ticket
    numbers: frozenset[str]
    amounts: frozenset[str]


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
    here = _read(situation.ticket, situation.facts)
    reads = [_read(t, find_facts(read_passages(t, rules.text_limit))) for t in earlier]
    entries = [_score(here, read, float(score), situation, rules) for read, score in zip(reads, near, strict=True)]
    return _link(entries, reads, vectors[1:], scores[1:])


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


def _read(ticket: Ticket, facts: Sequence[Fact]) -> _Read:
    return _Read(
        ticket,
        frozenset(identifier_key(f) for f in facts if f.kind is FactKind.IDENTIFIER),
        frozenset(amount_key(f.text) for f in facts if f.kind is FactKind.MONEY),
    )


def _score(here: _Read, there: _Read, cosine: float, situation: Situation, rules: Rules) -> LedgerEntry:
    score, evidence = max(0.0, cosine), []
    if here.ticket.follow_up_of == there.ticket.id:
        score, evidence = score + FOLLOW_UP, ["this ticket is a follow-up of it"]
    moved, words = _shared(here, there)
    score += moved
    evidence += words
    claimed = situation.claimed_contacts
    if claimed and claimed > 1:
        score += CLAIMED
        evidence.append(f"they say this is the {say_ordinal(claimed)} time")
    score = min(1.0, max(0.0, score))
    if cosine >= rules.repeat_related_line:
        evidence.append("similar words")
    return LedgerEntry(there.ticket, round(score, 3), tuple(evidence), score >= rules.repeat_line)


def _shared(a: _Read, b: _Read) -> tuple[float, list[str]]:
    """How numbers move the score, and the words for it. A different order number speaks against."""
    if same := a.numbers & b.numbers:
        kind, number = min(same).split(":")
        return SHARED_NUMBER, [f"same {kind} number {number.upper()}"]
    if same_amounts := a.amounts & b.amounts:
        return SHARED_AMOUNT, [f"same amount {min(same_amounts)}"]
    kinds = {n.split(":")[0] for n in a.numbers} & {n.split(":")[0] for n in b.numbers}
    if kinds:
        return OTHER_NUMBER, [f"{OTHER} {min(kinds)} number"]
    return 0.0, []


def _link(
    entries: list[LedgerEntry],
    reads: list[_Read],
    vectors: NDArray[np.float32],
    scores: NDArray[np.float32],
) -> list[LedgerEntry]:
    """Count also what hangs on a counted ticket by a number, an amount or a follow-up, and reads alike.

    "The second 49.90 is still missing" says little alone; beside "you took 49.90 twice" it is the same problem.
    """
    linked = list(entries)
    for j in (n for n, e in enumerate(entries) if e.counted):
        rows = np.concatenate([scores[j : j + 1], scores])
        near = vectors @ vectors[j] + compare_responses(rows)
        for i, entry in enumerate(linked):
            if entry.counted or any(OTHER in words for words in entry.evidence):
                continue
            if words := _find_link(reads[i], reads[j], float(near[i])):
                why = (*entry.evidence, f"{words} as in #{reads[j].ticket.id}")
                linked[i] = LedgerEntry(entry.ticket, max(entry.score, entries[j].score * 0.9), why, counted=True)
    return linked


def _find_link(a: _Read, b: _Read, near: float) -> str | None:
    """What ties two earlier tickets together, in words; None when nothing does."""
    if a.ticket.follow_up_of == b.ticket.id or b.ticket.follow_up_of == a.ticket.id:
        return "one follows up the other"
    moved, words = _shared(a, b)
    return words[0] if moved > 0 and near >= LINKED_FROM else None
