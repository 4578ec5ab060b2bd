"""The promise a note speaks of first, and what it says of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import NOW, make_ledger, make_promise, make_suggestion

from suggestions.drafting.headline import say_checks
from suggestions.drafting.pressing import find_pressing, say_promise
from suggestions.model import Ledger, PromiseOwner, PromiseState

BROKEN, OPEN, LATE, KEPT = PromiseState.BROKEN, PromiseState.OPEN, PromiseState.LATE, PromiseState.KEPT


def with_promises(*promises):
    return make_suggestion(ledger=Ledger(make_ledger(2).entries, promises))


def open_until(**later):
    return make_promise(OPEN, days=1, due=NOW + timedelta(**later))


def say(promise):
    return " ".join(say_promise(promise, NOW)).strip()


def test_a_broken_promise_is_said_with_who_when_and_what_the_record_shows():
    said = "Broken promise: Priya said on 2 September “I will call you back this afternoon”."
    assert say(make_promise(BROKEN)) == f"{said} They write that it was not kept."


def test_of_a_promise_that_only_silence_calls_broken_the_note_says_no_more():
    assert say(replace(make_promise(BROKEN), certain=False)).endswith("Nothing in the record shows it was kept.")


def test_a_day_of_its_own_is_said():
    promise = make_promise(BROKEN, due=NOW - timedelta(days=18))
    assert "It was due 4 September. They write" in say(promise)


@pytest.mark.parametrize(("hours", "said"), [
    (2, "Promise due today: "), (20, "Promise due tomorrow: "), (100, "Open promise: "),
])  # fmt: skip
def test_an_open_promise_is_said_with_how_near_it_is(hours, said):
    assert say(open_until(hours=hours)).startswith(said)


def test_a_promise_made_again_is_said_to_be():
    assert say(replace(make_promise(BROKEN), times=2)).startswith("Broken promise, promised twice: Priya said")


def test_a_machine_is_not_called_by_a_name():
    promise = replace(make_promise(BROKEN), owner=PromiseOwner.AUTOMATIC)
    assert say(promise).startswith("Broken promise: An automatic message said on")


def test_a_day_is_said_on_the_clock_of_whoever_promised():
    midnight = NOW.replace(hour=23, minute=30) - timedelta(days=20)
    promise = replace(make_promise(BROKEN), made_at=midnight, time_zone="Asia/Tokyo")
    assert "said on 3 September" in say(promise)


def test_the_newest_broken_promise_comes_before_one_that_falls_due():
    broken = make_promise(BROKEN, days=5)
    assert find_pressing(with_promises(make_promise(BROKEN), broken, open_until(hours=2))) == broken


def test_of_those_that_fall_due_the_next_one_is_first():
    soon = open_until(hours=2)
    assert find_pressing(with_promises(open_until(hours=20), soon)) == soon


def test_what_was_kept_late_is_said_where_nothing_is_open():
    late = make_promise(LATE)
    assert find_pressing(with_promises(late, make_promise(KEPT))) == late


@pytest.mark.parametrize(
    "promises", [(), (make_promise(KEPT),), (open_until(days=3),)], ids=["none", "kept", "far off"]
)
def test_nothing_presses_where_all_is_kept_or_far_off(promises):
    assert find_pressing(with_promises(*promises)) is None


def test_a_promise_that_is_far_off_stays_among_the_checks():
    assert any(line.startswith("Open promise: Priya said") for line in say_checks(with_promises(open_until(days=3))))
