import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from sandbox_session import Api, ask_token, connect_webhook, receiving, sign_in

from sandbox.zendesk.account import Account
from sandbox.zendesk.app import create_app, serve
from sandbox.zendesk.faults import Faults


@pytest.fixture
def ticket(sandbox):
    maya = sandbox.account.add_user("Maya Lindqvist", "maya@example.org")
    return sandbox.account.customer_writes(maya, "Hello")


@pytest.fixture
def program():
    command = [sys.executable, "-m", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


def test_of_many_safe_updates_with_one_stamp_exactly_one_is_made(api, ticket):
    path = f"/api/v2/tickets/{ticket.id}"
    stamp = api.get(path).json()["ticket"]["updated_at"]
    note = {"comment": {"body": "note", "public": False}, "safe_update": True, "updated_stamp": stamp}
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: api.put(path, json={"ticket": note}).status_code, range(16)))
    assert (sorted(statuses), len(ticket.comments)) == ([200] + [409] * 15, 2)


def test_many_hands_at_once_lose_nothing(api, ticket, sandbox):
    with receiving() as receiver:
        connect_webhook(api, receiver.url)
        note = {"ticket": {"comment": {"body": "note", "public": False}}}
        path = f"/api/v2/tickets/{ticket.id}"
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda _: api.put(path, json=note).status_code, range(40)))
        assert sandbox.account.delivery.deliveries_idle()
        assert (set(statuses), len(ticket.comments), len(receiver.received)) == ({200}, 41, 40)


def test_a_receiver_may_call_back_while_it_is_being_tested(api, sandbox):
    with receiving() as receiver:
        webhook, _ = connect_webhook(api, receiver.url)
        receiver.blocked.clear()
        with ThreadPoolExecutor(1) as pool:
            testing = pool.submit(api.post, f"/api/v2/webhooks/test?webhook_id={webhook['id']}", json={})
            assert api.get("/api/v2/users/me").status_code == 200
            receiver.blocked.set()
            assert testing.result().status_code == 200


def test_two_sandboxes_know_nothing_of_each_other(sandbox, ticket):
    with serve() as other:
        assert sign_in(other).get(f"/api/v2/tickets/{ticket.id}").status_code == 404
        assert Api(other.url, sign_in(sandbox).token).get("/api/v2/users/me").status_code == 401


def test_a_stopped_sandbox_listens_no_more():
    with serve() as running:
        url = running.url
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/api/v2/users/me", timeout=5)


def test_an_app_can_be_given_its_own_faults():
    account, faults = Account(), Faults()
    faults.fail_next(status=418)
    client = create_app(account, faults=faults).test_client()
    assert client.get("/api/v2/users/me").status_code == 418


def test_it_runs_by_itself_and_prints_what_a_client_needs(program):
    said = dict(program.stdout.readline().strip().split("=", 1) for _ in range(6))
    asked = {
        "grant_type": "client_credentials",
        "client_id": said["client_id"],
        "client_secret": said["client_secret"],
        "scope": "read",
    }
    assert requests.post(f"{said['url']}/oauth/tokens", json=asked, timeout=30).status_code == 200
    assert requests.get(said["url"], timeout=30).status_code == 200
    program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=30) == 0


def test_the_installers_client_may_connect_what_the_workers_may_not(sandbox):
    scope = "webhooks:read webhooks:write"
    token = ask_token(sandbox, scope, client=sandbox.account.installer).json()["access_token"]
    assert Api(sandbox.url, token).get("/api/v2/webhooks").status_code == 200
    assert Api(sandbox.url, token).get("/api/v2/tickets").status_code == 403
