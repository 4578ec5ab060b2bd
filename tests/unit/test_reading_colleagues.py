import pytest
from build import make_passage

from suggestions.reading.facts.colleagues import find_praised_colleagues


@pytest.mark.parametrize("text", ["Thanks Priya", "Thank you, Priya was great", "Priya from support was so kind"])
def test_a_praised_colleague_is_named(text):
    assert [f.text for f in find_praised_colleagues(make_passage(text))] == ["Priya"]


@pytest.mark.parametrize("text", [
    "Thank you Everyone", "Thanks Team", "Everything was great", "Jon was not helpful", "Thanks\nMaya",
])  # fmt: skip
def test_no_colleague_is_made_up(text):
    assert find_praised_colleagues(make_passage(text)) == []
