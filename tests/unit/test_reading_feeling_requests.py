"""Plain requests and quiet strain with the packaged model. No text here is learnt from."""

import pytest
from build import RULES, make_ticket

from plugin.embedder import SentenceTransformerEmbedder
from suggestions.model import STRAINED
from suggestions.reading.feeling.feeling import feel
from suggestions.reading.situation import read_situation

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def read():
    embedder = SentenceTransformerEmbedder()
    return lambda text: feel(read_situation(make_ticket(text), RULES), embedder)


@pytest.mark.parametrize("text", [
    "Receipt missing. Please send.",
    "Please move my appointment to Thursday, I am away on Wednesday.",
    "The old scanner broke last year and was replaced. Which cable does the new one need?",
    "Need the booking changed before noon today, please confirm by mail.",
    "One of the four mugs had a chip. Please credit it or send another, whichever is easier.",
    "Following up on my mail of last week about the seat covers. No hurry.",
    "How do I add a second driver to the booking?",
])  # fmt: skip
def test_a_plain_request_is_not_read_as_strained(read, text):
    situation = read(text)
    assert (situation.feeling in STRAINED, situation.needs_empathy) == (False, False)


@pytest.mark.parametrize("text", [
    "Four weeks, six mails, and I am asked again for the photo that I sent with the first one.",
    "Please stop the cat food. We lost her on Sunday.",
    "Somebody has changed the password of my account and I cannot get in. My savings are there, what do I do?",
])  # fmt: skip
def test_a_strain_that_no_plain_word_names_is_read(read, text):
    situation = read(text)
    assert situation.feeling in STRAINED
    assert situation.needs_empathy
