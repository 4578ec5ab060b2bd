import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
import responses
from zendesk_exchanges import ACCOUNT, TICKET_URL

from plugin.oauth_token import ClientCredentials, MemoryTokenCache, RedisTokenCache
from plugin.redis_connection import connect
from plugin.zendesk_session import ZendeskSession
from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable

TOKEN_URL = f"{ACCOUNT}/oauth/tokens"
SECRET = "a-very-secret-word"
SCOPE = "tickets:read tickets:write users:read"


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_seconds(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def zendesk():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(clock):
    return _open(MemoryTokenCache(), clock)


def _open(cache, clock):
    return ZendeskSession(ACCOUNT, ClientCredentials(ACCOUNT, "wellheard", SECRET, SCOPE, cache, clock))


def _grant(zendesk, *tokens, **fields):
    for token in tokens:
        zendesk.post(TOKEN_URL, json={"access_token": token, "token_type": "bearer", "expires_in": 1000, **fields})


def _tokens_asked_for(zendesk):
    return sum(call.request.url == TOKEN_URL for call in zendesk.calls)


def _tokens_used(zendesk):
    used = [c.request.headers["Authorization"] for c in zendesk.calls if c.request.url != TOKEN_URL]
    return [authorization.removeprefix("Bearer ") for authorization in used]


def test_the_grant_is_asked_for_in_zendesks_words(zendesk, session):
    _grant(zendesk, "first")
    zendesk.get(TICKET_URL, json={})
    session.get(TICKET_URL)
    assert json.loads(zendesk.calls[0].request.body) == {
        "grant_type": "client_credentials",
        "client_id": "wellheard",
        "client_secret": SECRET,
        "scope": SCOPE,
        "expires_in": 3600,
    }


def test_a_netrc_file_does_not_sign_the_request_for_a_token(zendesk, session, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine acme.zendesk.com login priya password not-ours\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    _grant(zendesk, "first")
    zendesk.get(TICKET_URL, json={})
    session.get(TICKET_URL)
    assert "Authorization" not in zendesk.calls[0].request.headers


def test_a_token_is_used_until_80_percent_of_its_life(zendesk, session, clock):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, json={})
    session.get(TICKET_URL)
    clock.pass_seconds(799)
    session.get(TICKET_URL)
    clock.pass_seconds(1)
    session.get(TICKET_URL)
    assert _tokens_used(zendesk) == ["first", "first", "second"]


def test_a_token_that_cannot_be_renewed_is_used_to_its_end(zendesk, session, clock):
    _grant(zendesk, "first")
    zendesk.post(TOKEN_URL, status=503)
    zendesk.get(TICKET_URL, json={})
    session.get(TICKET_URL)
    clock.pass_seconds(900)
    session.get(TICKET_URL)
    assert _tokens_used(zendesk) == ["first", "first"]


def test_a_token_past_its_end_is_not_used_though_there_is_no_other(zendesk, session, clock):
    _grant(zendesk, "first")
    zendesk.post(TOKEN_URL, status=503)
    zendesk.get(TICKET_URL, json={})
    session.get(TICKET_URL)
    clock.pass_seconds(1000)
    with pytest.raises(HelpdeskUnavailable):
        session.get(TICKET_URL)


@pytest.mark.parametrize("expires_in", [None, 3_600_000, 0, -5, "soon", float("inf")])
def test_a_life_that_cannot_be_seconds_counts_as_half_an_hour(zendesk, session, clock, expires_in):
    zendesk.post(TOKEN_URL, body=json.dumps({"access_token": "first", "expires_in": expires_in}))
    _grant(zendesk, "second")
    zendesk.get(TICKET_URL, json={})
    for seconds in (0, 1439, 1):
        clock.pass_seconds(seconds)
        session.get(TICKET_URL)
    assert _tokens_used(zendesk) == ["first", "first", "second"]


def test_a_rejected_token_is_renewed_and_the_read_replayed(zendesk, session):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, status=401)
    zendesk.get(TICKET_URL, json={"ticket": {}})
    assert session.get(TICKET_URL).json() == {"ticket": {}}
    assert _tokens_used(zendesk) == ["first", "second"]


def test_a_rejected_write_is_replayed_once_with_the_same_body(zendesk, session):
    _grant(zendesk, "first", "second")
    zendesk.put(TICKET_URL, status=401)
    zendesk.put(TICKET_URL, json={})
    session.put(TICKET_URL, json={"ticket": {"id": 42}})
    bodies = [call.request.body for call in zendesk.calls if call.request.method == "PUT"]
    assert bodies == [b'{"ticket": {"id": 42}}'] * 2


def test_a_second_rejection_is_an_answer(zendesk, session):
    _grant(zendesk, "first", "second", "third")
    zendesk.put(TICKET_URL, status=401)
    with pytest.raises(HelpdeskRefused):
        session.put(TICKET_URL, json={})
    assert _tokens_used(zendesk) == ["first", "second"]


