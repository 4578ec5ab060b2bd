"""Several quick messages read as one: which comments are the newest words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import JON, MAYA, NOW, PRIYA, RULES, SAM, make_comment, make_ticket, reply

from suggestions.model import Role
from suggestions.reading.situation import newest_words, read_situation

AWAY = replace(make_comment("I am out of the office."), automatic=True)
NOTE = make_comment("I will look into it.", JON, public=False)


def said(*comments):
    return [c.body for c in newest_words(make_ticket(*comments))]


@pytest.mark.parametrize(("comments", "expected"), [
    (("One.", "Two."), ["One.", "Two."]),
    (("One.", reply("Answer."), "Two.", "Three."), ["Two.", "Three."]),
    (("One.", NOTE, "Two."), ["One.", "Two."]),
    (("One.", AWAY, "Two."), ["One.", "Two."]),
    (("One.", reply("Answer."), AWAY, "Two."), ["Two."]),
    (("One.", reply("Answer."), "Two.", AWAY), ["Two."]),
    (("One.", reply("Answer.", PRIYA), NOTE, "Two."), ["Two."]),
    (("One.", make_comment("Me too.", SAM), "Two."), ["One.", "Two."]),
    (("One.", reply("Answer.")), ["One."]),
    ((AWAY,), []),
    ((reply("I am opening this for you."),), []),
    ((), []),
])  # fmt: skip
def test_the_newest_words_are_those_since_staff_last_answered_in_public(comments, expected):
    assert said(*comments) == expected


def test_thirty_quick_messages_are_one():
    texts = [f"Part {n}." for n in range(30)]
    comments = [make_comment(text, at=NOW + timedelta(seconds=n)) for n, text in enumerate(texts)]
    ticket = make_ticket(reply("How can I help?"), *comments)
    assert read_situation(ticket, RULES).text == "\n".join(texts)


def test_an_admins_answer_is_an_answer():
    admin = replace(JON, role=Role.ADMIN)
    assert said("One.", reply("Answer.", admin), "Two.") == ["Two."]


def test_a_private_comment_of_the_requester_is_not_read():
    assert said("One.", make_comment("for colleagues", MAYA, public=False)) == ["One."]


def test_each_message_is_cleaned_by_itself():
    ticket = make_ticket("The lid is cracked.\n\nKind regards,\nMaya", "The plug too.\n\nSent from my iPhone")
    assert read_situation(ticket, RULES).text == "The lid is cracked.\nThe plug too."


def test_an_answer_without_words_does_not_bring_back_the_first_message():
    ticket = make_ticket("The lid is cracked.", reply("Could you send a photo?"), "Sent from my iPhone")
    assert read_situation(ticket, RULES).text == ""


def test_automatic_mail_is_no_word_of_the_requester_and_no_time_of_writing():
    ticket = make_ticket(make_comment("Where is it?", at=NOW), replace(AWAY, created_at=NOW + timedelta(hours=1)))
    assert [c.body for c in ticket.requester_comments] == ["Where is it?"]
    assert read_situation(ticket, RULES).written_at == NOW
