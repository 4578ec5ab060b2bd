"""Whether they have written about the same problem before: the ledger.

Each pair of tickets gets a probability from a small model (suggestions.reading.repeats.pairs): how near the two lie among
this team's tickets, and evidence a person would accept: numbers they share, numbers that differ, a follow-up link,
the customer's own "third time". What is linked to a counted ticket by such evidence is counted with it. Below the
line an entry is only "may be related" and never counted. Figures: docs/measured.md, "Repeat contacts".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from suggestions.model import Ledger, LedgerEntry, Situation, Ticket
from suggestions.reading.facts.facts import find_formats, read_passages
from suggestions.reading.language import UNSURE
from suggestions.reading.numbers import say_ordinal
from suggestions.reading.repeats.contacts import find_contacts, find_machine_tickets, may_miss_contacts
from suggestions.reading.repeats.evidence import Clues, Evidence, drop_constant_fields, find_clues, read_evidence
from suggestions.reading.repeats.pairs import compare_places, load_weights
from suggestions.reading.repeats.problem import find_problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from suggestions.model import History
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood, Placed
    from suggestions.rules import Rules

# from which probability on a customer is believed who says how often they wrote
BELIEVED_FROM = 0.10
# two earlier tickets that share a number or an amount need not read as one problem to be one, only not as two
LINKED_FROM = 0.10
SIMILAR_FROM, SAME_PLACE_FROM = 0.55, 0.6
AT_ONCE = 32
# in a language the model cannot read any two texts lie near each other (docs/measured.md); nearer than this it is the
# same words again
SAME_WORDS_FROM = 0.9
UNREAD_AT_MOST = 0.05


def ticket_words(ticket: Ticket, limit: int = 20_000) -> str:
    """What an earlier ticket was about: its subject and its first words, without greeting and thanks."""
    return find_problem(ticket.subject, ticket.description, limit)


def situation_words(situation: Situation) -> str:
    """The same of the newest words."""
    return find_problem("", situation.text)


def find_compared_words(situation: Situation, history: History, rules: Rules) -> tuple[str, ...]:
    """The words by which the tickets are compared, the new ticket's first."""
    if not situation.text:
        return ()
    return tuple(_say(situation, find_contacts(situation.ticket, history.tickets, rules), rules))


def _say(situation: Situation, contacts: list[Ticket], rules: Rules) -> list[str]:
    return [situation_words(situation), *(ticket_words(t, rules.text_limit) for t in contacts)]


