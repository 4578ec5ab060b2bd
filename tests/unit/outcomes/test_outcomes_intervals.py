import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.outcomes.intervals import FEWEST_CASES, Share, say_count, say_share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # by hand from Wilson's formula with z = 1.959964
    [(12, 240, 2.88, 8.53), (0, 30, 0.0, 11.35), (30, 30, 88.65, 100.0), (50, 100, 40.38, 59.62)],
)
def test_the_interval_is_wilsons(part, whole, low, high):
    assert Share(part, whole).interval == pytest.approx((low, high), abs=0.01)


def test_a_share_of_enough_cases_is_said_with_its_interval():
    assert (say_count(Share(12, 240)), say_share(Share(12, 240))) == ("12 of 240", "5.0 % (2.9 to 8.5 %)")


def test_one_case_too_few_is_no_percentage():
    assert say_share(Share(29, FEWEST_CASES - 1)) == "too few to say"


def test_just_enough_cases_are_a_percentage():
    assert say_share(Share(15, FEWEST_CASES)) == "50.0 % (33.2 to 66.8 %)"


def test_nothing_counted_is_said_so():
    assert say_share(Share(0, 0)) == "no cases"


@examples(50)
@given(st.integers(FEWEST_CASES, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_share_lies_in_its_interval_and_both_lie_between_none_and_all(counted):
    share = Share(*counted)
    low, high = share.interval
    assert 0 <= low <= share.percent + 1e-9
    assert share.percent - 1e-9 <= high <= 100
