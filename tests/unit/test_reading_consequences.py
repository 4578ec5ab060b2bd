"""Costs said back to whoever told them, on Tuesday 22 September 2026: what is said, and what is better left unsaid."""

import re

import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.facts.sayable import say_cost


def say(text):
    return say_cost(make_passage(text), 0, len(text))


@pytest.mark.parametrize(("text", "clause"), [
    ("I had to borrow from my sister for rent.", "you had to borrow from your sister for rent"),
    ("We lost a day of work.", "you lost a day of work"),
    ("I couldn't pay my rent.", "you could not pay your rent"),
    ("I can't work from home.", "you cannot work from home"),
    ("I can't pay the rent.", "you cannot pay the rent"),
    ("now i cant pay my half of the rent", "you cannot pay your half of the rent"),
    ("I've been without heating for two days.", "you have been without heating for two days"),
    ("I had to pay for a taxi myself.", "you had to pay for a taxi yourself"),
    ("My wife and I missed our flight.", "you missed your flight"),
    ("I've been sleeping at a friend's.", "you have been sleeping at a friend's"),
    ("So I've been sleeping at a friend's because of it!", "you have been sleeping at a friend's"),
    ("My daughter missed her exam.", "your daughter missed her exam"),
    ("My shop was closed all weekend because the card reader was dead.", "your shop was closed all weekend"),
    ("Our wedding date had to be moved.", "your wedding date had to be moved"),
    ("I slept on a bench in Crewe.", "you slept on a bench in Crewe"),
    ("I paid a locksmith 130 at midnight.", "you paid a locksmith 130 at midnight"),
    ("We've had to cancel the boat tour over this.", "you have had to cancel the boat tour"),
    ("Had to give my talk without slides.", "you had to give your talk without slides"),
    ("Missed my connection and had to pay a hotel.", "you missed your connection"),
    ("Lost two clients thanks to you.", "you lost two clients"),
    ("I took yesterday off for nothing.", "you took 21 September off for nothing"),
    ("I couldn't serve lunch yesterday.", "you could not serve lunch on 21 September"),
    ("The kids are sleeping on the floor.", "the kids are sleeping on the floor"),
    ("Two guests left early.", "two guests left early"),
    ("The landlord kept the bond.", "the landlord kept the bond"),
    ("I'm working from an ironing board.", "you are working from an ironing board"),
    ("We are down 320 in tips.", "you are down 320 in tips"),
    ("I pay 25 euros a day for heaters.", "you pay 25 euros a day for heaters"),
    ("We had to buy new tickets for 613.40. It was late.", "you had to buy new tickets for 613.40"),
    ("I missed two shifts, and my boss is furious.", "you missed two shifts"),
    ("My mother couldn't sleep in her own bed.", "your mother could not sleep in her own bed"),
    ("I was marked absent from two online exams.", "you were marked absent from two online exams"),
    ("We were sent home by the school.", "you were sent home by the school"),
    ("I have not slept a full night for two weeks.", "you have not slept a full night for two weeks"),
    ("I can't open my shop.", "you cannot open your shop"),
])  # fmt: skip
def test_a_cost_is_turned_to_face_them(text, clause):
    assert say(text) == clause


@pytest.mark.parametrize("text", [
    "I missed your call.",
    "I lost patience with you.",
    "I had to tell him about it.",
    "I had to put up with this crap.",
    "I missed him.",
    "You took my rent.",
    "She had to wait in the cold.",
    "The neighbour carried him upstairs.",
    "I sold it.",
    "I lost everything.",
])  # fmt: skip
def test_a_clause_with_words_that_cannot_be_said_back_stays_unsaid(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", [
    "I can't log in to my account.", "I couldn't find the page.", "I can't open it.", "My order is late.",
    "We live on the fifth floor.", "We go live with payroll at six tomorrow.", "I have paid twice.",
    "My router has died on me.", "I called three times.", "We waited for two weeks.", "I cancelled my subscription.",
])  # fmt: skip
def test_the_problem_itself_is_not_said_back_as_what_it_cost(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", [
    "If I had to pay twice it would ruin me.",
    "I will leave unless I had to stay home by then.",
    "I have not lost my key.",
    "I would lose my job.",
    "I could miss my flight.",
    "I am about to lose a client.",
    "I'll have to cancel the party.",
    "I'm afraid I lost a client.",
    "I need to pay the rent.",
    "I almost missed my exam.",
])  # fmt: skip
def test_what_did_not_happen_is_not_said_back(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", [
    "We cried at my father's funeral.",
    "I had to go to the food bank.",
    "I lost my mind over it.",
    "My husband has moved out.",
    "I made a fool of myself.",
    "My skin came up in a rash.",
    "I was fired on the spot.",
])  # fmt: skip
def test_what_nobody_wants_to_read_back_from_a_stranger_stays_unsaid(text):
    assert say(text) == ""


@pytest.mark.parametrize("text", [
    "I had to.", "I had to pay for the", "I lost my", "We was stuck in Leeds", "I sleep here since Monday.",
    "I have lost my job yesterday.",
    "My son and my daughter miss school.", "I sleep at a friends.", "I got fined last month.",
    "J'ai perdu ma journée.", "Ich musste ein Taxi bezahlen.", "I've lost 3 jobs on saturday.",
])  # fmt: skip
def test_a_clause_that_would_read_wrong_stays_unsaid(text):
    assert say(text) == ""


def test_the_clause_stops_where_something_else_begins():
    assert say("I had to stay home, and then it rained.") == "you had to stay home"
    assert say("I lost a day of work because nobody came.") == "you lost a day of work"


def test_nothing_outside_the_cost_is_said_back():
    text = "I lost a day of work. It rained. We missed our flight."
    assert say_cost(make_passage(text), text.index("It"), text.index("We")) == ""


def test_a_deed_whose_subject_stands_before_is_not_laid_at_their_door():
    assert say("My son stayed at home and missed his exam.") == "your son stayed at home"


SUBJECTS = ("I", "we", "My wife", "our daughter", "the kids", "Two guests", "you", "she", "my boss and I", "")
VERBS = ("had to", "was", "were", "am", "'ve", "have been", "can't", "lost", "missed", "slept", "is", "'d")
RESTS = ("pay for my taxi myself", "our flight", "with me", "on us", "mine", "my exam and hers", "a day's pay")
CLAUSES = st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(RESTS)).map(" ".join)


@given(st.lists(CLAUSES, min_size=1, max_size=3))
@examples(300)
def test_what_is_said_has_no_word_of_theirs_left_in_it(clauses):
    said = say(", ".join(clauses))
    assert not re.search(r"\b(?:i|me|my|mine|myself|we|us|our|ours|am)\b|'(?:m|ve|d)\b", said.lower())
    assert not re.search(r"\byou (?:was|is|am|has)\b|\byour? (?:you|your)\b", said.lower())


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
@examples(150)
def test_any_text_can_be_asked(text, start, end):
    assert isinstance(say_cost(make_passage(text), start, end), str)
