"""Problems many customers share, as the records know them, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from recorded_suggestions import NOON, make_suggestion

from plugin.store import Store, migrate
from suggestions.model import CommentId, Ledger, LedgerEntry, TicketId, UserId
from suggestions.root_cause import Spread

pytest_plugins = ["postgres_server"]
REASON = "billing.duplicate_charge"
PRESENT = UserId(1)
SINCE = NOON - timedelta(days=14)


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


def write(store, who, ticket, *, contact=2, days=1, reason=REASON, sure=True, message=1):
    """The record of one note: of which contact of theirs about the reason."""
    told = make_suggestion(TicketId(ticket), CommentId(ticket * 10 + message), f"wh-{ticket}-{message}", UserId(who))
    earlier = tuple(LedgerEntry(told.ticket, 0.9, (), counted=True) for _ in range(contact - 1))
    match = replace(told.ranking.match, response=replace(told.ranking.match.response, reason=reason))
    ranking = replace(told.ranking, match=match)
    suggestion = replace(told, ledger=Ledger(earlier), ranking=ranking, doubtful=not sure)
    store.record(suggestion, None, NOON - timedelta(days=days))


def spread(store):
    return store.count_repeaters(REASON, SINCE, but=PRESENT)


def test_with_nothing_recorded_nobody_wrote(store):
    assert spread(store) == Spread()


def test_those_who_wrote_again_are_counted_among_all_who_wrote(store):
    write(store, 2, 20)
    write(store, 3, 30, contact=3)
    write(store, 4, 40, contact=1)
    found = spread(store)
    assert (found.repeaters, found.requesters) == (2, 3)


def test_a_mailbox_that_writes_a_hundred_times_is_one_customer(store):
    for ticket in range(100, 200):
        write(store, 2, ticket)
    found = spread(store)
    assert (found.repeaters, found.requesters) == (1, 1)


def test_a_ticket_played_again_and_a_second_message_on_it_change_nothing(store):
    write(store, 2, 20)
    once = spread(store)
    write(store, 2, 20)
    write(store, 2, 20, message=2)
    assert spread(store) == once


def test_the_present_customer_is_left_out(store):
    write(store, PRESENT, 10)
    write(store, 2, 20)
    assert spread(store).requesters == 1


@pytest.mark.parametrize("other", [{"reason": "billing.wrong_amount"}, {"sure": False}, {"days": 15}])
def test_another_reason_a_doubtful_match_and_an_older_contact_do_not_count(store, other):
    write(store, 2, 20, **other)
    assert spread(store) == Spread()


def test_it_is_told_since_when_they_wrote(store):
    write(store, 2, 20, days=3)
    write(store, 3, 30, contact=1, days=9)
    assert spread(store).first_at == NOON - timedelta(days=9)


def test_the_five_newest_tickets_of_those_who_wrote_again_are_named(store):
    for number in range(2, 9):
        write(store, number, number * 10, days=number)
    write(store, 99, 990, contact=1, days=0)
    assert spread(store).newest == (20, 30, 40, 50, 60)


def test_problems_come_with_their_figures_most_customers_first(store):
    write(store, 2, 20, reason="delivery.late_delivery", days=2)
    for who, ticket in ((2, 21), (3, 30), (3, 31)):
        write(store, who, ticket, days=5)
    write(store, 4, 40, contact=1, days=7)
    charge, delivery = store.find_problems(SINCE)
    assert (charge.reason, charge.repeaters, charge.requesters, charge.repeats, charge.contacts) == (REASON, 2, 3, 3, 4)
    assert (charge.first_at, charge.last_at) == (NOON - timedelta(days=7), NOON - timedelta(days=5))
    assert (delivery.reason, delivery.newest) == ("delivery.late_delivery", (20,))


def test_a_reason_nobody_wrote_about_again_is_no_problem(store):
    write(store, 2, 20, contact=1)
    assert store.find_problems(SINCE) == []


def test_repeats_are_counted_whatever_they_are_about(store):
    write(store, 2, 20)
    write(store, 2, 21, sure=False)
    write(store, 3, 30, contact=1)
    assert store.count_repeats(SINCE) == 2
