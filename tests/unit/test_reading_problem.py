import time

import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.repeats.problem import find_problem, strip_contact_talk

LONG = 20_000
LOST = "My parcel is lost."


@pytest.mark.parametrize("talk", [
    "Hello,\n{}",
    "Hi there, {}",
    "Good morning team. {}",
    "{} Thank you very much.",
    "{} Many thanks, Sam",
    "{}\nKind regards\nSam Okafor",
    "{} Thanks, Sam",
    "{} Please get back to me.",
    "{} Can you help me please?",
    "{} I look forward to hearing from you.",
    "{} Sent from my iPhone",
    "Hello. Third time I am writing. {}",
    "This is my second message about it! {}",
    "Following up on my request from Monday. {}",
    "{} I haven't heard back from you.",
    "{} Still no answer.",
    "{} I have already written to you twice.",
    "As I said in my last mail. {}",
    "{} I've been a loyal customer for ten years.",
    "My other ticket is sorted now, thanks. {}",
    "One more thing. {}",
])  # fmt: skip
def test_talk_around_a_problem_is_left_out(talk):
    assert find_problem("", talk.format(LOST)) == LOST


def test_a_talk_pattern_in_capitals_is_talk_too():
    assert find_problem("", f"THIRD TIME I AM WRITING. {LOST}") == LOST


def test_typographic_quotes_make_no_difference():
    assert find_problem("", f"{LOST} I haven’t heard back from you.") == LOST


@pytest.mark.parametrize("subject", ["Question", "Support request", "Urgent", "Re: Request", "no subject"])
def test_a_subject_that_names_nothing_is_left_out(subject):
    assert find_problem(subject, LOST) == LOST


def test_a_subject_that_names_the_problem_stays():
    assert find_problem("Lost parcel", "It has been two weeks.") == "Lost parcel. It has been two weeks."


@pytest.mark.parametrize("words", [
    "I never received my parcel.",
    "Thank you cards arrived torn.",
    "Best wishes card arrived torn.",
    "My account was closed.",
    "The help button does nothing.",
    "Your driver said hello and left with the parcel.",
    "I haven't received my refund.",
    "My last request for a refund was refused.",
])  # fmt: skip
def test_words_of_a_problem_that_look_like_talk_stay(words):
    assert find_problem("", f"{words} It cost 40.") == f"{words} It cost 40."


@pytest.mark.parametrize("words", [
    "The second time I pressed start, the oven broke.",
    "This is my third message about the missing refund.",
    "I have already called you twice, the router is dead.",
    "I called the courier twice.",
    "Third email address cannot be added.",
])  # fmt: skip
def test_a_problem_told_in_the_same_sentence_as_the_talk_stays(words):
    assert words[-12:] in find_problem("", f"{words} It cost 40.")


@pytest.mark.parametrize(("words", "problem"), [
    ("This is my third message about the missing refund.", "the missing refund."),
    ("I have already called you twice, the router is dead.", "the router is dead."),
    ("Following up on my request from Monday: the lift is still stuck.", "the lift is still stuck."),
    ("Second time I am writing to you about this, the lift is stuck.", "the lift is stuck."),
    ("As I said in my last mail, the kettle leaks.", "the kettle leaks."),
    ("I wrote to you last week regarding a wrong invoice.", "a wrong invoice."),
    ("Still no answer on the broken lamp.", "the broken lamp."),
])  # fmt: skip
def test_only_the_talk_is_taken_out_of_a_sentence_that_goes_on_to_the_problem(words, problem):
    assert find_problem("", words) == problem


@pytest.mark.parametrize("words", [
    "I contacted the merchant but had nothing back.",
    "I never got the email with my ticket.",
    "I asked for a window seat.",
    "Thanks for charging me twice.",
])  # fmt: skip
def test_a_sentence_that_begins_like_talk_and_speaks_of_something_else_stays_whole(words):
    assert find_problem("", f"{words} It cost 40.") == f"{words} It cost 40."


@pytest.mark.parametrize("words", ["third time", "Hello", "Thanks, Sam", "Any help?", "Still no answer"])
def test_where_nothing_would_be_left_all_is_kept(words):
    assert find_problem("", words) == words


def test_where_there_is_nothing_nothing_is_found():
    assert find_problem("", "") == ""


def test_at_most_so_many_characters_of_a_body_are_read():
    assert len(find_problem("", "word " * 1000, limit=100)) <= 100


@pytest.mark.parametrize("words", [
    "Hi my parcel never arrived. It cost 40.", "Hello you charged me twice, please help", "hi my order is late",
    "Good morning the lamp is broken.",
])  # fmt: skip
def test_a_greeting_without_a_comma_takes_no_problem_with_it(words):
    assert find_problem("", words) == words


@pytest.mark.parametrize(
    "greeting", ["Hi", "Hello there", "Dear Sir or Madam", "Hey team", "Dear Priya", "Hello Mr Sam"]
)
def test_a_greeting_on_a_line_of_its_own_is_left_out(greeting):
    assert find_problem("", f"{greeting}\n{LOST}") == LOST


PIECES = [
    " ", "a ", "thanks ", "Regards, ", "kind ", "best ", "with kind ", "many ", "cheers, A ", "thank you ", "A", "AA ",
    "A.", "a\n", ". ", "!", "-", "'", "help me please ", "third time ", "i have written before ", "as i said ",
    "I still have ", "thanks A", "\u00a0", "\u2028", "sent from my ", "hi there ", "there ", "Sam ",
]  # fmt: skip
# the ends that nothing matches: a pattern that can be cut in many ways then tries every one of them
FRAMES = ["{}", "{}§", "thanks {}§", "sent from my {}§", "Hi {}§"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("piece", PIECES)
def test_twenty_thousand_characters_of_anything_are_read_at_once(piece, frame):
    text = frame.format((piece * LONG)[:LONG])
    start = time.process_time()
    find_problem("", text)
    find_problem(text, "")
    assert time.process_time() - start < 1


@given(st.text(max_size=300), st.text(max_size=60))
@examples(300)
def test_no_text_stops_it_and_no_blanks_hang_on_what_is_found(body, subject):
    found = find_problem(subject, body)
    assert found == found.strip()


@given(st.lists(st.sampled_from(["thanks", "Hello", "Sam", LOST, "third time", "\n", ".", "Kind regards", "\ud83d"])))
@examples(300)
def test_taking_talk_away_adds_nothing(parts):
    text = " ".join(parts)
    assert len(strip_contact_talk(text)) <= len(text)
