from dataclasses import replace

import pytest
from build import make_comment, make_facts, make_library, make_order, make_situation, make_ticket, reply

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.guards import find_said, guard_draft
from suggestions.drafting.privacy import find_strangers, keep_discreet
from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.library.vocabulary import Part
from suggestions.model import Person, Reason, Role, UserId

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


@pytest.mark.parametrize("text", ["Great! Done! Thanks.", "I am sorry. I apologise again."])
def test_warmth_without_measure_is_withheld(text):
    withheld = guard_draft(alter(Part.THANK, text), FACTS)
    assert withheld
    assert withheld.reason is Reason.OVER_WARM


def test_one_apology_is_enough_and_passes():
    draft = compose_draft(make_order(make_library(), facts=FACTS, situation=make_situation()))
    assert draft.text.count("sorry") == 1
    assert guard_draft(draft, FACTS) is None


@pytest.mark.parametrize("text", [
    "Write to anna.berg@example.com about it.", "It is on www.example.com.", "Thanks, and greetings to Anna.",
    "Your card ending twice is fine.",
])  # fmt: skip
def test_nothing_of_other_people_enters_a_draft(text):
    withheld = guard_draft(alter(Part.THANK, text), FACTS, strangers=frozenset({"anna"}))
    assert (withheld.reason if withheld else None) == (None if "card" in text else Reason.TELLS_TOO_MUCH)


def test_those_who_wrote_beside_the_customer_are_strangers():
    anna = Person(UserId(77), "Anna Berg", role=Role.END_USER)
    ticket = make_ticket("It is late.", make_comment("Mine too.", anna), reply("Done."))
    assert find_strangers([ticket]) == {"anna"}


def test_a_fact_that_names_a_stranger_is_known_and_not_said():
    facts = make_facts(amount="49.90", consequence="you had to borrow from Anna", tried="you wrote to a@example.com")
    assert set(keep_discreet(facts, frozenset({"anna"}))) == {"amount"}


def test_an_order_number_may_be_long():
    facts = make_facts(order="order 4444 4444 4444 4444", consequence="your card 4444 4444 4444 4444 was blocked")
    assert set(keep_discreet(facts, frozenset())) == {"order"}


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
