import numpy as np
import pytest
from scipy import sparse

from suggestions.library.head import Head, find_pull

RANDOM = np.random.default_rng(3)


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def no_words(count):
    return sparse.csr_array(np.zeros((count, 1), dtype=np.float32))


def make_head(vectors, groups, words=None, shares=None):
    vectors = unit(vectors)
    shares = np.ones(len(vectors)) if shares is None else shares
    return Head(vectors, no_words(len(vectors)) if words is None else words, np.array(groups), shares), vectors


def test_an_exemplar_belongs_most_to_its_own_reason():
    head, vectors = make_head(RANDOM.normal(size=(30, 12)), [0, 1, 2] * 10)
    scores = head.score(vectors @ vectors.T, None)
    assert scores.argmax(axis=1).tolist() == [0, 1, 2] * 10


def test_a_text_far_from_everything_belongs_to_nothing():
    head, _ = make_head(np.eye(4)[:3], [0, 1, 2])
    far, own = head.score(np.array([[-1, -1, -1], [1, 0, 0]], dtype=np.float32), None)
    assert far.max() < 0.2 < own[0]


def test_what_one_reason_alone_teaches_is_still_something():
    head, vectors = make_head(np.eye(4)[:1], [0])
    assert head.score(vectors @ vectors.T, None)[0, 0] > 0.3


def test_a_difference_that_matters_counts_more_than_one_that_does_not():
    """Two reasons that differ in the second number only; the text is nearer to an exemplar of the other reason."""
    exemplars = [[1, 0.2, 1], [1, -0.2, 1], [1, 0.2, -1], [1, -0.2, -1], [1, 0.2, 0.5], [1, -0.2, 0.5]]
    head, vectors = make_head(exemplars, [0, 1, 0, 1, 0, 1])
    text = unit([[1, 0.1, 0.75]])
    assert head.score(text @ vectors.T, None)[0].argmax() == 0


def test_words_in_common_tell_two_reasons_of_one_meaning_apart():
    words = sparse.csr_array(np.eye(2, dtype=np.float32))
    head, vectors = make_head([[1, 0], [1, 0.01]], [0, 1], words)
    text = sparse.csr_array(np.array([[0, 1]], dtype=np.float32))
    assert head.score(vectors[:1] @ vectors.T, text)[0].argmax() == 1


def test_a_reason_with_many_exemplars_teaches_no_louder_than_one_with_few():
    """Between both, a text belongs to neither more."""
    head, vectors = make_head([[1, 0]] * 9 + [[0, 1]], [0] * 9 + [1])
    between = unit([[1, 1]])
    first, second = head.score(between @ vectors.T, None)[0]
    assert first == pytest.approx(second, abs=0.02)


def test_the_nearer_and_the_more_words_in_common_the_stronger_the_pull():
    near = np.array([[-1, 0, 0.5, 1]], dtype=np.float32)
    pulls = find_pull(near, np.float32(0))[0]
    assert pulls.tolist() == sorted(pulls)
    assert (find_pull(near, np.float32(0.5))[0] > pulls).all()
