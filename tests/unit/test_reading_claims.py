import pytest

from suggestions.reading.facts.claims import asks_for_call, asks_for_person, find_person_asked_for
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
