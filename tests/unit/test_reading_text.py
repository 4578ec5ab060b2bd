import pytest
from build import examples, make_passage, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.facts.facts import find_facts
from suggestions.reading.situation import read_situation
from suggestions.reading.text import clean_body, clean_subject, join_subject, plain_quotes, strip_greeting
from suggestions.rules import Rules

# the pieces that make customers' texts hard, so that random text meets the patterns at all
PIECES = st.sampled_from([
    "order 48213", "€49,90", "I had to borrow money", "for two days", "since yesterday", "by Friday", "> ", "\n",
    "\r\n", "On Mon, 1 Sep 2026, Jon wrote:", "--\n", "&amp;", "&#0;", "\u200b", "\u202e", "\u2019", "I can\u2019t pay",
    "third time I'm writing", "Thanks Priya", "{{x}}", "[[x]]", "Best regards,", "\U0001f600",
    "Straße", "İ", "I need it by the 3rd of May", "٤٩.٩٠", "²",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=30), max_size=12).map(" ".join)


@pytest.mark.parametrize("body", [
    "Where is it?\n\nOn Mon, 1 Sep 2026 at 10:00, Jon <jon@example.org> wrote:\n> We will refund you 10 euros.",
    "Where is it?\n\n-----Original Message-----\nFrom: Jon\nWe will refund you 10 euros.",
    "Where is it?\n\nFrom: Jon\nSent: Monday\nTo: Maya\nSubject: Refund\n\nWe will refund you 10 euros.",
    "Where is it?\n\nKind regards\nMaya\n\n> We will refund you 10 euros.",
])  # fmt: skip
def test_quoted_history_is_not_what_they_wrote_now(body):
    assert clean_body(body) == "Where is it?"


@pytest.mark.parametrize("signature", ["--\nMaya\nTel 123", "Best regards,\nMaya Lindqvist", "Sent from my iPhone"])
def test_a_signature_is_left_out(signature):
    assert clean_body(f"Where is it?\n\n{signature}") == "Where is it?"


def test_a_message_that_may_be_all_signature_is_kept_rather_than_lost():
    assert clean_body("Best regards,\nMaya") == "Best regards,\nMaya"


def test_a_line_that_only_the_device_wrote_holds_no_words():
    assert clean_body("Sent from my iPhone") == ""


def test_a_closing_word_at_the_top_does_not_swallow_the_message():
    assert "48213" in clean_body("Thanks,\nI need help with my order 48213 please")


def test_entities_are_undone_once_only():
    assert clean_body("I paid &amp; waited &lt;3") == "I paid & waited <3"
    assert clean_body("&amp;lt;b&amp;gt;") == "&lt;b&gt;"


def test_invisible_characters_are_removed():
    assert clean_body("zero\u200bwidth \u202etext\x07") == "zerowidth text"


def test_a_very_long_message_is_cut_at_the_limit():
    assert len(clean_body("word " * 10_000, limit=500)) <= 500


@pytest.mark.parametrize("mark", ["Re: ", "RE: Fwd: ", "AW: ", "Re[2]: "])
def test_reply_marks_are_taken_off_a_subject(mark):
    assert clean_subject(f"{mark}Charged twice") == "Charged twice"


def test_a_subject_the_body_repeats_is_said_once():
    assert join_subject("Charged twice", "Charged twice again this month") == "Charged twice again this month"


def test_a_subject_of_its_own_comes_first():
    assert join_subject("Charged twice", "Please help.") == "Charged twice. Please help."


def test_a_greeting_is_stripped_and_a_message_that_is_only_a_greeting_stays():
    assert strip_greeting("Hi there, where is it?") == "where is it?"
    assert strip_greeting("Hello,") == "Hello,"


def test_plain_quotes_keeps_every_character_in_its_place():
    text = "I can\u2019t\u00a0pay \u201cthis\u201d"
    assert len(plain_quotes(text)) == len(text)
    assert plain_quotes(text) == 'I can\'t pay "this"'


@examples(80)
@given(TEXTS)
def test_no_text_makes_cleaning_or_fact_finding_fail(text):
    cleaned = clean_body(text)
    assert cleaned == cleaned.strip()
    find_facts([make_passage(cleaned)])


@examples(50)
@given(TEXTS, TEXTS)
def test_no_ticket_makes_reading_the_situation_fail(subject, body):
    situation = read_situation(make_ticket(body, subject=subject), Rules())
    assert situation.language


@examples(60)
@given(TEXTS)
def test_every_span_cut_out_of_the_raw_body_is_the_quote(body):
    situation = read_situation(make_ticket(body, subject=""), Rules())
    raw = {c.id: c.body for c in situation.ticket.comments}
    for fact in situation.facts:
        source = fact.source
        if source.end > source.start:
            assert plain_quotes(raw[source.comment_id][source.start : source.end]) == plain_quotes(fact.quote)
