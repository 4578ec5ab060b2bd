import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.retelling.asking import find_asked


def ask(text):
    return [fact.text for fact in find_asked(make_passage(text))]


@pytest.mark.parametrize(("text", "asked"), [
    ("Can I still move my appointment?", "whether you can still move your appointment"),
    ("Is there a charge for that?", "whether there is a charge for it"),
    ("When does my contract end?", "when your contract ends"),
    ("When will it be shipped?", "when it will be shipped"),
    ("How do I get a copy of my invoice?", "how to get a copy of your invoice"),
    ("What are your opening hours on Sunday?", "what our opening hours on Sunday are"),
    ("Does the warranty cover glass?", "whether the warranty covers glass"),
    ("Does the service charge apply to us?", "“Does the service charge apply to us?”"),
    ("Do you deliver to the Isle of Skye?", "whether we deliver to the Isle of Skye"),
    ("Can you tell me if my parcel has left?", "whether your parcel has left"),
    ("Could you please let me know when the van comes?", "when the van comes"),
    ("I was wondering whether you could send it to my office.", "whether we could send it to your office"),
    ("Please send me the invoice for October.", "us to send you the invoice for October"),
    ("Can you add my wife to the account?", "us to add your wife to the account"),
    ("Has my refund been sent yet?", "whether your refund has been sent yet"),
    ("Also do I keep my number if I go", "whether you keep your number if you go"),
    ("Dear all, can you send me the invoice?", "us to send you the invoice"),
    ("What kind of battery does it take?", "what kind of battery it takes"),
    ("Why on earth is the sky so blue in Leeds?", ""),
    ("Is it true that you close early?", "whether it is true that we close early"),
    ("Who handles accessibility requests?", "“Who handles accessibility requests?”"),
    ("Can I return it tomorrow?", "whether you can return it on 23 September"),
])  # fmt: skip
def test_a_question_is_turned_so_that_it_can_be_answered(text, asked):
    assert ask(text) == ([asked] if asked else [])


def test_two_questions_in_one_sentence_are_two():
    assert ask("Does it float, and how long is the strap?") == ["whether it floats", "how long the strap is"]


def test_what_stands_behind_or_is_the_other_half_of_the_same_question():
    assert ask("Do I need a stamp or is my ID enough?") == ["whether you need a stamp"]


@pytest.mark.parametrize("text", [
    "Can you help me?", "What is going on?", "Any news?", "What now?", "Could someone please look into this for me?",
    "Are you joking with me?", "What do you suggest I do?", "Is this normal?", "How can this be possible?", "Really?",
    "Where is it now?", "My parcel is late.", "What kind of service is this supposed to be?", "",
])  # fmt: skip
def test_pleas_and_despair_are_no_questions_to_answer(text):
    assert ask(text) == []


@pytest.mark.parametrize("text", [
    "Which of you idiots lost my parcel?", "Is WHAT YOU DID even legal in this country?",
    "Is it at www.example.com now?",
])  # fmt: skip
def test_nothing_rude_loud_or_linked_is_read_back(text):
    assert ask(text) == []


def test_a_question_knows_where_it_stands():
    text = "Hello. Is it waterproof up to ten metres? Thanks."
    (fact,) = find_asked(make_passage(text))
    assert (fact.text, fact.quote) == (
        "whether it is waterproof up to ten metres", "Is it waterproof up to ten metres?",
    )  # fmt: skip


WORDS = st.sampled_from([
    "can", "could", "do", "does", "is", "are", "will", "when", "how", "what", "i", "we", "you", "it", "they",
    "my", "your", "the", "a", "parcel", "send", "cover", "move", "open", "still", "and", "or", "please", "me",
    "us", "to", "today", "48213", "?", ".", ",",
])  # fmt: skip


@examples(300)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_a_turned_question_never_speaks_as_the_customer(text):
    for fact in find_asked(make_passage(text)):
        assert fact.text.startswith("“") or not {"i", "me", "my"} & set(fact.text.lower().split())


@examples(100)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_read(text):
    assert isinstance(find_asked(make_passage(text)), list)
