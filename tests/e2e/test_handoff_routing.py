"""Hand-off tags and root causes, through the whole system."""

import json

import pytest

from sandbox.zendesk.ticket_input import TicketInput
from suggestions.handoff import Tag

pytestmark = pytest.mark.model
CANCELLED = "I cancelled my subscription and you keep charging me every month."
CRASHES = "The app crashes whenever I open the settings."
AGAIN = "I cancelled my subscription weeks ago and I am still being charged for it."


def tags_of(system, ticket):
    with system.account.lock:
        return set(system.account.ticket(ticket).tags)


def note_on(system, body, **more):
    """A customer's ticket once its note is there; its id and the note."""
    ticket = system.write(body, **more)
    return ticket, system.wait_for_note(ticket)


def test_a_wish_for_a_manager_is_a_tag_and_a_line_of_the_note(system):
    ticket, note = note_on(system, "You took 49.90 twice. I want to speak to your manager.")
    assert {Tag.ASKS_MANAGER, Tag.NEEDS_HUMAN} <= tags_of(system, ticket)
    assert "They ask for a manager: “I want to speak to your manager”." in note.body


def test_a_life_at_stake_gets_its_tag_and_no_draft(system):
    ticket, note = note_on(system, "You took 49.90 twice and the rent is gone. I don't want to live any more.")
    assert Tag.RISK_OF_HARM in tags_of(system, ticket)
    assert "guideline for a crisis" in note.body
    assert "<blockquote>" not in note.html


def test_a_routine_question_gets_none_of_these_tags(system):
    ticket, _ = note_on(system, "Hi, where do I change my delivery address?")
    assert tags_of(system, ticket) & set(Tag) == set()


def test_a_follow_up_keeps_no_tag_of_its_parent_that_holds_no_longer(system):
    customer = system.add_customer()
    inherited = ["billing", str(Tag.REPEAT_4_PLUS), str(Tag.VULNERABLE)]
    with system.account.lock:
        given = TicketInput(requester_id=customer.id, description=CRASHES, status="closed", tags=inherited)
        parent = system.account.import_ticket(given).id
    with system.account.lock:
        ticket = system.account.customer_writes(customer, f"Still the same. {CRASHES}", ticket_id=parent).id
    system.wait_for_note(ticket)
    assert {"billing", Tag.REPEAT_2} <= tags_of(system, ticket)
    assert tags_of(system, ticket) & {Tag.REPEAT_4_PLUS, Tag.VULNERABLE} == set()


@pytest.fixture(scope="module")
def spread(whole_system):
    """Five customers, each of whom wrote twice about one problem; their second tickets, oldest first."""
    system = whole_system.recover()
    found = []
    for _ in range(5):
        customer = system.add_customer()
        note_on(system, CANCELLED, customer=customer)
        found.append(note_on(system, AGAIN, customer=customer)[0])
    system.settle()
    return found


def test_when_five_customers_had_to_write_again_the_note_says_what_will_not_fix_it(system, spread):
    (note,) = system.notes(spread[-1])
    assert "A kind reply will not fix this: 5 of the " in note.body
    assert Tag.ROOT_CAUSE in tags_of(system, spread[-1])


def test_the_tickets_of_the_others_are_linked(system, spread):
    (note,) = system.notes(spread[-1])
    assert [ticket for ticket in spread[:-1] if f"#{ticket}" not in note.body] == []


def test_the_fourth_was_not_told_yet(system, spread):
    (note,) = system.notes(spread[-2])
    assert "A kind reply" not in note.body


def test_the_report_lists_the_problem_with_its_newest_tickets(system, spread):
    problems = {p["reason"]: p for p in json.loads(system.call("report", "--json"))["problems"]}
    problem = problems["subscriptions.still_charged_after_cancelling"]
    assert (problem["customers_repeating"], problem["root_cause_suspected"]) == (5, True)
    assert [ticket["id"] for ticket in problem["newest_tickets"]] == spread[::-1]
