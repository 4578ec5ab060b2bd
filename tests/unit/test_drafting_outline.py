import pytest
from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    NOW,
    SHARED,
    WordEmbedder,
    days_ago,
    make_library,
    make_ticket,
    ticket_url,
)
from fakes import FakeHelpdesk, FakeRecords

from suggestions.library.index import LibraryIndex
from suggestions.model import Reason, Status, TicketId
from suggestions.suggester import Suggester

NUMBER = TicketId(1003)
HEAR = """  hear:
    - text: "You wrote that {told}."
      when: [first, unmatched]
    - text: "This is the {contact_ordinal} time you have had to write, and you write now that {told}."
      when: [repeat]
"""
RESPOND = """  respond:
    - text: "You asked {asked}."
      when: [unmatched]
    - text: "I will [[what you will do]] by [[day and time]]."
      when: [unmatched]
  also:
    - "You also asked {also_asked}."
"""
OUTLINED = SHARED.replace("  hear:\n", HEAR, 1) + RESPOND
FAR = "My nephew Otto plays the cello at 8 in the old town hall. Can he park there?"


def suggest(*tickets, shared=OUTLINED, records=None):
    embedder = WordEmbedder()
    index = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS, shared=shared), embedder)
    suggester = Suggester(
        FakeHelpdesk.holding(*tickets), embedder, index, records or FakeRecords(), ticket_url, lambda: NOW
    )
    suggestion = suggester.suggest(NUMBER)
    return suggestion, suggester.render(suggestion)


def test_where_no_response_fits_what_they_told_and_asked_is_set_out_for_the_agent():
    suggestion, note = suggest(make_ticket(FAR))
    assert suggestion.draft.text == (
        "Hi Maya,\n\nYou wrote that your nephew Otto plays the cello at 8 in the old town hall. "
        "You asked “Can he park there?”: [[yes or no]]. Thank you for asking."
    )
    assert "No response fits. Nothing in the library is close enough to this message." in note.text
    assert "Outline\n" in note.text


def test_an_outline_is_kept_on_record_as_a_gap():
    suggestion, _ = suggest(make_ticket(FAR))
    assert (suggestion.withheld.reason, suggestion.reason, suggestion.is_outline) == (Reason.NO_MATCH, None, True)


def test_a_library_without_words_for_it_gets_no_outline():
    suggestion, note = suggest(make_ticket(FAR), shared=SHARED)
    assert (suggestion.draft, suggestion.withheld.reason) == (None, Reason.NO_MATCH)
    assert "No draft. Nothing in the library is close enough" in note.text


def test_an_outline_that_could_be_sent_to_anyone_is_not_shown():
    suggestion, _ = suggest(make_ticket("zebras gallop quietly over the hills with friends"))
    assert suggestion.draft is None


def test_an_outline_of_a_repeat_contact_counts_it():
    words = "My nephew Otto plays the cello at 8 in the old town hall."
    before = make_ticket(words, number=1002, at=days_ago(9), status=Status.SOLVED)
    suggestion, _ = suggest(make_ticket(words), before)
    assert "This is the second time you have had to write, and you write now that your nephew" in suggestion.draft.text


@pytest.mark.parametrize("text", [FAR, "I was charged two times for the same order. Can my nephew Otto park at 8?"])
def test_what_is_said_back_is_among_the_facts_with_its_place(text):
    suggestion, _ = suggest(make_ticket(text))
    said = [f for f in suggestion.draft.facts if f.name in {"told", "asked", "also_asked"}]
    assert [text[f.source.start : f.source.end] for f in said] == [f.quote for f in said]
    assert said != []
    assert {f.name for f in said} <= set(suggestion.facts)


def test_a_question_the_draft_takes_up_is_not_asked_of_the_agent_again():
    _, note = suggest(make_ticket(FAR))
    assert "They ask" not in note.text
