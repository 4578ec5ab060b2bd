import time

import numpy as np
import pytest
from build import CHANGE_ADDRESS, CHARGED_TWICE, WordEmbedder, examples, make_library
from hypothesis import given
from hypothesis import strategies as st

from suggestions.library.index import LibraryIndex
from suggestions.reading.repeats.neighbourhood import Neighbourhood

WIDTH = 16


def unit(rows):
    rows = np.atleast_2d(np.asarray(rows, dtype=np.float32))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def arc(degrees, plane):
    """Unit vectors at these angles in a plane of their own: a problem told in more and more other words."""
    rows = np.zeros((len(degrees), WIDTH), dtype=np.float32)
    rows[:, 2 * plane] = np.cos(np.radians(degrees))
    rows[:, 2 * plane + 1] = np.sin(np.radians(degrees))
    return rows


def nearness(rows):
    return float(rows[0] @ rows[1])


DEGREES = np.arange(0, 91, 10)
TICKETS = np.concatenate([arc(DEGREES, 0), arc(DEGREES, 1), arc(DEGREES, 2)])
FAR_ENDS = arc([2, 88], 0)
OTHER_PROBLEMS = np.concatenate([arc([45], 0), arc([45], 1)])


def test_two_texts_with_tickets_between_them_settle_together():
    placed = Neighbourhood(TICKETS).place(FAR_ENDS)
    assert nearness(placed.centred) < 0.5
    assert nearness(placed.settled) > 0.9


def test_two_texts_with_no_tickets_between_them_settle_apart():
    placed = Neighbourhood(TICKETS).place(OTHER_PROBLEMS)
    assert nearness(placed.settled) < 0


def test_of_two_texts_that_share_words_each_is_drawn_to_its_own_problem():
    between = unit([arc([45], 0)[0] + 0.8 * arc([45], 1)[0], 0.8 * arc([45], 0)[0] + arc([45], 1)[0]])
    placed = Neighbourhood(TICKETS).place(between)
    assert nearness(placed.settled) < nearness(placed.centred) - 0.2


def test_own_vectors_are_given_back_unchanged():
    assert np.array_equal(Neighbourhood(TICKETS).place(FAR_ENDS).plain, FAR_ENDS)


def test_a_text_where_many_lie_is_better_known_than_one_far_from_all():
    stranger = np.zeros(WIDTH, dtype=np.float32)
    stranger[-1] = 1
    known, unknown = Neighbourhood(TICKETS).place(np.stack([FAR_ENDS[0], stranger])).known
    assert known > 0.9
    assert unknown < 0.1


def test_a_text_that_is_among_the_tickets_is_no_neighbour_of_its_own():
    tickets = np.concatenate([TICKETS, unit(np.eye(WIDTH)[-1])])
    assert Neighbourhood(tickets).place(tickets[-1:]).known[0] < 0.1


def test_a_thousand_copies_of_a_text_say_nothing_new_about_it():
    copies = np.repeat(FAR_ENDS[:1], 1000, axis=0)
    assert Neighbourhood(np.concatenate([copies, TICKETS])).place(FAR_ENDS[:1]).known[0] < 1
    alone = Neighbourhood(copies).place(FAR_ENDS)
    assert np.isfinite(alone.settled).all()


def test_rows_of_one_group_draw_each_other_closer():
    words_apart = np.concatenate([arc([0], 0), arc([0], 3), TICKETS])
    groups = [7, 7, *[-1] * len(TICKETS)]
    ends = unit([words_apart[0] + 0.3 * TICKETS[5], words_apart[1] + 0.3 * TICKETS[15]])
    apart = Neighbourhood(words_apart).place(ends)
    tied = Neighbourhood(words_apart, groups).place(ends)
    assert nearness(tied.settled) > nearness(apart.settled)


def test_rows_without_a_group_are_not_tied_to_each_other():
    none = Neighbourhood(TICKETS, [-1] * len(TICKETS)).place(FAR_ENDS)
    assert np.allclose(none.settled, Neighbourhood(TICKETS).place(FAR_ENDS).settled)


