import time

import pytest
from build import days_ago, examples, make_passage
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.feeling.signs import LONGEST_QUOTE, PATTERNS, SignKind, find_signs, read_signs

K = SignKind


@pytest.mark.parametrize(("text", "kind"), [
    ("I don't want to live any more.", K.RISK_OF_HARM),
    ("He says he will kill himself.", K.RISK_OF_HARM),
    ("ich will nicht mehr leben", K.RISK_OF_HARM),
    ("My late father's account is still open.", K.BEREAVEMENT),
    ("My wife passed away in March.", K.BEREAVEMENT),
    ("I am blind and cannot solve the captcha.", K.ILLNESS),
    ("im autistic and the noise is too much", K.ILLNESS),
    ("My son is on a home ventilator.", K.EQUIPMENT),
    ("I cannot feed my kids.", K.HARDSHIP),
    ("My ex-husband must not find our new address.", K.DANGER),
    ("My mother is 88 and on her own.", K.ALONE),
    ("I will burn your office down.", K.THREAT),
    ("My next letter goes to the ombudsman.", K.LEGAL),
    ("You are a bunch of idiots.", K.ABUSE),
    ("Let me speak to your supervisor.", K.MANAGER),
    ("Can I talk to a real person?", K.PERSON),
])  # fmt: skip
def test_what_is_said_plainly_is_read(text, kind):
    assert list(read_signs(text)) == [kind]


@pytest.mark.parametrize("text", [
    "I'm dying to know when it is back.",
    "These fees are killing me.",
    "My phone died.",
    "There is a dead pixel.",
    "My late delivery is still late.",
    "This app is sick!",
    "You disabled my account.",
    "We need a blind shipment.",
    "This is bloody annoying.",
    "I'm an idiot, it was unplugged.",
    "Shoot me an e-mail.",
    "Is it legal to fly the drone here?",
    "My manager asked for an invoice.",
    "Your manager promised me a refund.",
    "The price is per person.",
    "Please change my legal name.",
    "Sue from accounts was lovely.",
    "We want our life insurance elsewhere.",
])  # fmt: skip
def test_what_only_looks_like_a_sign_is_left_alone(text):
    assert read_signs(text) == {}


@pytest.mark.parametrize(("hints", "read"), [
    ("This is the last straw.", {}),
    ("This is the last straw. I can't cope.", {K.RISK_OF_HARM}),
])  # fmt: skip
def test_one_hint_is_a_manner_of_speaking_and_two_are_a_sign(hints, read):
    assert set(read_signs(hints)) == set(read)


def test_the_quote_is_the_sentence_it_stands_in():
    text = "Hello there. My husband died on Tuesday. What do you need?"
    assert read_signs(text) == {K.BEREAVEMENT: "My husband died on Tuesday."}


def test_of_a_long_sentence_the_part_around_the_words_is_quoted():
    text = f"{'so ' * 80}and my husband died {'then ' * 80}"
    (quote,) = read_signs(text).values()
    assert "my husband died" in quote
    assert len(quote) <= LONGEST_QUOTE + 4


def test_a_sentence_may_run_over_the_end_of_a_line():
    assert set(read_signs("I want to speak\nto your\nmanager")) == {K.MANAGER}


def test_typographic_quotes_are_read_like_plain_ones():
    assert set(read_signs("I don’t want to live any more")) == {K.RISK_OF_HARM}


def test_a_sign_says_where_it_stands_and_when_it_was_written():
    passage = make_passage("Hi. My husband died. Thanks.", at=days_ago(3), comment_id=71)
    (sign,) = find_signs([passage])
    assert (sign.source.comment_id, passage.raw[sign.source.start : sign.source.end]) == (71, "My husband died.")
    assert sign.written_at == days_ago(3)


def test_the_gravest_sign_comes_first():
    signs = find_signs([make_passage("Get me your manager. My husband died. I want to die.")])
    assert [s.kind for s in signs] == [K.RISK_OF_HARM, K.BEREAVEMENT, K.MANAGER]


def test_what_was_said_before_stands_and_what_was_asked_before_does_not():
    before = make_passage("My husband died. You idiots. I want a manager. I will sue you.")
    assert [s.kind for s in find_signs([make_passage("Any news?")], [before])] == [K.BEREAVEMENT, K.LEGAL]


def test_the_newest_words_are_quoted_before_older_ones():
    signs = find_signs([make_passage("My wife died.")], [make_passage("My husband died.")])
    assert [s.quote for s in signs] == ["My wife died."]


def test_every_kind_has_patterns():
    assert {line.removesuffix(":") for line in PATTERNS.read_text().splitlines() if line.endswith(":")} == {
        "words", *K
    }  # fmt: skip


@examples(150)
@given(st.text(alphabet=st.sampled_from("imydedan h'.?!\n’*🙂want to die kill you "), max_size=300))
def test_any_text_is_read_and_every_quote_stands_in_it(text):
    for quote in read_signs(text).values():
        assert "".join(quote.replace("…", "").split()) in "".join(text.split())


@pytest.mark.parametrize("word", ["you are all such ", "my mother is ", "i will ", "no heating ", "the ", "I have a "])
def test_a_monstrous_text_is_read_in_time_that_grows_with_its_length(word):
    """Twice the text may cost at most four times as much; a pattern that backtracks would cost far more."""
    seconds = []
    for length in (5_000, 10_000):
        started = time.process_time()
        read_signs(word * (length // len(word)))
        seconds.append(time.process_time() - started)
    assert seconds[1] < max(seconds[0], 0.05) * 4
