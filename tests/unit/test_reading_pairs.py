import json
from pathlib import Path

import numpy as np
import pytest
from build import WordEmbedder, examples, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.evaluation.feeling import make_situation
from suggestions.reading.feeling import feeling
from suggestions.reading.feeling.feeling import FEELINGS, find_feeling_clues
from suggestions.reading.repeats import pairs
from suggestions.reading.repeats.evidence import find_clues, read_evidence
from suggestions.reading.repeats.neighbourhood import Placed
from suggestions.reading.repeats.pairs import LEAST_KNOWN, NEARNESS, PairWeights, compare_places, load_weights
from suggestions.rules import Rules

ROOT = Path(__file__).parents[2]
LINE = Rules().repeat_line
FILES = {"pair": pairs.WEIGHTS, "feeling": feeling.WEIGHTS}
# what every vector of the packaged model has
NUMBERS = 384


def told(name):
    return json.loads(FILES[name].read_text(encoding="utf-8"))


def made_clues():
    bare = read_evidence(make_ticket(""), "", ())
    return {*NEARNESS, *find_clues(bare, bare).values}


# as a team has it that has seen some 1,200 tickets
SEEN = 0.8


def place(plain, *, settled=None, known=1.0):
    """Two texts so near to each other by their own words, and by what the neighbours say."""

    def rows(cosine):
        return np.array([[1, 0], [cosine, np.sqrt(1 - cosine**2)]], dtype=np.float32)

    settled = plain if settled is None else settled
    return Placed(rows(plain), rows(plain), rows(settled), np.full(2, known, np.float32), SEEN)


def find(plain, *, settled=None, known=1.0, **clues):
    (near,) = compare_places(place(plain, settled=settled, known=known), 0, np.array([1]))
    return load_weights().find_probability(near | {name: float(value) for name, value in clues.items()})


def test_every_clue_the_code_makes_has_a_weight_and_every_weight_a_clue():
    assert set(told("pair")["clues"]) == made_clues()


def test_every_weight_says_where_it_is_from():
    sources = {name: clue["from"] for name, clue in told("pair")["clues"].items()}
    assert [
        name for name, source in sources.items() if source != "learnt" and not source.startswith("set by hand: ")
    ] == []


def test_the_clues_of_a_feeling_are_those_the_code_makes():
    assert told("feeling")["clues"] == list(find_feeling_clues(make_situation("Where is it?", Rules(), WordEmbedder())))


def test_every_class_of_a_feeling_is_one_the_product_knows_and_has_all_weights():
    classes = told("feeling")["classes"]
    assert set(classes) == set(FEELINGS)
    assert {len(row["vector"]) for row in classes.values()} == {NUMBERS}
    assert all(list(row["clues"]) == told("feeling")["clues"] for row in classes.values())


def test_no_weight_is_so_large_that_rounding_decides():
    """A number of the vector that never moves once got 1e30 times its rounding as its weight."""
    numbers = [clue["weight"] for clue in told("pair")["clues"].values()]
    for row in told("feeling")["classes"].values():
        numbers += [row["intercept"], *row["clues"].values(), *row["vector"]]
    assert [n for n in numbers if abs(n) > 50] == []


@pytest.mark.parametrize("name", FILES)
def test_the_weights_say_how_they_were_made_and_from_what(name):
    file = told(name)
    assert file["about"]
    assert file["made_by"].startswith("python -m training.train_")
    assert "Learnt from" in file["notice"]
    assert "No text of " in file["notice"]


@pytest.mark.parametrize(("name", "source"), [
    ("pair", "Banking77"), ("pair", "Bitext"), ("pair", "CLINC150"), ("feeling", "GoEmotions"),
])  # fmt: skip
def test_whose_data_the_weights_were_learnt_from_stands_in_the_weights_and_in_the_notices(name, source):
    row = (ROOT / "docs/NOTICE.md").read_text(encoding="utf-8").split(f"`{FILES[name].relative_to(ROOT)}`")[1]
    assert source in told(name)["notice"]
    assert source in row


@pytest.mark.parametrize("name", FILES)
def test_the_script_that_made_the_weights_is_in_the_repository(name):
    module = told(name)["made_by"].split()[2]
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_the_nearer_two_texts_lie_the_likelier_they_are_about_one_problem():
    found = [find(cosine) for cosine in (-0.5, 0.0, 0.3, 0.6, 0.9, 1.0)]
    assert found == sorted(found)


def test_the_same_words_again_are_the_same_problem_and_words_far_apart_are_not():
    assert find(1.0) > 0.9
    assert find(0.0) < 0.05


def test_neighbours_can_part_two_texts_that_share_words_and_join_two_that_do_not():
    assert find(0.7, settled=-0.2) < LINE < find(0.5, settled=1.0)


@pytest.mark.parametrize("known", [0.0, 0.1, 0.3, 0.5])
def test_where_the_neighbours_know_little_two_texts_that_are_somewhat_alike_are_no_repeat(known):
    assert find(0.5, settled=0.5, known=known) < LINE


def test_knowing_less_than_ever_was_learnt_from_counts_as_that_much():
    clues = compare_places(place(0.5, known=0.0), 0, np.array([1]))[0]
    assert (clues["known"], clues["settled_where_known"]) == (pytest.approx(LEAST_KNOWN), 0.0)


@pytest.mark.parametrize("clue", ["follow_up", "shared_number", "shared_amount_or_field", "says_again", "says_count"])
def test_what_ties_two_tickets_makes_one_problem_likelier(clue):
    assert find(0.5, **{clue: True}) > find(0.5)


@pytest.mark.parametrize("clue", ["other_number", "says_another_matter"])
def test_what_parts_two_tickets_makes_one_problem_less_likely(clue):
    assert find(0.5, **{clue: True}) < find(0.5)


def test_another_order_outweighs_the_same_words():
    assert find(1.0, other_number=True) < find(1.0) - 0.2


def test_a_clue_without_a_weight_does_not_count():
    assert PairWeights(0.0, {}).find_probability({"moon": 5.0}) == 0.5


def test_one_ticket_is_compared_with_many_at_once_as_with_each():
    rows = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    placed = Placed(rows, rows, rows, np.array([0.9, 0.8, 0.7], dtype=np.float32))
    at_once = compare_places(placed, 0, np.array([1, 2]))
    assert at_once == [compare_places(placed, 0, np.array([n]))[0] for n in (1, 2)]


def test_nothing_to_compare_with_is_no_error():
    assert compare_places(place(0.5), 0, np.array([], dtype=int)) == []


@given(st.dictionaries(st.sampled_from(sorted(made_clues())), st.floats(-1e9, 1e9)))
@examples(200)
def test_a_probability_is_between_nought_and_one_whatever_the_clues(clues):
    assert 0 <= load_weights().find_probability(clues) <= 1
