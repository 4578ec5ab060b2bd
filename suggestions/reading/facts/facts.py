"""All facts of one case: from the new words, then from the ledger, each with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind, Ledger, PromiseState, Source, Ticket
from suggestions.reading.days.dates import find_dates, find_since
from suggestions.reading.days.deadlines import find_deadlines
from suggestions.reading.days.durations import find_durations
from suggestions.reading.facts.colleagues import find_praised_colleagues
from suggestions.reading.facts.contact_counts import find_contact_counts
from suggestions.reading.facts.identifiers import find_identifiers, identifier_key
from suggestions.reading.facts.money import amount_key, find_amounts
from suggestions.reading.facts.phones import find_phones
from suggestions.reading.facts.products import find_products
from suggestions.reading.facts.statements import find_statements
from suggestions.reading.numbers import count_days, say_date, say_days, say_ordinal, say_times
from suggestions.reading.promises.handled import find_tried_by_staff
from suggestions.reading.sentences import sentence_around
from suggestions.reading.span import Passage
from suggestions.reading.text import clean_body, clean_subject, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from suggestions.model import Situation
    from suggestions.ports import Embedder

FINDERS = (
    find_amounts, find_identifiers, find_phones, find_durations, find_since, find_deadlines, find_dates,
    find_contact_counts, find_praised_colleagues,
)  # fmt: skip
UNSURE_WHEN_TRUNCATED = frozenset({"contact_ordinal", "contact_times", "first_contact_date", "waiting_time"})
NEED = re.compile(
    r"\b(?:needs?|needed|must|ha(?:ve|s|d) to|got to|deadline|due|latest|in time|by|until|till|bis|spätestens|antes|para el|necesit\w*|brauch\w*)\b",
    re.IGNORECASE,
)
# shorter than this and a waiting time is no news to anybody
WAITING_FROM_DAYS = 5


def find_formats(passages: Iterable[Passage]) -> tuple[Fact, ...]:
    """What has a form of its own and is found without a model: amounts, numbers, days, lengths of time, counts."""
    return tuple(fact for passage in passages for fact in _read_formats(passage) if _is_placed(fact))


def find_facts(passages: Sequence[Passage], embedder: Embedder | None = None) -> tuple[Fact, ...]:
    """Everything the passages state: what has a form, statements, the product. What has no place in the stored body
    is left out. The embedder is asked once for statements and once for products; without one both are read by their words alone.
    """
    return tuple(fact for facts in find_facts_of_each(passages, embedder) for fact in facts)


def find_facts_of_each(passages: Sequence[Passage], embedder: Embedder | None = None) -> list[list[Fact]]:
    """The same, passage by passage."""
    found = []
    statements, products = find_statements(passages, embedder), find_products(passages, embedder)
    for passage, told, things in zip(passages, statements, products, strict=True):
        facts = [*_read_formats(passage), *(one.make_fact(passage) for one in told), *things]
        found.append([fact for fact in facts if _is_placed(fact)])
    return found


def _read_formats(passage: Passage) -> list[Fact]:
    return [fact for finder in FINDERS for fact in finder(passage)]


def _is_placed(fact: Fact) -> bool:
    return fact.source.end > fact.source.start


def read_passages(ticket: Ticket, limit: int) -> tuple[Passage, ...]:
    """Subject and the requester's own comments, oldest first."""
    zone, locale = ticket.requester.time_zone, ticket.requester.locale
    comments = ticket.requester_comments
    head = clean_subject(ticket.subject)
    passages = [Passage(ticket.id, None, head, ticket.subject, ticket.created_at, zone, locale)] if head else []
    passages += [
        Passage(ticket.id, c.id, clean_body(c.body, limit), c.body, c.created_at, zone, locale) for c in comments
    ]
    if not comments and ticket.description:
        text = clean_body(ticket.description, limit)
        passages.append(Passage(ticket.id, None, text, ticket.description, ticket.created_at, zone, locale))
    return tuple(passages)


