import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from build import (
    MAYA,
    NOW,
    RULES,
    days_ago,
    make_comment,
    make_entry,
    make_ledger,
    make_promise,
    make_situation,
    make_suggestion,
    make_ticket,
    reply,
)

from suggestions.handoff import MEANINGS, Tag, find_obstacle, find_signals, gather_signs
from suggestions.model import Feeling, Ledger, PromiseState, Reason
from suggestions.reading.feeling.signs import SignKind
from suggestions.root_cause import RootCause

PAGE = Path(__file__).parents[2] / "docs" / "handoff.md"


def signs_of(*comments, ledger=None, **more):
    return gather_signs(make_ticket(*comments, **more), ledger or Ledger(), RULES.text_limit)


def suggest(text="Where is my order?", *, feeling=Feeling.CALM, ledger=None, **more):
    ticket = make_ticket(text)
    return make_suggestion(
        situation=make_situation(text, feeling=feeling, ticket=ticket), ledger=ledger or Ledger(),
        signs=signs_of(text), **more,
    )  # fmt: skip


def tags(*args, **more):
    return {signal.tag for signal in find_signals(suggest(*args, **more))}


def test_an_ordinary_first_question_carries_no_signal():
    assert find_signals(suggest()) == ()


@pytest.mark.parametrize(("text", "tag"), [
    ("I want to die.", Tag.RISK_OF_HARM),
    ("I will burn your office down.", Tag.THREAT),
    ("My husband died on Tuesday.", Tag.VULNERABLE),
    ("We have nothing to eat until Friday.", Tag.VULNERABLE),
    ("I will take you to court.", Tag.LEGAL),
    ("I want to speak to a manager.", Tag.ASKS_MANAGER),
    ("Can I talk to a real person?", Tag.ASKS_PERSON),
])  # fmt: skip
def test_a_grave_sign_is_a_tag_and_calls_for_somebody_who_knows(text, tag):
    assert tags(text) == {tag, Tag.NEEDS_HUMAN}


def test_an_insult_is_tagged_and_calls_for_nobody_else():
    assert tags("You are a bunch of idiots.") == {Tag.ABUSIVE}


@pytest.mark.parametrize(("contacts", "expected"), [
    (1, set()),
    (2, {Tag.REPEAT_2}),
    (3, {Tag.REPEAT_3, Tag.NEEDS_HUMAN}),
    (4, {Tag.REPEAT_4_PLUS, Tag.NEEDS_HUMAN}),
    (9, {Tag.REPEAT_4_PLUS, Tag.NEEDS_HUMAN}),
])  # fmt: skip
def test_the_count_is_one_tag_and_from_the_third_contact_on_reason_enough(contacts, expected):
    assert tags(ledger=make_ledger(contacts)) == expected


@pytest.mark.parametrize(("feeling", "expected"), [
    (Feeling.FRUSTRATED, {Tag.FRUSTRATED}),
    (Feeling.ANXIOUS, {Tag.ANXIOUS}),
    (Feeling.SAD, {Tag.SAD}),
    (Feeling.CONFUSED, set()),
    (Feeling.GRATEFUL, set()),
    (Feeling.UNSURE, set()),
])  # fmt: skip
def test_a_strain_is_a_tag_and_alone_no_reason_to_hand_over(feeling, expected):
    assert tags(feeling=feeling) == expected


def test_a_broken_promise_calls_for_somebody_only_where_strain_shows():
    ledger = make_ledger(1, promises=[make_promise(PromiseState.BROKEN)])
    assert tags(ledger=ledger) == {Tag.PROMISE_BROKEN}
    assert tags(ledger=ledger, feeling=Feeling.SAD) == {Tag.PROMISE_BROKEN, Tag.SAD, Tag.NEEDS_HUMAN}


@pytest.mark.parametrize(("state", "hours", "is_due"), [
    (PromiseState.OPEN, 5, True),
    (PromiseState.OPEN, 24, True),
    (PromiseState.OPEN, 25, False),
    (PromiseState.KEPT, 5, False),
])  # fmt: skip
def test_an_open_promise_is_due_within_a_day_of_their_message(state, hours, is_due):
    promise = make_promise(state, due=NOW + timedelta(hours=hours))
    assert (Tag.PROMISE_DUE in tags(ledger=make_ledger(1, promises=[promise]))) == is_due


def test_a_promise_without_a_day_is_never_due():
    promise = replace(make_promise(PromiseState.OPEN), due_at=None)
    assert tags(ledger=make_ledger(1, promises=[promise])) == set()


def test_a_root_cause_is_tagged_with_how_many_had_to_write_again():
    cause = RootCause("billing.duplicate_charge", 7, 20, days_ago(9), ())
    (signal,) = find_signals(suggest(root_cause=cause))
    assert (signal.tag, signal.words) == (Tag.ROOT_CAUSE, "7 customers have had to write again")


