import pytest

from suggestions.drafting.stock_phrases import FILE, find_stock_phrase, find_stock_phrases
from suggestions.library.responses import BLANK, SLOT
from suggestions.library.vocabulary import SLOT_EXAMPLES, SLOTS

# every phrase voice.md begins the list with
OF_THE_VOICE = [
    "I understand your frustration", "I understand how you feel", "We apologize for any inconvenience",
    "Your call is important to us", "Thank you for reaching out", "I hope this email finds you well", "Rest assured",
    "Please be advised", "Kindly", "At your earliest convenience", "We value your business",
    "Unfortunately, our policy",
]  # fmt: skip
INSTEAD = [line.strip() for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith(" ")]


def find(text):
    return list(find_stock_phrases(text))


@pytest.mark.parametrize("text", OF_THE_VOICE)
def test_each_phrase_comes_with_something_to_write_instead(text):
    (found,) = find(f"Hello. {text} today.")
    assert found.instead


@pytest.mark.parametrize("text", [
    "I completely understand that this is frustrating.", "We're doing our best. We are working around the clock.",
    "Sorry for the delay.", "Our sincere apologies.", "If you have any further questions, write.",
    "Please feel free to contact us.", "I will get back to you shortly.", "Thanks for your email!",
    "That must have been very stressful.", "I hope you are well.",
])  # fmt: skip
def test_their_close_kin_are_found(text):
    assert find_stock_phrase(text)


@pytest.mark.parametrize("text", [
    "We are working on the line in your street.", "As I understand it, you paid twice.", "Sorry to hear the cup broke.",
    "Thank you for your message of 12 August about the kettle.", "You asked for it by Friday.",
    "I am sorry for the two days without water.", "You can hesitate until May.",
])  # fmt: skip
def test_a_sentence_of_its_own_is_none(text):
    assert [phrase.words for phrase in find(text)] == []


def test_all_phrases_of_a_text_are_found_in_order():
    assert [p.words for p in find("Rest assured. Kindly wait.")] == ["Rest assured", "Kindly"]


def test_an_alternative_is_filled_only_where_all_its_facts_are_known():
    (found,) = find("I am sorry for any inconvenience.")
    assert found.fill({"consequence": "you missed the train"}) == ("I am sorry that you missed the train.",)


@pytest.mark.parametrize("text", INSTEAD)
def test_an_alternative_names_only_known_facts_and_is_no_stock_phrase_itself(text):
    assert set(SLOT.findall(text)) <= set(SLOTS)
    assert find_stock_phrase(SLOT.sub(lambda slot: SLOT_EXAMPLES[slot[1]], BLANK.sub("it", text))) is None
