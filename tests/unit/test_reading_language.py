import pytest
from build import make_ticket

from suggestions.model import Feeling, Person, UserId
from suggestions.reading.language import choose_language, detect_language
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules


@pytest.mark.parametrize(("text", "language"), [
    ("My order has not arrived yet and I need it", "en"),
    ("Bonjour, je voudrais savoir où est mon colis", "fr"),
    ("Ich warte seit drei Wochen auf meine Rückerstattung", "de"),
    ("Minha encomenda ainda não chegou e preciso dela", "pt"),
    ("привет", "ru"),
])  # fmt: skip
def test_a_sentence_is_read_in_its_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "ok", "Danke", "12345", "48213", "?!"])
def test_too_little_text_is_unsure_and_not_guessed(text):
    assert detect_language(text) == "und"


def test_an_unsure_language_falls_back_on_the_account():
    assert choose_language("und", "de-AT") == "de"
    assert choose_language("und", "pt_BR") == "pt"
    assert choose_language("und", "") == "en"


def test_what_they_wrote_outranks_what_the_account_says():
    assert choose_language("en", "de-AT") == "en"


def test_no_feeling_is_read_into_words_of_another_language():
    german = Person(UserId(5), "", locale="de")
    ticket = make_ticket("Das ist ein joke, ich warte seit drei Wochen auf mein Geld, terrible", requester=german)
    situation = read_situation(ticket, Rules())
    assert (situation.language, situation.feeling, situation.feeling_quotes) == ("de", Feeling.UNSURE, ())
