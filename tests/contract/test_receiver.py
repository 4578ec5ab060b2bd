import json
import logging
from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry as ConnectionRetry
from rq import Queue
from rq.serializers import JSONSerializer

from webhooks.inbox import Inbox
from webhooks.receiver import LARGEST_BODY_BYTES, Receiver, make_blueprint
from webhooks.signature import INVOCATION, SIGNATURE, TIMESTAMP, SignaturePolicy, sign

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
STAMP = "2026-01-02T03:04:05Z"
SECRET = "present-secret"
BODY = b'{"v":1,"ticket_id":"42","requester_id":"7","actor_id":"7"}'
DELIVERY = "01J9INVOCATION000000000001"


def signed(body=BODY, **more):
    return {SIGNATURE: sign(SECRET, STAMP, body), TIMESTAMP: STAMP, INVOCATION: DELIVERY, **more}


def serve(receiver):
    app = Flask("receiver-under-test")
    app.register_blueprint(make_blueprint(receiver))
    return app.test_client()


@pytest.fixture
def receiver(redis_client):
    return Receiver(SignaturePolicy((SECRET,)), Inbox(redis_client), now=lambda: NOW)


@pytest.fixture
def client(receiver):
    return serve(receiver)


@pytest.fixture
def queue(redis_client):
    return Queue("wellheard", connection=redis_client, serializer=JSONSerializer)


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO, logger="webhooks")
    return caplog


def deliver(client, body=BODY, headers=None, **more):
    headers = signed(body) if headers is None else headers
    return client.post("/webhooks/zendesk", data=body, headers=headers, **more)


def test_a_delivery_is_accepted_and_queued(client, queue):
    answer = deliver(client)
    assert (answer.status_code, answer.json) == (202, {"status": "accepted", "event": DELIVERY})
    assert queue.job_ids == [DELIVERY]


def test_a_redelivery_is_told_so(client, queue):
    deliver(client)
    answer = deliver(client)
    assert (answer.status_code, answer.json) == (200, {"status": "duplicate", "event": DELIVERY})
    assert len(queue) == 1


def test_the_same_words_of_two_invocations_are_two_deliveries(client, queue):
    deliver(client)
    deliver(client, headers=signed(**{INVOCATION: "01J9INVOCATION000000000002"}))
    assert len(queue) == 2


def test_an_uninteresting_event_is_ignored_with_its_reason(client, queue):
    body = b'{"type":"zen:event-type:ticket.tags_changed"}'
    answer = deliver(client, body)
    assert answer.status_code == 200
    assert answer.json == {"status": "ignored", "reason": "the customer wrote nothing new"}
    assert len(queue) == 0


def test_our_own_update_is_ignored(receiver, client, queue):
    receiver.own_user_id = 7
    assert deliver(client).json == {"status": "ignored", "reason": "our own update"}
    assert len(queue) == 0


def test_an_update_by_nobody_is_not_our_own(client, queue):
    body = b'{"ticket_id":"42","actor_id":""}'
    assert deliver(client, body).status_code == 202


def test_a_rotated_secret_counts_at_once(receiver, client):
    receiver.policy = SignaturePolicy(("next-secret",))
    assert deliver(client).status_code == 401


@pytest.mark.parametrize("headers", [{}, {SIGNATURE: "AAAA", TIMESTAMP: STAMP}, {TIMESTAMP: STAMP}])
def test_a_stranger_is_refused_and_learns_no_more_than_a_code(client, queue, headers):
    answer = deliver(client, headers=headers)
    assert answer.status_code == 401
    assert set(answer.json) == {"error", "message"}
    assert answer.json["message"] == "The delivery could not be verified."
    assert len(queue) == 0


def test_a_stranger_is_refused_before_the_body_is_read_as_json(client):
    assert deliver(client, b"{", headers={}).status_code == 401


def test_a_signed_body_without_a_ticket_id_is_refused_in_a_sentence(client):
    answer = deliver(client, b"{}")
    assert answer.status_code == 400
    assert answer.json["error"] == "no_ticket_id"
    assert answer.json["message"].startswith("No ticket id.")


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/xml", "application/json; charset"])
def test_the_content_type_is_not_our_business(client, content_type):
    assert deliver(client, content_type=content_type).status_code == 202


