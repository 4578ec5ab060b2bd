"""What one suggestion costs the account: few reads, one write, whatever the history's length."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from running_system import CHARGED

from sandbox.stories import load_story
from sandbox.zendesk.ticket_input import CommentInput, TicketInput

pytestmark = pytest.mark.model
ASKED_BEFORE = "Where do I change my delivery address?"
# people vary; fewer different ones than a history is long, and fewer of each than a machine would send
ASKED_AGAIN = [
    f"{opening} {CHARGED}{closing}"
    for opening in ("", "Good morning.", "I wrote before.", "It is me again.", "One more try.", "Please read this.",
                    "My bank shows it clearly.", "I checked my statement.", "You asked for details.", "To your team.")
    for closing in ("", " I need it for rent.", " My bank says it is you.", " It was in this month.", " Twice!")
]  # fmt: skip


@pytest.fixture(scope="module")
def warm(whole_system):
    """A system whose workers know who they are and have their token."""
    whole_system.recover()
    for _ in range(6):
        whole_system.write()
    whole_system.settle()
    return whole_system


def _count(system, act):
    """(reads, writes) from `act` until the system rests again."""
    mark = system.mark()
    act()
    system.settle()
    methods = [entry.method for entry in system.requests_since(mark)]
    return methods.count("GET"), methods.count("PUT")


def _import_history(system, customer, number, *bodies):
    start = datetime.now(UTC) - timedelta(days=60)
    for n in range(number):
        at = start + timedelta(hours=n)
        said = CommentInput(
            body=f"{bodies[n % len(bodies)]} Number {n}.", author_id=customer.id, public=True, created_at=at
        )
        given = TicketInput(
            subject="An earlier question", requester_id=customer.id, created_at=at, status="solved", comments=[said]
        )
        system.account.import_ticket(given)


def test_a_first_contact_costs_three_reads_and_one_write(warm):
    assert _count(warm, warm.write) == (3, 1)


def test_a_history_of_two_hundred_other_tickets_costs_no_more(warm):
    customer = warm.add_customer()
    _import_history(warm, customer, 200, ASKED_BEFORE)
    assert _count(warm, lambda: warm.write(customer=customer)) == (3, 1)


def test_a_ticket_of_an_organisation_costs_a_read_more_and_names_who_else_wrote(warm):
    office = warm.account.organization("Lindqvist & Co")
    colleague = warm.add_customer("Sam Okafor", organization_id=office)
    _import_history(warm, colleague, 1, CHARGED)
    customer, tickets = warm.add_customer(organization_id=office), []
    assert _count(warm, lambda: tickets.append(warm.write(customer=customer))) == (4, 1)
    (note,) = warm.notes(tickets[0])
    assert "First contact" in note.body
    assert re.search(r"Same organisation\s+\W*Sam on \d+ \w+: #\d+", note.body)


def test_an_organisation_closed_to_our_agent_costs_no_note(warm):
    customer, tickets = warm.add_customer(organization_id=warm.account.organization("Closed Ltd")), []
    warm.account.faults.fail_next(1, status=403, path_prefix="/api/v2/organizations")
    assert _count(warm, lambda: tickets.append(warm.write(customer=customer))) == (4, 1)
    assert len(warm.notes(tickets[0])) == 1


def test_a_machine_that_sent_two_hundred_alarms_costs_three_reads_and_gets_no_draft(warm):
    customer, tickets = warm.add_customer("Disk Monitor"), []
    _import_history(warm, customer, 200, "The disk of server 4 is full.")
    alarm = {"body": "The disk of server 4 is full. Number 201.", "subject": "An earlier question"}
    assert _count(warm, lambda: tickets.append(warm.write(customer=customer, **alarm))) == (3, 1)
    (note,) = warm.notes(tickets[0])
    assert "A machine wrote this: at least 100 tickets with the same words" in note.body
    assert "<blockquote>" not in note.html


def test_a_requester_merged_away_between_two_reads_still_gets_a_note(warm):
    tickets = []
    warm.account.faults.fail_next(1, status=404, path_prefix="/api/v2/users/5")
    _count(warm, lambda: tickets.append(warm.write()))
    assert (len(warm.notes(tickets[0])), warm.failed_jobs()) == (1, [])


def test_a_third_contact_costs_a_read_more_for_each_earlier_one(warm):
    story = load_story("double-charge-third-contact")
    story["requester"]["email"] = "maya.counted@example.org"
    for ticket in (*story["earlier_tickets"], story["new_ticket"]):
        del ticket["id"]
    assert _count(warm, lambda: warm.load(story)) == (5, 1)


def test_a_history_of_two_hundred_repeats_costs_three_reads_more_at_most(warm):
    customer, tickets = warm.add_customer(), []
    _import_history(warm, customer, 200, *ASKED_AGAIN)
    assert _count(warm, lambda: tickets.append(warm.write(customer=customer))) == (6, 1)
    (note,) = warm.notes(tickets[0])
    assert "At least 100th contact" in note.body
    assert "Older tickets of theirs were not read." in note.body


def test_a_repeated_delivery_costs_two_reads_and_no_write(warm):
    ticket = warm.write()
    warm.settle()
    body = warm.compose_delivery(ticket)
    assert _count(warm, lambda: warm.post(body, warm.sign(body))) == (2, 0)
