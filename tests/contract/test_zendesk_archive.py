"""Solved tickets out of a running sandbox: which, by which way, and how patiently."""

from dataclasses import replace
from datetime import timedelta

import pytest
from audited_account import AUGUST, NOVEMBER, SEPTEMBER, add_ticket, connect, fetch_ids

from plugin.zendesk_archive import PAGE
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve
from sandbox.zendesk.limits import Limits
from suggestions.errors import HelpdeskRefused, HelpdeskUnavailable
from suggestions.model import Role, TicketId, UserId


@pytest.fixture
def archive(sandbox):
    return connect(sandbox)


@pytest.fixture
def waits():
    return []


@pytest.fixture
def patient(sandbox, waits):
    """An archive whose waiting is only noted."""
    return connect(sandbox, sleep=waits.append)


def asked(sandbox, path):
    return sandbox.account.log.entries(path_prefix=f"/api/v2/{path}")


def test_solved_and_closed_tickets_of_the_span_are_found(sandbox, archive, maya):
    wanted = [add_ticket(sandbox, maya, "Charged twice.", status=status) for status in ("solved", "closed")]
    add_ticket(sandbox, maya, "Still open.", status="open")
    add_ticket(sandbox, maya, "Before.", at=AUGUST - timedelta(seconds=1))
    add_ticket(sandbox, maya, "After.", at=NOVEMBER)
    assert fetch_ids(archive) == wanted


def test_a_ticket_of_the_first_moment_is_in_the_span(sandbox, archive, maya):
    wanted = add_ticket(sandbox, maya, "Charged twice.", at=AUGUST)
    assert fetch_ids(archive) == [wanted]


def test_more_tickets_than_a_page_holds_are_all_found(sandbox, archive, maya):
    wanted = [add_ticket(sandbox, maya, "Charged twice.") for _ in range(PAGE + 5)]
    assert fetch_ids(archive) == wanted
    assert len(asked(sandbox, "search/export")) == 2


def test_each_ticket_knows_its_requester(sandbox, archive, maya):
    add_ticket(sandbox, maya, "Charged twice.")
    ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
    assert (ticket.requester.name, ticket.requester.role) == ("Maya Lindqvist", Role.END_USER)


def test_a_requester_of_many_tickets_is_asked_for_once(sandbox, archive, maya):
    for _ in range(PAGE + 5):
        add_ticket(sandbox, maya, "Charged twice.")
    fetch_ids(archive)
    assert len(asked(sandbox, "users/show_many")) == 1


def test_a_ticket_of_a_requester_deleted_for_good_is_still_found(sandbox, archive, maya):
    wanted = add_ticket(sandbox, maya, "Charged twice.")
    sandbox.account.users.forget(maya)
    ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
    assert (ticket.id, ticket.requester.id, ticket.requester.name) == (wanted, maya.id, "")


def test_no_tickets_at_all_are_one_empty_page(archive):
    assert fetch_ids(archive) == []


def test_the_token_asked_for_cannot_write(sandbox, archive, maya):
    number = add_ticket(sandbox, maya, "Charged twice.")
    with pytest.raises(HelpdeskRefused, match="missing the following required scopes"):
        archive._session.put(f"/api/v2/tickets/{number}.json", json={"ticket": {"tags": ["wellheard"]}})


def test_where_search_is_closed_the_incremental_export_finds_the_same(sandbox, maya):
    wanted = [add_ticket(sandbox, maya, "Charged twice."), add_ticket(sandbox, maya, "Again.", status="solved")]
    add_ticket(sandbox, maya, "Still open.", status="open")
    add_ticket(sandbox, maya, "Before.", at=AUGUST - timedelta(days=1))
    sandbox.account.export_lag_seconds = -5
    assert fetch_ids(connect(sandbox, wide="tickets:read")) == wanted
    assert asked(sandbox, "incremental")


def test_a_deleted_ticket_of_the_incremental_export_is_left_out(sandbox, maya):
    sandbox.account.tickets[add_ticket(sandbox, maya, "Charged twice.")].deleted = True
    sandbox.account.export_lag_seconds = -5
    assert fetch_ids(connect(sandbox, wide="tickets:read")) == []