def test_a_form_is_read_as_raw_bytes_too(client):
    assert deliver(client, content_type="application/x-www-form-urlencoded").status_code == 202


def test_a_body_at_the_ceiling_passes(client):
    body = BODY + b" " * (LARGEST_BODY_BYTES - len(BODY))
    assert deliver(client, body).status_code == 202


def test_a_body_over_the_ceiling_is_refused(client):
    answer = deliver(client, BODY + b" " * LARGEST_BODY_BYTES)
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")


def test_an_empty_body_is_refused(client):
    assert deliver(client, b"").status_code == 400


def test_a_queue_that_is_away_asks_zendesk_to_come_again(receiver, client, tmp_path):
    away = Redis(unix_socket_path=str(tmp_path / "none.sock"), retry=ConnectionRetry(NoBackoff(), 0))
    receiver.inbox = Inbox(away)
    answer = deliver(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.json["error"] == "queue_unavailable"


def test_a_delivery_refused_by_the_queue_is_taken_the_next_time(receiver, client, queue, tmp_path):
    ready = receiver.inbox
    receiver.inbox = Inbox(Redis(unix_socket_path=str(tmp_path / "none.sock"), retry=ConnectionRetry(NoBackoff(), 0)))
    deliver(client)
    receiver.inbox = ready
    assert deliver(client).status_code == 202


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_another_method_is_refused_in_json(client, method):
    answer = client.open("/webhooks/zendesk", method=method)
    assert (answer.status_code, answer.json["error"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/webhooks", "/webhooks/", "/webhooks/zendesk/", "/webhooks/x/y"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_path_is_refused_in_json(client, path, method):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


def test_a_delivery_leaves_one_line_with_ids_and_outcome(client, log):
    deliver(client)
    assert [r.getMessage() for r in log.records if r.name == "webhooks.receiver"] == [
        f"delivery={DELIVERY} event=trigger ticket=42 outcome=accepted"
    ]


@pytest.mark.parametrize(
    "body",
    [BODY, b"{", b"{}", b'{"type":"zen:event-type:ticket.tags_changed"}', b'{"type":"a\\nb"}',
     b'{"ticket_id":"four\\u0000\\u001b[31mtwo\\r\\nforged=line"}'],
)  # fmt: skip
def test_every_delivery_leaves_exactly_one_line(client, log, body):
    deliver(client, body)
    assert len([r for r in log.records if r.name == "webhooks.receiver"]) == 1


def test_the_log_tells_what_the_stranger_does_not_hear(client, log):
    deliver(client, headers={})
    assert "did not come from a Zendesk webhook" in log.text


def test_no_words_of_a_body_reach_the_log_or_redis(client, log, redis_client):
    body = json.dumps(
        {
            "type": "zen:event-type:ticket.created",
            "detail": {"id": "42", "subject": "charged twice", "description": "my daughter's account"},
        }
    ).encode()
    assert deliver(client, body).status_code == 202
    stored = b"".join(redis_client.dump(key) for key in redis_client.scan_iter())
    assert "daughter" not in log.text
    assert "charged" not in log.text
    assert b"daughter" not in stored


@pytest.mark.parametrize("forged", ["x outcome=accepted", "\x1b[31mred", "\x00", "a\tb", "\x85next", "é"])
def test_a_header_cannot_forge_a_line_of_the_log(client, log, forged):
    deliver(client, headers={INVOCATION: forged})
    lines = [r.getMessage() for r in log.records if r.name == "webhooks.receiver"]
    assert len(lines) == 1
    assert forged not in lines[0]
    assert lines[0].isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=200))
def test_no_signed_body_ends_in_a_500(client, body):
    assert deliver(client, body).status_code in {200, 202, 400}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([SIGNATURE, TIMESTAMP, INVOCATION, "Content-Type", "Content-Encoding"]),
        st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40),
    )
)
def test_no_stranger_s_headers_end_in_a_500(client, headers):
    assert deliver(client, headers=headers).status_code == 401
