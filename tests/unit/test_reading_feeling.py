import time
from dataclasses import replace

import numpy as np
import pytest
from build import WordEmbedder, days_ago, examples, make_comment, make_situation, make_ticket, reply
from hypothesis import given
from hypothesis import strategies as st

from suggestions.model import STRAINED, Feeling
from suggestions.reading.feeling.clues import find_feeling_clues
from suggestions.reading.feeling.feeling import FEELINGS, FeelingRead, feel, load_weights, read_feeling
from suggestions.reading.feeling.words import read_feeling_words
from suggestions.reading.situation import newest_words, read_situation
from suggestions.rules import Rules

ANGRY = "I am so angry about this. I paid on Monday and nobody calls me back!"
NUMBERS = 384


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
def test_a_plain_case_is_read_from_its_words_as_a_person_would(text, feeling):
    assert read_feeling_words(text).feeling is feeling


def test_polite_thanks_at_the_end_are_not_gratitude():
    assert read_feeling_words("Where is my order? Thank you so much.").feeling is Feeling.CALM


def test_gratitude_does_not_hide_a_strain():
    text = "Thank you so much for the answer, and I am still furious and angry"
    assert read_feeling_words(text).feeling is Feeling.FRUSTRATED


def test_what_they_say_they_are_not_is_not_read_as_what_they_are():
    assert read_feeling_words("I am not really angry").feeling is Feeling.CALM


def test_a_not_far_before_a_word_does_not_reach_it():
    text = "It is not the driver's fault that all of this went wrong at the depot, but I am angry"
    assert read_feeling_words(text).feeling is Feeling.FRUSTRATED


def test_the_quote_is_a_sentence_of_theirs():
    text = "I paid on Monday. I am so angry about it. Please help"
    assert read_feeling_words(text).quotes == ("I am so angry about it",)


def test_a_quote_is_a_whole_sentence_where_only_its_marks_show_the_feeling():
    text = "It came. But it is late!!! Where is the other half???"
    assert read_feeling_words(text).quotes == ("But it is late", "Where is the other half")


def test_hardship_alone_names_no_feeling():
    assert read_feeling_words("Where is my order?", hardship=1.0).feeling is Feeling.CALM


def test_typographic_quotes_make_no_difference_to_a_feeling():
    assert read_feeling_words("I don’t understand the bill").feeling is Feeling.CONFUSED


