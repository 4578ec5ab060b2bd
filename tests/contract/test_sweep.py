"""The sweep against a running sandbox, a real queue and a real store."""

from datetime import UTC, datetime, timedelta

import pytest

from plugin.settings import load_settings
from plugin.sweep import MOST_TICKETS, SWEPT_KEY, Swept, run_sweep
from plugin.wiring import QUEUE, open_store
from sandbox.zendesk.app import serve
from suggestions.errors import HelpdeskRefused, HelpdeskUnavailable
from suggestions.model import TicketId

NEVER = Swept(0, 0)


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture
def settings(sandbox, redis_url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return load_settings(
        zendesk_url=sandbox.url, zendesk_client_id=sandbox.account.client.identifier,
        zendesk_client_secret=sandbox.account.client.secret, webhook_secret="hush", redis_url=redis_url,
        state_dir=str(tmp_path), sweep_lookback_minutes=60,
    )  # fmt: skip


@pytest.fixture
def sweep(settings):
    return lambda: run_sweep(settings, forever=False)


@pytest.fixture
def write(sandbox):
    sam = sandbox.account.add_user("Sam Okafor", "sam@example.org")
    return lambda **how: sandbox.account.customer_writes(sam, "Where do I change my address?", **how)


def queued(redis_client):
    return redis_client.llen(f"rq:queue:{QUEUE}")


def test_a_ticket_nobody_looked_at_is_queued(sweep, write, redis_client):
    write()
    assert (sweep(), queued(redis_client)) == (Swept(1, 1), 1)


def test_a_ticket_is_queued_once_however_often_it_is_swept(sweep, write, redis_client):
    write()
    assert [sweep().queued for _ in range(3)] == [1, 0, 0]
    assert queued(redis_client) == 1


def test_a_ticket_looked_at_since_its_last_change_is_left_alone(sweep, write, settings):
    ticket = write()
    later = datetime.now(UTC) + timedelta(seconds=5)
    open_store(settings).record_silence(TicketId(ticket.id), "no_match", "an event", later)
    assert sweep() == Swept(1, 0)


def test_a_ticket_that_changed_since_it_was_looked_at_is_queued(sweep, write, settings):
    ticket = write()
    earlier = datetime.now(UTC) - timedelta(minutes=5)
    open_store(settings).record_silence(TicketId(ticket.id), "no_match", "an event", earlier)
    assert sweep() == Swept(1, 1)


def test_a_solved_ticket_is_left_alone(sweep, write, sandbox):
    ticket = write()
    sandbox.account.agent_replies(ticket.id, sandbox.account.agent("Jon"), "Done.", status="solved")
    assert sweep() == Swept(1, 0)


def test_a_muted_ticket_is_left_alone(sweep, write):
    write().tags.append("wellheard_off")
    assert sweep() == Swept(1, 0)


def test_a_ticket_changed_before_the_time_looked_back_is_not_seen(sweep, write):
    ticket = write()
    ticket.updated_at = datetime.now(UTC) - timedelta(hours=2)
    assert sweep() == NEVER


def test_a_sweep_looks_at_no_more_than_its_ceiling(sweep, write, sandbox):
    for _ in range(MOST_TICKETS + 10):
        write()
    swept = sweep()
    lists = sandbox.account.log.entries(method="GET", path_prefix="/api/v2/tickets")
    assert (swept, len(lists)) == (Swept(MOST_TICKETS, MOST_TICKETS), MOST_TICKETS // 100)


def test_a_sweep_only_reads(sweep, write, sandbox):
    write()
    sandbox.account.log.clear()
    sweep()
    assert {entry.method for entry in sandbox.account.log.entries(path_prefix="/api/v2/")} == {"GET"}


def test_a_zendesk_in_trouble_ends_a_single_sweep_with_its_name(sweep, sandbox):
    sandbox.account.faults.fail_next(1, status=500, path_prefix="/api/v2/tickets")
    with pytest.raises(HelpdeskUnavailable):
        sweep()


def test_a_client_that_is_not_accepted_ends_a_single_sweep_with_what_to_check(settings):
    wrong = load_settings(**{**settings.model_dump(), "zendesk_client_secret": "wrong"})
    with pytest.raises(HelpdeskRefused, match="WELLHEARD_ZENDESK_CLIENT_SECRET"):
        run_sweep(wrong, forever=False)


def test_after_an_outage_the_sweep_looks_back_to_the_last_one_that_worked(sweep, write, redis_client):
    ticket = write()
    ticket.updated_at = datetime.now(UTC) - timedelta(hours=2)
    redis_client.set(SWEPT_KEY, (datetime.now(UTC) - timedelta(hours=3)).isoformat())
    assert sweep() == Swept(1, 1)
