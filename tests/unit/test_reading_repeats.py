from dataclasses import replace

import pytest
from build import (
    JON,
    MAYA,
    NOW,
    RULES,
    WordEmbedder,
    days_ago,
    make_library,
    make_ticket,
)

from suggestions.library.index import LibraryIndex
from suggestions.model import History, Status, TicketId
from suggestions.reading.repeats import find_repeat_contacts
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(), EMBEDDER)
WORDS = "You took the money twice this month and the payment is wrong"
UNLIKE = "My garden chair wobbles, which screws fit into those legs"


def earlier(days, text=WORDS, number=1002, **more):
    return make_ticket(text, number=number, at=days_ago(days), status=Status.SOLVED, **more)


def find(ticket, *history, rules=RULES):
    return find_repeat_contacts(read_situation(ticket, rules), History(tuple(history)), INDEX, EMBEDDER, rules)


def test_the_same_problem_in_the_same_words_counts():
    ledger = find(make_ticket(WORDS), earlier(10))
    assert ledger.contact_count == 2


def test_another_problem_does_not_count():
    ledger = find(make_ticket(WORDS), earlier(10, UNLIKE))
    assert (ledger.contact_count, ledger.entries) == (1, ())


def test_a_first_ticket_has_an_empty_ledger():
    assert find(make_ticket(WORDS)).entries == ()


def test_the_ticket_itself_is_never_its_own_earlier_contact():
    ticket = make_ticket(WORDS)
    assert find(ticket, ticket).entries == ()


def test_a_shared_order_number_makes_a_doubtful_pair_count():
    near = "You took the money and something went badly and nobody explained what happens next"
    apart = find(make_ticket(WORDS), earlier(10, near))
    together = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{near} order 48213"))
    assert (apart.contact_count, together.contact_count) == (1, 2)
    assert any("48213" in words for words in together.counted[0].evidence)


def test_a_different_order_number_speaks_against():
    same = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 48213"))
    other = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 77777"))
    assert len(same.counted) == 1
    assert other.counted == ()


def test_a_ticket_about_another_order_is_not_counted_for_sharing_an_amount_with_one_that_is():
    elsewhere = "Nobody told me why the amount left on that day and everything looks strange to me"
    ledger = find(
        make_ticket(f"{WORDS} order 48213"),
        earlier(20, f"{WORDS} order 48213, it was €49.90. {elsewhere}", number=1001),
        earlier(10, f"order 77777, it was €49.90. {elsewhere}", number=1002),
    )
    assert [e.ticket.id for e in ledger.counted] == [1001]


def test_a_follow_up_of_an_earlier_ticket_is_told_even_where_the_words_differ():
    ticket = replace(make_ticket(UNLIKE), follow_up_of=TicketId(1002))
    assert find(make_ticket(UNLIKE), earlier(10)).entries == ()
    (entry,) = find(ticket, earlier(10)).entries
    assert "this ticket is a follow-up of it" in entry.evidence


def test_a_follow_up_of_a_counted_ticket_counts_whatever_its_words():
    middle = replace(earlier(5, UNLIKE, number=1002), follow_up_of=TicketId(1001))
    assert find(make_ticket(WORDS), earlier(10, number=1001), middle).contact_count == 3


@pytest.mark.parametrize(("days", "count"), [(RULES.repeat_window_days - 1, 2), (RULES.repeat_window_days + 1, 1)])
def test_only_tickets_inside_the_window_count(days, count):
    assert find(make_ticket(WORDS), earlier(days)).contact_count == count


def test_a_later_ticket_is_no_earlier_contact():
    assert find(make_ticket(WORDS, at=days_ago(5)), earlier(1)).entries == ()


@pytest.mark.parametrize("half", [
    {"channel": "side_conversation"},
    {"tags": ("closed_by_merge",)},
    {"submitter_id": JON.id},
])  # fmt: skip
def test_a_ticket_that_is_no_contact_of_theirs_never_counts(half):
    assert find(make_ticket(WORDS), earlier(10, **half)).entries == ()


def test_a_phone_ticket_an_agent_wrote_down_counts():
    assert find(make_ticket(WORDS), earlier(10, submitter_id=JON.id, channel="phone")).contact_count == 2


def test_what_may_be_related_is_kept_and_not_counted():
    rules = replace(RULES, repeat_line=1.01)
    ledger = find(make_ticket(WORDS), earlier(10), rules=rules)
    assert (ledger.contact_count, ledger.is_repeat, len(ledger.related)) == (1, False, 1)


def test_the_ledger_is_told_newest_first_and_dated_from_the_first():
    ledger = find(make_ticket(WORDS), earlier(30, number=1001), earlier(10, number=1002))
    assert [e.ticket.id for e in ledger.entries] == [1002, 1001]
    assert ledger.first_at == days_ago(30)


def test_a_ticket_tied_to_a_counted_one_by_amount_and_words_counts_with_it():
    first = earlier(40, f"{WORDS} 49.90 in August", number=1001)
    second = earlier(20, f"{WORDS} 49.90 missing", number=1002)
    ledger = find(make_ticket(f"{WORDS}"), first, second)
    assert ledger.contact_count == 3


def test_a_message_without_words_has_no_repeats():
    assert find(make_ticket(""), earlier(10, "")).entries == ()


def test_a_history_of_five_thousand_tickets_is_read_whole():
    history = [earlier(1 + n % 100, f"{UNLIKE} {n}", number=10_000 + n) for n in range(4_999)]
    ledger = find(make_ticket(WORDS), earlier(10), *history, rules=Rules())
    assert [e.ticket.id for e in ledger.counted] == [1002]


def test_another_persons_name_in_the_subject_changes_nothing_about_the_count():
    ticket = make_ticket(WORDS, subject="Re: Charged twice", requester=MAYA, at=NOW)
    assert find(ticket, earlier(10, subject="Charged twice")).contact_count == 2
