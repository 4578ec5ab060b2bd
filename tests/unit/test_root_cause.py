import pytest
from build import RULES, days_ago

from suggestions.root_cause import Spread, find_root_cause

REASON = "billing.duplicate_charge"


def find(repeaters, requesters, *, is_repeat=True, rules=RULES):
    others = Spread(repeaters, requesters, days_ago(9), (11, 12))
    return find_root_cause(REASON, others, rules, is_repeat=is_repeat)


@pytest.mark.parametrize(("repeaters", "is_repeat", "suspected"), [
    (4, True, True), (4, False, False), (5, False, True), (3, True, False),
])  # fmt: skip
def test_five_customers_must_have_written_again_the_present_one_counted_if_they_did(repeaters, is_repeat, suspected):
    assert (find(repeaters, 9, is_repeat=is_repeat) is not None) == suspected


@pytest.mark.parametrize(("requesters", "suspected"), [(19, True), (20, False)])
def test_they_must_be_a_quarter_of_those_who_wrote_about_it(requesters, suspected):
    assert (find(4, requesters) is not None) == suspected


def test_the_present_customer_is_one_of_all():
    cause = find(6, 19)
    assert (cause.repeaters, cause.requesters) == (7, 20)


def test_it_names_since_when_and_the_others_tickets():
    cause = find(6, 9)
    assert (cause.reason, cause.first_at, cause.tickets) == (REASON, days_ago(9), (11, 12))


def test_thanks_are_no_problem_however_often_they_come():
    assert find_root_cause("praise.thank_you", Spread(9, 9, days_ago(9)), RULES, is_repeat=True) is None


def test_nobody_else_is_no_root_cause():
    assert find_root_cause(REASON, Spread(), RULES, is_repeat=True) is None
