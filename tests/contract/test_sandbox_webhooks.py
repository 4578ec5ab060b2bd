import base64
import hashlib
import hmac
import json
import socket

import pytest
from sandbox_session import connect_webhook

from sandbox.zendesk import delivery
from sandbox.zendesk.app import serve


@pytest.fixture
def sandbox():
    with serve() as running:
        running.account.delivery.retry_pause_seconds = 0.01
        yield running


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def attempts(api, webhook):
    path = f"/api/v2/webhooks/{webhook['id']}/invocations"
    return [
        [attempt["status"] for attempt in api.get(f"{path}/{one['id']}/attempts").json()["attempts"]]
        for one in api.get(path).json()["invocations"]
    ]


def test_a_call_is_signed_over_timestamp_and_raw_body(api, receiver, maya, account):
    webhook, _ = connect_webhook(api, receiver.url)
    secret = api.get(f"/api/v2/webhooks/{webhook['id']}/signing_secret").json()["signing_secret"]["secret"]
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    headers, body = receiver.received[0]
    message = headers["X-Zendesk-Webhook-Signature-Timestamp"].encode() + body
    expected = base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()
    assert headers["X-Zendesk-Webhook-Signature"] == expected


def test_a_call_names_account_webhook_and_invocation(api, receiver, maya, account):
    webhook, _ = connect_webhook(api, receiver.url)
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    headers = receiver.received[0][0]
    invocation = api.get(f"/api/v2/webhooks/{webhook['id']}/invocations").json()["invocations"][0]
    assert [headers[f"X-Zendesk-{name}"] for name in ("Account-Id", "Webhook-Id", "Webhook-Invocation-Id")] == [
        str(account.id),
        webhook["id"],
        invocation["id"],
    ]


def test_the_published_test_vector_comes_out():
    public = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
    signature = delivery.sign(public, "2026-01-02T03:04:05Z", b'{"ticket_id":"42"}')
    assert signature == "KrgEVnw51bzWRrsaEq7U79hEPmMByOh4A1UoQQ9ZZA0="


def test_an_update_answers_while_the_receiver_still_thinks(api, receiver, maya, account):
    connect_webhook(api, receiver.url)
    receiver.blocked.clear()
    ticket = account.customer_writes(maya, "Hello")
    assert api.put(f"/api/v2/tickets/{ticket.id}", json={"ticket": {"tags": ["a"]}}).status_code == 200
    assert receiver.received == []


@pytest.mark.parametrize(
    ("planned", "seen"),
    [
        ([(409, {})], ["client error", "success"]),
        ([(409, {})] * 9, ["client error"] * 4),
        ([(503, {"Retry-After": "0"})], ["server error", "success"]),
        ([(429, {"Retry-After": "0"})], ["client error", "success"]),
        ([(503, {})], ["server error"]),
        ([(503, {"Retry-After": "60"})], ["server error"]),
        ([(500, {})], ["server error"]),
        ([(401, {})], ["client error"]),
    ],
)
def test_only_what_asks_for_it_is_tried_again(api, receiver, maya, account, planned, seen):
    receiver.planned[:] = planned
    webhook, _ = connect_webhook(api, receiver.url)
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert attempts(api, webhook) == [seen]


def test_a_time_out_is_tried_again(api, receiver, maya, account, monkeypatch):
    monkeypatch.setattr(delivery, "TIMEOUT_SECONDS", 0.2)
    receiver.blocked.clear()
    webhook, _ = connect_webhook(api, receiver.url)
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert attempts(api, webhook) == [["timeout"] * 4]


def test_a_retry_keeps_the_invocation_id(api, receiver, maya, account):
    receiver.planned[:] = [(409, {})]
    connect_webhook(api, receiver.url)
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert len({headers["X-Zendesk-Webhook-Invocation-Id"] for headers, _ in receiver.received}) == 1


def test_nobody_listening_is_a_failed_invocation(api, maya, account):
    webhook, _ = connect_webhook(api, f"http://127.0.0.1:{free_port()}/")
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert attempts(api, webhook) == [["failed"]]


def test_a_doubled_delivery_comes_twice_with_one_invocation_id(api, receiver, maya, account):
    connect_webhook(api, receiver.url)
    account.faults.double_deliveries()
    account.customer_writes(maya, "Hello")
    account.customer_writes(maya, "Hello again")
    assert account.delivery.deliveries_idle()
    ids = [headers["X-Zendesk-Webhook-Invocation-Id"] for headers, _ in receiver.received]
    assert (len(ids), len(set(ids))) == (3, 2)


def test_a_reordered_delivery_is_overtaken_by_the_next(api, receiver, maya, account):
    connect_webhook(api, receiver.url)
    account.faults.reorder_deliveries()
    made = [account.customer_writes(maya, "Hello").id for _ in range(2)]
    assert account.delivery.deliveries_idle()
    assert [int(json.loads(body)["ticket_id"]) for body in receiver.bodies()] == made[::-1]


