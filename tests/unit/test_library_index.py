from dataclasses import replace

import numpy as np
import pytest
from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    RULES,
    WordEmbedder,
    make_entry,
    make_library,
    make_situation,
    make_ticket,
)

from suggestions.drafting.ranking import rank
from suggestions.library.index import LibraryIndex
from suggestions.library.responses import Library
from suggestions.model import Ledger

EMBEDDER = WordEmbedder()
LIBRARY = make_library(CHARGED_TWICE, CHANGE_ADDRESS)
INDEX = LibraryIndex(LIBRARY, EMBEDDER)
MONEY, ADDRESS = LIBRARY.responses


def search(text, language="en", index=INDEX):
    vectors = EMBEDDER.encode([text])
    return index.find_best(index.score(vectors, [text])[0], index.compare(vectors)[0], language)


def rank_text(text, ledger=None, rules=RULES):
    return rank(make_situation(text), ledger or Ledger(), INDEX, EMBEDDER, rules)


@pytest.mark.parametrize("response", [MONEY, ADDRESS])
def test_an_exemplar_finds_its_own_response_and_is_named(response):
    for exemplar in response.exemplars:
        best = search(exemplar)[0]
        assert (best.response, best.exemplar) == (response, exemplar)


def test_candidates_come_best_first():
    scores = [c.score for c in search("You took the money twice and where is my address")]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


def test_a_score_is_how_likely_the_response_is_right():
    scores = [c.score for c in search(MONEY.exemplars[0])]
    assert 0.6 < scores[0] <= 1
    assert sum(scores) <= 1
    assert search("zebras gallop quietly")[0].score < 0.3


def test_of_several_responses_for_one_reason_the_nearest_is_found_and_no_other():
    again = replace(MONEY, id="again", exemplars=("The same invoice left my account on two days.",))
    index = LibraryIndex(Library((MONEY, again, ADDRESS)), EMBEDDER)
    assert [c.response.id for c in search("The same invoice left on two days", index=index)] == ["again", ADDRESS.id]


def test_what_a_reason_is_called_finds_it_where_no_exemplar_does():
    index = LibraryIndex(Library((replace(MONEY, exemplars=("Look at my card.",)), ADDRESS)), EMBEDDER)
    assert search("duplicate charge", index=index)[0].response.reason == MONEY.reason


def test_without_the_words_the_vectors_still_find_it():
    vectors = EMBEDDER.encode([ADDRESS.exemplars[0]])
    assert INDEX.score(vectors)[0].argmax() == 1


def test_only_responses_of_the_language_are_found():
    assert search(MONEY.exemplars[0], language="de") == []


def test_scores_have_a_row_a_text_and_a_column_a_response():
    scores = INDEX.score(EMBEDDER.encode([*MONEY.exemplars, "nothing alike"]))
    assert scores.shape == (3, 2)
    assert np.all(scores[:2, 0] > scores[:2, 1])


def test_a_library_of_one_response_can_be_searched():
    index = LibraryIndex(make_library(CHANGE_ADDRESS), EMBEDDER)
    assert [c.response.reason for c in search(ADDRESS.exemplars[0], index=index)] == ["delivery.change_address"]


def test_a_close_response_is_the_match_and_the_others_are_told():
    ranking = rank_text(MONEY.exemplars[0])
    assert ranking.match
    assert ranking.match.response is MONEY
    assert [c.response for c in ranking.others] == [ADDRESS]
    assert ranking.best is ranking.match


def test_nothing_close_is_no_match_and_the_nearest_is_still_told():
    ranking = rank_text("zebras gallop quietly")
    assert ranking.match is None
    assert ranking.others
    assert ranking.best is ranking.others[0]


def test_the_line_decides_what_is_close():
    assert rank_text(MONEY.exemplars[0], rules=replace(RULES, pick_line=0.999)).match is None


def test_a_language_without_responses_matches_nothing():
    situation = replace(make_situation(MONEY.exemplars[0]), language="de")
    ranking = rank(situation, Ledger(), INDEX, EMBEDDER, RULES)
    assert (ranking.match, ranking.others, ranking.best) == (None, (), None)


def test_a_short_reminder_is_ranked_by_the_first_contact():
    first = make_entry(make_ticket(MONEY.exemplars[0], number=1001))
    ranking = rank_text("Still waiting for delivery", Ledger((first,)))
    assert ranking.match
    assert ranking.match.response is MONEY


def test_the_margin_is_the_distance_to_the_second():
    ranking = rank_text(MONEY.exemplars[0])
    assert ranking.match
    assert ranking.margin == pytest.approx(ranking.match.score - ranking.others[0].score)


def test_a_response_kept_for_one_channel_is_offered_on_no_other():
    index = LibraryIndex(Library((replace(MONEY, when=frozenset({"channel:chat"})), ADDRESS)), EMBEDDER)

    def offered(channel):
        situation = make_situation(MONEY.exemplars[0], ticket=make_ticket(MONEY.exemplars[0], channel=channel))
        ranking = rank(situation, Ledger(), index, EMBEDDER, RULES)
        return [c.response.reason for c in (ranking.match, *ranking.others) if c]

    assert MONEY.reason in offered("chat")
    assert MONEY.reason not in offered("email")