def gather_facts(situation: Situation, ledger: Ledger, limit: int) -> dict[str, Fact]:
    """One fact for each slot that can be filled truthfully. Two that disagree fill none."""
    own = list(situation.facts)
    earlier = [f for e in ledger.counted for f in find_formats(read_passages(e.ticket, limit))]
    known: dict[str, Fact] = {}
    for name in ("amount", "order", "invoice", "tracking", "case"):
        if fact := _single([f for f in own if f.name == name], [f for f in earlier if f.name == name]):
            known[name] = fact
    for name in ("stated_duration", "since", "deadline", "consequence", "colleague"):
        if mine := [f for f in own if f.name == name and f.text]:
            known[name] = mine[-1]
    if "deadline" in known and not _is_needed_by(known["deadline"], situation.text):
        del known["deadline"]
    colleague = known.get("colleague")
    if colleague and colleague.text.lower() in situation.ticket.requester.name.lower().split():
        del known["colleague"]
    if tried := [f for f in own if f.name == "tried" and f.text]:
        known["tried"] = tried[-1]
    if ledger.is_repeat:
        counted = _ledger_facts(situation, ledger)
        # a ticket that was not read may have come before the first one known
        unsure = UNSURE_WHEN_TRUNCATED if ledger.truncated else frozenset()
        known.update({name: fact for name, fact in counted.items() if name not in unsure})
    known.update(_promise_facts(situation, ledger))
    return known


def _is_needed_by(deadline: Fact, text: str) -> bool:
    """Whether its sentence says that something must be done by then: only so may a draft say that they need it."""
    place = plain_quotes(text).find(plain_quotes(deadline.quote))
    start, end = sentence_around(text, max(place, 0))
    return NEED.search(text[start:end]) is not None


def _single(own: list[Fact], earlier: list[Fact]) -> Fact | None:
    """The one value they name; with several, the one they also named before; else none."""
    for facts in (own, earlier):
        keys = {_key(f) for f in facts}
        if len(keys) == 1:
            return facts[0]
        if keys:
            shared = [f for f in own if _key(f) in {_key(e) for e in earlier}]
            return shared[0] if len({_key(f) for f in shared}) == 1 else None
    return None


def _key(fact: Fact) -> str:
    return amount_key(fact.text) if fact.kind is FactKind.MONEY else identifier_key(fact)


def _ledger_facts(situation: Situation, ledger: Ledger) -> dict[str, Fact]:
    """Count, dates, who answered and what was tried. A count the customer disputes is not used."""
    now, locale = situation.written_at, situation.ticket.requester.locale
    newest_first = sorted(ledger.counted, key=lambda e: e.ticket.created_at, reverse=True)
    first, last = newest_first[-1].ticket, newest_first[0].ticket
    at = Source(first.id, None)
    facts = {
        "first_contact_date": Fact("first_contact_date", FactKind.DATE, say_date(first.created_at, now, locale), at),
        "last_contact_date": Fact(
            "last_contact_date", FactKind.DATE, say_date(last.created_at, now, locale), Source(last.id, None)
        ),
    }
    count = ledger.contact_count
    if situation.claimed_contacts in {None, count}:
        facts["contact_ordinal"] = Fact("contact_ordinal", FactKind.ORDINAL, say_ordinal(count), at)
        facts["contact_times"] = Fact("contact_times", FactKind.ORDINAL, say_times(count), at)
    days = count_days(first.created_at, now)
    if days >= WAITING_FROM_DAYS:
        facts["waiting_time"] = Fact("waiting_time", FactKind.DURATION, say_days(days), at)
    for ticket in (e.ticket for e in newest_first):
        for reply in reversed(ticket.public_replies):
            if "previous_agent" not in facts:
                name = reply.author.name.split()[0] if reply.author.name.split() else ""
                if name:
                    facts["previous_agent"] = Fact("previous_agent", FactKind.NAME, name, Source(ticket.id, reply.id))
            passage = Passage(ticket.id, reply.id, clean_body(reply.body), reply.body, reply.created_at, locale=locale)
            for fact in find_tried_by_staff(passage, reply, now):
                facts.setdefault("tried", fact)
    return facts


def _promise_facts(situation: Situation, ledger: Ledger) -> dict[str, Fact]:
    facts = {}
    if broken := ledger.broken_promise:
        facts["broken_promise"] = Fact("broken_promise", FactKind.PROMISE, broken.noun, broken.source, broken.quote)
    still_open = [p for p in ledger.promises if p.state is PromiseState.OPEN and p.due_at]
    if still_open and (due := still_open[-1].due_on):
        text = f"{re.split(' (?:on|for) ', still_open[-1].noun)[0]} for {say_date(due, situation.written_at, situation.ticket.requester.locale)}"
        facts["open_promise"] = Fact(
            "open_promise", FactKind.PROMISE, text, still_open[-1].source, still_open[-1].quote
        )
    return facts
