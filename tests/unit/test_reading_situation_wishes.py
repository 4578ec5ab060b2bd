"""Whom the newest words ask for, as the situation tells it."""

import pytest
from build import RULES, make_ticket
from toy_embedder import ToyEmbedder

from suggestions.reading.situation import read_situation


@pytest.mark.parametrize("text", ["I want to speak to a manager.", "Please call me back on 0113 496 0177."])
def test_who_asks_for_somebody_is_known_to(text):
    assert read_situation(make_ticket(text), RULES, ToyEmbedder()).asks_for_person


def test_who_asks_for_a_thing_is_not():
    ticket = make_ticket("Please send me a copy of the invoice.")
    assert not read_situation(ticket, RULES, ToyEmbedder()).asks_for_person
