"""What one suggestion costs the account: few reads, one write, whatever the history's length."""

from datetime import UTC, datetime, timedelta

import pytest
from running_system import CHARGED

from sandbox.stories import load_story
from sandbox.zendesk.ticket_input import CommentInput, TicketInput

pytestmark = pytest.mark.model
ASKED_BEFORE = "Where do I change my delivery address?"


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


def _import_history(system, customer, number, body):
    start = datetime.now(UTC) - timedelta(days=60)
    for n in range(number):
        at = start + timedelta(hours=n)
        said = CommentInput(body=f"{body} Number {n}.", author_id=customer.id, public=True, created_at=at)
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


def test_a_third_contact_costs_a_read_more_for_each_earlier_one(warm):
    story = load_story("double-charge-third-contact")
    story["requester"]["email"] = "maya.counted@example.org"
    for ticket in (*story["earlier_tickets"], story["new_ticket"]):
        del ticket["id"]
    assert _count(warm, lambda: warm.load(story)) == (5, 1)


def test_a_history_of_two_hundred_repeats_costs_three_reads_more_at_most(warm):
    customer = warm.add_customer()
    _import_history(warm, customer, 200, CHARGED)
    assert _count(warm, lambda: warm.write(customer=customer)) == (6, 1)


def test_a_repeated_delivery_costs_two_reads_and_no_write(warm):
    ticket = warm.write()
    warm.settle()
    body = warm.compose_delivery(ticket)
    assert _count(warm, lambda: warm.post(body, warm.sign(body))) == (2, 0)
