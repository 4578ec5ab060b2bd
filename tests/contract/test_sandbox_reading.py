from datetime import timedelta

import pytest

from sandbox.zendesk import stamps
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve
from sandbox.zendesk.ticket_input import TicketInput


@pytest.fixture
def sandbox():
    with serve(account=Account(export_lag_seconds=0)) as running:
        yield running


@pytest.fixture
def maya(account):
    return account.add_user("Maya Lindqvist", "maya@example.org", locale="en-GB", time_zone="Europe/Stockholm")


@pytest.fixture
def five(account, maya):
    return [account.customer_writes(maya, f"message {n}", subject=f"number {n}").id for n in range(5)]


def import_closed(account, maya, days_ago):
    at = stamps.render(stamps.now() - timedelta(days=days_ago))
    given = {"requester_id": maya.id, "status": "closed", "comment": {"body": "old"}, "created_at": at}
    return account.import_ticket(TicketInput.model_validate(given)).id


def walk(api, path, name, step="next"):
    """Every id over all pages, following the links as they come."""
    found, url = [], path
    while url:
        answer = api.get(url.removeprefix(api.url)).json()
        found += [one["id"] for one in answer[name]]
        url = answer["links"][step]
    return found


@pytest.mark.parametrize(
    ("sort", "backwards"), [("id", False), ("-id", True), ("updated_at", False), ("-updated_at", True)]
)
def test_requested_tickets_come_page_by_page_in_the_asked_order(api, maya, five, sort, backwards):
    path = f"/api/v2/users/{maya.id}/tickets/requested.json?sort={sort}&page[size]=2"
    assert walk(api, path, "tickets") == (five[::-1] if backwards else five)


def test_without_a_sort_requested_tickets_come_by_id(api, maya, five):
    assert walk(api, f"/api/v2/users/{maya.id}/tickets/requested?page[size]=3", "tickets") == five


def test_pages_can_be_walked_backwards(api, maya, five):
    path = f"/api/v2/users/{maya.id}/tickets/requested"
    last = api.get(f"{path}?page[size]=2&page[after]={api.get(f'{path}?page[size]=4').json()['meta']['after_cursor']}")
    before = api.get(last.json()["links"]["prev"].removeprefix(api.url)).json()
    assert [one["id"] for one in before["tickets"]] == five[2:4]


def test_a_page_stays_put_while_newer_tickets_arrive(api, maya, five, account):
    path = f"/api/v2/users/{maya.id}/tickets/requested?sort=-id&page[size]=2"
    first = api.get(path).json()
    account.customer_writes(maya, "one more")
    second = api.get(first["links"]["next"].removeprefix(api.url)).json()
    assert [one["id"] for one in second["tickets"]] == five[1:3][::-1]


def test_offset_pages_tell_their_neighbours_and_the_count(api, maya, five):
    answer = api.get(f"/api/v2/users/{maya.id}/tickets/requested.json?per_page=2&page=2").json()
    assert ([one["id"] for one in answer["tickets"]], answer["count"]) == (five[2:4], 5)
    assert ("page=3" in answer["next_page"], "page=1" in answer["previous_page"]) == (True, True)


def test_offset_paging_ends_at_ten_thousand_records(api):
    answer = api.get("/api/v2/tickets.json?page=101&per_page=100")
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidPaginationDepth")


def test_a_page_holds_at_most_a_hundred(api, maya, account):
    for _ in range(101):
        account.customer_writes(maya, "again")
    assert len(api.get(f"/api/v2/users/{maya.id}/tickets/requested?page[size]=500").json()["tickets"]) == 100


def test_archived_tickets_are_requested_tickets_but_not_in_the_list(api, maya, account):
    old, recent = import_closed(account, maya, 200), import_closed(account, maya, 20)
    assert walk(api, f"/api/v2/users/{maya.id}/tickets/requested?page[size]=9", "tickets") == [old, recent]
    assert walk(api, "/api/v2/tickets?page[size]=9", "tickets") == [recent]
    assert api.get(f"/api/v2/tickets/{old}").status_code == 200


def test_the_list_comes_newest_update_first_when_asked(api, five):
    api.put(f"/api/v2/tickets/{five[0]}", json={"ticket": {"tags": ["x"]}})
    assert walk(api, "/api/v2/tickets.json?sort=-updated_at&page[size]=2", "tickets")[0] == five[0]


def test_ccd_and_assigned_tickets_have_lists_of_their_own(api, maya, account, five):
    jon = account.agent("Jon")
    ccs = [{"user_id": maya.id, "action": "put"}]
    api.put(f"/api/v2/tickets/{five[1]}", json={"ticket": {"email_ccs": ccs, "assignee_id": jon.id}})
    assert walk(api, f"/api/v2/users/{maya.id}/tickets/ccd?page[size]=9", "tickets") == [five[1]]
    assert walk(api, f"/api/v2/users/{jon.id}/tickets/assigned?page[size]=9", "tickets") == [five[1]]


def test_many_tickets_are_shown_at_once(api, five):
    answer = api.get(f"/api/v2/tickets/show_many.json?ids={five[0]},{five[2]},999").json()
    assert [one["id"] for one in answer["tickets"]] == [five[0], five[2]]


def test_people_and_counts_come_along_when_asked(api, maya, five):
    answer = api.get(f"/api/v2/tickets/{five[0]}.json?include=users,groups,comment_count").json()
    assert ([one["id"] for one in answer["users"]], answer["ticket"]["comment_count"]) == ([maya.id], 1)


