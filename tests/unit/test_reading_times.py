from datetime import UTC, datetime

import pytest
from build import NOW, make_passage

from suggestions.reading.days.dates import find_since
from suggestions.reading.days.deadlines import find_deadlines
from suggestions.reading.days.durations import find_durations


def texts(finder, text, **more):
    return [f.text for f in finder(make_passage(text, **more))]


@pytest.mark.parametrize(("text", "said"), [
    ("no internet for two days", "two days"),
    ("I have waited 3 weeks", "three weeks"),
    ("it's 5 days now", "five days"),
    ("down for the past two months", "two months"),
    ("no heating for a day", "one day"),
    ("waiting for a couple of weeks", "two weeks"),
])  # fmt: skip
def test_how_long_it_has_lasted_is_said_in_words(text, said):
    assert texts(find_durations, text) == [said]


@pytest.mark.parametrize("text", [
    "delivery came two days late",
    "please answer within 5 days",
    "it arrives in 3 days",
    "a 30 day trial",
    "I have a contract for two years",
    "a plan for 12 months",
    "I called you three days ago",
    "it took two days",
    "every two weeks",
    "my baby is two weeks old",
    "the notice period for three months",
])  # fmt: skip
def test_another_length_of_time_is_not_how_long_it_has_lasted(text):
    assert texts(find_durations, text) == []


@pytest.mark.parametrize(("text", "said"), [
    ("down since Monday", "since Monday"),
    ("down since the 3rd of may", "since 3 May"),
    ("down since May 3rd", "since 3 May"),
    ("broken since the update", "since the update"),
    ("down since yesterday", "since 21 September"),
])  # fmt: skip
def test_since_when_is_read_as_a_day(text, said):
    assert texts(find_since, text) == [said]


@pytest.mark.parametrize("text", ["since I moved", "since you asked", "since then", "ever since", "sinceMonday"])
def test_since_without_a_day_says_nothing(text):
    assert texts(find_since, text) == []


def test_yesterday_is_counted_on_the_requesters_own_clock():
    late = datetime(2026, 9, 22, 23, 30, tzinfo=UTC)
    assert texts(find_since, "since yesterday", at=late, time_zone="UTC") == ["since 21 September"]
    assert texts(find_since, "since yesterday", at=late, time_zone="Asia/Tokyo") == ["since 22 September"]


@pytest.mark.parametrize("zone", ["Nowhere/Nothing", "", "../etc", "\x00"])
def test_an_unknown_time_zone_reads_as_utc(zone):
    assert texts(find_since, "since yesterday", at=NOW, time_zone=zone) == ["since 21 September"]


@pytest.mark.parametrize(("text", "said"), [
    ("I need it by Friday", "Friday"),
    ("my flight is on Monday", "Monday"),
    ("the rent is due tomorrow", "Wednesday"),
    ("the wedding is on 12 May", "12 May"),
])  # fmt: skip
def test_the_day_they_need_it_by_is_a_deadline(text, said):
    assert texts(find_deadlines, text) == [said]


@pytest.mark.parametrize("text", [
    "you promised it by Friday",
    "the agent said it would come on Monday",
    "it should have been here on Friday",
    "I was charged on Monday for the trip",
    "I moved on 3 May",
    "see you on Friday",
    "the delivery was supposed to be by Tuesday, I need it",
])  # fmt: skip
def test_a_day_promised_or_past_is_not_a_deadline(text):
    assert texts(find_deadlines, text) == []


def test_a_day_in_one_sentence_is_not_needed_because_of_the_next():
    assert texts(find_deadlines, "It broke on Monday. I need help") == []


def test_time_spent_on_something_else_is_not_how_long_it_lasts():
    assert texts(find_durations, "It was cancelled after we had sat on the plane for two hours.") == []
