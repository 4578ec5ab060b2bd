"""Whether they have written about the same problem before: the ledger.

Each pair of tickets gets a probability from a small model (suggestions.reading.repeats.pairs): how near the two lie among
this team's tickets, and evidence a person would accept: numbers they share, numbers that differ, a follow-up link,
the customer's own "third time". What is linked to a counted ticket by such evidence is counted with it. Below the
line an entry is only "may be related" and never counted. Figures: docs/measured.md, "Repeat contacts".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from suggestions.model import Ledger, LedgerEntry, Situation, Ticket
from suggestions.reading.facts.facts import find_formats, read_passages
from suggestions.reading.language import UNSURE
from suggestions.reading.repeats.belief import Claim, believe, count_missing, speaks_against
from suggestions.reading.repeats.comparison import AT_ONCE, Comparison, Likeness, place_all
from suggestions.reading.repeats.contacts import find_contacts, find_machine_tickets, may_miss_contacts
from suggestions.reading.repeats.evidence import Clues, read_evidence
from suggestions.reading.repeats.problem import find_problem

if TYPE_CHECKING:
    from suggestions.model import History
    from suggestions.ports import Embedder
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.rules import Rules

__all__ = [
    "AT_ONCE", "find_compared_words", "find_repeat_contacts", "score_contacts", "score_others", "situation_words",
    "ticket_words",
]  # fmt: skip

# two earlier tickets that share a number or an amount need not read as one problem to be one, only not as two
LINKED_FROM = 0.10


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
    comparison = _pair_up(situation, bare, neighbourhood, embedder, rules, alone=True)
    entries = _judge_each(comparison.compare(0, list(range(1, len(contacts) + 1))), contacts, rules)
    return [replace(e, counted=False) for e in entries]


def _score(
    situation: Situation, contacts: list[Ticket], neighbourhood: Neighbourhood, embedder: Embedder, rules: Rules
) -> list[LedgerEntry]:
    if not contacts or not situation.text:
        return []
    comparison = _pair_up(situation, contacts, neighbourhood, embedder, rules)
    here = comparison.reads[0]
    found = comparison.compare(0, list(range(1, len(contacts) + 1)))
    likely = {t.id: like.if_read for t, like in zip(contacts, found, strict=True)}
    claim = Claim(situation.claimed_contacts, here.again or here.recurs, comparison.readable)
    linked = _link(_judge_each(found, contacts, rules), comparison, rules)
    believed = believe(linked, likely, claim, rules)
    # what hangs on a believed ticket may be what is still missing of the count
    return _link(believed, comparison, rules) if count_missing(believed, claim.count) > 0 else believed


def _pair_up(  # noqa: PLR0913 what is compared, by what, and whether for this customer
    situation: Situation,
    contacts: list[Ticket],
    neighbourhood: Neighbourhood,
    embedder: Embedder,
    rules: Rules,
    *,
    alone: bool = False,
) -> Comparison:
    """Everything ready to be compared. `alone`: what the customer says of other contacts does not count."""
    texts = _say(situation, contacts, rules)
    here = read_evidence(situation.ticket, situation.text, situation.facts)
    if alone:
        here = replace(here, again=False, recurs=False, counted=False, another=False)
    reads = [
        read_evidence(t, text, find_formats(read_passages(t, rules.text_limit)))
        for t, text in zip(contacts, texts[1:], strict=True)
    ]
    readable = _is_readable(situation.language, rules)
    return place_all([here, *reads], texts, neighbourhood, embedder, readable=readable)


def _is_readable(language: str, rules: Rules) -> bool:
    """A text too short to tell its language is mostly of the one the team works in."""
    return language in rules.model_languages or language == UNSURE


def _judge_each(found: list[Likeness], contacts: list[Ticket], rules: Rules) -> list[LedgerEntry]:
    return [_judge(t, like.probability, like.clues, rules) for t, like in zip(contacts, found, strict=True)]


def _judge(ticket: Ticket, probability: float, clues: Clues, rules: Rules) -> LedgerEntry:
    """One pair. A different order, invoice or tracking number means another problem, however alike the words."""
    if clues.conflict and not clues.follows:
        probability = min(probability, rules.repeat_related_line - 0.01)
    elif clues.shared_number:
        # the same order may well be another question, and an agent wants to see it
        probability = max(probability, rules.repeat_related_line)
    score = round(probability, 3)
    return LedgerEntry(ticket, score, clues.words, counted=clues.follows or score >= rules.repeat_line)


def _link(entries: list[LedgerEntry], comparison: Comparison, rules: Rules) -> list[LedgerEntry]:
    """Count also what hangs on a counted ticket: by a number, an amount, a follow-up, or by being the same problem.

    "The second 49.90 is still missing" says little alone; beside "you took 49.90 twice" it is the same problem.
    """
    linked, todo = list(entries), [n for n, e in enumerate(entries) if e.counted]
    while todo:
        j = todo.pop()
        rest = [i for i, e in enumerate(linked) if not e.counted and not speaks_against(e)]
        if not rest:
            break
        for i, like in zip(rest, comparison.compare(j + 1, [i + 1 for i in rest]), strict=True):
            if words := _find_link(like.probability, like.clues, rules):
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
