"""Zendesk slow, busy, broken or changed under us: the note lands once, or not at all where it must not."""

import pytest

pytestmark = pytest.mark.model
BUSY_SECONDS = 3


def _write_with(system, trouble, *, path="/api/v2/tickets/{ticket}", **where):
    """A new ticket that meets one kind of trouble; only the ticket's own requests do."""
    customer = system.add_customer()
    with system.account.lock:
        ticket = system.write(customer=customer)
        order = getattr(system.account.faults, trouble)
        order(1, path_prefix=path.format(ticket=ticket, requester=customer.id), **where)
    return ticket


HISTORY = "/api/v2/users/{requester}/tickets"
TROUBLES = {
    "refused with 503": ("fail_next", {"path": HISTORY, "status": 503}),
    "answered with a web page": ("html_next", {"path": HISTORY}),
    "half answered": ("half_body_next", {"path": HISTORY}),
    "cut before an answer": ("drop_next", {"path": HISTORY}),
    "the note refused with 502": ("fail_next", {"method": "PUT", "status": 502}),
    "the note cut before it was taken": ("drop_next", {"method": "PUT"}),
    "the note taken and the answer cut": ("drop_next", {"method": "PUT", "after_write": True}),
    "the note taken and half answered": ("half_body_next", {"method": "PUT"}),
}


@pytest.fixture(scope="module")
def troubled(whole_system, playing_demo):
    """A ticket for each trouble, all waited for together: the first step of the retry table is ten seconds. The demo
    plays meanwhile, to save its time."""
    whole_system.recover()
    tickets = {name: _write_with(whole_system, trouble, **where) for name, (trouble, where) in TROUBLES.items()}
    whole_system.settle()
    return tickets


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_that_passes_ends_in_one_note(system, troubled, trouble):
    assert len(system.notes(troubled[trouble])) == 1


def test_a_note_whose_answer_was_cut_is_not_written_twice(system, troubled):
    path = f"/api/v2/tickets/{troubled['the note taken and the answer cut']}"
    assert len(system.account.log.entries(method="PUT", path_prefix=path)) == 1


def test_no_passing_trouble_fails_a_job(system, troubled):
    assert system.failed_jobs() == []


def _when_busy(system):
    """A ticket whose note is put off with Retry-After; the times of the refusal and of what came next for it."""
    ticket = _write_with(system, "fail_next", status=429, method="PUT", retry_after=BUSY_SECONDS)
    system.wait_for_note(ticket)
    system.settle()
    own = [a for a in system.traffic.answers if a.path.startswith(f"/api/v2/tickets/{ticket}")]
    refused = next(n for n, a in enumerate(own) if a.status == 429)
    return ticket, own[refused].at, own[refused + 1].at


def test_a_busy_zendesk_is_left_alone_for_as_long_as_it_asked(system):
    ticket, refused_at, next_at = _when_busy(system)
    assert next_at - refused_at >= BUSY_SECONDS
    assert len(system.notes(ticket)) == 1


def _while_ticket_was_read(system, act):
    """A ticket on which `act(ticket)` happens between our reading it and our note."""
    customer = system.add_customer()
    with system.account.lock:
        ticket = system.write(customer=customer)
        holding = system.traffic.holding("GET", f"/api/v2/users/{customer.id}/tickets/requested")
        held = holding.__enter__()
    try:
        held.wait()
        act(ticket)
    finally:
        holding.__exit__(None, None, None)
    return ticket


def test_an_agents_note_at_the_same_moment_does_not_cost_ours(system):
    jon = system.account.agent("Jon")
    ticket = _while_ticket_was_read(
        system, lambda t: system.account.agent_replies(t, jon, "Looking into it.", public=False)
    )
    assert [state for state, _ in system.outcomes(ticket)] == ["delivered"]
    writes = [e.status for e in system.account.log.entries(method="PUT", path_prefix=f"/api/v2/tickets/{ticket}")]
    assert (writes, len(system.notes(ticket))) == ([409, 200], 1)


def test_tags_an_agent_adds_at_the_same_moment_stay(system):
    def add_tag(ticket):
        with system.account.lock:
            found = system.account.ticket(ticket)
            found.tags.append("by_hand")
            found.touch(found.updated_at)

    ticket = _while_ticket_was_read(system, add_tag)
    system.wait_for_note(ticket)
    assert {"by_hand", "wellheard"} <= set(system.account.ticket(ticket).tags)


def test_a_ticket_solved_at_the_same_moment_gets_no_note(system):
    jon = system.account.agent("Jon")
    ticket = _while_ticket_was_read(
        system, lambda t: system.account.agent_replies(t, jon, "Done.", public=False, status="solved")
    )
    assert (system.outcomes(ticket), system.notes(ticket)) == ([("withheld", "not_open")], [])


def test_a_ticket_answered_by_an_agent_at_the_same_moment_gets_no_note(system):
    jon = system.account.agent("Jon")
    ticket = _while_ticket_was_read(system, lambda t: system.account.agent_replies(t, jon, "Your 49.90 is back."))
    assert (system.outcomes(ticket), system.notes(ticket)) == ([("withheld", "agent_answered")], [])


def test_a_ticket_deleted_before_it_was_read_ends_its_job(system):
    with system.account.lock:
        ticket = system.write()
        system.account.ticket(ticket).deleted = True
    assert [state for state, _ in system.outcomes(ticket)] == ["finished"]


def test_a_token_that_ended_early_is_renewed(system):
    system.account.clients.expire()
    ticket = system.write()
    assert [state for state, _ in system.outcomes(ticket)] == ["delivered"]
