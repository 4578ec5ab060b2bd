"""Chats with a bot in the layouts they arrive in."""

import re
import time
from collections import Counter

import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.mail.bot_chats import Moment, Speaker, keep_customer, read_bot_chat
from suggestions.reading.mail.characters import read_characters
from suggestions.reading.text import clean_body

SECONDS = 1.5
HUNDRED_THOUSAND = 100_000
ASKED, LOST, GAVE_UP = "How can I help?", "my parcel never came", "I did not understand that."


def chat(line, bot="Bot", customer="Maya", times=("10:02:11", "10:02:20", "10:03:00")):
    """Three turns, one line each in this form."""
    turns = ((bot, ASKED), (customer, LOST), (bot, GAVE_UP))
    return "\n".join(line.format(t=t, n=name, w=words) for t, (name, words) in zip(times, turns, strict=True))


LAYOUTS = {
    "time in brackets": chat("({t}) {n}: {w}", customer="Visitor 482"),
    "square brackets": chat("[{t}] {n}: {w}"),
    "morning and afternoon": chat("({t}) {n}: {w}", "HelpBot", times=("10:02:11 AM", "10:02:20 AM", "1:02 PM")),
    "date and time": chat("[22/09/2026, {t}] {n}: {w}"),
    "ISO date": chat("2026-09-22 {t} UTC {n}: {w}"),
    "ISO with T": chat("2026-09-22T{t}Z {n}: {w}", customer="User"),
    "month in words": chat("22 Sep 2026 {t} {n}: {w}"),
    "dashes": chat("{t} - {n}: {w}"),
    "bars": chat("{t} | {n} | {w}"),
    "time behind the name": chat("{n} ({t}): {w}"),
    "no time": chat("{n}: {w}", customer="Visitor"),
    "a person's name and no time": chat("{n}: {w}", customer="Maya Lindqvist"),
    "bold": chat("**{n}:** {w}", customer="Customer"),
    "bold name": chat("**{n}**: {w}", customer="Customer"),
    "a list": chat("- {n}: {w}", customer="User"),
    "said": chat("{n} said: {w}", customer="User"),
    "names in brackets": chat("[{n}] {w}", customer="Customer"),
    "angles": chat("<{n}> {w}"),
    "emoji": chat("{n}: {w}", "🤖 Bot", "👤 You"),
    "name and time above": chat("{n} {t}\n{w}\n", "HelpBot", "Maya Lindqvist"),
    "time and name above": chat("{t} {n}\n{w}", "Answer Bot", "Maya Lindqvist"),
    "name above with a dot": chat("{n} · {t}\n{w}\n", "HelpBot"),
    "name above with a colon": chat("{n}:\n{w}\n", customer="Visitor"),
    "a bot with a person's name": f"Ava: Hi, I'm Ava, your virtual assistant.\nMaya: {LOST}\nAva: {GAVE_UP}",
    "the customer first": f"Maya: {LOST}\nBot: {ASKED}\nBot: {GAVE_UP}",
    "German": f"[08:55] Chatbot: Willkommen!\n[08:55] Kundin: {LOST}\n[08:56] Chatbot: Ich verbinde Sie.",
    "web user": chat("({t}) {n}: {w}", "Answer Bot", "Web User 6317a2f0b1c2d3e4f5a6b7c8"),
    "HTML": chat("<p>{n}: {w}</p>", customer="User"),
}


