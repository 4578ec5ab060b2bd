import pytest
from audits import person, solved
from build import JON, MAYA

from suggestions.model import Role
from suggestions.outcomes.contacts import MOST_TICKETS_EACH, Aside, sort_contacts

NOBODY = person(0)


def test_a_customers_tickets_are_kept_oldest_first():
    tickets = [solved("Charged twice.", number=2, days=3), solved("Charged twice.", number=1, days=9)]
    assert [t.id for t in sort_contacts(tickets).kept[MAYA.id]] == [1, 2]


def test_a_ticket_listed_twice_is_one_contact():
    ticket = solved("Charged twice.", number=1)
    assert sort_contacts([ticket, ticket]).count == 1


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        (Aside.MERGED, {"tags": ("closed_by_merge",)}),
        (Aside.SIDE_CONVERSATION, {"channel": "side_conversation"}),
        (Aside.STAFF, {"submitter_id": JON.id}),
        (Aside.STAFF, {"requester": person(11, role=Role.AGENT)}),
        (Aside.CALL_RECORD, {"channel": "voice"}),
        (Aside.NOBODY, {"requester": NOBODY}),
    ],
)
def test_what_no_customer_wrote_is_set_aside_with_the_reason(reason, more):
    sorted_ = sort_contacts([solved("Charged twice.", number=1, **more)])
    assert (sorted_.count, [t.id for t in sorted_.aside[reason]]) == (0, [1])


def test_a_call_an_agent_wrote_down_is_the_customers_contact():
    assert sort_contacts([solved("Charged twice.", number=1, channel="phone", submitter_id=JON.id)]).count == 1


def test_tickets_without_a_requester_are_never_one_customer():
    assert NOBODY.id not in sort_contacts(solved("Charged twice.", number=n, requester=NOBODY) for n in (1, 2)).kept


def test_a_sender_of_five_thousand_tickets_is_set_aside():
    machine = person(7)
    tickets = [solved("Disk full.", number=n, requester=machine) for n in range(1, 5001)]
    sorted_ = sort_contacts([*tickets, solved("Charged twice.", number=6000)])
    assert (sorted_.count, len(sorted_.aside[Aside.MANY])) == (1, 5000)


def test_a_customer_with_just_as_many_as_one_may_write_is_kept():
    tickets = [solved("Charged twice.", number=n) for n in range(1, MOST_TICKETS_EACH + 1)]
    assert sort_contacts(tickets).count == MOST_TICKETS_EACH


def test_a_machines_tickets_leave_the_contacts():
    ours, machines = solved("Charged twice.", number=1), solved("Disk full.", number=2, requester=person(7))
    left = sort_contacts([ours, machines]).without([machines])
    assert (list(left.kept), left.aside) == ([MAYA.id], {Aside.MACHINE: (machines,)})
