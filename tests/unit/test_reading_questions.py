"""Which facts a sentence asks for."""

import pytest

from suggestions.reading.bots.questions import asks_what_they_said, find_asked, find_bare_number


@pytest.mark.parametrize(("text", "names"), [
    ("What is your order number?", {"order"}),
    ("Please enter your order number.", {"order"}),
    ("Thanks! Could you send me the invoice number and the order number?", {"order", "invoice"}),
    ("Which invoice do you mean?", {"invoice"}),
    ("Can you give me the tracking number?", {"tracking"}),
    ("Do you have the repair number, or the name it was handed in under?", {"case"}),
    ("How much were you charged?", {"amount"}),
    ("Since when is it down?", {"since"}),
    ("How long has it been like this?", {"stated_duration"}),
    ("By when do you need it?", {"deadline"}),
    ("Have you tried restarting the router?", {"tried"}),
    ("Which model is it?", {"product"}),
    ("Wie lautet Ihre Bestellnummer?", {"order"}),
])  # fmt: skip
def test_a_question_asks_for_the_facts_it_names(text, names):
    assert find_asked(text) == names


@pytest.mark.parametrize("text", [
    "Your order number is 48213.", "I will check your order number.", "Thanks for your order number.", "", "?",
    "Which reference did you write on the payment?", "Would you rather have a replacement or your money back?",
])  # fmt: skip
def test_what_asks_for_no_such_fact_asks_for_none(text):
    assert find_asked(text) == frozenset()


@pytest.mark.parametrize(("text", "asks"), [
    ("What did you ask that it could not answer?", True),
    ("What is it about, so that I can give you the right contact?", True),
    ("Which branch do you mean?", False),
    ("I know what you told the bot: what did you tell", False),
])  # fmt: skip
def test_what_they_told_a_machine_can_be_asked_for_again(text, asks):
    assert asks_what_they_said(text) is asks


@pytest.mark.parametrize(("answer", "number"), [
    ("48213", "48213"), ("#48213", "48213"), ("it's A-48213.", "A-48213"), ("It’s 48213!!", "48213"),
    ("yes, number 48213", "48213"), ("48", ""), ("I do not have one", ""), ("48213 and 48214", ""), ("hello", ""),
    ("", ""),
])  # fmt: skip
def test_a_bare_number_answers_and_nothing_else_does(answer, number):
    assert find_bare_number(answer) == number
