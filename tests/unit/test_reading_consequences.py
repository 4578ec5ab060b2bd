import pytest

from suggestions.reading.facts.sayable import say_cost
from suggestions.reading.facts.turning import turn_round


def say(text):
    return say_cost(text, 0, len(text))


@pytest.mark.parametrize(("text", "clause"), [
    ("I had to borrow from my sister for rent.", "you had to borrow from your sister for rent"),
    ("We lost a day of work.", "you lost a day of work"),
    ("I couldn't pay my rent.", "you could not pay your rent"),
    ("I can't work from home.", "you cannot work from home"),
    ("I've been without heating for two days.", "you have been without heating for two days"),
    ("I had to pay for a taxi myself.", "you had to pay for a taxi yourself"),
    ("My wife and I missed our flight.", "you missed your flight"),
])  # fmt: skip
def test_a_cost_is_turned_to_face_them(text, clause):
    assert say(text) == clause


@pytest.mark.parametrize("text", [
    "I missed your call.",
    "I lost patience with you.",
    "I had to tell him about it.",
    "I had to put up with this crap.",
    "I missed him.",
])  # fmt: skip
def test_a_clause_with_words_that_cannot_be_said_back_stays_unsaid(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", ["I can't log in to my account.", "I couldn't find the page.", "I can't open it."])
def test_the_problem_itself_is_not_said_back_as_what_it_cost(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", [
    "If I had to pay twice it would ruin me.",
    "I will leave unless I had to stay home by then.",
    "I have not lost my key.",
])  # fmt: skip
def test_what_did_not_happen_is_not_said_back(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", ["I had to.", "I had to pay for the", "I lost my"])
def test_a_clause_cut_in_the_wrong_place_stays_unsaid(text):
    assert say(text) == ""


def test_the_clause_stops_where_something_else_begins():
    assert say("I had to stay home, and then it rained.") == "you had to stay home"
    assert say("I lost a day of work because nobody came.") == "you lost a day of work"


def test_nothing_outside_the_cost_is_said_back():
    text = "I lost a day of work. It rained. We missed our flight."
    assert say_cost(text, text.index("It"), text.index("We")) == ""


@pytest.mark.parametrize(("theirs", "turned"), [
    ("I had to ask my mother", "you had to ask your mother"),
    ("we lost ours", "you lost yours"),
    ("I was there", "you were there"),
    ("I am losing money", "you are losing money"),
    ("my mythical mice are mine", "your mythical mice are yours"),
])  # fmt: skip
def test_every_pronoun_is_turned_and_no_other_word(theirs, turned):
    assert turn_round(theirs) == turned


def test_an_amount_in_a_cost_is_told_whole():
    assert say("We had to buy new tickets for 613.40. It was late.") == "you had to buy new tickets for 613.40"
