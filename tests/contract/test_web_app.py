"""The web process's app: the door with the account's settings, and the health page."""

import json
from datetime import UTC, datetime

import pytest

from plugin.app import create_app
from plugin.settings import load_settings
from plugin.wiring import QUEUE, NotRunning
from sandbox.zendesk.app import serve
from webhooks.signature import ACCOUNT, INVOCATION, SIGNATURE, TIMESTAMP, sign

SECRET, BEFORE = "present-secret", "secret-before"
BODY = b'{"v":1,"ticket_id":"42","requester_id":"7","actor_id":"7"}'
ACCOUNT_ID = "20458301"


@pytest.fixture(autouse=True)
def in_an_empty_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture
def settings(sandbox, redis_url, tmp_path):
    def settings(**changes):
        known = {
            "zendesk_url": sandbox.url,
            "zendesk_client_id": sandbox.account.client.identifier,
            "zendesk_client_secret": sandbox.account.client.secret,
            "zendesk_account_id": ACCOUNT_ID,
            "webhook_secret": SECRET,
            "redis_url": redis_url,
            "state_dir": str(tmp_path),
        }
        return load_settings(**{**known, **changes})

    return settings


@pytest.fixture
def client(settings):
    return create_app(settings()).test_client()


def deliver(client, body=BODY, *, secret=SECRET, account=ACCOUNT_ID, at=None):
    stamp = (at or datetime.now(UTC)).isoformat()
    headers = {
        SIGNATURE: sign(secret, stamp, body), TIMESTAMP: stamp, INVOCATION: "01" + str(datetime.now(UTC).timestamp()),
        ACCOUNT: account,
    }  # fmt: skip
    return client.post("/webhooks/zendesk", data=body, headers=headers)


def test_a_genuine_delivery_is_queued(client, redis_client):
    assert deliver(client).status_code == 202
    assert redis_client.llen(f"rq:queue:{QUEUE}") == 1


def test_only_ids_cross_the_queue(client, redis_client):
    body = json.dumps({"v": 1, "ticket_id": "42", "requester_id": "7", "actor_id": "7", "words": "my card was charged"})
    deliver(client, body.encode())
    stored = [redis_client.hgetall(key) for key in redis_client.keys("rq:job:*")]
    assert stored
    assert "charged" not in str(stored)


def test_a_delivery_of_another_account_is_refused(client):
    answer = deliver(client, account="1")
    assert (answer.status_code, answer.json["error"]) == (401, "other_account")


def test_with_no_account_number_set_any_account_may_deliver(settings):
    client = create_app(settings(zendesk_account_id="")).test_client()
    assert deliver(client, account="1").status_code == 202


def test_a_secret_before_the_last_rotation_still_counts(settings):
    client = create_app(settings(webhook_secret_previous=BEFORE)).test_client()
    assert deliver(client, secret=BEFORE).status_code == 202


def test_what_our_own_user_did_is_ignored(client, sandbox):
    own = str(sandbox.account.integration.id)
    answer = deliver(client, json.dumps({"v": 1, "ticket_id": "42", "requester_id": "7", "actor_id": own}).encode())
    assert (answer.status_code, answer.json["status"]) == (200, "ignored")


def test_a_zendesk_that_is_away_does_not_keep_the_door_shut(settings, sandbox):
    asked = settings()
    sandbox.stop()
    assert deliver(create_app(asked).test_client()).status_code == 202


def test_a_wrong_client_secret_does_not_keep_the_door_shut(settings):
    assert deliver(create_app(settings(zendesk_client_secret="wrong")).test_client()).status_code == 202


def test_a_queue_that_is_away_is_answered_with_a_time_to_come_back(settings, tmp_path):
    client = create_app(settings(redis_url=f"unix://{tmp_path}/nowhere.sock")).test_client()
    answer = deliver(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_stranger_is_refused_before_redis_is_asked(settings, tmp_path):
    client = create_app(settings(redis_url=f"unix://{tmp_path}/nowhere.sock")).test_client()
    assert deliver(client, secret="guessed").status_code == 401


def test_without_any_redis_the_app_says_how_to_start_one(settings):
    with pytest.raises(NotRunning, match="make run"):
        create_app(settings(redis_url=""))


@pytest.mark.parametrize("path", ["/", "/webhooks", "/webhooks/other", "/static/app.js", "/%2e%2e/etc/passwd"])
def test_nothing_else_is_here_and_it_is_said_in_json(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.is_json) == (404, True)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_deliveries_are_posted_only(client, method):
    answer = client.open("/webhooks/zendesk", method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_the_health_page_is_503_without_a_worker(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "no_worker")
