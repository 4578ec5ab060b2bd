import time

import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st
from toy_embedder import NamedEmbedder, ToyEmbedder

from suggestions.reading.facts.product_names import read_names
from suggestions.reading.facts.products import (
    MOST_ASKED,
    RIVALRY,
    WEIGHTS,
    WORDS_WEIGHTS,
    Weighed,
    choose,
    find_products,
)
from suggestions.reading.linear import load_reader


def make_ours():
    return NamedEmbedder(load_reader(WEIGHTS).model)


def find(text, embedder=None):
    return [fact.value for fact in find_products([make_passage(text)], embedder)[0]]


def name(text):
    return [text[one.start : one.end] for one in read_names(text, text.lower(), 100)]


def weigh(*names):
    text, shares = " | ".join(said for said, _ in names), dict(names)
    read = [(one, text[one.start : one.end]) for one in read_names(text, text, 100)]
    return [Weighed(0, one, said, shares.get(said, 0.0)) for one, said in read]


def test_the_thing_they_bought_is_found_by_words_alone_in_a_plain_message():
    assert find("My tumble dryer won't start. I bought it in May.") == ["tumble dryer"]


@pytest.mark.parametrize("text", ["Where is my parcel?", "Please send me the invoice.", "Thank you.", "", "...", "?!"])
def test_a_message_that_names_no_thing_has_no_product(text):
    assert find(text) == []


def test_a_name_holds_its_brand_and_its_model():
    assert "Haverly M2 1.7 l kettle" in name("the Haverly M2 1.7 l kettle leaks")


@pytest.mark.parametrize("text", ["my new toaster", "my dad's toaster", "the broken toaster, please"])
def test_a_name_begins_behind_whose_it_is_and_what_state_it_is_in(text):
    assert name(text) == ["toaster"]


def test_a_name_does_not_go_over_a_mark_or_the_end_of_a_sentence():
    assert not any("lamp" in one and "kettle" in one for one in name("kettle, lamp. Kettle (lamp)"))


def test_another_thing_that_is_nearly_as_likely_counts_against_the_best():
    best, share = choose(weigh(("kettle", 0.8), ("lamp", 0.6)))
    assert (best.said, share) == ("kettle", pytest.approx(0.8 - RIVALRY * 0.6))


def test_the_same_thing_named_again_is_no_rival():
    assert choose(weigh(("kettle", 0.8), ("haverly kettle", 0.6)))[1] == pytest.approx(0.8)


def test_of_no_names_none_is_chosen():
    assert choose([]) is None


def test_vectors_of_another_model_are_not_asked_for():
    embedder = ToyEmbedder()
    find("My tumble dryer won't start.", embedder)
    assert embedder.texts == []


def test_the_model_is_asked_once_for_all_passages_of_a_ticket():
    embedder = make_ours()
    find_products([make_passage("My kettle leaks."), make_passage("My lamp is broken.")], embedder)
    assert embedder.asked == 1


def test_a_message_of_any_length_costs_a_bounded_number_of_names():
    embedder = make_ours()
    find_products([make_passage("".join(f"My kettle{n} leaks. " for n in range(3_000)))] * 2, embedder)
    assert len(embedder.texts) <= MOST_ASKED


@pytest.mark.parametrize("piece", ["a ", "kettle ", "my kettle leaks. ", "?", "\n", "é. ", "'s ", "1.5 "])
def test_a_hundred_thousand_characters_are_read_at_once(piece):
    passage = make_passage((piece * 100_000)[:100_000])
    start = time.process_time()
    find_products([passage], make_ours())
    assert time.process_time() - start < 3


@pytest.mark.parametrize("path", [WEIGHTS, WORDS_WEIGHTS])
def test_every_clue_that_was_learnt_is_given(path):
    given_clues = read_names("My kettle leaks", "my kettle leaks", 1)[0].clues
    assert set(load_reader(path).clues) == set(given_clues)


@given(
    st.lists(st.sampled_from(["my", "kettle", "Haverly", "leaks.", "2", "x's", "\n"]) | st.text(max_size=6)).map(
        " ".join
    )
)
@examples(60)
def test_a_product_always_has_the_words_that_stand_at_its_place(text):
    for fact in find_products([make_passage(text)], make_ours())[0]:
        assert fact.quote == text[fact.source.start : fact.source.end]
