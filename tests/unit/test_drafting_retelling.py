import pytest
from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    WordEmbedder,
    make_ledger,
    make_library,
    make_passage,
    make_situation,
    make_suggestion,
    make_ticket,
)

from suggestions.drafting.hearing import hear
from suggestions.drafting.outline import make_outline
from suggestions.drafting.ranking import Ranking
from suggestions.drafting.retelling import count_details, find_retold
from suggestions.library.index import Candidate, LibraryIndex
from suggestions.model import FactKind, Feeling
from suggestions.reading.retelling.asking import find_asked
from suggestions.reading.retelling.telling import find_told

LIBRARY = make_library(CHARGED_TWICE, CHANGE_ADDRESS)
INDEX = LibraryIndex(LIBRARY, WordEmbedder())
CHARGED, ADDRESS = LIBRARY.responses
LOSS = "I had to borrow from my sister for rent"
COST = f"You took the money twice this month from my card. {LOSS}."


def retell(text, response=CHARGED, *, feeling=Feeling.CALM, ledger=None):
    passage = make_passage(text)
    at = text.find(LOSS)
    cost = passage.make_fact("consequence", FactKind.CONSEQUENCE, "you had to borrow", (at, at + len(LOSS)))
    facts = (cost,) if at >= 0 else ()
    told, asked = tuple(find_told(passage)), tuple(find_asked(passage))
    situation = make_situation(text, ticket=make_ticket(text), feeling=feeling, facts=facts, told=told, asked=asked)
    heard = hear(text, "", INDEX, WordEmbedder())
    ranking = Ranking(Candidate(response, 0.7, ""), (), 0.2, heard=heard)
    suggestion = make_suggestion(situation=situation, ranking=ranking, ledger=ledger)
    return {name: fact.text for name, fact in find_retold(suggestion, response, INDEX).items()}


def test_the_statement_nearest_to_all_they_wrote_is_said_back():
    retold = retell("Good day to all of you. You took the money twice this month from my card. My cat is called Tom.")
    assert retold["told"] == "we took the money twice this month from your card"



def test_a_calm_first_contact_has_one_statement_said_back():
    assert "told_too" not in retell(COST)


def test_a_strained_one_reads_what_it_cost_them_too():
    retold = retell(COST, feeling=Feeling.FRUSTRATED)
    assert retold["told_too"] == "you had to borrow from your sister for rent"


def test_so_does_who_wrote_before():
    assert "told_too" in retell(COST, ledger=make_ledger(2))


def test_a_second_statement_of_no_weight_is_left_out():
    text = "You took the money twice this month from my card. I paid 49.90 on Monday."
    assert "told_too" not in retell(text, feeling=Feeling.FRUSTRATED)


def test_grief_is_not_recited():
    assert retell(COST, feeling=Feeling.SAD) == {}


def test_a_question_about_something_else_is_taken_up():
    told = "You took the money twice this month, once on Monday and once more on Tuesday, for the same small order."
    retold = retell(f"{told} Where do I change my delivery address?")
    assert retold["also_asked"] == "where to change your delivery address: [[where]]"


def test_a_question_the_response_answers_is_not():
    text = "You took the money twice this month. Was I charged two times for the same order?"
    assert "also_asked" not in retell(text)


def test_what_the_only_sentence_asks_is_what_the_response_answers():
    assert "also_asked" not in retell("Where do I change my delivery address?")


def test_an_outline_takes_up_every_question_and_the_weightiest_statements():
    text = "My parcel JD0146 waits at your depot. Can my neighbour collect it? What must she bring along?"
    assert retell(text, make_outline("en")) == {
        "told": "your parcel JD0146 waits at our depot",
        "asked": "whether your neighbour can collect it: [[yes or no]]",
        "also_asked": "“What must she bring along?”: [[your answer]]",
    }  # fmt: skip


def test_the_first_thing_they_want_done_is_what_the_response_does():
    told = "You took the money twice this month, once on Monday and once more on Tuesday, for the same small order."
    text = f"{told} Please update the shipping address on my parcel."
    assert "also_asked" not in retell(text)
    assert "also_asked" in retell(text.replace("Please", "Please also"))


def test_of_two_questions_in_one_sentence_the_second_is_taken_up():
    text = "Was I charged two times for the same order, and how long will the refund take?"
    assert retell(text)["also_asked"] == "how long the refund will take: [[how long]]"


def test_an_outline_answers_a_wish_and_does_not_say_it_back():
    retold = retell("My lamp 4471 flickers in the hall. I would like the 16.99 back.", make_outline("en"))
    assert retold == {"told": "your lamp 4471 flickers in the hall", "wish": "you would like the 16.99 back"}


def test_nothing_is_said_back_that_holds_an_address_or_a_card_number():
    assert "told" not in retell("You took the money twice from my card 4111 1111 1111 1111 this month.")


@pytest.mark.parametrize("who", ["a Ms P. Lockwood", "a gentleman named Silvio", "an account in the name of Braun"])
def test_nothing_is_said_back_that_names_somebody_else(who):
    assert "told" not in retell(f"You took the money twice this month for {who}.")


def test_nothing_is_said_back_in_another_language():
    assert retell("You took the money twice this month from my card.", make_outline("de")) == {}


def test_names_and_numbers_are_details_and_the_first_word_is_not():
    assert count_details("Your couch, order 33097, is booked in Leeds for 8.30") == 3