def find_repeat_contacts(
    situation: Situation, history: History, neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> Ledger:
    """The earlier tickets about this problem, newest first. Promises are found later, once comments are read."""
    read = find_contacts(situation.ticket, history.tickets, rules)
    contacts = sorted(read, key=lambda t: (t.created_at, t.id), reverse=True)
    truncated = may_miss_contacts(situation.ticket, history, rules)
    if machine := find_machine_tickets(situation.ticket, contacts, rules.text_limit):
        since = min(t.created_at for t in (situation.ticket, *machine))
        return Ledger(machine_tickets=len(machine) + 1, machine_since=since, truncated=truncated)
    entries = _score(situation, contacts, neighbourhood, embedder, rules)
    kept = tuple(e for e in entries if e.counted or e.score >= rules.repeat_related_line)
    return Ledger(kept, truncated=truncated)


def score_contacts(
    situation: Situation, history: History, neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> list[LedgerEntry]:
    """Every earlier contact inside the window with its probability, in the order of the history."""
    contacts = find_contacts(situation.ticket, history.tickets, rules)
    return _score(situation, contacts, neighbourhood, embedder, rules)


def score_others(
    situation: Situation, contacts: list[Ticket], neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> list[LedgerEntry]:
    """Contacts of other people, each held against this ticket alone and never counted, in the order given.

    This customer's "third time" does not speak for them, and a number that stands in a field of theirs may well be
    the organisation's own.
    """
    if not contacts or not situation.text:
        return []
    bare = [replace(t, fields=()) for t in contacts]
    entries = _judge_each(_pair_up(situation, bare, neighbourhood, embedder, rules, alone=True), contacts, rules)
    return [replace(e, counted=False) for e in entries]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """All tickets at once, the new one first, so that any two can be compared. `readable`: by the model."""

    reads: list[Evidence]
    placed: Placed
    readable: bool

    def compare(self, one: int, others: list[int]) -> list[tuple[float, Clues]]:
        """The probability that each of the others is about the same problem as `one`, and what speaks for it."""
        near = compare_places(self.placed, one, np.array(others, dtype=int))
        found = [find_clues(*_put_newer_first(self.reads[one], self.reads[other])) for other in others]
        return [
            (self._find_probability(place, clues), _add_nearness(clues, place))
            for place, clues in zip(near, found, strict=True)
        ]

    def _find_probability(self, place: dict[str, float], clues: Clues) -> float:
        told = self.readable or place["plain"] >= SAME_WORDS_FROM or clues.shared_number or clues.follows
        probability = load_weights().find_probability(place | clues.values)
        return probability if told else min(probability, UNREAD_AT_MOST)


def _put_newer_first(one: Evidence, other: Evidence) -> tuple[Evidence, Evidence]:
    """What a customer says of earlier contacts, they say in the newer of the two."""
    newer = (one.ticket.created_at, one.ticket.id) >= (other.ticket.created_at, other.ticket.id)
    return (one, other) if newer else (other, one)


def _add_nearness(clues: Clues, place: dict[str, float]) -> Clues:
    """Nearness in words an agent understands."""
    if place["plain"] >= SIMILAR_FROM:
        return replace(clues, words=(*clues.words, "similar words"))
    if place["settled_where_known"] >= SAME_PLACE_FROM:
        return replace(clues, words=(*clues.words, "other words for the same thing"))
    return clues


def _score(
    situation: Situation, contacts: list[Ticket], neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> list[LedgerEntry]:
    if not contacts or not situation.text:
        return []
    pairs = _pair_up(situation, contacts, neighbourhood, embedder, rules)
    entries = _judge_each(pairs, contacts, rules)
    claimed = situation.claimed_contacts
    believed = _believe(_link(entries, pairs, rules), claimed, rules)
    # what hangs on a believed ticket may be what is still missing of the count
    return _link(believed, pairs, rules) if _count_missing(believed, claimed) > 0 else believed


def _pair_up(  # noqa: PLR0913 what is compared, by what, and whether for this customer
    situation: Situation,
    contacts: list[Ticket],
    neighbourhood: Neighbourhood,
    embedder: Embedder,
    rules: Rules,
    *,
    alone: bool = False,
) -> _Pairs:
    """Everything ready to be compared. `alone`: what the customer says of other contacts does not count."""
    texts = _say(situation, contacts, rules)
    here = read_evidence(situation.ticket, situation.text, situation.facts)
    if alone:
        here = replace(here, again=False, counted=False, another=False)
    reads = [
        read_evidence(t, text, find_formats(read_passages(t, rules.text_limit)))
        for t, text in zip(contacts, texts[1:], strict=True)
    ]
    placed = neighbourhood.place(_encode_once(embedder, texts))
    return _Pairs(drop_constant_fields([here, *reads]), placed, _is_readable(situation.language, rules))


def _is_readable(language: str, rules: Rules) -> bool:
    """A text too short to tell its language is mostly of the one the team works in."""
    return language in rules.model_languages or language == UNSURE


def _encode_once(embedder: Embedder, texts: list[str]) -> NDArray[np.float32]:
    """One row a text, each different text encoded once: a form sends the same words a hundred times.

    A few at a time, because an embedder that keeps its vectors keeps them after each call: a job stopped in a long
    history goes on from there.
    """
    different = list(dict.fromkeys(texts))
    place = {text: n for n, text in enumerate(different)}
    rows = [embedder.encode(different[n : n + AT_ONCE]) for n in range(0, len(different), AT_ONCE)]
    return np.concatenate(rows)[[place[text] for text in texts]]


def _judge_each(pairs: _Pairs, contacts: list[Ticket], rules: Rules) -> list[LedgerEntry]:
    found = pairs.compare(0, list(range(1, len(contacts) + 1)))
    return [_judge(t, p, clues, rules) for t, (p, clues) in zip(contacts, found, strict=True)]


def _judge(ticket: Ticket, probability: float, clues: Clues, rules: Rules) -> LedgerEntry:
    """One pair. A different order, invoice or tracking number means another problem, however alike the words."""
    if clues.conflict and not clues.follows:
        probability = min(probability, rules.repeat_related_line - 0.01)
    elif clues.shared_number:
        # the same order may well be another question, and an agent wants to see it
        probability = max(probability, rules.repeat_related_line)
    score = round(probability, 3)
    return LedgerEntry(ticket, score, clues.words, counted=clues.follows or score >= rules.repeat_line)


def _link(entries: list[LedgerEntry], pairs: _Pairs, rules: Rules) -> list[LedgerEntry]:
    """Count also what hangs on a counted ticket: by a number, an amount, a follow-up, or by being the same problem.

    "The second 49.90 is still missing" says little alone; beside "you took 49.90 twice" it is the same problem.
    """
    linked, todo = list(entries), [n for n, e in enumerate(entries) if e.counted]
    while todo:
        j = todo.pop()
        rest = [i for i, e in enumerate(linked) if not e.counted and not _speaks_against(e)]
        if not rest:
            break
        for i, (probability, clues) in zip(rest, pairs.compare(j + 1, [i + 1 for i in rest]), strict=True):
            if words := _find_link(probability, clues, rules):
                entry, why = linked[i], f"{words} as in #{linked[j].ticket.id}"
                score = max(entry.score, round(linked[j].score * 0.9, 3))
                linked[i] = LedgerEntry(entry.ticket, score, (*entry.evidence, why), counted=True)
                todo.append(i)
    return linked


def _find_link(probability: float, clues: Clues, rules: Rules) -> str | None:
    """What ties two earlier tickets together, in words; None when nothing does."""
    if clues.follows:
        return "one follows up the other"
    if clues.conflict:
        return None
    if clues.ties and probability >= LINKED_FROM:
        return clues.ties
    return "same problem" if probability >= rules.repeat_line else None


def _believe(entries: list[LedgerEntry], claimed: int | None, rules: Rules) -> list[LedgerEntry]:
    """A customer who says "fifth" is believed as far as the record allows: the nearest tickets fill the count."""
    missing = _count_missing(entries, claimed)
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


def _count_missing(entries: list[LedgerEntry], claimed: int | None) -> int:
    """How many contacts the customer claims beyond those counted; the present one is none of them."""
    return (claimed or 1) - 1 - sum(e.counted for e in entries)


def _speaks_against(entry: LedgerEntry) -> bool:
    return any("names another" in words for words in entry.evidence)
