import pytest
import requests
from sandbox_session import ask_token, sign_in

from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve
from sandbox.zendesk.limits import Limits


@pytest.fixture
def faults(sandbox):
    return sandbox.account.faults


@pytest.fixture
def ticket(sandbox):
    maya = sandbox.account.add_user("Maya Lindqvist", "maya@example.org")
    return sandbox.account.customer_writes(maya, "Hello")


def put_note(api, ticket):
    return api.put(f"/api/v2/tickets/{ticket.id}", json={"ticket": {"comment": {"body": "note", "public": False}}})


def test_the_next_requests_fail_and_the_ones_after_do_not(api, faults):
    faults.fail_next(2, status=500)
    assert [api.get("/api/v2/users/me").status_code for _ in range(3)] == [500, 500, 200]


def test_a_failure_may_say_when_to_come_back(api, faults):
    faults.fail_next(status=429, retry_after=1.5)
    assert api.get("/api/v2/users/me").headers["Retry-After"] == "1.5"


def test_a_failed_write_did_nothing(api, faults, ticket):
    faults.fail_next()
    assert (put_note(api, ticket).status_code, len(ticket.comments)) == (503, 1)


def test_trouble_can_wait_for_a_method_and_a_path(api, faults, ticket):
    faults.fail_next(method="PUT", path_prefix="/api/v2/tickets")
    assert api.get(f"/api/v2/tickets/{ticket.id}").status_code == 200
    assert api.get("/api/v2/users/me").status_code == 200
    assert put_note(api, ticket).status_code == 503


def test_the_door_to_tokens_can_fail_too(sandbox, faults):
    faults.fail_next(path_prefix="/oauth")
    assert ask_token(sandbox).status_code == 503


@pytest.mark.parametrize(("after_write", "comments"), [(False, 1), (True, 2)])
def test_a_cut_connection_leaves_the_write_done_or_not_as_ordered(api, faults, ticket, after_write, comments):
    faults.drop_next(after_write=after_write)
    with pytest.raises(requests.ConnectionError):
        put_note(api, ticket)
    assert len(ticket.comments) == comments


def test_a_web_page_can_stand_where_json_should(api, faults, ticket):
    faults.html_next()
    answer = put_note(api, ticket)
    assert (answer.status_code, answer.headers["Content-Type"], len(ticket.comments)) == (
        200,
        "text/html; charset=utf-8",
        1,
    )


def test_half_an_answer_breaks_the_reading(api, faults, ticket):
    faults.half_body_next()
    with pytest.raises(requests.RequestException):
        api.get(f"/api/v2/tickets/{ticket.id}").json()


def test_an_answer_can_be_slow_enough_for_a_time_out(sandbox, faults):
    faults.latency(5)
    with pytest.raises(requests.Timeout):
        requests.get(f"{sandbox.url}/api/v2/users/me", timeout=0.1)
    faults.clear()


def test_trouble_is_ordered_over_http_too(api, ticket):
    order = {"fail_next": 1, "status": 502, "method": "GET", "path_prefix": "/api/v2/users"}
    assert api.post("/sandbox/faults", json=order).status_code == 200
    assert [api.get("/api/v2/users/me").status_code for _ in range(2)] == [502, 200]


def test_trouble_ordered_over_http_can_cut_after_the_write(api, ticket):
    api.post("/sandbox/faults", json={"drop_next": 1, "after_write": True, "method": "PUT"})
    with pytest.raises(requests.ConnectionError):
        put_note(api, ticket)
    assert len(ticket.comments) == 2


def test_tokens_can_be_ended_over_http(api):
    api.post("/sandbox/faults", json={"expire_tokens": True})
    assert api.get("/api/v2/users/me").status_code == 401


@pytest.mark.parametrize(
    "order", [{"fail_next": "many"}, {"status": 200, "fail_next": 1}, {"explode": 1}, {"latency": 999}]
)
def test_an_order_that_makes_no_sense_is_refused(api, order):
    assert api.post("/sandbox/faults", json=order).status_code == 422


def test_the_log_tells_every_request_and_who_made_it(sandbox, api, ticket):
    api.post("/sandbox/log/clear")
    api.get(f"/api/v2/tickets/{ticket.id}.json?include=users")
    put_note(api, ticket)
    requests.get(f"{sandbox.url}/api/v2/users/me", timeout=30)
    entries = api.get("/sandbox/log").json()["entries"]
    path, me = f"/api/v2/tickets/{ticket.id}", sandbox.account.integration.id
    assert entries == [
        {"method": "GET", "path": path, "query": "include=users", "status": 200, "user_id": me},
        {"method": "PUT", "path": path, "query": "", "status": 200, "user_id": me},
        {"method": "GET", "path": "/api/v2/users/me", "query": "", "status": 401, "user_id": None},
    ]


def test_a_cut_request_is_in_the_log_without_a_status(sandbox, api, faults, ticket):
    faults.drop_next(after_write=True)
    with pytest.raises(requests.ConnectionError):
        put_note(api, ticket)
    assert [entry.status for entry in sandbox.account.log.entries(method="PUT")] == [None]


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limited(clock):
    with serve(account=Account(limits=Limits.for_plan("team", clock=clock))) as running:
        yield running


def test_a_plan_says_in_every_answer_how_much_is_left(limited):
    headers = sign_in(limited).get("/api/v2/tickets").headers
    assert {name: headers[name] for name in ("X-Rate-Limit", "X-Rate-Limit-Remaining", "ratelimit-reset")} == {
        "X-Rate-Limit": "200",
        "X-Rate-Limit-Remaining": "199",
        "ratelimit-reset": "60",
    }
    assert headers["zendesk-ratelimit-tickets-index"] == "total=200; remaining=199; resets=60"


def test_past_the_plans_limit_is_429_until_the_minute_is_over(limited, clock):
    api = sign_in(limited)
    limited.account.limits.windows.clear()
    clock.now = 100.0
    assert {api.get("/api/v2/users/me").status_code for _ in range(200)} == {200}
    clock.now = 130.0
    refused = api.get("/api/v2/users/me")
    said = [refused.headers[name] for name in ("Retry-After", "X-Rate-Limit-Remaining")]
    assert (refused.status_code, said) == (429, ["30", "0"])
    clock.now = 160.0
    assert api.get("/api/v2/users/me").status_code == 200


def test_one_ticket_takes_thirty_updates_in_ten_minutes(limited, clock):
    api = sign_in(limited)
    maya = limited.account.add_user("Maya Lindqvist", "maya@example.org")
    ticket = limited.account.customer_writes(maya, "Hello")
    statuses = [put_note(api, ticket).status_code for _ in range(31)]
    clock.now = 120.0
    refused = put_note(api, ticket)
    assert (statuses.count(200), refused.status_code, refused.headers["Retry-After"]) == (30, 429, "480")


def test_without_a_plan_nothing_is_counted(api):
    assert "X-Rate-Limit" not in api.get("/api/v2/tickets").headers
