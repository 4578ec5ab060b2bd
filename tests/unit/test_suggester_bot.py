"""A ticket that comes from a bot, from the helpdesk to the note."""

from dataclasses import replace

import pytest
from build import CHARGED_TWICE, JON, NOW, WordEmbedder, days_ago, make_comment, make_library, make_ticket, ticket_url
from fakes import FakeHelpdesk, FakeRecords

from suggestions.library.index import LibraryIndex
from suggestions.model import Person, Reason, Role, Status, TicketId, UserId, Withheld
from suggestions.suggester import Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(CHARGED_TWICE), EMBEDDER)
WORDS = "I was charged two times for the same order."
NUMBER = TicketId(1003)
BOT = Person(UserId(50), "HelpBot", Role.AGENT)
HANDS_OVER = "An agent will be with you shortly."
CHAT = f"""Conversation with HelpBot

HelpBot: What is your order number?
Visitor: 48213
HelpBot: What went wrong?
Visitor: {WORDS} I paid €49.90.
HelpBot: {HANDS_OVER}"""


def suggest(*comments, others=()):
    helpdesk = FakeHelpdesk.holding(make_ticket(*comments, number=NUMBER), *others)
    return Suggester(helpdesk, EMBEDDER, INDEX, FakeRecords(), ticket_url, lambda: NOW).suggest(NUMBER)


def test_a_ticket_on_which_only_a_bot_answered_still_waits_for_a_person():
    suggestion = suggest(WORDS, make_comment(HANDS_OVER, BOT))
    assert suggestion.draft


def test_a_ticket_an_agent_answered_after_the_bot_does_not():
    suggestion = suggest(WORDS, make_comment(HANDS_OVER, BOT), make_comment("Hi Maya, I refunded it.", JON))
    assert isinstance(suggestion, Withheld)
    assert suggestion.reason is Reason.AGENT_ANSWERED


@pytest.mark.parametrize("author", [BOT, JON])
@pytest.mark.parametrize("public", [True, False])
def test_a_ticket_whose_only_words_stand_in_the_chat_with_the_bot_gets_its_draft(author, public):
    suggestion = suggest(make_comment(CHAT, author, public=public))
    assert suggestion.draft
    assert {f.text for f in suggestion.facts.values()} >= {"order 48213", "€49.90"}
    assert "They already told the bot: order 48213 and €49.90." in render(suggestion)


def render(suggestion):
    helpdesk = FakeHelpdesk.holding(suggestion.ticket)
    return Suggester(helpdesk, EMBEDDER, INDEX, FakeRecords(), ticket_url, lambda: NOW).render(suggestion).text


def test_what_the_bot_said_is_not_what_they_wrote():
    suggestion = suggest(CHAT)
    assert HANDS_OVER not in suggestion.situation.text
    assert suggestion.situation.text.split() == f"48213 {WORDS} I paid €49.90.".split()


def test_a_bots_word_on_an_earlier_ticket_is_no_promise_and_it_no_agent_who_answered():
    at = days_ago(9)
    said = make_comment("I will call you back within two hours.", BOT, at)
    earlier = make_ticket(make_comment(WORDS, at=at), said, number=1002, at=at, status=Status.SOLVED)
    suggestion = suggest(WORDS, others=[earlier])
    assert suggestion.ledger.contact_count == 2
    assert (suggestion.ledger.promises, suggestion.facts.get("previous_agent")) == ((), None)


def test_a_ticket_no_bot_was_on_is_read_as_ever():
    suggestion = suggest(WORDS)
    assert (suggestion.told_bot, suggestion.ticket.comments[0].author.role) == (None, Role.END_USER)


def test_a_note_of_ours_is_still_seen_when_our_own_user_is_called_a_bot():
    ours = Person(UserId(99), "Wellheard bot", Role.AGENT)
    first = suggest(WORDS)
    ticket = replace(
        first.ticket, comments=(*first.ticket.comments, make_comment(f"ref {first.reference}", ours, public=False))
    )
    helpdesk = FakeHelpdesk.holding(ticket)
    again = Suggester(helpdesk, EMBEDDER, INDEX, FakeRecords(), ticket_url, lambda: NOW).suggest(NUMBER)
    assert again.reason is Reason.ALREADY_SUGGESTED
