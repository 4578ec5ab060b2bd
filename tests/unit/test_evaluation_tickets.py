import json

import pytest
from build import CHANGE_ADDRESS, CHARGED_TWICE, RULES, WordEmbedder, make_library

from suggestions.evaluation.rows import DataProblem
from suggestions.evaluation.tickets import evaluate_tickets
from suggestions.library.index import LibraryIndex

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS), EMBEDDER)
CHARGED = {"subject": "", "text": "You took the money twice this month.", "reason": "billing.duplicate_charge"}
ADDRESS = {"subject": "", "text": "Hi, where do I change my delivery address?", "reason": "delivery.change_address"}
OTHER = {"subject": "", "text": "zebras gallop quietly over hills", "reason": "none"}


def evaluate(*rows):
    return evaluate_tickets("\n".join(json.dumps(row) for row in rows), INDEX, EMBEDDER, RULES)


def test_the_right_reason_first_is_counted_among_tickets_that_have_one():
    found = evaluate(CHARGED, ADDRESS, OTHER)
    assert (found["right_at_1"], found["right_in_3"], found["out_of_scope_auroc"]) == (1.0, 1.0, 1.0)


def test_a_wrong_reason_first_is_counted_too():
    assert evaluate(CHARGED, CHARGED | {"reason": "delivery.change_address"})["right_at_1"] == 0.5


def test_another_reason_an_expert_would_accept_is_right():
    row = CHARGED | {"reason": "delivery.change_address", "also": ["billing.duplicate_charge"]}
    assert evaluate(row)["right_at_1"] == 1.0


def test_a_reason_the_library_does_not_have_is_told_with_its_row():
    with pytest.raises(DataProblem, match=r"t-1 names the reason 'billing\.x'"):
        evaluate(CHARGED | {"id": "t-1", "reason": "billing.x"})


def test_a_row_without_a_reason_is_told_by_its_line():
    with pytest.raises(DataProblem, match="line 1 has no 'reason'"):
        evaluate({"subject": "", "text": "Hello"})
