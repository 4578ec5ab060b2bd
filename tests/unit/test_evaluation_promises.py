"""The measuring itself: what counts as right, and which files are refused."""

import json

import pytest

from suggestions.evaluation.promises import evaluate_promises
from suggestions.evaluation.rows import DataProblem

TEXT = "Hi. I will call you tomorrow. We will refund you by Friday."
CALL = {"quote": "I will call you tomorrow", "action": "call", "due": "2026-09-03", "owner": "me"}
REFUND = {"quote": "We will refund you by Friday", "action": "refund", "due": "2026-09-04", "owner": "team"}


def row(*promises, **more):
    return {
        "author": "agent", "written_at": "2026-09-02T15:30:00+00:00", "time_zone": "UTC", "text": TEXT,
        "promises": list(promises), **more,
    }  # fmt: skip


def evaluate(*rows):
    return evaluate_promises("\n".join(json.dumps(r) for r in rows))


def test_what_agrees_in_place_action_and_day_is_right():
    found = evaluate(row(CALL, REFUND))
    assert (found["precision"], found["recall"], found["f1"], found["labelled"], found["found"]) == (
        1.0,
        1.0,
        1.0,
        2,
        2,
    )


@pytest.mark.parametrize(("change", "figures"), [
    ({"action": "visit"}, (0.5, 1.0, 1.0)),
    ({"due": None}, (1.0, 0.5, 1.0)),
    ({"owner": "team"}, (1.0, 1.0, 0.5)),
])  # fmt: skip
def test_of_what_overlaps_action_day_and_owner_are_measured_apart(change, figures):
    found = evaluate(row({**CALL, **change}, REFUND))
    assert (found["action_accuracy"], found["due_accuracy"], found["owner_accuracy"]) == figures


def test_another_owner_alone_makes_nothing_wrong():
    assert evaluate(row({**CALL, "owner": "other"}, REFUND))["precision"] == 1.0


def test_what_is_not_labelled_costs_precision_and_what_is_not_found_recall():
    found = evaluate(row(CALL), row(CALL, REFUND, {**CALL, "quote": "Hi", "action": "visit"}))
    assert (found["precision"], found["recall"]) == (0.75, 0.75)


def test_a_label_serves_once():
    whole = {**CALL, "quote": TEXT}
    assert evaluate(row(whole))["recall"] == 1.0
    assert evaluate(row(whole))["precision"] == 0.5


def test_each_action_has_its_own_figures():
    by_action = evaluate(row(CALL))["by_action"]
    assert (by_action["call"]["recall"], by_action["refund"]["precision"], by_action["visit"]["recall"]) == (
        1.0,
        0.0,
        None,
    )


def test_the_day_is_compared_on_the_clock_of_the_row():
    late = row(CALL, REFUND, written_at="2026-09-03T02:00:00+00:00", time_zone="America/New_York")
    assert evaluate(late)["due_accuracy"] == 1.0


def test_rows_of_customers_are_passed_over():
    assert evaluate({"author": "requester", "text": TEXT}, row(CALL, REFUND))["found"] == 2


@pytest.mark.parametrize(("wrong", "told"), [
    ({"author": "requester", "text": TEXT}, "no rows whose author is agent"),
    (row(promises=None), "promises a list"),
    (row(written_at="yesterday"), "written_at must be a time"),
    (row({**CALL, "action": "wish"}), "needs an action"),
    (row({**CALL, "quote": "I will sing"}), "does not stand in the text"),
    (row({**CALL, "due": "Friday"}), "due must be a day"),
    (row({"quote": CALL["quote"], "action": "call", "owner": "me"}), "due must be a day"),
    (row({**CALL, "owner": "nobody"}), "an owner is one of"),
])  # fmt: skip
def test_a_file_of_another_form_is_refused_with_its_row(wrong, told):
    with pytest.raises(DataProblem, match=told):
        evaluate(wrong)
