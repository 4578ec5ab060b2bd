"""What the customer told the bot, what it told them, and how it ended."""

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from build import JON, MAYA, NOW, OURSELVES, RULES, examples, make_comment, make_situation, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.model import Person, Role, UserId
from suggestions.reading.bots.bot_comments import tell_bots_apart
from suggestions.reading.bots.bot_talk import Advice, add_told_facts, find_bot_talk
from suggestions.reading.situation import read_situation

BOT = Person(UserId(50), "Zendesk bot")
STAFF_BOT = Person(UserId(51), "HelpBot", Role.AGENT)
WHO = {"maya": MAYA, "bot": BOT, "staff bot": STAFF_BOT, "jon": JON}
HANDS_OVER = "I'm connecting you to a member of our team."
CHAT = """Conversation with Zendesk bot

(10:02:11) Zendesk bot: Hi, is it about order 48213?
(10:02:40) Maya: yes, order 48213. You took 49.90 twice
(10:03:00) Zendesk bot: Please restart your router.
(10:03:10) Maya: I restarted the router
(10:03:30) Zendesk bot: An agent will be with you shortly."""


def talk_of(*turns, **more):
    return find_bot_talk(ticket_of(*turns, **more))


def ticket_of(*turns, minutes=1, **more):
    """Comments so many minutes apart, the last of them now."""
    start = len(turns) - 1
    comments = [
        make_comment(words, WHO[who], NOW - timedelta(minutes=(start - n) * minutes))
        for n, (who, words) in enumerate(turns)
    ]
    return make_ticket(*comments, **more)


def texts(talk):
    return {fact.name: fact.text for fact in talk.facts}


def test_a_ticket_no_bot_was_on_has_no_talk():
    assert talk_of(("maya", "My router is down, order 48213"), ("jon", "Which one?"), ("maya", "The blue one.")) is None


def test_what_they_told_a_bot_in_comments_are_facts_with_their_place():
    ticket = ticket_of(
        ("maya", "Order 48213 never came."), ("bot", "Which one?"), ("maya", "I paid €49.90."), ("bot", HANDS_OVER)
    )
    places = {fact.text: (fact.source.comment_id, fact.source.start) for fact in find_bot_talk(ticket).facts}
    assert places == {"order 48213": (ticket.comments[0].id, 6), "€49.90": (ticket.comments[2].id, 7)}


def test_what_they_told_a_bot_in_a_chat_are_facts_with_their_place_in_the_comment():
    ticket = make_ticket(CHAT)
    facts = {fact.name: fact for fact in find_bot_talk(ticket).facts}
    assert {name: CHAT[f.source.start : f.source.end] for name, f in facts.items()} == {
        "order": "48213", "amount": "49.90", "tried": "I restarted the router",
    }  # fmt: skip
    assert {f.source.comment_id for f in facts.values()} == {ticket.comments[0].id}


def test_what_the_bot_said_itself_is_told_by_nobody():
    talk = talk_of(
        ("maya", "It is broken, please help me"),
        ("bot", "Is it order 48213 for 49.90 €?"),
        ("maya", "no, another"),
        ("bot", HANDS_OVER),
    )
    assert talk.facts == ()
    assert talk.words == ("It is broken, please help me", "no, another")


def test_a_number_both_said_stands_where_the_customer_said_it():
    (fact,) = (f for f in find_bot_talk(make_ticket(CHAT)).facts if f.name == "order")
    assert fact.source.start > CHAT.index("Maya:")


@pytest.mark.parametrize(("question", "answer", "text"), [
    ("What is your order number?", "48213", "order 48213"),
    ("Please enter your order number.", "it's A-48213.", "order A-48213"),
    ("Sure! Please send me the invoice number", "#33479", "invoice 33479"),
    ("Can you give me your tracking number?", "JD014600", "tracking number JD014600"),
])  # fmt: skip
def test_a_bare_number_is_what_the_bot_asked_for(question, answer, text):
    talk = talk_of(("bot", question), ("maya", answer), ("bot", HANDS_OVER))
    assert [(fact.text, fact.value) for fact in talk.facts] == [(text, re.sub(r"\W", "", text.split()[-1]))]
    assert talk.facts[0].quote in answer