def test_where_there_are_no_tickets_only_the_words_count():
    placed = Neighbourhood(TICKETS[:0]).place(FAR_ENDS)
    assert placed.known.tolist() == [0, 0]
    assert np.array_equal(placed.settled, FAR_ENDS)


@pytest.mark.parametrize("size", [0, 1, 2, 30])
def test_no_texts_are_placed_nowhere(size):
    placed = Neighbourhood(TICKETS[:size]).place(TICKETS[:0])
    assert (placed.settled.shape, placed.known.shape) == ((0, WIDTH), (0,))


def test_the_vectors_handed_over_are_left_as_they_were():
    tickets, texts = TICKETS.copy(), FAR_ENDS.copy()
    Neighbourhood(tickets).place(texts)
    assert np.array_equal(tickets, TICKETS)
    assert np.array_equal(texts, FAR_ENDS)


def test_the_order_of_the_tickets_changes_nothing():
    shuffled = np.random.default_rng(1).permutation(TICKETS)
    found = [Neighbourhood(rows).place(FAR_ENDS).settled for rows in (TICKETS, shuffled)]
    assert np.allclose(*found, atol=1e-4)


def test_what_is_placed_beside_a_text_does_not_move_it():
    places = Neighbourhood(TICKETS)
    alone, beside = places.place(FAR_ENDS[:1]), places.place(np.concatenate([FAR_ENDS, OTHER_PROBLEMS]))
    assert np.allclose(alone.settled[0], beside.settled[0], atol=1e-5)


def test_more_tickets_than_one_block_holds_are_all_tied():
    rows = unit(np.random.default_rng(2).normal(size=(2500, WIDTH)))
    start = time.process_time()
    placed = Neighbourhood(rows).place(rows[[0, 1200, 2499]])
    assert time.process_time() - start < 10
    assert (placed.known > 0.5).all()


@given(st.integers(0, 40), st.integers(0, 5), st.integers(0, 2**32 - 1), st.booleans())
@examples(200)
def test_every_text_is_placed_on_the_sphere_and_known_in_part(size, texts, seed, doubled):
    numbers = np.random.default_rng(seed)
    rows = unit(numbers.normal(size=(size + texts, WIDTH))) if size + texts else np.zeros((0, WIDTH), np.float32)
    tickets = np.repeat(rows[:size], 2, axis=0) if doubled else rows[:size]
    groups = numbers.integers(-1, 4, len(tickets)).tolist()
    placed = Neighbourhood(tickets, groups).place(rows[size:])
    assert np.isfinite(placed.settled).all()
    assert (np.linalg.norm(placed.settled, axis=1) < 1.001).all()
    assert ((placed.known >= 0) & (placed.known < 1)).all()


EMBEDDER = WordEmbedder()
LIBRARY = make_library(CHARGED_TWICE, CHANGE_ADDRESS)
INDEX = LibraryIndex(LIBRARY, EMBEDDER)
EXEMPLARS = sum(len(r.exemplars) for r in LIBRARY.responses)


def test_the_exemplars_of_the_library_are_neighbours():
    assert INDEX.place_among().size == EXEMPLARS


def test_the_teams_tickets_lie_among_the_exemplars():
    assert INDEX.place_among(EMBEDDER.encode(["Where is it?", "It broke."])).size == EXEMPLARS + 2


def test_no_tickets_are_the_library_alone():
    assert INDEX.place_among(EMBEDDER.encode([])).size == EXEMPLARS


def test_the_exemplars_of_one_response_are_tied_whatever_their_words():
    texts = EMBEDDER.encode(["You took the money", "I was charged two times"])
    tied = INDEX.place_among().place(texts)
    vectors = EMBEDDER.encode([t for r in LIBRARY.responses for t in r.exemplars])
    assert nearness(tied.settled) > nearness(Neighbourhood(vectors).place(texts).settled)


def test_an_index_tells_how_many_numbers_its_vectors_have():
    assert INDEX.dimension == 512
