"""Products in plain messages, read with the packaged model and the shipped weights."""

import pytest
from build import make_passage

from plugin.embedder import SentenceTransformerEmbedder
from suggestions.reading.facts.products import find_products

pytestmark = pytest.mark.model

NAMED = [
    ("The washing machine is broken.", "washing machine"),
    ("Hi, the Haverly toaster I bought from you trips the fuse. Order HV-20931.", "Haverly toaster"),
    pytest.param(
        "My kettle leaks. It is order 48213.",
        "kettle",
        marks=pytest.mark.xfail(reason="one plain noun and a verb seldom learnt: 0.23", strict=True),
    ),
]
UNNAMED = [
    "Where is my parcel? It should have been here on Monday.",
    "Please send me a copy of invoice 55120-A.",
    "Your driver left the box in the rain and nobody answers the phone.",
]


@pytest.fixture(scope="module")
def find():
    embedder = SentenceTransformerEmbedder()
    return lambda text: [fact.value for fact in find_products([make_passage(text)], embedder)[0]]


@pytest.mark.parametrize(("text", "product"), NAMED)
def test_a_thing_they_speak_of_as_theirs_is_the_product(find, text, product):
    assert find(text) == [product]


@pytest.mark.parametrize("text", UNNAMED)
def test_what_everybody_writes_about_is_no_product(find, text):
    assert find(text) == []
