"""What the note says of a bot that was there before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from build import MAYA, NOW, RULES, make_comment, make_situation, make_suggestion, make_ticket, ticket_url

from suggestions.drafting.note import render_note
from suggestions.drafting.told_bot import say_gave_up, say_told_bot
from suggestions.handoff import gather_signs
from suggestions.model import Ledger, Person, UserId
from suggestions.reading.bots.bot_talk import find_bot_talk

BOT = Person(UserId(50), "Zendesk bot")
HANDS_OVER = "I'm connecting you to a member of our team."


def suggest(*turns, ended=timedelta(minutes=1)):
    """A ticket on which they and the bot took turns, the bot first, and which they wrote on so long after its end."""
    spoken = [make_comment(words, MAYA if n % 2 else BOT, NOW - ended) for n, words in enumerate((*turns, HANDS_OVER))]
    ticket = make_ticket(*spoken, make_comment("Hello?", MAYA, NOW))
    signs = gather_signs(ticket, Ledger(), RULES.text_limit)
    return make_suggestion(
        situation=make_situation("Hello?", ticket=ticket), told_bot=find_bot_talk(ticket), signs=signs
    )


@pytest.mark.parametrize(("turns", "line"), [
    (
        ("Hi!", "I paid 49.90 for order 48213. I restarted the router."),
        "They already told the bot: order 48213, 49.90, and that they restarted the router. Do not ask again.",
    ),
    (("Hi!", "Order 48213 never came."), "They already told the bot: order 48213. Do not ask again."),
    (
        ("Hi!", "You took €49.90 for order 48213."),
        "They already told the bot: order 48213 and €49.90. Do not ask again.",
    ),
    (
        ("Hi!", "My tumble dryer won't start. It is order 48213."),
        "They already told the bot: order 48213 and the tumble dryer. Do not ask again.",
    ),
    (
        ("Hi!", "It has been down for two days, I need it by Friday."),
        "They already told the bot: that it has lasted two days, and that they need it by Friday. Do not ask again.",
    ),
    (
        ("Hi!", "Since Monday nothing works."),
        "They already told the bot: that it has been so since Monday. Do not ask again.",
    ),
    (("Hi!", "Where is my blue lid?"), "They already told the bot: “Where is my blue lid?” Do not ask again."),
    (("Hi!", "My lid is cracked in two."), "They already told the bot: “My lid is cracked in two”. Do not ask again."),
    (
        ("Please restart your router.", "did that already"),
        "They already told the bot: that they have done this: “restart your router”. Do not ask again.",
    ),
    (
        ("Please restart your router.", "I restarted the router twice"),
        "They already told the bot: that they restarted the router twice. Do not ask again.",
    ),
    (
        ("Please clear your cache.", "Where? It is order 48213."),
        "They already told the bot: order 48213. Do not ask again. It suggested: “clear your cache”.",
    ),
    (("Please clear your cache.", "agent"), "A bot suggested: “clear your cache”."),
    (("Hi!", "agent"), ""),
])  # fmt: skip
def test_what_they_told_the_bot_is_one_line(turns, line):
    assert say_told_bot(suggest(*turns)) == line


def test_the_line_stands_under_the_headline_and_before_the_checks():
    note = render_note(suggest("Hi!", "Order 48213 never came."), ticket_url, RULES)
    first, line, checks, *_ = note.text.split("\n\n")
    assert (first.startswith("First contact"), line, checks.startswith("Check first")) == (
        True, "They already told the bot: order 48213. Do not ask again.", True,
    )  # fmt: skip


def test_a_long_list_is_cut_to_what_is_asked_for_most():
    line = say_told_bot(
        suggest("Hi!", "Order 48213, invoice 33479, case 8841, tracking number JD014600, €1.20, €2.30, €4.50")
    )
    assert line.count(",") == 4
    assert "48213" in line


def test_long_words_are_cut():
    line = say_told_bot(suggest("Hi!", "the blue lid " * 40))
    assert len(line) < 150
    assert " …”" in line


def test_markup_they_typed_to_the_bot_never_runs():
    note = render_note(suggest("Hi!", "my <b>lid</b> is {{ticket.id}} cracked"), ticket_url, RULES)
    assert "&lt;b&gt;" in note.html
    assert "{{" not in note.html


@pytest.mark.parametrize(("ended", "when"), [
    (timedelta(seconds=10), "just now"),
    (timedelta(seconds=60), "a minute ago"),
    (timedelta(seconds=119), "two minutes ago"),
    (timedelta(seconds=120), "two minutes ago"),
])  # fmt: skip
def test_soon_after_the_bot_gave_up_a_reply_is_to_say_what_only_a_person_knows(ended, when):
    look = "a reply that comes at once can look automatic; say one thing only a person would know."
    assert say_gave_up(suggest("Hi!", "Order 48213 never came.", ended=ended)) == [f"The bot gave up {when}: {look}"]


def test_later_nobody_takes_a_person_for_the_bot():
    assert say_gave_up(suggest("Hi!", "Order 48213 never came.", ended=timedelta(seconds=121))) == []


def test_a_bot_that_spoke_after_their_last_message_gave_up_just_now():
    suggestion = suggest("Hi!", "Order 48213 never came.")
    talk = replace(suggestion.told_bot, ended_at=NOW + timedelta(seconds=5))
    assert "just now" in say_gave_up(replace(suggestion, told_bot=talk))[0]


def test_where_nobody_knows_when_the_bot_gave_up_nothing_is_said_of_it():
    suggestion = suggest("Hi!", "Order 48213 never came.")
    assert say_gave_up(replace(suggestion, told_bot=replace(suggestion.told_bot, ended_at=None))) == []


def test_a_bot_that_did_not_fail_is_no_reason_to_check():
    suggestion = suggest("Hi!", "Order 48213 never came.")
    assert say_gave_up(replace(suggestion, told_bot=replace(suggestion.told_bot, failure=""))) == []


def test_the_check_stands_among_the_others():
    note = render_note(suggest("Hi!", "Order 48213 never came."), ticket_url, RULES)
    checks = next(p for p in note.text.split("\n\n") if p.startswith("Check first"))
    assert "- The bot gave up a minute ago: " in checks


def test_without_a_bot_nothing_is_said_of_one():
    suggestion = make_suggestion()
    assert (say_told_bot(suggestion), say_gave_up(suggestion)) == ("", [])
    assert "bot" not in render_note(suggestion, ticket_url, RULES).text


def test_where_a_life_comes_first_nothing_is_said_of_a_bot():
    suggestion = suggest("Hi!", "Order 48213 never came. I want to die.")
    assert (say_told_bot(suggestion), say_gave_up(suggestion)) == ("", [])
