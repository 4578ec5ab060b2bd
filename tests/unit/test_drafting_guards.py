from dataclasses import replace

import pytest
from build import make_comment, make_facts, make_library, make_order, make_ticket, reply

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.guards import find_said, find_stock_phrase, guard_draft
from suggestions.library.vocabulary import Part
from suggestions.model import Reason

FACTS = make_facts(amount="49.90")
DRAFT = compose_draft(make_order(make_library(), facts=FACTS))


def alter(part, text):
    passages = tuple(replace(p, text=text) if p.part is part else p for p in DRAFT.passages)
    return replace(DRAFT, passages=passages)


def test_a_true_and_specific_draft_passes():
    assert guard_draft(DRAFT, FACTS) is None


def test_kind_words_without_a_next_step_are_withheld():
    idle = replace(DRAFT, passages=tuple(p for p in DRAFT.passages if p.part is not Part.RESPOND))
    withheld = guard_draft(idle, FACTS)
    assert withheld
    assert withheld.reason is Reason.NO_ACTION


def test_a_number_from_nowhere_is_withheld_and_named():
    withheld = guard_draft(alter(Part.HEAR, "You were charged 77.31 twice."), FACTS)
    assert withheld
    assert withheld.reason is Reason.UNTRUE
    assert "77.31" in withheld.sentence


def test_a_number_in_a_blank_is_the_agents_own():
    assert guard_draft(alter(Part.RESPOND, "I will write by [[14:00]]."), FACTS) is None


def test_a_stock_phrase_is_withheld_and_named():
    withheld = guard_draft(alter(Part.THANK, "Rest assured we are on it."), FACTS)
    assert withheld
    assert withheld.reason is Reason.STOCK_PHRASE
    assert "Rest assured" in withheld.sentence


@pytest.mark.parametrize("text", [
    "I understand your frustration.",
    "I understand how you feel.",
    "We apologize for any inconvenience.",
    "Sorry for the inconvenience this may have caused.",
    "Your call is important to us.",
    "Thank you for reaching out.",
    "I hope this email finds you well.",
    "REST ASSURED, it is fine.",
    "Please be advised that it closed.",
    "Kindly send the form.",
    "Answer at your earliest convenience.",
    "We value your business.",
    "Unfortunately, our policy forbids it.",
    "As per our policy, no.",
    "Please calm down.",
    "Don\u2019t hesitate to write.",
])  # fmt: skip
def test_a_phrase_that_fits_every_ticket_is_caught(text):
    assert find_stock_phrase(text)


@pytest.mark.parametrize("text", [
    "I am sorry you had to borrow from your sister for rent.",
    "I will write to you by Friday.",
    "You were charged 49.90 twice.",
    "They were kind to me.",
])  # fmt: skip
def test_a_sentence_about_this_case_is_no_stock_phrase(text):
    assert find_stock_phrase(text) is None


def test_what_was_said_is_what_staff_wrote_in_public():
    ticket = make_ticket(
        "I was charged twice by you.",
        reply("I will look into it today. Bye now."),
        make_comment("They were charged twice indeed.", reply("").author, public=False),
    )
    assert find_said([ticket]) == {"i will look into it today."}