@pytest.mark.parametrize("backwards", [False, True])
def test_comments_come_in_both_orders_with_their_authors(api, maya, account, five, backwards):
    account.agent_replies(five[0], account.agent("Jon"), "answer")
    sort = "-created_at" if backwards else "created_at"
    path = f"/api/v2/tickets/{five[0]}/comments.json?sort={sort}&page[size]=100&include=users"
    answer = api.get(path).json()
    bodies = ["message 0", "answer"]
    assert [one["body"] for one in answer["comments"]] == (bodies[::-1] if backwards else bodies)
    assert {one["id"] for one in answer["users"]} == {maya.id, account.agent("Jon").id}


def test_comments_are_counted(api, five):
    assert api.get(f"/api/v2/tickets/{five[0]}/comments/count.json").json()["count"]["value"] == 1


def test_a_user_shows_locale_zone_and_role(api, maya):
    user = api.get(f"/api/v2/users/{maya.id}").json()["user"]
    assert [user[name] for name in ("locale", "time_zone", "iana_time_zone", "role", "suspended")] == [
        "en-GB",
        "Stockholm",
        "Europe/Stockholm",
        "end-user",
        False,
    ]


def test_users_are_found_shown_together_and_made_or_updated(api, maya):
    found = api.get("/api/v2/users/search.json?query=email:maya@example.org").json()["users"]
    shown = api.get(f"/api/v2/users/show_many?ids={maya.id},5000000001").json()["users"]
    given = {"user": {"email": "Maya@Example.org", "notes": "prefers mail"}}
    updated = api.post("/api/v2/users/create_or_update.json", json=given)
    assert ([one["id"] for one in found], len(shown), updated.status_code) == ([maya.id], 2, 200)


def test_a_merged_away_user_is_404_and_the_tickets_move(api, maya, account, five):
    winner = account.add_user("Maya L", "maya.l@example.org")
    api.put(f"/api/v2/users/{maya.id}/merge.json", json={"user": {"id": winner.id}})
    assert api.get(f"/api/v2/users/{maya.id}").status_code == 404
    assert walk(api, f"/api/v2/users/{winner.id}/tickets/requested?page[size]=9", "tickets") == five


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("type:ticket", 5),
        ("type:ticket requester:maya@example.org", 5),
        ("type:ticket requester_id:{maya}", 5),
        ("type:ticket -requester:{maya}", 0),
        ("type:ticket subject:3", 1),
        ('type:ticket "message 2"', 1),
        ("type:ticket messag*", 5),
        ("type:ticket messag", 0),
        ("type:ticket created>2026-01-01", 5),
        ("type:ticket created<2026-01-01", 0),
        ("type:ticket created>1hour", 5),
        ("type:ticket status<solved", 5),
        ("type:ticket status:open", 0),
        ("type:ticket status:new status:open", 5),
        ("type:ticket tags:billing", 0),
        ("type:ticket via:mail", 5),
        ("type:user maya", 1),
        ("type:ticket nonsense:1", 0),
    ],
)
def test_search_understands_its_language(api, maya, five, query, count):
    asked = {"query": query.format(maya=maya.id)}
    assert api.get("/api/v2/search.json", params=asked).json()["count"] == count
    assert api.get("/api/v2/search/count.json", params=asked).json() == {"count": count}


def test_search_sorts_by_creation(api, maya, account):
    old, recent = import_closed(account, maya, 9), import_closed(account, maya, 3)
    asked = {"query": "type:ticket", "sort_by": "created_at", "sort_order": "asc"}
    assert [one["id"] for one in api.get("/api/v2/search", params=asked).json()["results"]] == [old, recent]


def test_search_ends_at_a_thousand_results(api):
    answer = api.get("/api/v2/search.json?query=x&page=11&per_page=100")
    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")


def test_search_export_walks_by_cursor_and_wants_the_type_in_its_filter(api, five):
    assert walk(api, "/api/v2/search/export?query=message&filter[type]=ticket&page[size]=2", "results") == five
    assert api.get("/api/v2/search/export?query=type:ticket&filter[type]=ticket").status_code == 422


def test_a_cursor_export_goes_on_where_it_ended(api, maya, five, account):
    first = api.get("/api/v2/incremental/tickets/cursor.json?start_time=1&per_page=3").json()
    rest = api.get(f"/api/v2/incremental/tickets/cursor.json?cursor={first['after_cursor']}").json()
    assert [one["id"] for one in first["tickets"] + rest["tickets"]] == five
    assert (first["end_of_stream"], rest["end_of_stream"]) == (False, True)


def test_a_time_export_tells_its_end(api, five):
    answer = api.get("/api/v2/incremental/tickets.json?start_time=1").json()
    assert (answer["count"], answer["end_of_stream"]) == (5, True)


def test_exports_hold_the_newest_time_back(five, account, api):
    account.export_lag_seconds = 60
    assert api.get("/api/v2/incremental/tickets/cursor.json?start_time=1").json()["tickets"] == []
    now = int(stamps.now().timestamp())
    assert api.get(f"/api/v2/incremental/tickets/cursor.json?start_time={now}").status_code == 422


def test_deleted_tickets_are_in_exports_as_deleted(api, five):
    api.delete(f"/api/v2/tickets/{five[0]}")
    exported = api.get("/api/v2/incremental/tickets/cursor?start_time=1").json()["tickets"]
    assert {one["id"]: one["status"] for one in exported}[five[0]] == "deleted"


def test_ids_of_users_and_comments_need_more_than_32_bits(api, maya, five):
    comment = api.get(f"/api/v2/tickets/{five[0]}/comments").json()["comments"][0]
    assert min(maya.id, comment["id"]) > 2**31


def test_the_same_path_answers_with_and_without_json_at_its_end(api, five):
    for path in ("tickets", f"tickets/{five[0]}", "users/me", "groups", "brands"):
        assert api.get(f"/api/v2/{path}").status_code == api.get(f"/api/v2/{path}.json").status_code == 200
