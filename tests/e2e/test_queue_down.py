"""Redis away: deliveries are put off politely, and the sweep finds what was lost meanwhile."""

import pytest
from waiting import wait_until

from sandbox.zendesk.delivery import Delivery

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def outage(spare):
    """A system whose Redis was stopped while a customer wrote, and started again; the ticket and an answer given."""
    system, redis = spare
    system.recover()
    redis.stop()
    ticket = system.write()
    wait_until(lambda: system.webhook.invocations and system.webhook.invocations[0].attempts)
    body = system.compose_delivery(ticket)
    answer = system.post(body, system.sign(body))
    # Zendesk gives up: none of its repeats comes
    system.account.delivery.stop()
    system.account.delivery = Delivery(system.account.id, system.account.faults)
    redis.start()
    return system, ticket, answer


def test_a_delivery_during_the_outage_is_put_off_with_a_time_to_come_back(outage):
    *_, answer = outage
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["error"]) == (
        503, "10", "queue_unavailable",
    )  # fmt: skip


def test_zendesk_was_never_answered_with_an_internal_error(outage):
    system, *_ = outage
    assert {attempt.status_code for attempt in system.webhook.invocations[0].attempts} == {503}


def test_no_process_ended_with_the_queue(outage):
    system, *_ = outage
    assert [system.process(name).poll() for name in ("web", "worker", "scheduler")] == [None, None, None]


def test_the_sweep_finds_the_lost_ticket_and_its_note_lands_once(outage):
    system, ticket, _ = outage
    assert "queued 1" in system.call("sweep")
    system.wait_for_note(ticket)
    wait_until(lambda: all(status == "finished" for status, _ in system.jobs().values()))
    assert len(system.notes(ticket)) == 1


def test_everything_is_well_again_after_the_outage(outage):
    system, *_ = outage
    system.wait_until_well()
