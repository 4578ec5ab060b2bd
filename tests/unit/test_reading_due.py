"""By when something is promised, on the clock of whoever said it."""

from datetime import UTC, datetime

import pytest

from suggestions.reading.promises.due import Speaker, find_due

# a Wednesday
SAID_AT = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)


def due(words, *, language="en", **speaker):
    found = find_due(words, Speaker(speaker.pop("at", SAID_AT), language=language, **speaker))
    return found.strftime("%Y-%m-%d %H:%M") if found else None


@pytest.mark.parametrize(("words", "day"), [
    ("today", "2026-09-02"),
    ("tomorrow", "2026-09-03"),
    ("the day after tomorrow", "2026-09-04"),
    ("by Friday", "2026-09-04"),
    ("on Wednesday", "2026-09-09"),
    ("next Friday", "2026-09-11"),
    ("Friday week", "2026-09-11"),
    ("on Monday or Tuesday", "2026-09-08"),
    ("between Monday and Wednesday", "2026-09-09"),
    ("first thing Monday", "2026-09-07"),
    ("before Friday", "2026-09-03"),
    ("in 3-5 days", "2026-09-07"),
    ("within two business days", "2026-09-04"),
    ("within five bank working days", "2026-09-09"),
    ("in 5-7 working days", "2026-09-11"),
    ("in two weeks", "2026-09-16"),
    ("within a fortnight", "2026-09-16"),
    ("in the next day or two", "2026-09-04"),
    ("by the end of the week", "2026-09-04"),
    ("over the weekend", "2026-09-06"),
    ("next week", "2026-09-11"),
    ("by the end of the month", "2026-09-30"),
    ("by the end of October", "2026-10-31"),
    ("on the 14th", "2026-09-14"),
    ("on the 1st", "2026-10-01"),
    ("by the fifteenth", "2026-09-15"),
    ("on Thursday the 17th", "2026-09-17"),
    ("by Friday, 18 September", "2026-09-18"),
    ("between 3 and 5 September", "2026-09-05"),
    ("by 15 January", "2027-01-15"),
    ("by February 12, 2027", "2027-02-12"),
    ("on 2026-09-20", "2026-09-20"),
    ("on Friday 18th", "2026-09-18"),
    ("the week after next", "2026-09-18"),
    ("within the day", "2026-09-02"),
    ("in the course of the day", "2026-09-02"),
    ("at the end of today", "2026-09-02"),
    ("before the month is out", "2026-09-30"),
    ("with next Friday's run", "2026-09-11"),
    ("in tomorrow's release", "2026-09-03"),
])  # fmt: skip
def test_a_day_lasts_to_its_end(words, day):
    assert due(f"I will call you {words}.") == f"{day} 23:59"


@pytest.mark.parametrize(("words", "moment"), [
    ("within 3 hours", "2026-09-02 18:30"),
    ("within 24 hours", "2026-09-03 15:30"),
    ("in half an hour", "2026-09-02 16:00"),
    ("in an hour and a half", "2026-09-02 17:00"),
    ("in the next ten minutes", "2026-09-02 15:40"),
    ("this afternoon", "2026-09-02 18:00"),
    ("tomorrow morning", "2026-09-03 12:00"),
    ("before noon", "2026-09-03 12:00"),
    ("by noon on Thursday", "2026-09-03 12:00"),
    ("today before 6 p.m.", "2026-09-02 18:00"),
    ("tomorrow at 9", "2026-09-03 09:00"),
    ("by Friday 5 pm", "2026-09-04 17:00"),
    ("on Monday between 8 and 12", "2026-09-07 12:00"),
    ("at 9:15", "2026-09-02 21:15"),
    ("by close of business tomorrow", "2026-09-03 18:00"),
])  # fmt: skip
def test_an_hour_is_kept_where_it_was_named(words, moment):
    assert due(f"I will call you {words}.") == moment


@pytest.mark.parametrize("words", [
    "", "soon", "shortly", "in a few days", "half an hour ahead", "for Friday", "for February, March and April",
    "about the invoice you paid on 3 September", "since Monday", "every day", "in 400 days", "on 31 February",
    "on the order of 3 August",
])  # fmt: skip
def test_no_time_is_made_up_where_none_was_given(words):
    assert due(f"I will call you {words}.") is None


