import pytest
import requests
import responses
from zendesk_exchanges import ACCOUNT, KnownToken

from plugin.zendesk_session import ZendeskSession
from suggestions.errors import (
    HelpdeskBusy,
    HelpdeskRefused,
    HelpdeskUnavailable,
    TicketGone,
    TicketMoved,
)

TICKET_PATH = "/api/v2/tickets/42.json"
NOT_FOUND = {"error": "RecordNotFound", "description": "Not found"}


@pytest.fixture
def zendesk():
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def session():
    return ZendeskSession(ACCOUNT, KnownToken())


def _answer(zendesk, path=TICKET_PATH, **answer):
    zendesk.get(ACCOUNT + path, **answer)


@pytest.mark.parametrize(
    ("path", "answer", "error", "words"),
    [
        (TICKET_PATH, {"status": 400, "json": {"error": "BadRequest"}}, HelpdeskRefused, "BadRequest"),
        (TICKET_PATH, {"status": 401, "json": {"error": "invalid_token"}}, HelpdeskRefused, "CLIENT_ID"),
        (TICKET_PATH, {"status": 403, "json": {"error": "Forbidden"}}, HelpdeskRefused, "tickets:read"),
        ("/api/v2/users/me.json", {"status": 403, "json": {}}, HelpdeskRefused, "users:read"),
        ("/api/v2/users/7/tickets.json", {"status": 403, "json": {}}, HelpdeskRefused, "tickets:read"),
        (TICKET_PATH, {"status": 404, "json": NOT_FOUND}, TicketGone, "deleted"),
        ("/api/v2/users/7/tickets.json", {"status": 404, "json": NOT_FOUND}, TicketMoved, "requester"),
        (TICKET_PATH, {"status": 404, "body": "<html>No help desk here</html>"}, HelpdeskRefused, "ZENDESK_URL"),
        ("/api/v3/tickets.json", {"status": 404, "json": {"error": {"title": "x"}}}, HelpdeskRefused, "/api/v3"),
        (TICKET_PATH, {"status": 408}, HelpdeskUnavailable, "408"),
        (TICKET_PATH, {"status": 409, "json": {}}, TicketMoved, "changed"),
        (TICKET_PATH, {"status": 418, "body": "teapot"}, HelpdeskRefused, "418"),
        (TICKET_PATH, {"status": 500, "body": "<html>Oops</html>"}, HelpdeskUnavailable, "500"),
        (TICKET_PATH, {"status": 502}, HelpdeskUnavailable, "502"),
        (TICKET_PATH, {"status": 503}, HelpdeskUnavailable, "503"),
        (TICKET_PATH, {"status": 504}, HelpdeskUnavailable, "504"),
        (TICKET_PATH, {"body": "<html>Log in</html>"}, HelpdeskUnavailable, "JSON object"),
        (TICKET_PATH, {"body": '{"ticket": {"id": 4'}, HelpdeskUnavailable, "JSON object"),
        (TICKET_PATH, {"json": [1]}, HelpdeskUnavailable, "JSON object"),
        (TICKET_PATH, {"body": b"\xff\xfe\x00"}, HelpdeskUnavailable, "JSON object"),
        (TICKET_PATH, {"body": requests.ReadTimeout()}, HelpdeskUnavailable, "ReadTimeout"),
        (TICKET_PATH, {"body": requests.exceptions.ChunkedEncodingError()}, HelpdeskUnavailable, "Chunked"),
    ],
)
def test_every_failure_is_named_for_our_next_step(zendesk, session, path, answer, error, words):
    _answer(zendesk, path, **answer)
    with pytest.raises(error, match=words):
        session.fetch(path)


DATE = "Mon, 09 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "Mon, 09 Mar 2026 09:00:42 GMT", "Date": DATE}, 42),
        ({"Retry-After": "Mon, 09 Mar 2026 08:00:00 GMT", "Date": DATE}, 0),
        ({"Retry-After": "Mon, 09 Mar 2026 09:00:42 GMT"}, 60),
        ({"Retry-After": "Mon, 09 Mar 2026 09:00:42 -0000", "Date": DATE}, 60),
        ({"Retry-After": "later"}, 60),
        ({"Retry-After": "-3"}, 60),
        ({"Retry-After": "inf"}, 60),
        ({"Retry-After": "nan"}, 60),
        ({}, 60),
    ],
)
def test_too_many_requests_say_how_long_to_wait(zendesk, session, headers, seconds):
    _answer(zendesk, status=429, headers=headers)
    with pytest.raises(HelpdeskBusy) as caught:
        session.fetch(TICKET_PATH)
    assert caught.value.retry_after == seconds


def test_a_maintenance_that_says_when_it_ends_is_waited_for(zendesk, session):
    _answer(zendesk, status=503, headers={"Retry-After": "120"})
    with pytest.raises(HelpdeskBusy) as caught:
        session.fetch(TICKET_PATH)
    assert caught.value.retry_after == 120


def test_a_read_whose_connection_broke_is_asked_once_more(zendesk, session):
    _answer(zendesk, body=requests.ConnectionError())
    _answer(zendesk, json={"ticket": {}})
    assert session.fetch(TICKET_PATH) == {"ticket": {}}


def test_a_read_is_not_asked_a_third_time(zendesk, session):
    _answer(zendesk, body=requests.ConnectionError())
    with pytest.raises(HelpdeskUnavailable):
        session.fetch(TICKET_PATH)
    assert len(zendesk.calls) == 2


@pytest.mark.parametrize("trouble", [requests.ReadTimeout(), requests.ConnectTimeout()], ids=["read", "connect"])
def test_a_read_that_took_too_long_is_not_asked_again(zendesk, session, trouble):
    _answer(zendesk, body=trouble)
    with pytest.raises(HelpdeskUnavailable):
        session.fetch(TICKET_PATH)
    assert len(zendesk.calls) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_write_whose_connection_broke_is_never_sent_again(zendesk, session, method):
    zendesk.add(method, ACCOUNT + TICKET_PATH, body=requests.ConnectionError())
    with pytest.raises(HelpdeskUnavailable):
        session.request(method, TICKET_PATH)
    assert len(zendesk.calls) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_not_followed(zendesk, session, status):
    _answer(zendesk, status=status, headers={"Location": "https://elsewhere.example/api/v2/tickets/42.json"})
    with pytest.raises(HelpdeskRefused, match=r"elsewhere\.example"):
        session.fetch(TICKET_PATH)
    assert len(zendesk.calls) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/api/v2/tickets/42.json",
        "//elsewhere.example/api/v2/tickets/42.json",
        "http://acme.zendesk.com/api/v2/tickets/42.json",
        "https://acme.zendesk.com.elsewhere.example/x",
        "https://acme.zendesk.com@elsewhere.example/x",
    ],
)
def test_no_other_host_is_ever_called(session, url):
    with pytest.raises(ValueError, match=r"Only https://acme\.zendesk\.com"):
        session.get(url)


def test_a_netrc_file_does_not_replace_our_token(zendesk, session, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine acme.zendesk.com login priya password not-ours\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    _answer(zendesk, json={})
    session.fetch(TICKET_PATH)
    assert zendesk.calls[0].request.headers["Authorization"] == "Bearer known"


def test_every_call_has_a_time_limit(zendesk, session):
    _answer(zendesk, json={})
    session.fetch(TICKET_PATH)
    assert zendesk.calls[0].request.req_kwargs["timeout"] == (5.0, 20.0)
