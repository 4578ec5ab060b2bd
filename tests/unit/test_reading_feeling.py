import pytest
from build import days_ago, make_comment, make_ticket, reply

from suggestions.model import Feeling
from suggestions.reading.feeling import read_feeling
from suggestions.reading.situation import newest_words, read_situation
from suggestions.rules import Rules


@pytest.mark.parametrize(("text", "feeling"), [
    ("Hi, where do I change my delivery address?", Feeling.CALM),
    ("Can I get a copy of my invoice, please?", Feeling.CALM),
    ("This is ridiculous, nobody calls me back", Feeling.FRUSTRATED),
    ("I am so angry", Feeling.FRUSTRATED),
    ("I am worried that my account was hacked", Feeling.ANXIOUS),
    ("My husband passed away last week", Feeling.SAD),
    ("I don't understand the bill, it makes no sense", Feeling.CONFUSED),
    ("Thank you so much for your help, it works perfectly now", Feeling.GRATEFUL),
])  # fmt: skip
def test_a_plain_case_is_read_as_a_person_would(text, feeling):
    assert read_feeling(text).feeling is feeling


def test_polite_thanks_at_the_end_are_not_gratitude():
    assert read_feeling("Where is my order? Thank you so much.").feeling is Feeling.CALM


def test_gratitude_does_not_hide_a_strain():
    text = "Thank you so much for the answer, and I am still furious and angry"
    assert read_feeling(text).feeling is Feeling.FRUSTRATED


def test_the_quote_is_a_sentence_of_theirs():
    assert read_feeling("I paid on Monday. I am so angry about it. Please help").quotes == ("I am so angry about it",)


def test_hardship_alone_names_no_feeling():
    assert read_feeling("Where is my order?", hardship=1.0).feeling is Feeling.CALM


def test_several_quick_messages_are_read_as_one():
    ticket = make_ticket("You took 49.90.", "And order 48213 is missing.")
    situation = read_situation(ticket, Rules())
    assert {f.name for f in situation.facts} == {"amount", "order"}


def test_what_was_answered_already_is_not_read_anew():
    ticket = make_ticket(
        make_comment("Order 48213 is late.", at=days_ago(3)),
        reply("It is on its way.", at=days_ago(2)),
        make_comment("And the invoice?", at=days_ago(1)),
    )
    assert [c.body for c in newest_words(ticket)] == ["And the invoice?"]
    assert read_situation(ticket, Rules()).facts == ()


def test_an_internal_note_is_never_taken_for_the_customers_words():
    ticket = make_ticket("Where is it?", make_comment("They owe 500 euros", public=False))
    assert read_situation(ticket, Rules()).facts == ()


def test_an_empty_ticket_is_a_calm_situation_without_words():
    situation = read_situation(make_ticket(""), Rules())
    assert (situation.text, situation.feeling, situation.facts) == ("", Feeling.CALM, ())