def test_when_both_ways_are_closed_it_says_what_either_needs(sandbox):
    sandbox.account.integration.role = "agent"
    with pytest.raises(HelpdeskRefused, match=r"scope `read`.*tied to an admin"):
        fetch_ids(connect(sandbox, wide="tickets:read"))


def test_comments_come_oldest_first_with_their_authors(sandbox, archive, maya):
    add_ticket(sandbox, maya, "Charged twice.", "I will call you.", "I called you.")
    ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
    said = [(c.author.name, c.body) for c in archive.fetch_comments(ticket)]
    assert said == [("Maya Lindqvist", "Charged twice."), ("Jon", "I will call you."), ("Jon", "I called you.")]


def test_a_ticket_deleted_meanwhile_has_no_comments(sandbox, archive, maya):
    add_ticket(sandbox, maya, "Charged twice.")
    ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
    assert archive.fetch_comments(replace(ticket, id=TicketId(2**40))) == ()


def test_groups_have_their_names(sandbox, archive):
    assert archive.fetch_group_names() == {sandbox.account.group["id"]: "Support"}


def test_groups_we_may_not_list_have_none(sandbox):
    assert connect(sandbox, wide="tickets:read").fetch_group_names() == {}


def test_a_busy_helpdesk_is_waited_for_as_long_as_it_says(sandbox, patient, waits, maya):
    wanted = add_ticket(sandbox, maya, "Charged twice.")
    sandbox.account.faults.fail_next(2, status=429, path_prefix="/api/", retry_after=7)
    assert (fetch_ids(patient), waits) == ([wanted], [7, 7])


def test_an_answer_that_fails_to_come_is_asked_for_again(sandbox, patient, waits, maya):
    wanted = add_ticket(sandbox, maya, "Charged twice.")
    sandbox.account.faults.fail_next(2, status=502, path_prefix="/api/")
    assert (fetch_ids(patient), waits) == ([wanted], [2, 10])


def test_a_helpdesk_that_stays_away_ends_the_audit(sandbox, patient, waits):
    sandbox.account.faults.fail_next(50, status=502, path_prefix="/api/")
    with pytest.raises(HelpdeskUnavailable):
        fetch_ids(patient)
    assert len(waits) == 4


def test_a_helpdesk_that_is_busy_for_ever_ends_the_audit(sandbox, patient):
    sandbox.account.faults.fail_next(500, status=429, path_prefix="/api/", retry_after=1)
    with pytest.raises(HelpdeskUnavailable, match="quieter hour"):
        fetch_ids(patient)


def test_a_third_of_the_minute_is_left_to_others():
    limits = Limits(per_minute=30, clock=lambda: 0.0)
    waits = []

    def sleep(seconds):
        waits.append(seconds)
        limits.windows.clear()

    with serve(account=Account(limits=limits)) as sandbox:
        maya = sandbox.account.add_user("Maya Lindqvist", "maya@example.org")
        add_ticket(sandbox, maya, "Charged twice.")
        archive = connect(sandbox, sleep=sleep)
        ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
        for _ in range(40):
            archive.fetch_comments(ticket)
    # 42 reads, 21 of them in each minute
    assert waits == [60.0]


def test_waiting_is_told(sandbox, maya):
    told = []
    add_ticket(sandbox, maya, "Charged twice.")
    sandbox.account.faults.fail_next(1, status=429, path_prefix="/api/", retry_after=3)
    fetch_ids(connect(sandbox, sleep=lambda _: None, on_wait=told.append))
    assert told == [3]


def test_a_ticket_with_clocks_that_disagree_is_found(sandbox, archive, maya):
    wanted = add_ticket(sandbox, maya, "Charged twice.", solved_at=SEPTEMBER - timedelta(days=3))
    assert fetch_ids(archive) == [wanted]


def test_a_null_requester_is_nobody(sandbox, archive, maya):
    number = add_ticket(sandbox, maya, "Charged twice.")
    sandbox.account.tickets[number].requester_id = None
    ((ticket,),) = archive.fetch_solved(AUGUST, NOVEMBER)
    assert ticket.requester.id == UserId(0)
