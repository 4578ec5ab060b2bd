import pytest
from audits import talk
from build import RULES

from suggestions.model import Feeling
from suggestions.outcomes.tone import Turn, read_turn

ANGRY = "This is unacceptable and I am furious, an absolute disgrace."
THANKS = "Thank you so much, you were wonderful and I really appreciate it."
CALM = "Where do I find my invoice?"


@pytest.mark.parametrize(
    ("said", "turn"),
    [
        ((ANGRY, ("Put right.",), THANKS), Turn(Feeling.FRUSTRATED, Feeling.GRATEFUL)),
        ((CALM, ("Look again.",), ANGRY), Turn(Feeling.CALM, Feeling.FRUSTRATED)),
    ],
)
def test_a_turn_is_read_from_the_first_and_the_last_words(said, turn):
    assert read_turn([talk(*said)], RULES) == turn


def test_the_last_words_of_a_chain_are_those_of_its_last_ticket():
    turn = read_turn([talk(ANGRY, number=1), talk(THANKS, number=2, start=10)], RULES)
    assert turn.turned_to_thanks


def test_an_angry_subject_does_not_colour_thanks_at_the_end():
    assert read_turn([talk(ANGRY, THANKS, subject="This is unacceptable, I am furious")], RULES).ends_in_thanks


def test_anger_that_stays_is_no_turn():
    turn = Turn(Feeling.FRUSTRATED, Feeling.FRUSTRATED)
    assert (turn.ends_in_anger, turn.turned_to_anger) == (True, False)


def test_a_customer_who_wrote_once_cannot_have_turned():
    assert read_turn([talk(ANGRY, ("Put right.",))], RULES) is None
