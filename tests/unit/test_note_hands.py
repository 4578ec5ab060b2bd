"""What the note says of how many people have answered a problem so far."""

from dataclasses import replace

import pytest
from build import JON, PRIYA, RULES, make_earlier, reply, ticket_url
from test_note import with_draft

from suggestions.drafting.note import render_note
from suggestions.model import Ledger, UserId

WROTE = "You took the money twice this month."
ANNA = replace(JON, id=UserId(13), name="Anna Berg")


def say(*entries):
    return render_note(with_draft(ledger=Ledger(entries=tuple(entries))), ticket_url, RULES).text.split("\n")[0]


def answered(days, *people):
    return make_earlier(days, WROTE, *(reply("We have it.", person) for person in people))


def test_a_problem_that_went_through_several_hands_says_so_oldest_first():
    assert "Three people have answered so far: Priya, Jon, Anna." in say(answered(3, JON, ANNA), answered(9, PRIYA))


@pytest.mark.parametrize("people", [(), (JON,), (JON, JON)])
def test_one_pair_of_hands_is_no_news(people):
    assert "answered so far" not in say(answered(3, *people))


def test_a_ticket_that_may_only_be_related_does_not_count():
    other = replace(answered(9, PRIYA), counted=False)
    assert "answered so far" not in say(answered(3, JON), other)


def test_two_people_of_one_name_are_told_by_number():
    assert "Two people have answered so far." in say(answered(3, JON, replace(ANNA, name="Jon Ek")))
