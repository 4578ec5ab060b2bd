import pytest
from build import examples, make_ticket
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("text", [
    "Maya Lindqvist", "Ruth Adeyemi, Owen Price, Ewa Lis, Paolo Ricci",
    "Dorothy Hale Peter Hollis Tom Baker Lena Fischer",
])  # fmt: skip
def test_names_belong_to_no_language(text):
    assert detect_language(text) == "und"


@pytest.mark.parametrize("text", [
    "48213 33479 7781", "+44 20 7946 0182", "49,90 €", "Nordlicht 300 NL-300-8841 v2 48213",
    "maya@example.org https://www.example.org/where/is/my/order",
])  # fmt: skip
def test_numbers_and_addresses_belong_to_no_language(text):
    assert detect_language(text) == "und"


@pytest.mark.parametrize("text", [
    "def clean(body): return body.strip()", "SELECT * FROM orders WHERE id = 48213;",
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nKeyError: \'lid\'',
    '{"id": 48213, "status": "open"}',
])  # fmt: skip
def test_code_belongs_to_no_language(text):
    assert detect_language(text) == "und"


@pytest.mark.parametrize("text", ["Refund please", "Danke schön", "Bonjour monsieur", "Rechnung fehlt", "Buenos días"])
def test_two_words_are_too_few(text):
    assert detect_language(text) == "und"


def test_languages_that_weigh_the_same_are_unsure():
    text = "Hello, my order is late. Hallo, meine Bestellung ist zu spät. Bonjour, ma commande est en retard."
    assert detect_language(text) == "und"


@pytest.mark.parametrize(("text", "language"), [
    ("Mein Konto ist gesperrt. My account is locked and I cannot get in, please help me quickly.", "en"),
    ("Hi team, die Rechnung ist falsch, please check it, danke", "de"),
    ('Die App zeigt: "Your session has expired. Please log in again." Was soll ich tun?', "de"),
    ("The export stops.\n  File \"a.py\", line 3, in <module>\nKeyError: 'lid'", "und"),
    ("The export stops with this error every time.\n  File \"a.py\", line 3, in <module>\nKeyError: 'lid'", "en"),
    ("WHERE IS MY ORDER I WANT MY MONEY BACK", "en"),
])  # fmt: skip
def test_of_two_languages_the_one_they_say_most_in_counts(text, language):
    assert detect_language(text) == language


@examples(150)
@given(st.text(max_size=200))
def test_any_text_has_a_language_or_is_unsure(text):
    assert 2 <= len(detect_language(text)) <= 3


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
