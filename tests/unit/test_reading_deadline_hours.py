"""The hour of a deadline, said on Tuesday 22 September 2026 and read on any day after it."""

import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.days.deadlines import find_deadlines


def say(text):
    return [fact.text for fact in find_deadlines(make_passage(text))]


@pytest.mark.parametrize(("text", "said"), [
    ("I need it by noon today.", "noon on Tuesday"),
    ("I need it before 5pm tomorrow.", "5 pm on Wednesday"),
    ("I must have it tomorrow before 19h.", "7 pm on Wednesday"),
    ("It has to be here by 12 noon on Friday.", "noon on Friday"),
    ("Correct it please until tomorrow noon.", "noon on Wednesday"),
    ("I need it Friday by 17:30.", "5:30 pm on Friday"),
    ("The cabins must stand Monday at 10 o'clock.", "10 o'clock on Monday"),
    ("I need this fixed by 5 on Thursday.", "5 o'clock on Thursday"),
    ("We need them by 10:30 am on 2 October.", "10:30 am on 2 October"),
    ("I need it by midnight on the 30th.", "midnight on the 30th"),
    ("Must have it by Monday morning.", "Monday morning"),
    ("I need it by tomorrow evening.", "Wednesday evening"),
    ("I need it tonight.", "Tuesday evening"),
    ("We need it by the morning of 2 October.", "the morning of 2 October"),
    ("Please reply by close of business on Wednesday.", "close of business on Wednesday"),
    ("I need this by EOD Friday.", "the end of Friday"),
    ("I need it by Friday 12 Uhr.", "noon on Friday"),
    ("I need it Friday, 3pm latest.", "3 pm on Friday"),
    ("I need it by tomorrow (5 pm).", "5 pm on Wednesday"),
    ("Please send it by the end of the day.", "the end of Tuesday"),
    ("I want it by the end of the month.", "the end of September"),
    ("I want it by the end of the year.", "the end of 2026"),
    ("I need it by the end of the week.", "Friday"),
    ("Bitte schicken Sie es bis Freitag 12 Uhr.", "noon on Friday"),
    ("Ich brauche das Gerät spätestens morgen um 17 Uhr.", "5 pm on Wednesday"),
    ("Lo necesito mañana antes de las 15h.", "3 pm on Wednesday"),
    ("Necesito la factura antes del viernes.", "Friday"),
])  # fmt: skip
def test_a_deadline_is_said_with_its_hour_and_by_its_day(text, said):
    assert say(text) == [said]


@pytest.mark.parametrize(("text", "said"), [
    ("I need it on Friday between 9 and 12.", "Friday"),
    ("I need it Friday after 5 pm.", "Friday"),
    ("I need it by Friday, 3 of us are waiting.", "Friday"),
    ("I need 5 by Friday.", "Friday"),
    ("I need it by Friday 9-12.", "Friday"),
    ("I need it by Friday. 5 pm is when I close.", "Friday"),
])  # fmt: skip
def test_a_number_that_is_no_hour_by_which_is_left_out(text, said):
    assert say(text) == [said]


@pytest.mark.parametrize("text", [
    "Guten Morgen, wo ist mein Paket?",
    "Sie haben bis Freitag geschlossen.",
    "Estuve por la mañana en la tienda.",
    "Ihr Kollege sagte, es kommt bis Freitag.",
])  # fmt: skip
def test_a_greeting_or_an_opening_day_is_no_deadline(text):
    assert say(text) == []


PIECES = (
    "by", "before", "noon", "5 pm", "17h", "at", "(", "today", "tomorrow", "tonight", "Friday", "the end of the day",
    "I need it",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map(" ".join))
@examples(150)
def test_no_deadline_is_said_by_a_word_that_means_another_day_tomorrow(text):
    for said in say(f"I need it by {text}"):
        assert not {"today", "tomorrow", "tonight"} & set(said.lower().split())
