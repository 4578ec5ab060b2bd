from dataclasses import replace

import pytest
from build import make_facts, make_library, make_order, make_situation

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.order import Memory
from suggestions.drafting.sameness import digest_sentences, find_overlap
from suggestions.library.responses import Wording
from suggestions.library.vocabulary import Part

VARIED = make_library(
    "reason: delivery.late\ntitle: Late\nthing: the delivery\nexemplars: ['Where is it?']\n"
    "parts:\n  respond:\n    - '(I will look|Let me look) (today|this morning|right now). "
    "(Then I write|You will hear from me|I report back) by [[day and time]].'\n"
    "  thank:\n    - 'Thank you for (asking|writing|telling me).'\n"
)


def compose_for(ticket_id, recent=()):
    situation = make_situation()
    situation = replace(situation, ticket=replace(situation.ticket, id=ticket_id))
    return compose_draft(make_order(VARIED, situation=situation, facts=make_facts(), memory=Memory(recent=recent)))


def test_a_draft_shares_everything_with_itself_and_nothing_with_silence():
    draft = compose_for(1)
    assert find_overlap(draft, [digest_sentences(draft)]) == 1
    assert find_overlap(draft, []) == 0
    assert find_overlap(draft, [frozenset()]) == 0


def test_the_greeting_does_not_make_two_drafts_alike():
    assert all("hi" not in digest for digest in digest_sentences(compose_for(1)))
    assert len(digest_sentences(compose_for(1))) == 3


def test_a_draft_turns_away_from_what_others_were_sent():
    first = compose_for(1)
    assert find_overlap(compose_for(1, recent=(digest_sentences(first),)), [digest_sentences(first)]) <= 0.34


def test_a_customer_reads_the_same_words_when_their_ticket_is_read_again():
    assert compose_for(7).text == compose_for(7).text


def test_where_all_was_said_before_the_least_worn_words_are_used():
    everything = digest_sentences(compose_for(1)) | digest_sentences(compose_for(2))
    assert compose_for(1, recent=(everything,)).passages


@pytest.mark.parametrize(("text", "given"), [
    ("Plain words.", ["Plain words."]),
    ("(Thank you|Thanks) for asking.", ["Thank you for asking.", "Thanks for asking."]),
    ("It is (still |)open.", ["It is still open.", "It is open."]),
    ("(A|B) and (c|d).", ["A and c.", "A and d.", "B and c.", "B and d."]),
    ("Brackets (like these) stay.", ["Brackets (like these) stay."]),
])  # fmt: skip
def test_a_wording_gives_each_combination_of_its_alternates(text, given):
    assert [w.text for w in Wording("x", Part.THANK, text).expand()] == given


def test_one_of_the_combinations_is_used_and_the_wording_stays_itself():
    wording = Wording("x", Part.THANK, "(Thank you|Thanks) for (asking|writing).")
    forms = {wording.vary(str(seed)).text for seed in range(40)}
    assert forms == {w.text for w in wording.expand()}
    assert {wording.vary(str(seed)).id for seed in range(40)} == {"x"}
