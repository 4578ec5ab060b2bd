import re
from datetime import UTC, datetime

import pytest
from build import NOW, PRIYA, days_ago, make_comment, make_ticket, reply

from suggestions.model import PromiseState, Status
from suggestions.reading.promises import find_due, find_promises

# 2 September 2026 is a Wednesday
SAID_AT = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)


def promised(words, *later, now_words="It is still open.", now=NOW):
    earlier = make_ticket(
        make_comment("Hello", at=days_ago(21)), reply(words, PRIYA, SAID_AT), *later,
        number=1002, at=days_ago(21), status=Status.SOLVED,
    )  # fmt: skip
    return find_promises([make_ticket(now_words, at=now), earlier], now)


@pytest.mark.parametrize(("words", "action"), [
    ("I will call you back this afternoon with an answer.", "call"),
    ("You will get a call within the hour.", "call"),
    ("We will refund you within 5 working days.", "refund"),
    ("The refund should arrive by Monday.", "refund"),
    ("An engineer will visit on Tuesday.", "visit"),
    ("We'll send a replacement next week.", "replacement"),
    ("Your parcel should arrive on Thursday.", "delivery"),
    ("I will fix it by Friday.", "fix"),
    ("Our team will get back to you tomorrow.", "answer"),
])  # fmt: skip
def test_a_commitment_is_found_and_named(words, action):
    (promise,) = promised(words)
    assert promise.action == action
    assert re.search(r"you were promised (on 2|for \d+) September$", promise.noun)
    assert (promise.made_by, promise.quote) == ("Priya", words)


@pytest.mark.parametrize("words", [
    "I won't call you.",
    "If it fails, I will call you.",
    "We might refund you.",
    "Shall I call you tomorrow?",
    "I called you today.",
    "Thank you for your message.",
    "Once you send the form we will refund it.",
])  # fmt: skip
def test_words_that_commit_to_nothing_are_no_promise(words):
    assert promised(words) == ()


def test_what_the_requester_or_a_note_says_is_no_promise():
    ticket = make_ticket("I will call you tomorrow.", make_comment("I will refund them today.", PRIYA, public=False))
    assert find_promises([ticket], NOW) == ()


def test_the_source_of_a_promise_is_the_sentence_in_the_reply():
    (promise,) = promised("Hello. I will call you back tomorrow. Bye.")
    assert "Hello. I will call you back tomorrow. Bye."[promise.source.start : promise.source.end] == promise.quote


@pytest.mark.parametrize(("words", "due"), [
    ("today", datetime(2026, 9, 2, 23, 59, tzinfo=UTC)),
    ("this afternoon", datetime(2026, 9, 2, 23, 59, tzinfo=UTC)),
    ("tomorrow", datetime(2026, 9, 3, 23, 59, tzinfo=UTC)),
    ("by Friday", datetime(2026, 9, 4, 23, 59, tzinfo=UTC)),
    ("on Wednesday", datetime(2026, 9, 9, 23, 59, tzinfo=UTC)),
    ("within 3 hours", datetime(2026, 9, 2, 18, 30, tzinfo=UTC)),
    ("in 3-5 days", datetime(2026, 9, 7, 23, 59, tzinfo=UTC)),
    ("within two business days", datetime(2026, 9, 4, 23, 59, tzinfo=UTC)),
    ("within 5 working days", datetime(2026, 9, 9, 23, 59, tzinfo=UTC)),
    ("in two weeks", datetime(2026, 9, 16, 23, 59, tzinfo=UTC)),
    ("next week", datetime(2026, 9, 13, 23, 59, tzinfo=UTC)),
])  # fmt: skip
def test_a_due_time_is_counted_from_when_it_was_said(words, due):
    assert find_due(f"I will call you {words}.", SAID_AT) == due


def test_no_time_is_made_up_where_none_was_given():
    assert find_due("I will call you.", SAID_AT) is None


def test_a_promise_past_due_with_nothing_after_it_is_broken():
    (promise,) = promised("I will call you back this afternoon.")
    assert promise.state is PromiseState.BROKEN


def test_a_promise_not_yet_due_is_open():
    (promise,) = promised("We will refund you within 5 weeks.")
    assert promise.state is PromiseState.OPEN


def test_a_promise_without_a_time_is_broken_once_they_had_to_write_again():
    (promise,) = promised("I will call you back.")
    assert promise.state is PromiseState.BROKEN


@pytest.mark.parametrize(("words", "done"), [
    ("I will refund you this week.", "I have refunded the money."),
    ("I will call you tomorrow.", "As discussed, it is settled."),
])  # fmt: skip
def test_a_promise_staff_later_did_is_kept(words, done):
    (promise,) = promised(words, reply(done, PRIYA, days_ago(18)))
    assert promise.state is PromiseState.KEPT


def test_an_answer_promised_and_given_in_time_is_kept():
    first, *_ = promised("I will get back to you tomorrow.", reply("Here is the answer.", PRIYA, days_ago(19)))
    assert first.state is PromiseState.KEPT


def test_an_answer_given_a_week_too_late_is_neither_kept_nor_broken():
    first, *_ = promised("I will get back to you tomorrow.", reply("Here is the answer.", PRIYA, days_ago(10)))
    assert first.state is PromiseState.LATE


def test_a_promise_the_customer_confirms_is_kept():
    (promise,) = promised("I will refund you this week.", make_comment("The money arrived, thank you", at=days_ago(15)))
    assert promise.state is PromiseState.KEPT


def test_a_customer_who_says_it_did_not_come_confirms_nothing():
    (promise,) = promised("I will refund you this week.", make_comment("The money has not arrived", at=days_ago(15)))
    assert promise.state is PromiseState.BROKEN


def test_promises_are_told_oldest_first():
    found = promised("I will call you tomorrow.", reply("I will refund you today.", PRIYA, days_ago(10)))
    assert [p.action for p in found] == ["call", "refund"]


def test_an_amount_with_a_point_does_not_cut_the_promise_from_its_day():
    (promise,) = promised("I will refund you the 49.90 by Friday.")
    assert (promise.quote, promise.due_at is None) == ("I will refund you the 49.90 by Friday.", False)
