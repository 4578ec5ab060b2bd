"""Kept, late, broken or open, as far as the record shows it."""

from datetime import timedelta

import pytest
from build import JON, MAYA, NOW, PRIYA, days_ago, make_comment, make_ticket, reply

from suggestions.model import PromiseState
from suggestions.reading.promises.promises import find_promises

KEPT, LATE, BROKEN, OPEN = PromiseState.KEPT, PromiseState.LATE, PromiseState.BROKEN, PromiseState.OPEN


def judge(words, *later, now=NOW, made=20):
    """State and certainty of the first promise, made so many days ago on a Wednesday."""
    ticket = make_ticket(make_comment("Hello", at=days_ago(made + 1)), reply(words, PRIYA, days_ago(made)), *later)
    first = find_promises([ticket], now)[0]
    return first.state, first.certain


def says(words, days):
    return make_comment(words, MAYA, days_ago(days))


def answers(words, days):
    return reply(words, JON, days_ago(days))


@pytest.mark.parametrize("words", ["I will call you tomorrow.", "We will refund you within 5 days."])
def test_past_due_with_nothing_after_it_is_broken_and_not_certain(words):
    assert judge(words) == (BROKEN, False)


@pytest.mark.parametrize(("words", "missing"), [
    ("I will call you tomorrow.", "Nobody called me."),
    ("I will call you tomorrow.", "I am still waiting for your call."),
    ("An engineer will visit on Friday.", "The engineer never turned up."),
    ("We will refund you this week.", "The refund has not arrived."),
    ("We'll send a replacement tomorrow.", "Where is the replacement?"),
    ("Your parcel will arrive tomorrow.", "The parcel still hasn't come."),
    ("I will fix it by Friday.", "It is still broken."),
    ("I will email you the invoice today.", "I never got the invoice."),
    ("I will call you tomorrow.", "You promised to call but nothing happened."),
])  # fmt: skip
def test_past_due_and_missed_by_the_customer_is_certainly_broken(words, missing):
    assert judge(words, says(missing, 10)) == (BROKEN, True)


def test_a_customer_who_misses_it_before_it_is_due_makes_nothing_broken():
    assert judge("I will call you in 3 weeks.", says("Nobody called me.", 10)) == (OPEN, True)


def test_what_falls_due_later_today_is_open():
    morning = NOW - timedelta(hours=6)
    ticket = make_ticket(reply("I will call you today.", PRIYA, morning))
    (promise,) = find_promises([ticket], NOW)
    assert (promise.state, promise.due_on) == (OPEN, NOW.date())


def test_a_promise_not_yet_due_is_open():
    assert judge("We will refund you within 5 weeks.") == (OPEN, True)


def test_a_promise_without_a_time_is_open_until_they_write_again_a_week_later():
    assert [judge("I will call you."), judge("I will call you.", says("Hello?", 18))] == [(OPEN, True)] * 2
    assert judge("I will call you.", says("Hello?", 3)) == (BROKEN, False)


@pytest.mark.parametrize(("words", "done"), [
    ("I will refund you this week.", "I have refunded the money."),
    ("I will call you tomorrow.", "As discussed, it is settled."),
    ("We'll send a replacement on Friday.", "Your replacement was shipped this morning."),
    ("We'll send a replacement on Friday.", "It was delivered this morning."),
    ("I will fix it by Friday.", "It is now fixed."),
    ("I will email you the invoice by Friday.", "Please find the invoice attached."),
    ("An engineer will visit on Friday.", "The engineer has visited and found the leak."),
    ("I will call you by Friday.", "As promised, here is where we stand."),
])  # fmt: skip
def test_what_staff_wrote_of_it_in_time_keeps_it(words, done):
    assert judge(words, answers(done, 18)) == (KEPT, True)


def test_what_staff_did_days_after_it_was_due_is_late():
    assert judge("I will refund you tomorrow.", answers("I have refunded the money.", 10)) == (LATE, True)


@pytest.mark.parametrize(("words", "came"), [
    ("I will refund you this week.", "The money arrived, thank you"),
    ("I will call you tomorrow.", "Thanks for calling me back."),
    ("We'll send a replacement on Friday.", "The replacement has arrived."),
    ("I will fix it by Friday.", "It works again."),
])  # fmt: skip
def test_a_promise_the_customer_confirms_is_kept(words, came):
    assert judge(words, says(came, 10)) == (KEPT, True)


def test_a_customer_who_writes_that_it_finally_came_was_kept_waiting():
    assert judge("I will refund you this week.", says("The money has finally arrived.", 5)) == (LATE, True)


def test_a_customer_who_says_it_did_not_come_confirms_nothing():
    assert judge("I will refund you this week.", says("The money has not arrived", 10)) == (BROKEN, True)


def test_done_as_staff_say_and_missing_as_the_customer_says_is_not_certain():
    told = judge("I will refund you tomorrow.", answers("I have refunded you.", 19), says("No refund has arrived.", 5))
    assert told == (BROKEN, False)


def test_an_answer_promised_and_given_in_time_is_kept():
    assert judge("I will get back to you tomorrow.", answers("Here is the answer.", 19)) == (KEPT, True)


def test_an_answer_given_a_week_too_late_is_late():
    assert judge("I will get back to you tomorrow.", answers("Here is the answer.", 10)) == (LATE, True)


def test_an_answer_nobody_gave_before_they_wrote_again_is_certainly_broken():
    assert judge("I will get back to you tomorrow.", says("Hello?", 10)) == (BROKEN, True)


def test_an_internal_note_keeps_no_promise():
    note = make_comment("I have refunded the money.", JON, days_ago(18), public=False)
    assert judge("I will refund you this week.", note) == (BROKEN, False)


def test_what_is_written_after_now_is_not_known_yet():
    assert judge("I will fix it by Friday.", answers("It is now fixed.", 5), now=days_ago(10)) == (BROKEN, False)


@pytest.mark.parametrize(("words", "done"), [
    ("Ich rufe Sie morgen an.", "Wie besprochen, ist alles geklärt."),
    ("Nous vous rembourserons sous 5 jours.", "Le montant a été remboursé."),
])  # fmt: skip
def test_a_promise_in_another_language_is_kept_in_it(words, done):
    assert judge(words, answers(done, 19))[0] is KEPT