def test_every_signal_rests_on_words_of_theirs_or_of_the_record():
    promise = make_promise(PromiseState.BROKEN)
    found = find_signals(suggest("My husband died. You idiots.", ledger=make_ledger(3, promises=[promise])))
    assert {s.tag: s.words for s in found} == {
        Tag.VULNERABLE: "My husband died.",
        Tag.ABUSIVE: "You idiots.",
        Tag.PROMISE_BROKEN: promise.quote,
        Tag.REPEAT_3: "third contact",
        Tag.NEEDS_HUMAN: "My husband died.",
    }


def test_signals_stand_in_the_order_of_the_list_each_once():
    text = "My husband died, I am blind, and I want to die. Get me a manager."
    found = [s.tag for s in find_signals(suggest(text, ledger=make_ledger(2), feeling=Feeling.SAD))]
    assert found == [tag for tag in Tag if tag in found]
    assert len(found) == len(set(found))


def test_what_they_said_earlier_on_the_ticket_still_stands():
    ticket = [make_comment("My husband died.", at=days_ago(3)), reply("I am sorry.", at=days_ago(2)), "Any news?"]
    (sign,) = signs_of(*ticket)
    assert (sign.kind, sign.written_at) == (SignKind.BEREAVEMENT, days_ago(3))


def test_a_manager_they_asked_for_before_an_agent_answered_is_asked_for_no_more():
    ticket = [make_comment("I want a manager.", at=days_ago(3)), reply("Here I am.", at=days_ago(2)), "Thanks."]
    assert signs_of(*ticket) == ()


def test_what_an_agent_wrote_is_no_sign():
    assert signs_of(reply("I want to speak to your manager."), "Which one?") == ()


def test_who_was_vulnerable_in_an_earlier_contact_about_the_problem_still_is():
    earlier = make_ticket(
        make_comment("My son is on a home ventilator. Get me a manager.", at=days_ago(9)), at=days_ago(9)
    )
    assert [s.kind for s in signs_of("Still no power.", ledger=Ledger((make_entry(earlier),)))] == [SignKind.EQUIPMENT]


def test_an_earlier_ticket_that_only_may_be_related_says_nothing_of_them():
    earlier = make_ticket(make_comment("My husband died.", at=days_ago(9)), at=days_ago(9))
    assert signs_of("No power.", ledger=Ledger((make_entry(earlier, counted=False),))) == ()


def test_the_subject_counts_as_their_words():
    assert [s.kind for s in signs_of("See above.", subject="I want a manager")] == [SignKind.MANAGER]


def test_a_ticket_of_which_only_the_description_is_known_is_read_all_the_same():
    ticket = replace(make_ticket("My husband died.", requester=MAYA), comments=())
    assert [s.kind for s in gather_signs(ticket, Ledger(), RULES.text_limit)] == [SignKind.BEREAVEMENT]


@pytest.mark.parametrize(("text", "reason"), [
    ("I want to die.", Reason.RISK_OF_HARM),
    ("I will burn your office down.", Reason.THREAT),
    ("I will burn your office down and then I want to die.", Reason.RISK_OF_HARM),
])  # fmt: skip
def test_where_a_prepared_text_could_do_harm_there_is_no_draft(text, reason):
    assert find_obstacle(signs_of(text)).reason is reason


def test_what_was_said_on_the_ticket_before_keeps_a_draft_away():
    before = [make_comment("I want to die.", at=days_ago(3)), reply("Please call us.", at=days_ago(2))]
    assert find_obstacle(signs_of(*before, "Where is my refund?")).reason is Reason.RISK_OF_HARM


@pytest.mark.parametrize("text", ["You idiots.", "My husband died.", "I will sue you.", "I want a manager."])
def test_hardship_insults_and_the_law_keep_their_draft(text):
    assert find_obstacle(signs_of(text)) is None


def test_every_tag_has_a_sentence():
    assert set(MEANINGS) == set(Tag)


def test_every_tag_is_one_a_helpdesk_takes_and_ours_by_its_name():
    assert [tag for tag in Tag if not re.fullmatch(r"wellheard_[a-z0-9_]{3,40}", tag)] == []


def test_the_page_lists_every_tag_with_its_sentence_in_order():
    rows = re.findall(r"^\| `(wellheard_\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(str(tag), MEANINGS[tag]) for tag in Tag]


def test_the_page_names_the_numbers_of_the_rules():
    page = PAGE.read_text(encoding="utf-8")
    assert f"last {RULES.root_cause_days} days (`root_cause_days`)" in page
    assert f"from {RULES.root_cause_requesters} customers" in page
    assert f"{RULES.root_cause_percent} in 100" in page
