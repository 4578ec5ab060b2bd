"""A day is said to be needed only where the customer's sentence says so."""

import pytest
from build import make_passage, make_situation, make_ticket

from suggestions.model import FactKind, Ledger
from suggestions.reading.facts.facts import gather_facts


def gather(text, day):
    at = text.index(day)
    fact = make_passage(text).make_fact("deadline", FactKind.DATE, day, (at, at + len(day)))
    return gather_facts(make_situation(text, ticket=make_ticket(text), facts=(fact,)), Ledger(), 20_000)


@pytest.mark.parametrize(("text", "day"), [
    ("Hello. I need the P45 before Friday.", "Friday"), ("It must be with us on Friday.", "Friday"),
    ("Please send it by Friday at the latest.", "Friday"), ("Ich brauche es bis Freitag.", "Freitag"),
    ("Lo necesito antes del viernes.", "viernes"),
])  # fmt: skip
def test_a_day_something_is_needed_by_may_be_said(text, day):
    assert gather(text, day)["deadline"].text == day


@pytest.mark.parametrize(("text", "day"), [
    ("I am just comparing prices before Christmas.", "Christmas"), ("Flight 640 left on Thursday.", "Thursday"),
    ("I need help. The party is on Friday.", "Friday"),
])  # fmt: skip
def test_a_day_that_is_only_named_is_not_said_to_be_needed(text, day):
    assert "deadline" not in gather(text, day)
