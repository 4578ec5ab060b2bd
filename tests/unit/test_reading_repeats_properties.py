"""What holds of the ledger whatever a history holds."""

import random
import re
from datetime import timedelta

from build import JON, MAYA, NOW, RULES, examples, make_situation, make_ticket
from hypothesis import given
from hypothesis import strategies as st
from test_reading_repeats import EMBEDDER, HALF, PLACES, UNLIKE, WORDS

from suggestions.model import History, TicketId
from suggestions.reading.facts.claims import find_claimed_contacts
from suggestions.reading.facts.facts import find_facts, read_passages
from suggestions.reading.repeats.contacts import find_contacts
from suggestions.reading.repeats.repeats import find_repeat_contacts
from suggestions.reading.text import join_subject

PIECES = st.sampled_from([
    WORDS, UNLIKE, HALF, "order 48213", "order 77777", "invoice INV-2034", "€49.90", "Third time I am writing.", "",
    "Still no answer.", "my customer number is 1234567", "\ud83d", "\x00", "§", "再度二重に請求", "> quoted", "Hello,",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=4).map(" ".join) | st.text(max_size=40)
MOMENTS = st.sampled_from([0, 0, -1, 1]) | st.integers(-200 * 86_400, 3 * 86_400)
TICKETS = st.builds(
    lambda number, text, subject, seconds, **more: make_ticket(
        text, number=number, subject=subject, at=NOW + timedelta(seconds=seconds), **more
    ),
    st.integers(1, 2000),
    TEXTS,
    st.sampled_from(["", "Charged twice", "third time", "\udc00"]) | st.text(max_size=10),
    MOMENTS,
    channel=st.sampled_from(["web", "email", "phone", "side_conversation"]),
    tags=st.sampled_from([(), ("closed_by_merge",)]),
    submitter_id=st.sampled_from([None, MAYA.id, JON.id]),
    follow_up_of=st.none() | st.integers(1, 2000).map(TicketId),
    fields=st.sampled_from([(), ((1, "A-48213"),), ((1, "gold"),)]),
)
HISTORIES = st.lists(TICKETS, max_size=60, unique_by=lambda t: t.id)


def read(ticket, *history):
    """The ledger of a ticket whose language nobody had to detect: half characters stop that."""
    text = join_subject(ticket.subject, ticket.description)
    situation = make_situation(
        text, ticket=ticket, claimed_contacts=find_claimed_contacts("", text),
        facts=find_facts(read_passages(ticket, RULES.text_limit)),
    )  # fmt: skip
    return find_repeat_contacts(situation, History(tuple(history)), PLACES, EMBEDDER, RULES)


def seen(ledger):
    return [(e.ticket.id, e.score, e.counted, e.evidence) for e in ledger.entries]


@given(TICKETS, HISTORIES)
@examples(150)
def test_no_history_whatever_is_in_it_stops_the_ledger_or_gets_into_it_wrongly(ticket, history):
    ledger = read(ticket, *history)
    contacts = {t.id for t in find_contacts(ticket, history, RULES)}
    assert {e.ticket.id for e in ledger.entries} <= contacts
    assert all(0 <= e.score <= 1 for e in ledger.entries)
    assert all(e.counted or e.score >= RULES.repeat_related_line for e in ledger.entries)
    assert ledger.machine_tickets == 0 or ledger.entries == ()


@given(TICKETS, HISTORIES, st.integers(0, 2**32))
@examples(100)
def test_the_order_of_the_history_changes_nothing(ticket, history, seed):
    shuffled = random.Random(seed).sample(history, len(history))
    assert seen(read(ticket, *history)) == seen(read(ticket, *shuffled))


@given(TICKETS, HISTORIES)
@examples(100)
def test_every_counted_ticket_says_why(ticket, history):
    for entry in read(ticket, *history).counted:
        assert entry.evidence or entry.score >= RULES.repeat_line
        assert not any(re.search(r"names another", words) for words in entry.evidence) or (
            "follow" in " ".join(entry.evidence)
        )