@pytest.mark.parametrize("status", [400, 401])
def test_a_client_that_is_not_accepted_is_refused_with_the_settings_to_check(zendesk, session, status):
    zendesk.post(TOKEN_URL, status=status, json={"error": "invalid_client", "error_description": "No such client"})
    with pytest.raises(HelpdeskRefused) as caught:
        session.get(TICKET_URL)
    sentence = str(caught.value)
    assert "WELLHEARD_ZENDESK_CLIENT_ID" in sentence
    assert "WELLHEARD_ZENDESK_CLIENT_SECRET" in sentence
    assert SECRET not in sentence


def test_a_busy_token_address_is_waited_for(zendesk, session):
    zendesk.post(TOKEN_URL, status=429, headers={"Retry-After": "9"})
    with pytest.raises(HelpdeskBusy) as caught:
        session.get(TICKET_URL)
    assert caught.value.retry_after == 9


@pytest.mark.parametrize("body", ["{}", '{"access_token": null}', '{"access_token": ""}', "<html></html>"])
def test_an_answer_without_a_token_counts_as_no_answer(zendesk, session, body):
    zendesk.post(TOKEN_URL, body=body)
    with pytest.raises(HelpdeskUnavailable):
        session.get(TICKET_URL)


def test_processes_share_one_token_through_redis(zendesk, clock, redis_url):
    _grant(zendesk, "first")
    zendesk.get(TICKET_URL, json={})
    for _ in range(3):
        _open(RedisTokenCache(connect(redis_url)), clock).get(TICKET_URL)
    assert (_tokens_asked_for(zendesk), _tokens_used(zendesk)) == (1, ["first"] * 3)


def test_workers_that_start_together_ask_for_one_token(zendesk, clock, redis_url):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, json={})
    together = threading.Barrier(4)

    def work():
        session = _open(RedisTokenCache(connect(redis_url)), clock)
        together.wait(timeout=30)
        session.get(TICKET_URL)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (_tokens_asked_for(zendesk), _tokens_used(zendesk)) == (1, ["first"] * 4)


def test_a_token_is_asked_for_under_a_lock_that_is_given_back(zendesk, clock, redis_url, redis_client):
    locks = []

    def grant(_request):
        locks.extend(redis_client.keys("wellheard:zendesk_token:*:lock"))
        return 200, {}, '{"access_token": "first", "expires_in": 1000}'

    zendesk.add_callback("POST", TOKEN_URL, callback=grant)
    zendesk.get(TICKET_URL, json={})
    _open(RedisTokenCache(connect(redis_url)), clock).get(TICKET_URL)
    assert len(locks) == 1
    assert not redis_client.exists(*locks)


def test_a_rejected_token_that_somebody_else_renewed_is_not_renewed_again(zendesk, clock, redis_url):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, json={})
    zendesk.get(TICKET_URL, json={})
    one, other = (_open(RedisTokenCache(connect(redis_url)), clock) for _ in range(2))
    one.get(TICKET_URL)
    other.get(TICKET_URL)
    for session in (one, other):
        zendesk.replace("GET", TICKET_URL, status=401)
        zendesk.get(TICKET_URL, json={})
        session.get(TICKET_URL)
    assert _tokens_asked_for(zendesk) == 2


def test_the_key_in_redis_shows_neither_client_nor_secret_and_dies_with_the_token(
    zendesk, clock, redis_url, redis_client
):
    _grant(zendesk, "first")
    zendesk.get(TICKET_URL, json={})
    _open(RedisTokenCache(connect(redis_url)), clock).get(TICKET_URL)
    (key,) = redis_client.keys()
    assert key.startswith(b"wellheard:zendesk_token:")
    assert SECRET.encode() not in key
    assert 0 < redis_client.ttl(key) <= 1000


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{", b'{"text": 1}', b"\xff"])
def test_rubbish_in_redis_counts_as_no_token(zendesk, clock, redis_url, redis_client, rubbish):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, json={})
    _open(RedisTokenCache(connect(redis_url)), clock).get(TICKET_URL)
    (key,) = redis_client.keys()
    redis_client.set(key, rubbish)
    _open(RedisTokenCache(connect(redis_url)), clock).get(TICKET_URL)
    assert _tokens_used(zendesk) == ["first", "second"]


def test_without_redis_a_process_keeps_its_own_token(zendesk, clock):
    _grant(zendesk, "first", "second")
    zendesk.get(TICKET_URL, json={})
    session = _open(RedisTokenCache(connect("redis://127.0.0.1:1")), clock)
    session.get(TICKET_URL)
    session.get(TICKET_URL)
    assert _tokens_used(zendesk) == ["first", "first"]