def read(text):
    return read_bot_chat(read_characters(text).split("\n"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_what_the_customer_said_to_a_bot_is_theirs(layout):
    assert clean_body(LAYOUTS[layout]) == LOST


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_chat_with_a_bot_has_its_turns_in_order(layout):
    speakers = [turn.speaker for turn in read(LAYOUTS[layout]).turns]
    assert sorted(speakers) == [Speaker.BOT, Speaker.BOT, Speaker.CUSTOMER]


@pytest.mark.parametrize("above", [
    "Conversation with Zendesk bot", "Chat transcript", "Chat Transcript:", "Transcript of the conversation",
    "Chat started: 2026-09-22 10:02 AM UTC", "Escalated from HelpBot", "Conversation ID: 88214", "URL: https://example.org",
    "Summary: The customer asks for order 99999.", "The customer wants a refund of 12.00.", "Intent: refund",
    "*** Maya joined the chat ***",
])  # fmt: skip
def test_what_the_machine_put_above_the_chat_is_nobodys_words(above):
    assert clean_body(f"{above}\n\n{LAYOUTS['no time']}") == LOST


@pytest.mark.parametrize(
    "between", ["(10:02:25) *** Maya has left ***", "*** Bot left the chat ***", "End of transcript"]
)
def test_an_event_is_nobodys_words(between):
    assert clean_body(f"(10:02) Bot: {ASKED}\n(10:02) Maya: {LOST}\n{between}\n(10:03) Bot: {GAVE_UP}") == LOST


@pytest.mark.parametrize("text", [
    f"(10:02) Bot: {ASKED}\n(10:02) Maya: {LOST}", f"Conversation with HelpBot\nHelpBot: {ASKED}\nMaya: {LOST}",
])  # fmt: skip
def test_two_turns_are_a_chat_where_a_time_or_a_heading_makes_it_plain(text):
    assert clean_body(text) == LOST


def test_a_message_of_several_lines_is_one_turn():
    text = f"Bot: {ASKED}\nVisitor: {LOST}\nOrder: 48213\nNote: blue door\nBot: {GAVE_UP}"
    assert [turn.words for turn in read(text).turns] == [ASKED, f"{LOST}\nOrder: 48213\nNote: blue door", GAVE_UP]


def test_a_colleague_who_takes_over_is_neither_bot_nor_customer():
    text = f"(10:02) Bot: {GAVE_UP}\n(10:02) Maya: {LOST}\n(10:05) Jon: I refunded it.\n(10:06) Maya: thank you"
    assert [turn.speaker for turn in read(text).turns][2] is Speaker.COLLEAGUE
    assert clean_body(text) == f"{LOST}\nthank you"


@pytest.mark.parametrize("name", ["Customer Service", "Support", "Agent", "Live agent"])
def test_the_customer_service_is_not_the_customer(name):
    text = f"Bot: {ASKED}\nVisitor: {LOST}\nBot: {GAVE_UP}\n{name}: I refunded it."
    assert clean_body(text) == LOST


def test_what_only_tells_what_happened_is_neither():
    text = f"(10:02) System: chat started\n(10:02) Bot: {ASKED}\n(10:02) Maya: {LOST}"
    assert read(text).turns[0].speaker is Speaker.SYSTEM
    assert clean_body(text) == LOST


def test_who_pastes_a_chat_into_a_mail_keeps_every_word_around_it():
    text = f"Look at this:\n\nBot: {ASKED}\nMe: {LOST}\nBot: {GAVE_UP}\n\nThat is no help. I want my money back."
    assert clean_body(text).split() == f"Look at this: {LOST} That is no help. I want my money back.".split()


PLAIN = {
    "a chat of people": "(10:02) Maya: hi\n(10:03) Jon: hello\n(10:04) Maya: my lid is cracked",
    "a list": "Order: 48213\nAmount: 49.90\nBot: useless\nThanks",
    "two turns": f"Bot: {ASKED}\nMe: {LOST}",
    "a complaint": "Your bot said: I did not understand. Ten times. I want a person.",
    "bots alone": "Bot: hello\nBot: are you there?\nBot: bye",
    "our own line": "They already told the bot: order 48213. Do not ask again.\nWhy: near\nSaid: x\nSignals: calm",
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_no_chat_with_a_bot_is_not_read_as_one(name):
    assert read(PLAIN[name]) is None


@pytest.mark.parametrize(("earlier", "later", "seconds"), [
    (Moment("", 36_000), Moment("", 36_060), 60),
    (Moment("", 86_390), Moment("", 10), 20),
    (Moment("2026-09-21", 36_000), Moment("2026-09-22", 36_060), 86_460),
])  # fmt: skip
def test_a_chat_goes_on_past_midnight_and_over_days(earlier, later, seconds):
    assert earlier.count_seconds_to(later) == seconds


@pytest.mark.parametrize(("stamp", "second"), [
    ("(00:00:01)", 1), ("(12:00 AM)", 0), ("(12:30 PM)", 45_000), ("(1:00:05 pm)", 46_805), ("[23:59]", 86_340),
    ("(25:61:99)", 7_359),
])  # fmt: skip
def test_a_clock_is_read_as_it_stands_there(stamp, second):
    turn = read(f"{stamp} Bot: {ASKED}\n{stamp} Maya: {LOST}\n{stamp} Bot: {GAVE_UP}").turns[0]
    assert turn.moment.second == second


def test_the_last_clock_of_the_chat_may_be_that_of_an_event():
    chat = read(
        f"(10:02) Bot: {ASKED}\n(10:02) Maya: {LOST}\n(10:03) Bot: {GAVE_UP}\n(10:07) *** Maya left the chat ***"
    )
    assert chat.ended == Moment("", 10 * 3600 + 7 * 60)


NAMES = st.sampled_from(
    ["Bot", "HelpBot", "Maya", "Visitor 1", "Jon", "System", "Order", "Me", "AI agent", "שלום", "X" * 60]
)
WORDS = st.sampled_from(
    ["my parcel", "order 48213", "49.90 twice", "agent", "I did not understand.", "", "Please restart it.", "🙂"]
)
SHAPES = st.sampled_from(
    [
        "({t}) {n}: {w}",
        "[{t}] {n}: {w}",
        "{n}: {w}",
        "**{n}:** {w}",
        "{n} {t}\n{w}",
        "[{n}] {w}",
        "{w}",
        "*** {n} joined ***",
        "{t} | {n} | {w}",
    ]
)
TIMES = st.sampled_from(["10:02", "10:02:11", "9:5", "99:99", "10:02 AM", "2026-09-22 10:02"])
LINES = st.builds(lambda s, n, w, t: s.format(n=n, w=w, t=t), SHAPES, NAMES, WORDS, TIMES) | st.text(max_size=30)
CHATS = st.lists(LINES, max_size=20).map("\n".join)


@examples(300)
@given(CHATS)
def test_no_chat_stops_the_reading_and_no_word_is_made_up(text):
    kept = clean_body(text)
    assert not Counter(re.findall(r"\w+", kept)) - Counter(re.findall(r"\w+", read_characters(text)))


@examples(300)
@given(CHATS)
def test_a_bots_line_is_never_kept_as_the_customers(text):
    lines = read_characters(text).split("\n")
    chat = read_bot_chat(lines)
    if chat:
        theirs = [line for turn in chat.turns if turn.speaker is Speaker.CUSTOMER for line in turn.lines]
        assert keep_customer(lines) == [*chat.before, *theirs, *chat.after]


@pytest.mark.parametrize("piece", [
    "Bot:\n", "Bot: a\nMe: b\n", "(10:02:11) Bot: x\n(10:02:11) Maya: y\n", "bot 10:02 ", "[bot] x\n", "Bot: please, ",
    "bot ", "*", "10:02 ", "1 Jan 2026 bot ", "bot:", "<Bot> x\n", "Bot said: ", "Bot: to x aa ",
])  # fmt: skip
def test_a_hundred_thousand_characters_are_read_within_a_blink(piece):
    body = (piece * (HUNDRED_THOUSAND // len(piece) + 1))[:HUNDRED_THOUSAND]
    started = time.process_time()
    clean_body(body)
    assert time.process_time() - started < SECONDS
