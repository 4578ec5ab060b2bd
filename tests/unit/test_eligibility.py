from dataclasses import replace

import pytest
from build import JON, MAYA, OURSELVES, RULES, make_comment, make_ticket, reply

from suggestions.eligibility import check_eligible, find_newest_comment, find_references, make_reference
from suggestions.model import Reason, Role, Status

US = OURSELVES.id
AWAY = replace(make_comment("I am out of the office."), automatic=True)


def check(ticket):
    withheld = check_eligible(ticket, US, RULES)
    return withheld.reason if withheld else None


def note_for(ticket, author=OURSELVES):
    reference = make_reference(ticket, find_newest_comment(ticket))
    return make_comment(f"Wellheard, for the agent only. ref {reference}", author, public=False)


def add(ticket, *comments):
    return replace(ticket, comments=(*ticket.comments, *comments))


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD])
def test_a_ticket_waiting_for_an_answer_is_eligible(status):
    assert check(make_ticket("Where is it?", status=status)) is None


@pytest.mark.parametrize("status", [Status.SOLVED, Status.CLOSED, Status.DELETED])
def test_a_ticket_that_is_done_is_not(status):
    assert check(make_ticket("Where is it?", status=status)) is Reason.NOT_OPEN


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_a_colleague_is_no_customer(role):
    assert check(make_ticket("Where is it?", requester=replace(MAYA, role=role))) is Reason.STAFF_REQUESTER


def test_a_suspended_requester_gets_none():
    assert check(make_ticket("Where is it?", requester=replace(MAYA, suspended=True))) is Reason.SUSPENDED_REQUESTER


def test_an_agent_can_mute_a_ticket():
    assert check(make_ticket("Where is it?", tags=("vip", "wellheard_off"))) is Reason.MUTED


def test_a_side_conversation_gets_none():
    assert check(make_ticket("Where is it?", channel="side_conversation")) is Reason.SIDE_CONVERSATION


def test_a_ticket_only_staff_wrote_on_gets_none():
    assert check(make_ticket(reply("I am opening this for you."))) is Reason.NO_WORDS


def test_what_an_agent_answered_already_gets_none():
    assert check(make_ticket("Where is it?", reply("It is on its way."))) is Reason.AGENT_ANSWERED


def test_a_new_message_after_the_answer_is_eligible_again():
    assert check(make_ticket("Where is it?", reply("On its way."), "It is not here.")) is None


def test_an_internal_note_of_a_colleague_is_no_answer():
    assert check(make_ticket("Where is it?", make_comment("I will look", JON, public=False))) is None


@pytest.mark.parametrize("before", [(), ("Where is it?", reply("On its way."))])
def test_a_ticket_whose_newest_message_is_automatic_gets_none(before):
    assert check(make_ticket(*before, AWAY)) is Reason.AUTOMATIC


def test_an_absence_note_that_was_answered_is_still_automatic():
    assert check(make_ticket(AWAY, reply("Enjoy your holiday."))) is Reason.AUTOMATIC


def test_an_absence_note_does_not_hide_a_message_nobody_answered():
    ticket = make_ticket("Where is it?", AWAY)
    assert (check(ticket), find_newest_comment(ticket).body) == (None, "Where is it?")


def test_a_message_after_an_absence_note_is_eligible():
    assert check(make_ticket(AWAY, "I am back. Where is it?")) is None


def test_our_own_mark_for_this_message_is_enough():
    ticket = make_ticket("Where is it?")
    assert check(add(ticket, note_for(ticket))) is Reason.ALREADY_SUGGESTED


def test_our_mark_for_an_earlier_message_does_not_count():
    ticket = make_ticket("Where is it?")
    assert check(add(ticket, note_for(ticket), make_comment("Still nothing."))) is None


@pytest.mark.parametrize("author", [MAYA, JON])
def test_our_mark_typed_by_anybody_else_does_not_count(author):
    ticket = make_ticket("Where is it?")
    assert check(add(ticket, note_for(ticket, author))) is None


def test_a_mark_in_a_public_comment_does_not_count():
    ticket = make_ticket("Where is it?")
    public = replace(note_for(ticket), public=True)
    assert find_references(add(ticket, public), US) == ()


def test_without_knowing_who_we_are_a_note_of_staff_is_believed_and_a_customers_is_not():
    ticket = make_ticket("Where is it?")
    assert len(find_references(add(ticket, note_for(ticket)), None)) == 1
    assert find_references(add(ticket, note_for(ticket, MAYA)), None) == ()


def test_the_same_message_always_has_the_same_reference_and_another_has_another():
    ticket = make_ticket("Where is it?", "Please hurry.")
    first, second = ticket.comments
    assert make_reference(ticket, first) == make_reference(ticket, first) != make_reference(ticket, second)


def test_every_refusal_is_a_sentence_that_stands_alone():
    withheld = check_eligible(make_ticket("Where is it?", tags=("wellheard_off",)), US, RULES)
    assert withheld
    assert withheld.sentence.endswith(".")