@pytest.mark.parametrize("piece", ["angry ", "not ", "why is it ", "still no ", "please help ", "!", "AAAA AAA ", "a "])
def test_twenty_thousand_characters_of_a_feeling_are_read_at_once(piece):
    text = (piece * 20_000)[:20_000]
    start = time.process_time()
    read_feeling_words(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("piece", ["still no ", "thank you ", "I am angry. ", "help me please ", "a "])
def test_many_long_messages_are_read_for_a_feeling_at_once(piece):
    read = make_situation((piece * 100_000)[:100_000])
    start = time.process_time()
    feel(read, ours())
    assert time.process_time() - start < 4


class OneVector(WordEmbedder):
    """Every text lies at the same place; `asked` counts the texts."""

    def __init__(self, name, row=None):
        super().__init__(NUMBERS)
        self.name = name
        self.asked = 0
        self._place = np.zeros(NUMBERS, dtype=np.float32) if row is None else row

    def encode(self, texts):
        self.asked += len(texts)
        return np.stack([self._place] * len(texts)).astype(np.float32)


def ours(row=None):
    return OneVector(f"{load_weights().model}-0.1.0|some way to run it", row)


def toward(name):
    """A vector that lies as far towards one class, and away from the others, as its weights know."""
    weights = load_weights()
    place = weights.classes.index(name)
    rows = weights.table[:, :NUMBERS]
    row = rows[place] - (rows.sum(axis=0) - rows[place]) / (len(rows) - 1)
    return (row / np.linalg.norm(row)).astype(np.float32)


def situation(text, **more):
    return replace(read_situation(make_ticket(text), Rules()), **more)


@pytest.mark.parametrize("model", ["words", "all-mpnet-base-v2|sentence-transformers-fp32", ""])
def test_with_another_model_what_the_words_showed_stands(model):
    read, embedder = situation(ANGRY), OneVector(model)
    assert feel(read, embedder) is read
    assert (read.feeling, embedder.asked) == (Feeling.FRUSTRATED, 0)


def test_another_language_than_english_stays_unsure():
    read = situation("Ich bin so wütend, niemand ruft mich zurück und das Paket ist weg")
    assert (read.feeling, read.needs_empathy, read.feeling_quotes) == (Feeling.UNSURE, False, ())
    assert feel(read, ours()) is read


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_where_nothing_is_said_the_vector_is_not_asked_for(text):
    embedder = ours()
    assert read_feeling(make_situation(text), embedder) is None
    assert embedder.asked == 0


@pytest.mark.parametrize("name", FEELINGS)
def test_a_vector_in_the_middle_of_a_class_is_read_as_its_feeling(name):
    assert read_feeling(make_situation("It is about the parcel."), ours(toward(name))).likeliest is FEELINGS[name]


def test_the_words_speak_beside_the_vector():
    read = [read_feeling(situation(text), ours()) for text in ("It is about the parcel.", ANGRY)]
    assert read[1].shares[Feeling.FRUSTRATED] > read[0].shares[Feeling.FRUSTRATED]


def test_the_shares_of_all_feelings_are_one_together():
    shares = read_feeling(situation(ANGRY), ours()).shares
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == set(FEELINGS.values())


def test_a_strain_is_shown_by_a_sentence_of_theirs():
    felt = feel(situation(ANGRY), ours(toward("frustrated")))
    assert (felt.feeling, felt.needs_empathy) == (Feeling.FRUSTRATED, True)
    assert felt.feeling_quotes
    assert all(quote in ANGRY for quote in felt.feeling_quotes)


def test_a_strain_that_no_word_of_the_list_shows_is_shown_by_the_sentence_most_like_it():
    text = "Hello. The parcel lies in the rain at the wrong house. Bye."
    felt = feel(situation(text), ours(toward("frustrated")))
    assert felt.feeling is Feeling.FRUSTRATED
    assert felt.feeling_quotes == ("The parcel lies in the rain at the wrong house.",)


def test_calm_words_are_not_quoted():
    felt = feel(situation("Where do I find the invoice of March?"), ours(toward("calm")))
    assert (felt.feeling, felt.needs_empathy, felt.feeling_quotes) == (Feeling.CALM, False, ())


def flat(strained=0.5):
    """Shares so even that none is likely enough."""
    return {f: strained / 3 if f in STRAINED else (1 - strained) / 3 for f in set(FEELINGS.values())}


def test_a_feeling_that_is_hardly_likelier_than_the_others_is_unsure():
    assert FeelingRead(flat(), 0.0).feeling is Feeling.UNSURE


def test_an_unsure_feeling_rests_on_no_words(monkeypatch):
    monkeypatch.setattr("suggestions.reading.feeling.feeling.NAMED_FROM", 1.01)
    felt = feel(situation(ANGRY), ours())
    assert (felt.feeling, felt.feeling_quotes) == (Feeling.UNSURE, ())


@pytest.mark.parametrize(("feeling", "called_for"), [
    (Feeling.FRUSTRATED, True), (Feeling.ANXIOUS, True), (Feeling.SAD, True),
    (Feeling.CONFUSED, False), (Feeling.GRATEFUL, False), (Feeling.CALM, False),
])  # fmt: skip
def test_empathy_is_called_for_by_a_strain_only(feeling, called_for):
    shares = {f: 0.9 if f is feeling else 0.02 for f in set(FEELINGS.values())}
    assert FeelingRead(shares, 3.0).needs_empathy is called_for


def test_no_empathy_is_called_for_where_ease_outweighs_strain():
    shares = {**flat(), Feeling.SAD: 0.4}
    assert not FeelingRead(shares, -0.5).needs_empathy


def test_pleased_and_grateful_are_one_feeling():
    assert FEELINGS["pleased"] is FEELINGS["grateful"] is Feeling.GRATEFUL


def test_what_the_facts_say_of_the_trouble_is_a_clue():
    clues = find_feeling_clues(situation("You took 49.90 by mistake. Third time I am writing, and it is ASAP?! Why?"))
    told = ("fact_amount", "wrote_before", "exclaims", "asks", "asks_twice", "shouts")
    assert {name: clues[name] for name in told} == dict.fromkeys(told, 1.0)


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(["I am angry", "Thank you", "!!", "?", "\ud83d", "WHERE", "not", "sad.", "\n", "é", "order 1234"])
).map(" ".join)


@given(TEXTS, st.sampled_from([*FEELINGS]))
@examples(150)
def test_no_words_stop_the_feeling_and_every_quote_is_theirs(text, name):
    felt = feel(make_situation(text), ours(toward(name)))
    plain = " ".join(text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xA0: " "}).split())
    assert all(" ".join(quote.split()) in plain for quote in felt.feeling_quotes)
    assert not felt.needs_empathy or felt.feeling in STRAINED | {Feeling.UNSURE}


def test_several_quick_messages_are_read_as_one():
    ticket = make_ticket("You took 49.90.", "And order 48213 is missing.")
    read = read_situation(ticket, Rules())
    assert {f.name for f in read.facts} == {"amount", "order"}


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
    read = read_situation(make_ticket(""), Rules())
    assert (read.text, read.feeling, read.facts) == ("", Feeling.CALM, ())
