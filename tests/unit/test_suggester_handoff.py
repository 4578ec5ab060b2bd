"""What the suggester does with signals and with the records of a problem's spread."""

from dataclasses import replace

import pytest
from build import CHANGE_ADDRESS, CHARGED_TWICE, NOW, WordEmbedder, days_ago, make_library, make_ticket, ticket_url
from fakes import FakeHelpdesk, FakeRecords

from suggestions.handoff import Tag
from suggestions.library.index import LibraryIndex
from suggestions.model import Reason, TicketId
from suggestions.root_cause import Spread
from suggestions.rules import Rules
from suggestions.suggester import Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS), EMBEDDER)
WORDS = "I was charged two times for the same order."
NUMBER = TicketId(1003)
SPREAD = Spread(6, 19, days_ago(9), (901, 902))


def run(text, *, spread=SPREAD, rules=None, tags=()):
    helpdesk = FakeHelpdesk.holding(replace(make_ticket(text, number=NUMBER), tags=tags))
    records = FakeRecords(spread=spread)
    suggester = Suggester(helpdesk, EMBEDDER, INDEX, records, ticket_url, lambda: NOW, rules or Rules())
    return suggester.suggest_and_deliver(NUMBER, "job-1").suggestion, helpdesk


def test_the_signals_go_out_as_tags_beside_our_mark():
    _, helpdesk = run(f"{WORDS} Get me a manager.", spread=Spread())
    mark, *signals = helpdesk.notes[0][2]
    assert mark == "wellheard"
    assert {Tag.ASKS_MANAGER, Tag.NEEDS_HUMAN} <= set(signals) <= set(Tag)


def test_every_tag_of_the_list_that_holds_no_longer_is_to_go():
    _, helpdesk = run(WORDS, spread=Spread())
    assert helpdesk.dropped == [tuple(Tag)]


def test_with_the_tags_switched_off_only_our_mark_goes_out_and_older_tags_go():
    _, helpdesk = run(f"{WORDS} Get me a manager.", rules=Rules(handoff_tags=False))
    assert (helpdesk.notes[0][2], helpdesk.dropped) == (("wellheard",), [tuple(Tag)])


def test_the_note_says_what_the_tags_say_also_when_they_are_off():
    _, helpdesk = run(f"{WORDS} Get me a manager.", rules=Rules(handoff_tags=False))
    assert "They ask for a manager: “Get me a manager”." in helpdesk.notes[0][1].text


@pytest.mark.parametrize(("text", "reason"), [
    ("I want to die.", Reason.RISK_OF_HARM),
    ("I will burn your office down.", Reason.THREAT),
])  # fmt: skip
def test_no_draft_is_offered_where_it_could_do_harm(text, reason):
    suggestion, helpdesk = run(f"{WORDS} {text}")
    assert (suggestion.draft, suggestion.withheld.reason) == (None, reason)
    assert "Draft\n" not in helpdesk.notes[0][1].text


def test_risk_of_harm_goes_before_a_language_without_responses():
    suggestion, _ = run("Ich habe keine Kraft und ich will nicht mehr leben, bitte schließen Sie mein Konto.")
    assert suggestion.withheld.reason is Reason.RISK_OF_HARM


def test_an_insult_keeps_its_draft():
    suggestion, _ = run(f"{WORDS} You are a bunch of idiots.")
    assert suggestion.draft


def test_a_problem_that_spreads_is_told_and_tagged():
    suggestion, helpdesk = run(WORDS, spread=replace(SPREAD, repeaters=7))
    assert suggestion.root_cause.repeaters == 7
    assert Tag.ROOT_CAUSE in helpdesk.notes[0][2]


def test_a_few_who_write_again_are_no_root_cause():
    assert run(WORDS, spread=Spread(2, 8, days_ago(9), (901,)))[0].root_cause is None


def test_where_the_match_is_not_sure_the_records_are_not_asked():
    suggestion, _ = run("zebras gallop quietly over the hills with my friends", spread=replace(SPREAD, repeaters=50))
    assert suggestion.root_cause is None
