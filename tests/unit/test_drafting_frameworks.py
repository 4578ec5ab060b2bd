from dataclasses import replace

import pytest
from build import (
    CHANGE_ADDRESS,
    MAYA,
    choose_framework,
    make_ledger,
    make_library,
    make_promise,
    make_situation,
    make_ticket,
)

from suggestions.drafting.frameworks import Framework, cover
from suggestions.library.vocabulary import Part
from suggestions.model import Feeling

WRONG = make_library().responses[0]
ROUTINE = make_library(CHANGE_ADDRESS).responses[0]


def choose(*, feeling=Feeling.CALM, contacts=1, response=ROUTINE, unclear=False, promises=(), tags=(), person=MAYA):
    situation = make_situation(feeling=feeling, ticket=make_ticket("Hello", tags=tags, requester=person))
    return choose_framework(situation, make_ledger(contacts, promises=promises), response, unclear=unclear)


def test_a_calm_first_routine_contact_is_plain():
    assert choose().framework is Framework.PLAIN


def test_thanks_on_a_first_contact_are_answered_plainly_whatever_went_wrong():
    assert choose(feeling=Feeling.GRATEFUL, response=WRONG).framework is Framework.PLAIN


def test_something_that_went_wrong_is_heart_even_when_calm():
    assert choose(response=WRONG).framework is Framework.HEART


@pytest.mark.parametrize("feeling", [Feeling.FRUSTRATED, Feeling.ANXIOUS, Feeling.SAD])
def test_a_strained_first_contact_is_heart_and_says_which_strain(feeling):
    choice = choose(feeling=feeling)
    assert choice.framework is Framework.HEART
    assert feeling in choice.reason


def test_a_strained_contact_that_is_unclear_is_ladder():
    assert choose(feeling=Feeling.ANXIOUS, unclear=True).framework is Framework.LADDER


def test_a_calm_contact_that_is_unclear_is_not_ladder():
    assert choose(unclear=True).framework is Framework.PLAIN


def test_a_second_contact_is_heart():
    choice = choose(contacts=2)
    assert (choice.framework, choice.reason) == (Framework.HEART, "second contact")


@pytest.mark.parametrize(("contacts", "said"), [(3, "third contact"), (4, "fourth contact")])
def test_from_the_third_contact_on_it_is_ladder(contacts, said):
    choice = choose(contacts=contacts)
    assert (choice.framework, choice.reason) == (Framework.LADDER, said)


def test_a_promise_not_kept_is_told_in_the_reason():
    assert "promise" in choose(contacts=3, promises=[make_promise()]).reason


@pytest.mark.parametrize("where", ["person", "ticket"])
def test_a_relationship_account_is_care(where):
    tags = frozenset({"premium"})
    choice = choose(person=replace(MAYA, tags=tags)) if where == "person" else choose(tags=("vip",))
    assert choice.framework is Framework.CARE


def test_care_outranks_the_count_and_tells_it():
    choice = choose(tags=("premium",), contacts=3)
    assert choice.framework is Framework.CARE
    assert "third contact" in choice.reason


def test_thanks_do_not_hide_a_promise_that_was_not_kept():
    choice = choose(feeling=Feeling.GRATEFUL, contacts=2, promises=[make_promise()])
    assert choice.framework is Framework.HEART


def test_each_step_says_whether_it_is_covered():
    covered = dict(cover(Framework.HEART, frozenset({Part.HEAR, Part.RESPOND})))
    assert covered == {"Hear": True, "Empathize": False, "Apologize": False, "Respond": True, "Thank": False}
