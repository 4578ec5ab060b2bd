"""Histories as accounts really have them: cut off, doubled, merged, empty, mixed, and with clocks that disagree."""

from datetime import UTC, datetime

import pytest
from build import MAYA, NOW, RULES, WordEmbedder, days_ago, load_starter, make_comment, make_ledger, make_ticket
from hypothesis import given, settings
from hypothesis import strategies as st

from suggestions.library.index import LibraryIndex
from suggestions.model import History, Ledger
from suggestions.reading.facts.facts import gather_facts
from suggestions.reading.repeats.contacts import MACHINE_FROM, say_contact
from suggestions.reading.repeats.repeats import AT_ONCE, find_repeat_contacts
from suggestions.reading.situation import read_situation

EMBEDDER = WordEmbedder()
NEIGHBOURHOOD = LibraryIndex(load_starter(), EMBEDDER).place_among()
WORDS = "You took the money twice this month and the payment is wrong"
UNLIKE = "My garden chair wobbles, which screws fit into those legs"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
WINDOW = RULES.repeat_window_days


def earlier(days, text=WORDS, number=1002, **more):
    return make_ticket(text, number=number, at=days_ago(days), **more)


def find(ticket, *history, truncated=False, embedder=EMBEDDER):
    situation = read_situation(ticket, RULES)
    return find_repeat_contacts(situation, History(tuple(history), truncated), NEIGHBOURHOOD, embedder, RULES)


@pytest.mark.parametrize(("more", "oldest", "truncated"), [
    (True, WINDOW - 1, True), (True, WINDOW + 1, False), (False, WINDOW - 1, False),
])  # fmt: skip
def test_a_count_is_a_least_one_where_unread_tickets_may_lie_inside_the_window(more, oldest, truncated):
    ledger = find(make_ticket(WORDS), earlier(3), earlier(oldest, UNLIKE, number=7), truncated=more)
    assert (ledger.contact_count, ledger.truncated) == (2, truncated)


def test_the_list_is_cut_by_number_so_an_old_ticket_imported_late_says_nothing():
    late_import = earlier(WINDOW + 300, UNLIKE, number=1004)
    assert find(make_ticket(WORDS, number=1005), late_import, earlier(3, number=900), truncated=True).truncated


def test_a_page_of_nothing_but_side_conversations_leaves_everything_open():
    assert find(make_ticket(WORDS), truncated=True).truncated


@pytest.mark.parametrize(("truncated", "said"), [(False, "third"), (True, "at least third")])
def test_which_contact_it_is_is_said_with_at_least_where_it_may_be_more(truncated, said):
    ledger = make_ledger(3)
    assert say_contact(Ledger(ledger.entries, truncated=truncated)) == said


def test_what_older_tickets_may_change_is_no_fact_for_a_draft():
    situation = read_situation(make_ticket(WORDS), RULES)
    known = [
        set(gather_facts(situation, Ledger((make_ledger(3).entries), truncated=truncated), RULES.text_limit))
        for truncated in (False, True)
    ]
    assert known[0] - known[1] == {"contact_ordinal", "contact_times", "first_contact_date", "waiting_time"}
    assert "last_contact_date" in known[1]


def test_a_ticket_listed_twice_counts_once():
    assert find(make_ticket(WORDS), earlier(10), earlier(10)).contact_count == 2


def test_the_ticket_itself_in_the_list_is_no_earlier_contact():
    ticket = make_ticket(WORDS)
    assert find(ticket, ticket, earlier(10)).contact_count == 2


def test_a_merged_ticket_and_the_one_it_went_into_count_once():
    assert find(make_ticket(WORDS), earlier(10, tags=("closed_by_merge",)), earlier(9, number=1001)).contact_count == 2


def test_a_ticket_dated_in_the_future_is_no_earlier_contact():
    assert find(make_ticket(WORDS), earlier(-400)).entries == ()


def test_a_ticket_of_the_same_second_counts_by_its_lower_number():
    counts = [find(make_ticket(WORDS, number=1003), earlier(0, number=n)).contact_count for n in (1002, 1004)]
    assert counts == [2, 1]


def test_a_time_nobody_could_read_takes_a_ticket_out_of_the_window():
    assert find(make_ticket(WORDS), make_ticket(WORDS, number=1002, at=LONG_AGO)).entries == ()


def test_a_new_ticket_whose_own_time_nobody_could_read_is_a_first_contact():
    assert find(make_ticket(WORDS, at=LONG_AGO), earlier(10)).contact_count == 1


