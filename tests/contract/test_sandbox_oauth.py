import base64
from datetime import timedelta

import pytest
import requests
from sandbox_session import Api, ask_token, sign_in

from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve


@pytest.fixture
def sandbox():
    with serve(account=Account(api_token="a-token-of-old")) as running:
        yield running


def test_client_credentials_earn_a_bearer_token_of_the_asked_life(sandbox):
    answer = ask_token(sandbox, "tickets:read tickets:write", expires_in=600).json()
    assert {key: answer[key] for key in ("token_type", "scope", "expires_in")} == {
        "token_type": "bearer",
        "scope": "tickets:read tickets:write",
        "expires_in": 600,
    }


def test_a_form_body_earns_a_token_too(sandbox):
    client = sandbox.account.client
    form = {
        "grant_type": "client_credentials",
        "client_id": client.identifier,
        "client_secret": client.secret,
        "scope": "read",
    }
    token = requests.post(f"{sandbox.url}/oauth/tokens", data=form, timeout=30).json()["access_token"]
    assert Api(sandbox.url, token).get("/api/v2/users/me.json").status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": ["read"]}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"expires_in": 299}, 400, "invalid_request"),
        ({"expires_in": 172_801}, 400, "invalid_request"),
        ({"expires_in": "soon"}, 400, "invalid_request"),
    ],
)
def test_a_wrong_request_for_a_token_is_refused_in_the_words_of_oauth(sandbox, change, status, error):
    answer = ask_token(sandbox, **change)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_token_with_an_unknown_scope_is_given_and_refused_everywhere(sandbox):
    api = sign_in(sandbox, "tickets:reed read")
    assert api.get("/api/v2/tickets.json").status_code == 403


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("tickets:read", "GET", "/api/v2/tickets.json", 200),
        ("tickets:read", "GET", "/api/v2/users/5000000001/tickets/requested.json", 200),
        ("tickets:read", "GET", "/api/v2/users/me.json", 403),
        ("users:read", "GET", "/api/v2/users/me.json", 200),
        ("tickets:read", "POST", "/api/v2/tickets.json", 403),
        ("tickets:write", "GET", "/api/v2/tickets.json", 403),
        ("tickets:read", "GET", "/api/v2/tickets/1/audits.json", 403),
        ("read", "GET", "/api/v2/tickets/1/audits.json", 404),
        ("tickets:read", "GET", "/api/v2/search.json?query=x", 403),
        ("webhooks:read", "GET", "/api/v2/webhooks", 200),
        ("tickets:read", "GET", "/api/v2/webhooks", 403),
        ("triggers:read", "GET", "/api/v2/triggers.json", 200),
        ("read", "POST", "/api/v2/triggers.json", 403),
        ("tickets:read", "GET", "/api/v2/groups.json", 403),
    ],
)
def test_a_token_opens_what_its_scopes_name_and_nothing_else(sandbox, scope, method, path, status):
    assert sign_in(sandbox, scope).call(method, path).status_code == status


def test_the_token_in_hand_tells_its_scopes(sandbox):
    shown = sign_in(sandbox, "tickets:read users:read").get("/api/v2/oauth/tokens/current.json").json()["token"]
    assert shown["scopes"] == ["tickets:read", "users:read"]


def test_a_token_acts_as_the_user_of_its_client(sandbox):
    me = sign_in(sandbox).get("/api/v2/users/me.json").json()["user"]
    assert (me["id"], me["role"]) == (sandbox.account.integration.id, "admin")


def test_an_expired_token_is_401(sandbox):
    api = sign_in(sandbox)
    sandbox.account.clients.find(api.token).expires_at -= timedelta(days=3)
    assert api.get("/api/v2/users/me.json").status_code == 401


def test_a_revoked_token_is_401(sandbox):
    api = sign_in(sandbox)
    api.delete("/api/v2/oauth/tokens/current.json")
    assert api.get("/api/v2/users/me.json").json() == {"error": "Couldn't authenticate you"}


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer nonsense", "Basic !!!", "Digest x", "Basic " + base64.b64encode(b"\xff\xfe").decode()],
)
def test_nobody_in_particular_is_401(sandbox, authorization):
    headers = {"Authorization": authorization} if authorization else {}
    assert Api(sandbox.url).get("/api/v2/tickets.json", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("name", "secret", "status"),
    [
        ("wellheard@sandbox.example/token", "a-token-of-old", 200),
        ("wellheard@sandbox.example/token", "another", 401),
        ("wellheard@sandbox.example", "a-token-of-old", 401),
        ("nobody@sandbox.example/token", "a-token-of-old", 401),
    ],
)
def test_an_api_token_signs_in_with_an_address_and_a_password_does_not(sandbox, name, secret, status):
    answer = requests.get(f"{sandbox.url}/api/v2/users/me.json", auth=(name, secret), timeout=30)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("agent", "/api/v2/tickets.json", 200),
        ("agent", "/api/v2/triggers.json", 200),
        ("agent", "/api/v2/webhooks", 403),
        ("agent", "/api/v2/incremental/tickets/cursor.json?start_time=1", 403),
        ("end-user", "/api/v2/tickets.json", 403),
        ("end-user", "/api/v2/users/me.json", 200),
    ],
)
def test_a_role_closes_what_is_not_for_it(sandbox, role, path, status):
    sandbox.account.add_user("Somebody", "somebody@example.org", role=role)
    signed_in = ("somebody@example.org/token", "a-token-of-old")
    assert requests.get(sandbox.url + path, auth=signed_in, timeout=30).status_code == status


def test_any_host_header_is_served_and_links_repeat_it(sandbox):
    for _ in range(2):
        sandbox.account.customer_writes(sandbox.account.integration, "Hello")
    answer = sign_in(sandbox).get("/api/v2/tickets.json?page[size]=1", headers={"Host": "acme.zendesk.example:81"})
    assert answer.json()["links"]["next"].startswith("http://acme.zendesk.example:81/api/v2/tickets.json?")
