"""From an agent's reply to one reminder, through the running system: worker, store, sweep, a real Redis."""

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.model
MARK = "ref wp-"


@pytest.fixture
def promised(system):
    """Priya promised 90 minutes ago to call within two hours, so that half of the time is over."""
    system.environment["PROMISE_REMINDER_HOURS"] = "4"
    ticket = system.write()
    system.wait_for_note(ticket)
    system.settle()
    at = datetime.now(UTC) - timedelta(minutes=90)
    system.account.agent_replies(ticket, system.account.agent("Priya"), "I will call you within two hours.", at=at)
    yield ticket
    del system.environment["PROMISE_REMINDER_HOURS"]


def reminders(system, ticket):
    return [note for note in system.notes(ticket) if MARK in note.body]


def sweep(system):
    """One sweep, and whatever it queued worked off."""
    system.call("sweep")
    system.settle()


def test_a_promise_in_a_reply_is_learnt_by_the_sweep_and_reminded_of_once(system, promised):
    # the first brings the worker to the ticket, where it learns the promise; the reply itself calls nobody
    sweep(system)
    learnt = reminders(system, promised)
    for _ in range(3):
        sweep(system)
    (note,) = reminders(system, promised)
    assert (learnt, note.public) == ([], False)
    assert "Priya wrote on" in note.body
    assert "“I will call you within two hours”." in note.body


def test_without_the_setting_nobody_is_reminded(system, promised):
    system.environment["PROMISE_REMINDER_HOURS"] = "0"
    for _ in range(3):
        sweep(system)
    assert reminders(system, promised) == []
