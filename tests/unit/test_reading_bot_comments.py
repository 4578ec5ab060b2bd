"""What a bot wrote under the name of staff, and what of a chat is the requester's own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import JON, NOW, RULES, make_comment, make_ticket
from test_reading_bot_talk import BOT, CHAT, HANDS_OVER, STAFF_BOT, texts, ticket_of

from suggestions.model import Person, Role, UserId
from suggestions.reading.bots.bot_comments import tell_bots_apart
from suggestions.reading.bots.bot_talk import find_bot_talk
from suggestions.reading.promises.promises import find_promises
from suggestions.reading.situation import newest_words, read_situation


def test_a_bot_under_a_staff_members_name_has_answered_nobody():
    ticket = tell_bots_apart(
        ticket_of(("maya", "It is down."), ("staff bot", "Hm."), ("maya", "agent"), ("staff bot", HANDS_OVER))
    )
    assert ticket.public_replies == ()
    assert [c.body for c in newest_words(ticket)] == ["It is down.", "agent"]


def test_an_agent_whose_name_holds_the_word_has_answered():
    talbot = replace(JON, name="Sam Talbot")
    assert tell_bots_apart(make_ticket("Down.", make_comment("Hm.", talbot))).public_replies


def test_notes_of_a_bot_user_stay_theirs():
    ticket = make_ticket("Down.", make_comment("ref wh-0123456789", STAFF_BOT, public=False))
    assert tell_bots_apart(ticket) == ticket


@pytest.mark.parametrize("author", [BOT, STAFF_BOT, JON])
@pytest.mark.parametrize("public", [True, False])
def test_a_chat_with_the_bot_that_somebody_else_posted_holds_the_requesters_words(author, public):
    ticket = tell_bots_apart(make_ticket("agent", make_comment(CHAT, author, public=public)))
    assert [f.text for f in read_situation(ticket, RULES).facts if f.name == "order"] == ["order 48213"]


@pytest.mark.parametrize("chat", [
    f"{CHAT}\n(10:04:00) Jon: I refunded it.",
    CHAT.replace("Maya", "Sam Okafor"),
    "Bot: Hi\nBot: Are you there?\nJon: hello\nBot: bye\nJon: hm",
])  # fmt: skip
def test_a_chat_that_a_person_answered_or_that_is_of_somebody_else_stays_whose_it_was(chat):
    ticket = make_ticket("Any news?", make_comment(chat, JON))
    assert tell_bots_apart(ticket).requester_comments == ticket.requester_comments


def test_a_chat_that_is_posted_after_a_person_answered_is_no_new_message():
    ticket = make_ticket(
        "It is down.", make_comment("Hi Maya, I refunded it.", JON), make_comment(CHAT, STAFF_BOT, public=False)
    )
    assert tell_bots_apart(ticket) == ticket


@pytest.mark.parametrize("author", [STAFF_BOT, JON])
def test_neither_a_bots_sentence_nor_the_customers_in_a_chat_is_an_agents_promise(author):
    theirs = "Visitor: I will call my bank today."
    chat = f"Bot: An agent will call you by Friday.\n{theirs}\nBot: We will refund you by Friday."
    ticket = make_ticket(
        "agent", make_comment(chat, author), make_comment("I will call you back within two hours.", STAFF_BOT)
    )
    assert find_promises([tell_bots_apart(ticket)], NOW + timedelta(days=9)) == ()


def test_a_bot_without_a_name_is_still_known_once_it_is_told_apart():
    nameless = Person(UserId(-1), "", Role.AGENT)
    hands_over = replace(make_comment(HANDS_OVER, nameless), channel="answer_bot_for_web_widget")
    asks = replace(make_comment("Which order is it about?", nameless), channel="answer_bot_for_web_widget")
    ticket = tell_bots_apart(make_ticket("It is down.", asks, "order 48213", hands_over))
    assert texts(find_bot_talk(ticket)) == {"order": "order 48213"}
