import pytest

from suggestions.drafting.answers import add_blank, find_deed


@pytest.mark.parametrize(("asked", "blank"), [
    ("whether you can still move it", "yes or no"),
    ("whether there is an extra charge for it", "yes or no, how much"),
    ("whether it is red or blue", "your answer"),
    ("when your contract ends", "day and time"),
    ("how long it takes", "how long"),
    ("how to change your address", "how, in a sentence"),
    ("what it would cost you to leave", "the amount"),
    ("where your parcel is", "where"),
    ("us to send you the invoice", "done, or by when"),
    ("“Is the hood detachable?”", "yes or no"),
    ("“How long is the strap?”", "how long"),
    ("what the code means", "your answer"),
])  # fmt: skip
def test_the_blank_behind_a_question_says_what_belongs_there(asked, blank):
    assert add_blank(asked) == f"{asked}: [[{blank}]]"


def test_what_they_want_done_is_a_blank_with_a_way_out():
    assert find_deed("us to send you the invoice") == "[[send you the invoice / what you can do instead]]"


def test_a_question_is_no_deed():
    assert find_deed("when it ends") == ""
