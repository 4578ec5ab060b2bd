import pytest

from suggestions.reading.facts.claims import (
    asks_for_call,
    asks_for_person,
    find_person_asked_for,
    says_again,
    says_it_recurs,
)
from suggestions.reading.feeling.signs import SignKind


def test_asking_for_a_person_is_heard():
    assert asks_for_person("I want to speak to a manager.")
    assert asks_for_person("Can I talk to a real person?")
    assert not asks_for_person("Where is my order?")


@pytest.mark.parametrize(("text", "whom", "quote"), [
    ("Hello. I want to speak to a manager. Thanks.", SignKind.MANAGER, "I want to speak to a manager."),
    ("Can I talk to a real person?", SignKind.PERSON, "Can I talk to a real person?"),
    ("A human, please, or get me your boss.", SignKind.MANAGER, "A human, please, or get me your boss."),
])  # fmt: skip
def test_it_is_told_whom_they_ask_for_and_in_which_words(text, whom, quote):
    assert find_person_asked_for(text) == (whom, quote)


@pytest.mark.parametrize("text", [
    "My manager asked me to order ten more.", "I spoke to your supervisor yesterday.", "Is it priced per person?",
    "Please call me back after four.",
])  # fmt: skip
def test_a_person_who_is_only_mentioned_is_not_asked_for(text):
    assert find_person_asked_for(text) is None


def test_a_callback_is_heard_apart():
    assert asks_for_call("Please call me back after four.")
    assert not asks_for_call("You never called.")


@pytest.mark.parametrize("text", [
    "I already wrote last week.", "As I said in my last mail, it is broken.", "I wrote to you on Monday about this.",
    "Ich habe Ihnen letzte Woche schon geschrieben.", "Wie bereits gesagt, fehlt der Schlüssel.",
    "In meiner letzten Nachricht stand alles.", "Ya les escribí la semana pasada.", "Como dije en mi último correo.",
    "Todavía no ha llegado.", "Ich warte immer noch.",
])  # fmt: skip
def test_whoever_wrote_before_says_so_in_any_of_our_languages(text):
    assert says_again(text)


@pytest.mark.parametrize(
    "text", ["Where is my parcel?", "Wo ist mein Paket?", "Ich habe bereits bezahlt.", "Ya he pagado."]
)
def test_a_first_contact_claims_no_earlier_one(text):
    assert not says_again(text)


@pytest.mark.parametrize("text", [
    "The internet is down again.", "Nobody came again.", "You charged me again.", "My card was declined again!",
    "Das Internet ist schon wieder ausgefallen.", "Der Techniker ist wieder nicht gekommen.",
    "Otra vez estamos sin internet.", "La aplicación vuelve a fallar.",
])  # fmt: skip
def test_trouble_that_is_back_is_heard(text):
    assert says_it_recurs(text)


@pytest.mark.parametrize("text", [
    "Please try again.", "How can I log in again?", "I want to order again.", "Thanks again for your help.",
    "I hope it will not happen again.", "It works again.", "Wann geht es wieder?", "Quiero pedir otra vez el mismo.",
    "The internet is down.",
])  # fmt: skip
def test_again_without_trouble_is_none_that_is_back(text):
    assert not says_it_recurs(text)