def test_empty_tickets_among_the_earlier_ones_change_nothing():
    blank = [make_ticket("", number=n, at=days_ago(n)) for n in range(1, 20)]
    ledger = find(make_ticket(WORDS), earlier(30), *blank)
    assert [entry.ticket.id for entry in ledger.counted] == [1002]


def test_several_languages_in_one_history_are_compared_without_complaint():
    foreign = [
        earlier(5, "Ich wurde zweimal belastet und möchte mein Geld zurück", number=1),
        earlier(6, "تم خصم المبلغ مرتين من بطاقتي", number=2),
        earlier(7, "二重に請求されました", number=3),
    ]
    assert [e.ticket.id for e in find(make_ticket(WORDS), earlier(10), *foreign).counted] == [1002]


class CountingEmbedder(WordEmbedder):
    def __init__(self):
        super().__init__()
        self.encoded, self.most = [], 0

    def encode(self, texts):
        self.encoded += texts
        self.most = max(self.most, len(texts))
        return super().encode(texts)


def test_each_different_text_is_encoded_once():
    embedder = CountingEmbedder()
    find(make_ticket(WORDS), *(earlier(n, UNLIKE, number=n) for n in range(1, 90)), embedder=embedder)
    assert sorted(embedder.encoded) == sorted([WORDS, UNLIKE])


def test_a_long_history_is_encoded_a_few_texts_at_a_time():
    embedder = CountingEmbedder()
    find(make_ticket(WORDS), *(earlier(n, f"{UNLIKE} {n}", number=n) for n in range(1, 90)), embedder=embedder)
    assert (len(embedder.encoded), embedder.most) == (90, AT_ONCE)


ALARM = "Host srv-{:02} reports disk usage {}% at 2026-09-{:02}T08:00:00Z"


def alarm(number, at):
    return make_ticket(ALARM.format(number % 40, number % 100, number % 28 + 1), number=number, at=at)


def test_a_machine_is_told_with_how_many_it_sent_and_since_when_and_counts_nothing():
    ledger = find(alarm(999, NOW), *(alarm(n, days_ago(n)) for n in range(1, 51)))
    assert (ledger.machine_tickets, ledger.machine_since, ledger.contact_count) == (51, days_ago(50), 1)


def test_a_thousand_alarms_are_collapsed_without_encoding_one():
    embedder = CountingEmbedder()
    ledger = find(alarm(9999, NOW), *(alarm(n, days_ago(n % 100)) for n in range(1000)), embedder=embedder)
    assert (ledger.machine_tickets, embedder.encoded) == (1001, [])


def test_what_a_person_writes_from_the_machines_address_is_read_as_theirs():
    ledger = find(make_ticket(WORDS), earlier(20), *(alarm(n, days_ago(n)) for n in range(1, 15)))
    assert [entry.ticket.id for entry in ledger.counted] == [1002]


def test_one_alarm_less_may_still_be_a_person():
    ledgers = [find(make_ticket(WORDS), *(earlier(n, number=n) for n in range(1, most))) for most in (7, 8)]
    assert [(ledger.contact_count, ledger.machine_tickets) for ledger in ledgers] == [(MACHINE_FROM - 1, 0), (1, 8)]


@pytest.mark.parametrize("text", ["", "Invoice", "4711", "?!"])
def test_messages_with_hardly_a_word_are_soon_the_same_and_nobodys_machine(text):
    ledger = find(make_ticket(text), *(earlier(n, text, number=n) for n in range(1, 30)))
    assert ledger.machine_tickets == 0


def test_a_person_who_answers_on_a_machines_ticket_is_a_person():
    ticket = make_ticket(WORDS, make_comment("Sorry, ignore the alarm of today, I am testing the sensor.", MAYA, NOW))
    assert find(ticket, *(earlier(n, number=n) for n in range(1, 30))).machine_tickets == 0


MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 they get one
TEXTS = st.text(max_size=60) | st.sampled_from([WORDS, UNLIKE, "", "order 48213"])
TICKETS = st.builds(
    lambda text, number, at: make_ticket(text, number=number, at=at), TEXTS, st.integers(1, 40), MOMENTS
)


@settings(max_examples=60, derandomize=True, database=None)
@given(st.lists(TICKETS, max_size=12), TICKETS, st.booleans())
def test_no_history_stops_the_reading_and_nothing_later_or_outside_counts(history, ticket, truncated):
    ledger = find(ticket, *history, truncated=truncated)
    numbers = [entry.ticket.id for entry in ledger.entries]
    assert len(numbers) == len(set(numbers))
    for entry in ledger.entries:
        assert 0 <= (ticket.created_at - entry.ticket.created_at).total_seconds() <= WINDOW * 86_400
