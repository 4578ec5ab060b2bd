import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.zendesk.account import Account
from sandbox.zendesk.app import create_app

JSON = {"Content-Type": "application/json"}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = (
    "id", "subject", "description", "comment", "comments", "status", "priority", "type", "requester_id",
    "requester", "submitter_id", "assignee_id", "assignee_email", "group_id", "tags", "additional_tags",
    "remove_tags", "custom_fields", "collaborator_ids", "email_ccs", "metadata", "via",
    "via_followup_source_id", "safe_update", "updated_stamp", "created_at", "updated_at", "solved_at",
    "due_at", "external_id", "name", "email", "role", "locale", "locale_id", "time_zone", "user_fields",
    "title", "conditions", "actions", "position", "endpoint", "http_method", "request_format",
    "subscriptions", "custom_headers", "authentication", "body", "html_body", "public", "author_id",
)  # fmt: skip
RECORD = st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=5)
WRITES = [
    ("POST", "/api/v2/tickets", "ticket"),
    ("PUT", "/api/v2/tickets/1", "ticket"),
    ("POST", "/api/v2/imports/tickets", "ticket"),
    ("POST", "/api/v2/users", "user"),
    ("PUT", "/api/v2/users/5000000004", "user"),
    ("POST", "/api/v2/triggers", "trigger"),
    ("POST", "/api/v2/webhooks", "webhook"),
]


class Client:
    """The app without a network; nothing here may ever answer 500."""

    def __init__(self):
        account = Account()
        maya = account.add_user("Maya Lindqvist", "maya@example.org")
        account.customer_writes(maya, "Hello")
        self.http = create_app(account).test_client()
        client = account.client
        asked = {"grant_type": "client_credentials", "client_id": client.identifier, "client_secret": client.secret}
        answer = self.http.post("/oauth/tokens", json={**asked, "scope": "read write"})
        self.bearer = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def call(self, method, path, data=b"", headers=None):
        return self.http.open(path, method=method, data=data, headers={**self.bearer, **JSON, **(headers or {})})


@pytest.fixture(scope="module")
def client():
    return Client()


@pytest.mark.parametrize(("method", "path", "key"), WRITES)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe\x00",
        b"{}" * 2,
        b'{"x": NaN}',
        b"[" * 100_000,
        b'{"ticket": 1, "user": "x", "trigger": [], "webhook": null}',
        b'{"ticket": {"comment": [1]}, "user": {"email": "\\ud800"}, "trigger": {"title": {}}, "webhook": {"name": 1}}',
    ],
)
def test_a_body_that_is_not_what_it_should_be_is_refused(client, method, path, key, body):
    assert client.call(method, path, body).status_code in {400, 422}


@pytest.mark.parametrize(("method", "path", "key"), WRITES)
@settings(max_examples=40)
@given(fields=RECORD)
def test_no_field_of_any_kind_breaks_the_server(client, method, path, key, fields):
    answer = client.call(method, path, json.dumps({key: fields}).encode())
    assert answer.status_code in {200, 201, 204, 400, 409, 422}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/tickets?page[size]=many",
        "/api/v2/tickets?page[size]=-1",
        "/api/v2/tickets?page[size]=0",
        "/api/v2/tickets?page[size]=99999999999999999999",
        "/api/v2/tickets?page[after]=garbage",
        "/api/v2/tickets?page[after]=W10",
        "/api/v2/tickets?page[after]=WyJhIiwiYiJd",
        "/api/v2/tickets?page[before]=é",
        "/api/v2/tickets?page=minus",
        "/api/v2/tickets?per_page=0&page=0",
        "/api/v2/tickets?sort=colour&page[size]=1",
        "/api/v2/tickets?sort_by=colour",
        "/api/v2/tickets/show_many?ids=a,,1,99999999999999999999999",
        "/api/v2/tickets/show_many",
        "/api/v2/tickets/0",
        "/api/v2/tickets/99999999999999999999999",
        "/api/v2/tickets/-1",
        "/api/v2/tickets/1/comments?sort=author&page[size]=1",
        "/api/v2/tickets/1/audits/7",
        "/api/v2/users/0",
        "/api/v2/users/search",
        "/api/v2/search",
        "/api/v2/search?query=",
        "/api/v2/search?query=created>yesterday",
        "/api/v2/search?query=created>99999999year",
        "/api/v2/search?query=created>0001-01-01T00:00:00%2B23:00",
        '/api/v2/search?query=" " : -: type:',
        "/api/v2/search?query=status<colour",
        "/api/v2/search/export",
        "/api/v2/search/export?filter[type]=ticket&query=x&page[after]=zzz",
        "/api/v2/incremental/tickets/cursor",
        "/api/v2/incremental/tickets/cursor?cursor=zzz",
        "/api/v2/incremental/tickets/cursor?cursor=WyJhIiwiYiJd",
        "/api/v2/incremental/tickets?start_time=soon",
        "/api/v2/incremental/tickets?start_time=99999999999999",
        "/api/v2/webhooks/none",
        "/api/v2/webhooks/none/invocations/none/attempts",
        "/api/v2/job_statuses/none",
        "/api/v2/no/such/path",
        "/api/v2/",
    ],
)
def test_no_address_breaks_the_server(client, path):
    answer = client.call("GET", path)
    assert (answer.status_code < 500, answer.is_json) == (True, True)


def test_an_unknown_path_says_so_in_json(client):
    answer = client.call("GET", "/api/v2/no/such/path")
    assert (answer.status_code, answer.get_json()["error"]["title"]) == (404, "Invalid Endpoint")


def test_a_method_a_path_does_not_take_is_an_invalid_endpoint(client):
    assert client.call("PUT", "/api/v2/tickets").status_code == 404


@pytest.mark.parametrize("depth", [100, 700, 950, 1500])
def test_metadata_nested_too_deeply_is_refused_and_not_a_crash(client, depth):
    nested = b'{"ticket": {"tags": ["x%d"], "metadata": {"a": %s1%s}}}' % (depth, b"[" * depth, b"]" * depth)
    assert client.call("PUT", "/api/v2/tickets/1", nested).status_code in {200, 400}


@pytest.mark.parametrize("ids", [None, "1", [], ["x"], [None], [{}], [1]])
def test_a_merge_of_nonsense_is_refused_or_fails_in_its_job(client, ids):
    answer = client.call("POST", "/api/v2/tickets/1/merge", json.dumps({"ids": ids}).encode())
    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("tags", [None, 1, "a b", [None], [["a"]], {"a": 1}, ["A B"]])
def test_tags_of_any_kind_are_taken_or_refused(client, tags):
    answer = client.call("PUT", "/api/v2/tickets/1/tags", json.dumps({"tags": tags}).encode())
    assert answer.status_code in {200, 422}
