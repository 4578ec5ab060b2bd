import json

import pytest
from build import RULES, WordEmbedder, load_starter

from suggestions.evaluation.repeat import evaluate_repeat, read_customers
from suggestions.evaluation.rows import DataProblem
from suggestions.library.index import LibraryIndex

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(load_starter(), EMBEDDER)
MONEY = "You took the money twice this month and the payment is wrong"
CHAIR = "My garden chair wobbles, which screws fit into those legs"


def ticket(name, text, day=1, month=9):
    return {"id": name, "subject": "", "text": text, "created_at": f"2026-{month:02}-{day:02}T10:00:00Z"}


def customer(new, *earlier, repeat_of=()):
    return {"new_ticket": new, "earlier_tickets": list(earlier), "repeat_of": list(repeat_of)}


REPEAT = customer(ticket("c", MONEY, 9), ticket("a", CHAIR, 1), ticket("b", MONEY, 2), repeat_of=["b"])
FIRST = customer(ticket("c", CHAIR, 9), ticket("a", MONEY, 1))


def evaluate(*rows):
    return evaluate_repeat("\n".join(json.dumps(row) for row in rows), INDEX, EMBEDDER, RULES)


def test_a_repeat_found_and_a_first_contact_left_alone_are_right():
    found = evaluate(REPEAT, FIRST)
    right = ("precision", "recall", "f1", "counted_precision", "counted_recall", "right_ticket_at_1", "ticket_auroc")
    assert {name: found[name] for name in right} == dict.fromkeys(right, 1.0)


def test_a_repeat_that_is_none_costs_precision():
    assert evaluate(REPEAT, {**REPEAT, "repeat_of": []})["counted_precision"] == 0.5


def test_a_repeat_that_is_missed_costs_recall():
    assert evaluate(REPEAT, {**FIRST, "repeat_of": ["a"]})["counted_recall"] == 0.5


def test_a_repeat_outside_the_window_is_missed_and_not_forgotten():
    old = customer(ticket("c", MONEY, 9), ticket("a", MONEY, 1, month=1), repeat_of=["a"])
    found = evaluate(REPEAT, old)
    assert (found["recall"], found["right_ticket_at_1"]) == (0.5, 0.5)


def test_the_wrong_earlier_ticket_first_is_not_the_right_one():
    assert evaluate({**REPEAT, "repeat_of": ["a"]})["right_ticket_at_1"] == 0.0


def test_what_cannot_be_said_of_a_file_is_nothing():
    found = evaluate(FIRST)
    assert [found[name] for name in ("recall", "f1", "ticket_auroc", "right_ticket_at_1")] == [None] * 4


def test_customers_without_earlier_tickets_are_first_contacts():
    assert evaluate(REPEAT, customer(ticket("c", CHAIR)))["counted_precision"] == 1.0


def test_the_earlier_tickets_come_newest_first_and_all_of_one_requester():
    (row,) = read_customers(json.dumps(REPEAT))
    assert [t.description for t in row.history.tickets] == [MONEY, CHAIR]
    assert {t.requester.id for t in row.history.tickets} == {row.new.requester.id}


@pytest.mark.parametrize("broken", [
    {"new_ticket": {}},
    {"new_ticket": ticket("c", MONEY) | {"created_at": "yesterday"}},
    {"earlier_tickets": [{"id": "a"}]},
    {"earlier_tickets": None},
    {"repeat_of": ["nobody"]},
    {"repeat_of": None},
])  # fmt: skip
def test_a_row_of_another_form_is_refused_with_its_number(broken):
    with pytest.raises(DataProblem, match="customer 2"):
        evaluate(REPEAT, {**REPEAT, **broken})
