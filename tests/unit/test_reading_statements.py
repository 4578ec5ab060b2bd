import time

import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st
from toy_embedder import NamedEmbedder, ToyEmbedder

from suggestions.reading.facts.facts import find_facts, find_formats
from suggestions.reading.facts.statements import (
    LINES,
    MOST_CLAUSES,
    WEIGHTS,
    WORDS_WEIGHTS,
    Statement,
    find_statements,
    mix,
)
from suggestions.reading.linear import load_reader

WORDS = (
    "I restarted the router,",
    "please send a refund!",
    "we lost a day of work.\n",
    "if",
    "not",
    "49.90",
    "?",
    "and",
)
NAMES = {"consequence", "tried", "ask"}


def make_ours():
    return NamedEmbedder(load_reader(WEIGHTS).model)


def find(text, embedder=None):
    return [(s.name, s.asked, text[slice(*s.place)]) for s in find_statements([make_passage(text)], embedder)[0]]


def test_without_a_model_what_the_words_tell_plainly_is_found():
    assert find("I restarted the router twice. Please call me back on Monday.") == [
        ("tried", None, "I restarted the router twice."),
        ("ask", "callback", "Please call me back on Monday."),
    ]


@pytest.mark.parametrize("text", ["Where is my parcel?", "The lamp is broken.", "Thank you.", "", "...", "?!"])
def test_a_message_that_tells_of_none_has_none(text):
    assert find(text) == []


def test_vectors_of_another_model_are_not_asked_for():
    embedder = ToyEmbedder()
    find("I restarted the router twice.", embedder)
    assert embedder.texts == []


def test_the_model_is_asked_once_for_all_passages_of_a_ticket():
    embedder = make_ours()
    find_statements([make_passage("It is broken. I restarted it."), make_passage("I lost a day of work.")], embedder)
    assert embedder.asked == 1


def test_a_message_of_any_length_costs_a_bounded_number_of_clauses():
    embedder = make_ours()
    find_statements([make_passage("".join(f"I restarted it {n} times, but no. " for n in range(3_000)))] * 2, embedder)
    assert len(embedder.texts) <= 2 * MOST_CLAUSES


@pytest.mark.parametrize("piece", ["a ", "and ", "I lost it ", "I restarted it, ", "?", "\n", "é. "])
def test_a_hundred_thousand_characters_are_read_at_once(piece):
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    find_statements([make_passage(text)], make_ours())
    assert time.process_time() - start < 3


def test_a_thing_asked_for_twice_is_told_once():
    asked = [value for name, value, _ in find("Please call me back. Call me back today please.") if name == "ask"]
    assert asked == ["callback"]


def test_every_kind_that_is_read_has_a_line():
    assert set(LINES) == set(load_reader(WEIGHTS).classes) - {"none"}


def test_both_readers_know_the_same_kinds_and_their_mixed_shares_add_up():
    kinds = [load_reader(path).classes for path in (WEIGHTS, WORDS_WEIGHTS)]
    assert kinds[0] == kinds[1]
    assert sum(mix({"tried": 0.9, "none": 0.1}, {"tried": 0.2, "none": 0.8}).values()) == pytest.approx(1)


def test_what_only_stands_beside_a_cost_is_not_said_as_the_cost():
    text = "My car broke a window, so I lost a day of work."
    cost = Statement("consequence", (0, len(text)), (text.index("I lost"), len(text)))
    assert cost.make_fact(make_passage(text)).text == "you lost a day of work"


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join))
@examples(60)
def test_a_statement_always_has_a_span_that_contains_it(text):
    for embedder in (None, make_ours()):
        for fact in find_facts([make_passage(text)], embedder):
            assert fact.name not in NAMES or (fact.quote and fact.quote == text[fact.source.start : fact.source.end])


def test_formats_alone_hold_nothing_that_needs_a_model():
    text = "I restarted the router twice. Please call me back. I paid 49.90 euros."
    assert {fact.name for fact in find_formats([make_passage(text)])} == {"amount"}
