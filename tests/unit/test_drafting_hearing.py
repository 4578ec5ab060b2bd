import numpy as np
from build import CHANGE_ADDRESS, CHARGED_TWICE, WordEmbedder, make_library

from suggestions.drafting.hearing import VIEWS, hear, load_weights
from suggestions.library.index import LibraryIndex

INDEX = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS), WordEmbedder())
LONG = (
    "Hello to everyone in the office. The weather has been dreadful in our village. "
    "You took the money twice this month. The children are well otherwise."
)


def listen(text, subject=""):
    return hear(text, subject, INDEX, WordEmbedder())


def test_a_long_message_is_heard_as_a_whole_and_by_its_telling_sentences():
    heard = listen(f"{LONG} Thanks.")
    assert heard.texts[1:] == tuple(f"{s.strip()}." for s in LONG.split(".") if s.strip())
    assert heard.sentences == 4


def test_a_message_of_one_sentence_is_heard_once():
    heard = listen("You took the money twice this month.", "Money")
    assert (len(heard.texts), heard.sentences, heard.subject) == (1, 0, 0)
    assert np.array_equal(heard.weigh(), heard.scores[0])


def test_the_subject_is_heard_by_itself():
    heard = listen(LONG, "Charged two times")
    assert (heard.texts[-1], heard.texts[heard.subject]) == ("Charged two times", "Charged two times")
    assert np.array_equal(heard.find_views()["subject"], heard.scores[-1])


def test_without_a_subject_the_whole_stands_for_it():
    heard = listen(LONG)
    assert np.array_equal(heard.find_views()["subject"], heard.find_views()["whole"])


def test_how_near_a_text_is_to_the_whole_is_known():
    heard = listen(LONG)
    assert heard.central[0] == np.float32(1.0)
    assert heard.central.argmin() > 0


def test_an_endless_message_is_heard_by_its_first_sentences():
    assert listen("You took the money twice. " * 500).sentences == 12


def test_every_view_has_a_weight_and_none_counts_against():
    weights = load_weights()
    assert set(weights) == {*VIEWS, "start"}
    assert all(weights[name] >= 0 for name in VIEWS)
