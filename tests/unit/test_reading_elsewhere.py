from dataclasses import replace

import pytest
from build import JON, MAYA, RULES, SAM, WordEmbedder, days_ago, load_starter, make_ticket

from suggestions.library.index import LibraryIndex
from suggestions.model import Person, Role, TicketId, UserId
from suggestions.reading.repeats.elsewhere import find_elsewhere
from suggestions.reading.situation import read_situation

EMBEDDER = WordEmbedder()
NEIGHBOURHOOD = LibraryIndex(load_starter(), EMBEDDER).place_among()
WORDS = "Our internet is down and the router light blinks orange"
UNLIKE = "Please send the July invoice to our new office address"
AROHA = Person(UserId(3), "Aroha Ngata")


def theirs(days, text=WORDS, number=1002, requester=SAM, **more):
    return make_ticket(text, number=number, at=days_ago(days), requester=requester, **more)


def find(*tickets, text=WORDS, **more):
    situation = read_situation(make_ticket(text, requester=MAYA, **more), RULES)
    return find_elsewhere(situation, tickets, NEIGHBOURHOOD, EMBEDDER, RULES)


def ids(entries):
    return [entry.ticket.id for entry in entries]


def test_what_a_colleague_of_theirs_wrote_about_the_same_problem_is_found():
    assert ids(find(theirs(3))) == [1002]


def test_it_is_never_counted():
    assert [entry.counted for entry in find(theirs(3))] == [False]


def test_a_follow_up_that_passed_to_somebody_else_is_not_counted_either():
    entries = find(theirs(3), follow_up_of=TicketId(1002))
    assert [(entry.ticket.id, entry.counted) for entry in entries] == [(1002, False)]


def test_it_says_in_words_why():
    assert "similar words" in find(theirs(3))[0].evidence


def test_another_problem_of_a_colleague_is_not_shown():
    assert find(theirs(3, UNLIKE)) == ()


def test_the_requesters_own_tickets_are_the_ledgers():
    assert find(theirs(3, requester=MAYA)) == ()


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_staff_of_the_account_are_no_colleagues_of_theirs(role):
    assert find(theirs(3, requester=replace(SAM, role=role))) == ()


@pytest.mark.parametrize("half", [
    {"channel": "side_conversation"}, {"tags": ("closed_by_merge",)}, {"submitter_id": JON.id},
])  # fmt: skip
def test_what_is_no_contact_of_theirs_is_no_contact_of_a_colleagues(half):
    assert find(theirs(3, **half)) == ()


@pytest.mark.parametrize(("days", "found"), [
    (RULES.repeat_window_days - 1, [1002]), (RULES.repeat_window_days + 1, []), (-1, []),
])  # fmt: skip
def test_only_tickets_inside_the_window_and_before_this_one_are_shown(days, found):
    assert ids(find(theirs(days))) == found


def test_the_newest_three_are_shown_newest_first_in_whatever_order_they_come():
    tickets = [theirs(days, number=1000 + days, requester=AROHA if days % 2 else SAM) for days in (2, 9, 1, 5, 7)]
    assert ids(find(*tickets)) == [1001, 1002, 1005]


def test_a_ticket_listed_twice_is_shown_once():
    assert ids(find(theirs(3), theirs(3))) == [1002]


def test_how_often_this_customer_wrote_says_nothing_of_their_colleagues():
    tickets = theirs(3, UNLIKE)
    assert find(tickets, text=f"This is the third time I write, it is down again. {WORDS}") == ()


def test_a_number_the_whole_organisation_carries_in_a_field_ties_nothing():
    customer_number = ((7, "990 412 77"),)
    unlike = theirs(3, UNLIKE, fields=customer_number)
    (alike,) = find(theirs(3, fields=customer_number), fields=customer_number)
    assert find(unlike, fields=customer_number) == ()
    assert not any("field" in words for words in alike.evidence)


def test_another_order_number_is_another_problem():
    lost = "The parcel of my order is lost and the tracking page stands still"
    assert find(theirs(3, f"{lost}, order 48213"), text=f"{lost}, order 77777") == ()


def test_a_message_without_words_has_no_company():
    assert find(theirs(3, ""), text="") == ()
