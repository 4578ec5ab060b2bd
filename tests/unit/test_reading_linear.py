import numpy as np
import pytest

from suggestions.reading.linear import LinearReader, load_reader, split_words
from training.linear import Rows, learn, read, write

TEXTS = ("good day", "bad night", "good night", "not a good day") * 6
LABELS = np.array(["yes", "no", "yes", "no"] * 6)
CLUES = ({"loud": 1.0}, {}, {"late": 0.5}, {"loud": 1.0, "late": 1.0}) * 6


def make_rows(width):
    vectors = np.random.default_rng(0).normal(size=(len(TEXTS), width)).astype(np.float32) if width else None
    return Rows(TEXTS, CLUES, LABELS, vectors)


def make_reader(model=""):
    table = np.array([[1.0, 2.0], [-1.0, -2.0]])
    return LinearReader(model, ("yes", "no"), ("loud",), {"good": 0}, np.ones(1), table, np.zeros(2))


def test_words_of_one_line_are_also_read_in_a_row_and_never_across_lines():
    assert list(split_words("Not a\nGood day", 2)) == ["not", "a", "not a", "good", "day", "good day"]


def test_the_shares_of_all_classes_add_up_to_one():
    assert sum(make_reader().read("good good", {"loud": 3.0}).values()) == pytest.approx(1.0)


def test_a_known_word_and_a_clue_each_speak_for_their_class():
    plain = make_reader().read("", {})["yes"]
    assert make_reader().read("good", {})["yes"] > plain
    assert make_reader().read("", {"loud": 1.0})["yes"] > plain


@pytest.mark.parametrize(("model", "name", "known"), [
    ("mini", "mini-0.1|cpu", True), ("mini", "other-0.1|cpu", False), ("", "mini-0.1|cpu", False),
])  # fmt: skip
def test_only_vectors_of_the_model_it_was_learnt_on_are_known(model, name, known):
    embedder = type("Named", (), {"name": name})()
    assert make_reader(model).knows(embedder) is known


@pytest.mark.parametrize(("width", "run"), [(5, 1), (5, 2), (0, 1), (0, 2)])
def test_weights_read_from_their_file_as_they_were_learnt(tmp_path, width, run):
    rows = make_rows(width)
    learnt = learn(rows, "mini" if width else "", strength=0.1, run=run)
    write(learnt, tmp_path / "weights.json", about="", made_by="", notice="")
    shares = [share["yes"] for share in read(load_reader(tmp_path / "weights.json"), rows)]
    assert shares == pytest.approx([share["yes"] for share in read(learnt, rows)], abs=1e-3)


@pytest.mark.parametrize("width", [0, 5])
def test_what_was_learnt_tells_the_classes_apart(width):
    rows = make_rows(width)
    named = [max(share, key=share.get) for share in read(learn(rows, "mini", strength=1.0, run=2), rows)]
    assert named == list(LABELS)
