from dataclasses import replace

import pytest
from audits import talk
from build import JON, make_comment, make_ticket

from suggestions.outcomes.replies import Asked, Exchange, Kind, find_details, judge_reply, read_exchange

CHARGED = "You took 49.90 twice for my August subscription."
STOCK = ("We apologise for any inconvenience.",)
BARE = ("Your request was passed on to the team.",)
GOOD = ("I have returned the second 49.90 of your subscription today.",)
MANAGER = "That is no answer. I want to speak to a manager."


def test_a_stock_phrase_makes_a_reply_stock_whatever_else_it_names():
    assert judge_reply("Rest assured, your 49.90 is safe.", find_details(CHARGED)) is Kind.PHRASE


@pytest.mark.parametrize(
    "text", ["The 49.90 is on its way.", "Your SUBSCRIPTION is cancelled.", "Two subscriptions ran."]
)
def test_a_reply_that_repeats_a_number_or_a_telling_word_names_a_detail(text):
    assert judge_reply(text, find_details(CHARGED)) is Kind.SPECIFIC


@pytest.mark.parametrize("text", [BARE[0], "Thank you, we will look at your request on Monday.", "Done.", ""])
def test_a_reply_that_fits_every_ticket_names_no_detail(text):
    assert judge_reply(text, find_details(CHARGED)) is Kind.BARE


def test_the_customers_name_is_no_detail():
    exchange = read_exchange([talk("Maya Lindqvist here, it happened once more.", ("Dear Maya Lindqvist, noted.",))])
    assert exchange.replies == (Kind.BARE,)


def test_what_the_customer_says_later_does_not_make_an_earlier_reply_specific():
    exchange = read_exchange([talk(CHARGED, ("Which router is it?",), "The router in the hall.")])
    assert exchange.replies == (Kind.BARE,)


def test_a_detail_of_an_earlier_ticket_counts_in_a_later_one_of_the_chain():
    first, second = talk(CHARGED, number=1), talk("Nothing happened.", GOOD, number=2, start=10)
    assert read_exchange([first, second]).replies == (Kind.SPECIFIC,)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((CHARGED, STOCK, MANAGER), Exchange((Kind.PHRASE,), Asked.AFTER_STOCK, met_stock=True)),
        ((CHARGED, BARE, MANAGER), Exchange((Kind.BARE,), Asked.AFTER_STOCK, met_stock=True)),
        ((CHARGED, GOOD, MANAGER), Exchange((Kind.SPECIFIC,), Asked.AFTER_OTHER, met_stock=False)),
        ((CHARGED, MANAGER, STOCK), Exchange((Kind.PHRASE,), Asked.AT_ONCE, met_stock=False)),
        ((CHARGED, STOCK), Exchange((Kind.PHRASE,), Asked.NEVER, met_stock=True)),
        ((CHARGED,), Exchange()),
        ((CHARGED, GOOD, MANAGER, STOCK), Exchange((Kind.SPECIFIC, Kind.PHRASE), Asked.AFTER_OTHER, met_stock=False)),
    ],
)
def test_when_the_customer_first_asked_for_a_person_is_told_by_what_came_before(said, expected):
    assert read_exchange([talk(*said)]) == expected


def test_a_request_for_a_manager_in_the_next_ticket_of_the_chain_counts():
    tickets = [talk(CHARGED, STOCK, number=1), talk(MANAGER, number=2, start=10)]
    assert read_exchange(tickets).asked is Asked.AFTER_STOCK


def test_an_empty_comment_is_no_reply():
    assert read_exchange([talk(CHARGED, ("",))]).replies == ()


def test_an_internal_note_is_no_reply():
    ticket = make_ticket(CHARGED, make_comment("We apologise for any inconvenience.", JON, public=False))
    assert read_exchange([ticket]).replies == ()


def test_an_automatic_answer_of_the_customers_mailbox_asks_for_nobody():
    ticket = talk(CHARGED, STOCK, MANAGER)
    automatic = replace(ticket, comments=(*ticket.comments[:2], replace(ticket.comments[2], automatic=True)))
    assert read_exchange([automatic]).asked is Asked.NEVER


def test_a_ticket_without_comments_has_no_exchange():
    assert read_exchange([talk(CHARGED)]) == Exchange()
