"""A draft does not ask for what is known."""

from dataclasses import replace

import pytest
from build import make_facts, make_library, make_order, make_situation

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Framework
from suggestions.library.vocabulary import Part

ASKING = """
reason: delivery.missing_parcel
title: The parcel is lost
thing: the parcel
failure: result
exemplars: ["My parcel never came."]
parts:
  respond: ["I will look for it and write to you by [[day and time]]."]
  ask:
    - "{question}"
"""


def parts_of(question, *, facts=None, told_bot=False):
    library = make_library(ASKING.replace("{question}", question))
    order = make_order(
        library, situation=make_situation("My parcel never came."), facts=make_facts(**(facts or {})),
        framework=Framework.LADDER, unclear=True,
    )  # fmt: skip
    return compose_draft(replace(order, told_bot=told_bot)).parts


@pytest.mark.parametrize(("question", "facts"), [
    ("What is your order number?", {"order": "order 48213"}),
    ("Could you send me the tracking number?", {"tracking": "tracking number JD0146"}),
    ("How much did you pay?", {"amount": "49.90"}),
])  # fmt: skip
def test_a_question_for_a_known_fact_is_dropped(question, facts):
    assert Part.ASK in parts_of(question)
    assert Part.ASK not in parts_of(question, facts=facts)


def test_a_question_for_another_fact_stays():
    assert Part.ASK in parts_of("Could you send me the tracking number?", facts={"order": "order 48213"})


@pytest.mark.parametrize(("told_bot", "asked"), [(False, True), (True, False)])
def test_what_they_told_a_bot_is_not_asked_for_again(told_bot, asked):
    parts = parts_of("What did you ask that it could not answer?", told_bot=told_bot)
    assert (Part.ASK in parts) is asked