@pytest.mark.parametrize(("question", "answer"), [
    ("What is your order number?", "I do not have one"),
    ("What is your order number or invoice number?", "48213"),
    ("What went wrong?", "48213"),
    ("Your order number is on the label.", "48213"),
])  # fmt: skip
def test_an_answer_that_could_be_something_else_is_no_fact(question, answer):
    assert talk_of(("bot", question), ("maya", answer), ("bot", HANDS_OVER)).facts == ()


def test_a_question_two_messages_before_the_answer_still_asks():
    talk = talk_of(
        ("bot", "What is your order number?"),
        ("bot", "It stands in your mail."),
        ("maya", "48213"),
        ("bot", HANDS_OVER),
    )
    assert texts(talk) == {"order": "order 48213"}


def test_what_only_the_bots_question_makes_a_fact_counts_for_the_draft():
    ticket = ticket_of(("bot", "What is your order number?"), ("maya", "48213"), ("bot", HANDS_OVER))
    situation = add_told_facts(read_situation(ticket, RULES), find_bot_talk(ticket))
    assert [(f.name, f.text) for f in situation.facts] == [("order", "order 48213")]


def test_a_fact_that_was_read_already_is_not_added_again():
    ticket = make_ticket(CHAT)
    situation = read_situation(ticket, RULES)
    assert add_told_facts(situation, find_bot_talk(ticket)) is situation


def test_what_they_told_before_a_colleague_answered_is_not_of_the_newest_words():
    ticket = ticket_of(
        ("bot", "What is your order number?"),
        ("maya", "48213"),
        ("bot", HANDS_OVER),
        ("jon", "Hi!"),
        ("maya", "Hello?"),
    )
    assert add_told_facts(read_situation(ticket, RULES), find_bot_talk(ticket)).facts == ()
    assert texts(find_bot_talk(ticket)) == {"order": "order 48213"}


def test_without_a_bot_the_situation_stays_as_it_is():
    situation = make_situation()
    assert add_told_facts(situation, None) is situation


@pytest.mark.parametrize(("answer", "done"), [
    ("did that already", True), ("I restarted the router twice", True), ("how do I restart the router?", False),
    ("no", False),
])  # fmt: skip
def test_what_the_bot_told_them_to_try_and_whether_they_did(answer, done):
    talk = talk_of(
        ("maya", "My internet is down"), ("bot", "Please restart your router."), ("maya", answer), ("bot", HANDS_OVER)
    )
    assert talk.advice == (Advice("Please restart your router.", done),)


@pytest.mark.parametrize("last", ["I didn't understand that.", HANDS_OVER, "I can't help with that."])
def test_a_bot_that_gives_up_has_failed_in_its_own_words(last):
    talk = talk_of(("maya", "My internet is down"), ("bot", "Hm."), ("maya", "still down"), ("bot", last))
    assert (talk.failed, talk.failure) == (True, last)


@pytest.mark.parametrize("words", ["agent!!", "I want to speak to a real person."])
def test_a_bot_they_asked_for_a_person_has_failed_in_theirs(words):
    talk = talk_of(("maya", "My internet is down"), ("bot", "Hm."), ("maya", words), ("bot", "Is it the blue one?"))
    assert (talk.failed, talk.failure, talk.asked_for_person) == (True, words, True)


def test_a_bot_that_settled_it_has_not_failed():
    talk = talk_of(
        ("maya", "My internet is down"), ("bot", "I'm not sure I understand."), ("maya", "my router"),
        ("bot", "Please restart your router."), ("maya", "that worked, thanks"), ("bot", "Great!"),
    )  # fmt: skip
    assert not talk.failed


def test_a_bot_that_misunderstood_long_ago_has_not_failed_yet():
    early = [("maya", "My internet is down"), ("bot", "I didn't understand that.")]
    later = [
        ("maya", "my router"),
        ("bot", "Which lights are on?"),
        ("maya", "the red one"),
        ("bot", "Is it warm?"),
        ("maya", "yes it is"),
        ("bot", "One moment."),
    ]
    assert not talk_of(*early, *later).failed


def test_the_talk_ended_with_the_bots_last_words():
    talk = talk_of(
        ("maya", "My internet is down"), ("bot", "Hm."), ("maya", "agent"), ("bot", HANDS_OVER), ("maya", "hello?")
    )
    assert talk.ended_at == NOW - timedelta(minutes=1)
    assert "hello?" not in talk.words


