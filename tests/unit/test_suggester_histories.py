"""A whole suggestion over the histories that accounts really have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from build import NOW, PRIYA, WordEmbedder, days_ago, load_starter, make_comment, make_ticket, reply, ticket_url
from fakes import FakeHelpdesk, FakeRecords

from suggestions.library.index import LibraryIndex
from suggestions.model import History, Status, TicketId
from suggestions.suggester import Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(load_starter(), EMBEDDER)
NUMBER = TicketId(1003)
WORDS = "I was charged twice, you took 212.40 two times for order 48213. Please give one back."
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
PROMISED = "I will call you back this afternoon."


class CutOff(FakeHelpdesk):
    """A helpdesk that has older tickets than it gives."""

    def fetch_history(self, ticket):
        return History(super().fetch_history(ticket).tickets, truncated=True)


def earlier(days=10, words=WORDS, number=1002, **more):
    return make_ticket(words, number=number, at=days_ago(days), **{"status": Status.SOLVED, **more})


def suggest(new, *history, helpdesk=FakeHelpdesk):
    desk = helpdesk.holding(new, *history)
    suggester = Suggester(desk, EMBEDDER, INDEX, FakeRecords(), ticket_url, lambda: NOW)
    return suggester.suggest_and_deliver(NUMBER, "job-1").suggestion, desk.notes[0][1].text


def new(words=WORDS, **more):
    return make_ticket(words, number=NUMBER, **more)


SOLVED_BEFORE_CREATED = replace(earlier(), updated_at=days_ago(40))
ANSWERED_BEFORE_CREATED = make_ticket(
    make_comment(WORDS, at=days_ago(10)), reply(PROMISED, PRIYA, days_ago(300)), number=1002, at=days_ago(10)
)
HISTORIES = {
    "nothing": ((), "First contact"),
    "solved before it was created": ((SOLVED_BEFORE_CREATED,), "Second contact"),
    "answered before it was created": ((ANSWERED_BEFORE_CREATED,), "Second contact"),
    "created in the future": ((earlier(-30),), "First contact"),
    "created when nobody could read the time": ((replace(earlier(), created_at=LONG_AGO),), "First contact"),
    "without words": ((earlier(words="", number=7), earlier()), "Second contact"),
    "without words and subject, all of it": (tuple(earlier(n, "", number=n) for n in range(1, 40)), "First contact"),
    "of several languages": (
        (earlier(5, "Ich wurde zweimal belastet", number=7), earlier(6, "二重に請求されました", number=8), earlier()),
        "Second contact",
    ),
    "with a merged ticket": ((earlier(9, number=7, tags=("closed_by_merge",)), earlier()), "Second contact"),
    "of half characters": ((earlier(9, "broken \ud83d", number=7), earlier()), "Second contact"),
}  # fmt: skip


@pytest.mark.parametrize("history", HISTORIES)
def test_an_odd_history_ends_in_a_note_that_counts_right(history):
    tickets, headline = HISTORIES[history]
    _, note = suggest(new(), *tickets)
    assert note.startswith(headline)


def test_words_dated_before_everything_else_count_no_days_below_zero():
    ticket = make_ticket(make_comment(WORDS, at=NOW - timedelta(days=50)), number=NUMBER, at=NOW)
    _, note = suggest(ticket, earlier())
    assert note.startswith("Second contact")
    assert "-" not in note.splitlines()[0]


def test_the_draft_of_a_history_that_was_cut_off_states_no_count_and_no_first_day():
    said = next(r for r in INDEX.library.responses if r.reason == "billing.duplicate_charge").exemplars[0]
    history = (earlier(20, said, number=1001), earlier(10, said))
    whole, _ = suggest(new(said), *history)
    cut, note = suggest(new(said), *history, helpdesk=CutOff)
    assert {"contact_ordinal", "first_contact_date"} <= set(whole.facts)
    assert {"contact_ordinal", "contact_times", "first_contact_date", "waiting_time"}.isdisjoint(cut.facts)
    assert "third" not in cut.draft.text.lower()
    assert note.startswith("At least third contact")
