import numpy as np
import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.library.lexicon import Lexicon

TEXTS = ["Where is my parcel?", "My parcel is broken", "Error E42 on the oven", "Cancel my membership"]
LEXICON = Lexicon(TEXTS)


def likeness(text):
    return (LEXICON.read([text]) @ LEXICON.read(TEXTS).T).toarray()[0]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_text_is_most_like_itself(number):
    assert likeness(TEXTS[number]).argmax() == number
    assert likeness(TEXTS[number])[number] == pytest.approx(1, abs=1e-5)


def test_a_slip_of_the_pen_is_still_like_the_word():
    assert likeness("cancle membershp").argmax() == 3


def test_rare_words_count_more_than_common_ones():
    assert likeness("my oven").argmax() == 2


def test_one_number_is_as_good_as_another():
    assert likeness("error E17 on the oven")[2] == pytest.approx(1, abs=1e-5)


def test_capitals_make_no_difference():
    assert likeness("CANCEL MY MEMBERSHIP")[3] == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", "?!", "zzzz qqqq"])
def test_of_words_no_exemplar_has_nothing_is_left(text):
    assert LEXICON.read([text]).nnz == 0


def test_words_that_most_of_a_large_library_has_are_left_out():
    many = Lexicon([f"please x{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}y" for n in range(600)])
    assert many.read(["please"]).nnz == 0


@given(st.lists(st.text(max_size=40), max_size=5))
@examples(100)
def test_every_text_has_a_row_no_longer_than_one(texts):
    rows = LEXICON.read(texts)
    assert rows.shape[0] == len(texts)
    assert all(np.linalg.norm(row) <= 1 + 1e-5 for row in rows.toarray())