def test_the_clocks_of_a_chat_are_set_by_when_it_was_posted():
    chat = f"{CHAT}\n(10:05:00) *** Maya left the chat ***"
    assert find_bot_talk(make_ticket(chat)).ended_at == NOW - timedelta(seconds=90)


def test_a_chat_without_clocks_ended_when_it_was_posted():
    chat = "Bot: Hi\nVisitor: order 48213 never came\nBot: I can't help with that."
    assert find_bot_talk(make_ticket(chat)).ended_at == NOW


def test_when_a_chat_was_that_somebody_pasted_among_their_own_words_nobody_knows():
    chat = "Look at this:\n\nBot: Hi\nMe: order 48213 never came\nBot: I can't help with that.\n\nI want my money back."
    talk = find_bot_talk(make_ticket(chat))
    assert (talk.failed, talk.ended_at) == (True, None)


def test_what_they_told_a_colleague_in_the_same_chat_was_not_told_to_the_bot():
    talk = find_bot_talk(make_ticket(f"{CHAT}\n(10:04:00) Jon: Hi, which card?\n(10:04:20) Maya: invoice 33479"))
    assert "invoice" not in texts(talk)


@pytest.mark.parametrize("notice", [
    "Thank you for your message. An agent will get back to you within 24 hours.", "We have received your request.",
])  # fmt: skip
def test_a_notice_that_the_message_came_in_is_no_talk(notice):
    assert talk_of(("maya", "Order 48213 never came."), ("bot", notice), ("maya", "Any news?")) is None


@pytest.mark.parametrize("turns", [
    [("bot", "Hello!")], [("maya", "thanks"), ("bot", "Please rate us")], [("bot", HANDS_OVER)],
])  # fmt: skip
def test_a_talk_in_which_nothing_was_told_is_none(turns):
    assert talk_of(*turns) is None


def test_a_note_of_ours_is_no_chat():
    note = "First contact.\n\nThey already told the bot: order 48213. Do not ask again.\n\nBot: x\nSaid: y\nWhy: z"
    assert find_bot_talk(make_ticket("My lid is cracked.", make_comment(note, OURSELVES, public=False))) is None


def test_a_chat_in_a_note_is_read():
    ticket = make_ticket("agent", make_comment(CHAT, STAFF_BOT, public=False))
    assert texts(find_bot_talk(ticket))["order"] == "order 48213"


def test_a_hostile_chat_is_read_within_a_blink():
    ticket = make_ticket(*["Bot: What is your order number?\nMe: 48213\n" * 2_000] * 5)
    started = time.process_time()
    find_bot_talk(tell_bots_apart(ticket))
    assert time.process_time() - started < 5


LINES = st.sampled_from([
    "(10:02:11) Bot: What is your order number?", "(10:02:20) Maya: 48213",
    "(10:02:20) Maya: order 48213, I paid €49.90 twice",
    "(23:59) Bot: I did not understand.", "[10:02] Visitor: agent", "Bot: Please restart your router.",
    "Maya: did that already",
    "(10:04) *** Maya left the chat ***", "Jon: Hi", "<p>Bot: Hi</p>", "order 48213", "&euro;49.90", "",
    "\u200b", "שלום", "🙂",
])  # fmt: skip
BODIES = st.lists(LINES | st.text(max_size=30), max_size=9).map("\n".join)
PEOPLE = st.sampled_from(
    [MAYA, BOT, STAFF_BOT, JON, Person(UserId(-1), "", Role.AGENT), Person(UserId(60), "Bot " * 40)]
)
COMMENTS = st.lists(st.tuples(PEOPLE, BODIES, st.booleans(), st.integers(-400, 400)), max_size=7)


@examples(300)
@given(COMMENTS, st.sampled_from(["web", "answer_bot_for_sdk", "native_messaging"]))
def test_no_ticket_stops_the_reading_and_every_fact_stands_where_it_says(told, channel):
    comments = [
        replace(make_comment(body, who, NOW + timedelta(days=days), public=public), channel=channel)
        for who, body, public, days in told
    ]
    ticket = tell_bots_apart(replace(make_ticket("Hello"), comments=tuple(comments)))
    bodies = {c.id: c.body for c in comments}
    talk = find_bot_talk(ticket)
    facts = [f for f in (talk.facts if talk else ()) if f.source.end > f.source.start]
    assert [f for f in facts if bodies[f.source.comment_id][f.source.start : f.source.end] != f.quote] == []
    add_told_facts(read_situation(ticket, RULES), talk)
