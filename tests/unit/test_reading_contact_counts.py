import pytest

from suggestions.reading.facts.claims import find_claimed_contacts


@pytest.mark.parametrize(("body", "count"), [
    ("Third time I'm writing. You still took the money twice.", 3),
    ("This is my second email about it.", 2),
    ("I asked you for the third time.", 3),
    ("I've contacted you three times.", 4),
    ("I have already written twice.", 3),
    ("I have called you 5 times.", 6),
])  # fmt: skip
def test_the_count_they_claim_includes_this_time(body, count):
    assert find_claimed_contacts("", body) == count


@pytest.mark.parametrize("body", [
    "my third order",
    "the second time I tried the oven it broke",
    "I was charged for the second time",
    "I bought it twice",
    "you charged me three times",
    "give me a second",
])  # fmt: skip
def test_counting_something_else_is_no_claim(body):
    assert find_claimed_contacts("", body) is None


def test_a_short_subject_may_hold_the_claim():
    assert find_claimed_contacts("third time", "Please help.") == 3
    assert find_claimed_contacts("The oven broke a second time in the same week", "Please help.") is None
