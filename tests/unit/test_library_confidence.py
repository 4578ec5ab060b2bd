import json

import numpy as np
import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.library.confidence import EVIDENCE, WEIGHTS, find_clues, find_shares, load_weights

TOLD = json.loads(WEIGHTS.read_text(encoding="utf-8"))


def likely(*scores):
    return load_weights().find_probabilities(np.array(scores, dtype=float))


def test_every_clue_the_code_makes_has_a_weight_and_every_weight_a_clue():
    assert set(TOLD["right"]) == set(find_clues(np.array([1.0, 2.0])))
    assert set(TOLD["evidence"]) == set(EVIDENCE)


def test_the_weights_say_how_they_were_made_and_from_what():
    assert TOLD["made_by"].startswith("python -m training.train_picking")
    assert all(name in TOLD["notice"] for name in ("Banking77", "Bitext", "HINT3", "No text of them"))


def test_the_more_speaks_for_the_best_the_surer_it_is():
    found = [likely(best, 2.0)[0] for best in (2.5, 4.0, 8.0, 16.0)]
    assert found == sorted(found)
    assert found[0] < 0.3
    assert found[-1] > 0.9


def test_a_near_second_makes_the_best_less_sure_and_gets_nearly_as_much():
    near, far = likely(8.0, 7.5), likely(8.0, 1.0)
    assert near[0] < far[0]
    assert near[1] > 0.5 * near[0]


def test_little_that_speaks_for_any_is_sure_of_none():
    assert likely(1.0, 0.9, 0.8).max() < 0.2


def test_one_reason_alone_is_judged_by_what_speaks_for_it():
    assert likely(1.0)[0] < 0.5 < likely(16.0)[0]


def test_shares_differ_as_logits_do():
    shares = find_shares(np.array([1.0, 3.0]))
    assert shares.sum() == pytest.approx(1)
    assert np.log(shares[1] / shares[0]) == pytest.approx(2)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
@examples(200)
def test_probabilities_keep_the_order_and_add_up_to_no_more_than_one(scores):
    found = likely(*scores)
    assert found.min() >= 0
    assert found.sum() <= 1 + 1e-9
    assert found.argmax() == int(np.argmax(np.array(scores))) or found.max() == pytest.approx(found[np.argmax(scores)])