@pytest.mark.parametrize(("words", "locale", "day"), [
    ("on 03/04", "en", None),
    ("on 03/04", "en-GB", "2027-04-03 23:59"),
    ("on 10/09", "en-US", "2026-10-09 23:59"),
    ("on 10/09", "en-GB", "2026-09-10 23:59"),
    ("on 14/09", "en", "2026-09-14 23:59"),
    ("by 9/14", "en", "2026-09-14 23:59"),
    ("on 10.09.2026", "en", "2026-09-10 23:59"),
])  # fmt: skip
def test_a_date_in_numbers_counts_only_when_its_order_is_settled(words, locale, day):
    assert due(words, locale=locale) == day


@pytest.mark.parametrize(("zone", "at", "moment"), [
    # a quarter to midnight in New York is already the next day in London
    ("America/New_York", datetime(2026, 9, 3, 3, 45, tzinfo=UTC), "2026-09-04 03:59"),
    ("Asia/Kolkata", datetime(2026, 9, 2, 19, 0, tzinfo=UTC), "2026-09-04 18:29"),
    ("Europe/Berlin", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01-02 22:59"),
    ("no/where", SAID_AT, "2026-09-03 23:59"),
])  # fmt: skip
def test_tomorrow_is_counted_on_the_speakers_clock(zone, at, moment):
    assert due("I will call you tomorrow.", at=at, time_zone=zone) == moment


def test_working_days_begin_on_monday_when_it_is_said_on_a_saturday():
    saturday = datetime(2026, 8, 29, 13, 5, tzinfo=UTC)
    assert due("within three working days", at=saturday) == "2026-09-02 23:59"


def test_the_clock_change_moves_no_day():
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert due("tomorrow", at=before, time_zone="Europe/Berlin") == "2026-10-25 22:59"


def test_the_same_day_is_that_of_what_was_promised_before():
    friday = datetime(2026, 9, 4, 23, 59, tzinfo=UTC)
    assert find_due("I will reply the same day.", Speaker(SAID_AT), friday) == friday


@pytest.mark.parametrize(("words", "moment"), [
    ("bis Freitag", "2026-09-04 23:59"),
    ("morgen früh", "2026-09-03 12:00"),
    ("innerhalb von 24 Stunden", "2026-09-03 15:30"),
    ("in den nächsten drei Werktagen", "2026-09-07 23:59"),
    ("bis zum 14. September", "2026-09-14 23:59"),
    ("am 14.9.", "2026-09-14 23:59"),
    ("bis 17 Uhr", "2026-09-02 17:00"),
    ("nächste Woche", "2026-09-11 23:59"),
    ("Guten Morgen", None),
])  # fmt: skip
def test_german_times_are_read(words, moment):
    assert due(words, language="de") == moment


@pytest.mark.parametrize(("words", "moment"), [
    ("demain matin", "2026-09-03 12:00"),
    ("d'ici vendredi", "2026-09-04 23:59"),
    ("sous 48 heures", "2026-09-04 15:30"),
    ("dans un délai de 5 jours ouvrés", "2026-09-09 23:59"),
    ("le 14 septembre", "2026-09-14 23:59"),
    ("la semaine prochaine", "2026-09-11 23:59"),
    ("cet après-midi", "2026-09-02 18:00"),
    ("mardi entre 8 h et 12 h", "2026-09-08 12:00"),
])  # fmt: skip
def test_french_times_are_read(words, moment):
    assert due(words, language="fr") == moment


@pytest.mark.parametrize(("words", "moment"), [
    ("He will ring you the day before.", "2026-09-09 23:59"),
    ("The doors will be delivered the Monday after.", "2026-09-14 23:59"),
    ("It will be paid out within seven days from then.", "2026-09-17 23:59"),
    ("You'll get a call half an hour before.", "2026-09-10 21:59"),
    ("I will reply the same day.", "2026-09-10 21:59"),
])  # fmt: skip
def test_a_day_may_be_counted_from_the_one_named_last(words, moment):
    named = datetime(2026, 9, 10, 21, 59, tzinfo=UTC)
    assert find_due(words, Speaker(SAID_AT), named).strftime("%Y-%m-%d %H:%M") == moment


def test_a_day_that_counts_from_another_is_none_where_none_was_named():
    assert due("He will ring you the day before.") is None


def test_half_six_is_half_past_six():
    assert due("I'll phone you at half six.") == "2026-09-02 18:30"
