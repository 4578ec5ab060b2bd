"""The same ticket, told of again and again."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from running_system import OURS

pytestmark = pytest.mark.model
SEED = 20260922
DELIVERIES = 300


def _deliver(system, ticket, invocations):
    """Every delivery once, from several hands at a time; the statuses of the answers."""
    body = system.compose_delivery(ticket)

    def send(invocation):
        return system.post(body, system.sign(body, invocation=invocation)).status_code

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(send, invocations))


def test_three_hundred_deliveries_of_one_ticket_in_any_order_leave_one_note(system):
    ticket = system.write()
    again = [f"again-{ticket}-{n % 20}" for n in range(DELIVERIES // 2)]
    anew = [f"anew-{ticket}-{n}" for n in range(DELIVERIES - len(again))]
    invocations = [*again, *anew]
    random.Random(SEED).shuffle(invocations)
    statuses = _deliver(system, ticket, invocations)
    outcomes = system.outcomes(ticket)
    assert (len(system.notes(ticket)), set(statuses) <= {200, 202}) == (1, True)
    assert [state for state, _ in outcomes].count("delivered") == 1


def test_of_one_invocation_delivered_twenty_times_one_is_accepted(system):
    ticket = system.write()
    statuses = _deliver(system, ticket, [f"twenty-{ticket}"] * 20)
    assert sorted(statuses) == [200] * 19 + [202]


def test_deliveries_doubled_and_overtaken_by_zendesk_leave_one_note_each(system):
    system.account.faults.double_deliveries(4)
    system.account.faults.reorder_deliveries(4)
    tickets = [system.write() for _ in range(4)]
    for ticket in tickets:
        system.wait_for_note(ticket)
    system.settle()
    assert [len(system.notes(ticket)) for ticket in tickets] == [1, 1, 1, 1]


def test_a_subscribed_event_beside_the_trigger_leaves_one_note(system):
    ticket = system.write()
    event = (
        b'{"type":"zen:event-type:ticket.created","account_id":1,"id":"01EVENT-%d","subject":"zen:ticket:%d",'
        b'"detail":{"id":"%d","requester_id":"7","actor_id":"7"},"event":{}}' % (ticket, ticket, ticket)
    )
    assert system.post(event, system.sign(event)).status_code == 202
    system.wait_for_note(ticket)
    system.settle()
    assert len(system.notes(ticket)) == 1


def test_what_our_own_user_did_is_not_queued(system):
    ticket = system.write()
    body = b'{"v":1,"ticket_id":"%d","requester_id":"7","actor_id":"%d"}' % (ticket, system.account.integration.id)
    answer = system.post(body, system.sign(body))
    assert (answer.status_code, answer.json()["reason"]) == (200, "our own update")


def test_no_secret_of_ours_is_ever_logged(system):
    secrets = [system.environment[name] for name in ("WEBHOOK_SECRET", "ZENDESK_CLIENT_SECRET")]
    logs = [system.read_log(name) for name in ("web", "worker", "scheduler")]
    assert [log for log in logs if any(secret in log for secret in secrets)] == []
    assert requests.get(f"{system.web_url}/healthz", timeout=10).text.count(OURS) == 0