def test_a_reordered_delivery_that_nothing_overtakes_still_comes(api, receiver, maya, account):
    connect_webhook(api, receiver.url)
    account.faults.reorder_deliveries()
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert len(receiver.received) == 1


def test_a_rotated_secret_signs_from_now_on(api, receiver, maya, account):
    webhook, _ = connect_webhook(api, receiver.url)
    path = f"/api/v2/webhooks/{webhook['id']}/signing_secret"
    secret = api.post(path).json()["signing_secret"]["secret"]
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    headers, body = receiver.received[0]
    signature = delivery.sign(secret, headers["X-Zendesk-Webhook-Signature-Timestamp"], body)
    assert headers["X-Zendesk-Webhook-Signature"] == signature
    assert api.get(path).json()["signing_secret"]["secret"] == secret


def test_an_inactive_webhook_is_not_called(api, receiver, maya, account):
    webhook, _ = connect_webhook(api, receiver.url)
    api.call("PATCH", f"/api/v2/webhooks/{webhook['id']}", json={"webhook": {"status": "inactive"}})
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert receiver.received == []


def test_the_test_call_shows_what_came_back(api, receiver):
    webhook, _ = connect_webhook(api, receiver.url)
    receiver.planned[:] = [(202, {})]
    asked = {"request": {"payload": '{"x":1}'}}
    answer = api.post(f"/api/v2/webhooks/test?webhook_id={webhook['id']}", json=asked).json()
    assert (answer["response"]["status"], receiver.bodies()) == (202, [b'{"x":1}'])


def test_an_unsaved_webhook_is_tested_with_the_public_secret(api, receiver):
    asked = {"request": {"endpoint": receiver.url, "http_method": "POST", "request_format": "json", "payload": "{}"}}
    api.post("/api/v2/webhooks/test", json=asked)
    headers, body = receiver.received[0]
    public = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
    expected = delivery.sign(public, headers["X-Zendesk-Webhook-Signature-Timestamp"], body)
    assert headers["X-Zendesk-Webhook-Signature"] == expected


def test_writes_to_webhooks_answer_without_a_body(api, receiver):
    webhook, trigger = connect_webhook(api, receiver.url)
    path = f"/api/v2/webhooks/{webhook['id']}"
    answers = [
        api.put(path, json={"webhook": {**webhook, "name": "Other"}}),
        api.call("PATCH", path, json={"webhook": {"status": "inactive"}}),
        api.delete(f"/api/v2/triggers/{trigger['id']}"),
        api.delete(path),
    ]
    assert [(one.status_code, one.content) for one in answers] == [(204, b"")] * 4


def test_a_webhook_a_trigger_calls_cannot_be_deleted(api, receiver):
    webhook, _ = connect_webhook(api, receiver.url)
    assert api.delete(f"/api/v2/webhooks/{webhook['id']}").status_code == 409


def test_webhooks_are_found_by_a_part_of_their_name(api, receiver):
    connect_webhook(api, receiver.url)
    assert len(api.get("/api/v2/webhooks?filter[name_contains]=receiv").json()["webhooks"]) == 1
    assert api.get("/api/v2/webhooks?filter[name_contains]=other").json()["webhooks"] == []


def test_credentials_are_sent_and_never_shown(api, receiver, maya, account):
    webhook, _ = connect_webhook(api, receiver.url)
    credential = {"type": "bearer_token", "data": {"token": "hush"}, "add_position": "header"}
    path = f"/api/v2/webhooks/{webhook['id']}"
    api.call("PATCH", path, json={"webhook": {"authentication": credential}})
    account.customer_writes(maya, "Hello")
    assert account.delivery.deliveries_idle()
    assert receiver.received[0][0]["Authorization"] == "Bearer hush"
    assert "hush" not in api.get(path).text


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "ftp://example.org"},
        {"endpoint": "nowhere"},
        {"endpoint": None},
        {"http_method": "BREW"},
        {"request_format": "yaml"},
        {"name": ""},
        {"status": "asleep"},
    ],
)
def test_a_webhook_that_could_not_work_is_refused(api, change):
    given = {"name": "x", "endpoint": "https://example.org", "http_method": "POST", "request_format": "json"}
    answer = api.post("/api/v2/webhooks", json={"webhook": {**given, **change}})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")


def test_subscriptions_cannot_change(api, receiver):
    webhook, _ = connect_webhook(api, receiver.url)
    change = {"subscriptions": ["zen:event-type:ticket.created"]}
    assert api.call("PATCH", f"/api/v2/webhooks/{webhook['id']}", json={"webhook": change}).status_code == 400
