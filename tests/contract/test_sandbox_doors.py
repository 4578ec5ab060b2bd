import json
from pathlib import Path

import pytest
from sandbox_session import connect_webhook, receiving

STORY = {
    "id": "double-charge",
    "requester": {
        "name": "Maya Lindqvist",
        "email": "maya@example.org",
        "locale": "en-GB",
        "time_zone": "Europe/Stockholm",
    },
    "plan": "standard",
    "earlier_tickets": [
        {
            "id": 1001,
            "subject": "Charged twice",
            "status": "closed",
            "via": "email",
            "created_at": "2026-08-12T08:41:00Z",
            "solved_at": "2026-08-13T10:00:00Z",
            "tags": ["billing"],
            "comments": [
                {"author": "requester", "created_at": "2026-08-12T08:41:00Z", "body": "You took 49.90 twice."},
                {"author": "agent:Jon", "created_at": "2026-08-13T10:00:00Z", "body": "Forwarded to billing."},
                {"author": "other:Bank", "public": False, "created_at": "2026-08-13T11:00:00Z", "body": "Seen."},
            ],
        }
    ],
    "new_ticket": {
        "id": 1003,
        "subject": "third time",
        "via": "phone",
        "created_at": "2026-09-22T19:05:00Z",
        "body": "Again",
    },
}


def test_a_story_brings_its_past_with_ids_dates_and_people(api):
    loaded = api.post("/sandbox/api/stories", json=STORY).json()
    ticket = api.get("/api/v2/tickets/1001.json?include=users").json()["ticket"]
    comments = api.get("/api/v2/tickets/1001/comments.json?include=users").json()
    names = {one["id"]: one["name"] for one in comments["users"]}
    assert (loaded["ticket_ids"], loaded["new_ticket_id"]) == ([1001], None)
    assert (ticket["status"], ticket["created_at"], ticket["tags"]) == ("closed", "2026-08-12T08:41:00Z", ["billing"])
    assert [(names[one["author_id"]], one["created_at"], one["public"]) for one in comments["comments"]] == [
        ("Maya Lindqvist", "2026-08-12T08:41:00Z", True),
        ("Jon", "2026-08-13T10:00:00Z", True),
        ("Bank", "2026-08-13T11:00:00Z", False),
    ]


def test_a_storys_plan_is_a_tag_and_a_field_of_the_user(api):
    requester_id = api.post("/sandbox/api/stories", json=STORY).json()["requester_id"]
    user = api.get(f"/api/v2/users/{requester_id}").json()["user"]
    assert (user["tags"], user["user_fields"], user["locale"]) == (["plan_standard"], {"plan": "standard"}, "en-GB")


def test_a_loaded_story_fires_nothing_until_it_is_played(api, sandbox):
    with receiving() as receiver:
        connect_webhook(api, receiver.url)
        api.post("/sandbox/api/stories", json=STORY)
        assert sandbox.account.delivery.deliveries_idle()
        assert receiver.received == []
        played = api.post("/sandbox/api/stories/double-charge/play").json()["ticket"]
        assert sandbox.account.delivery.deliveries_idle()
        assert receiver.bodies() == [b'{"ticket_id":"1003"}']
    assert (played["id"], played["via"]["channel"], played["created_at"]) == (1003, "voice", "2026-09-22T19:05:00Z")


def test_a_story_can_be_played_as_it_is_loaded(api):
    assert api.post("/sandbox/api/stories", json={**STORY, "play": True}).json()["new_ticket_id"] == 1003


def test_a_story_loaded_twice_gets_other_ids_the_second_time(api):
    api.post("/sandbox/api/stories", json={**STORY, "play": True})
    again = api.post("/sandbox/api/stories", json={**STORY, "play": True}).json()
    assert (again["ticket_ids"], again["new_ticket_id"]) == ([1004], 1005)


def test_every_story_in_the_tree_loads(api):
    folder = Path(__file__).parents[2] / "sandbox" / "stories"
    for file in sorted(folder.glob("*.json")):
        story = {**json.loads(file.read_text(encoding="utf-8")), "play": True}
        assert api.post("/sandbox/api/stories", json=story).status_code == 201, file.name


def test_somebody_unknown_writes_and_becomes_known(api):
    message = {"email": "sam@example.org", "name": "Sam Okafor", "locale": "en-GB", "body": "I moved."}
    ticket = api.post("/sandbox/api/customer_writes", json=message).json()["ticket"]
    again = api.post("/sandbox/api/customer_writes", json={"ticket_id": ticket["id"], "body": "And?"}).json()["ticket"]
    assert (again["id"], ticket["via"]["channel"]) == (ticket["id"], "email")
    assert len(api.get(f"/sandbox/api/tickets/{ticket['id']}").json()["comments"]) == 2


def test_an_agent_replies_and_solves(api):
    message = {"email": "sam@example.org", "body": "I moved."}
    ticket = api.post("/sandbox/api/customer_writes", json=message).json()["ticket"]
    reply = {"ticket_id": ticket["id"], "agent": "Priya", "body": "Changed.", "status": "solved"}
    assert api.post("/sandbox/api/agent_replies", json=reply).json()["ticket"]["status"] == "solved"


def test_the_state_shows_everybody_and_everything(api):
    api.post("/sandbox/api/stories", json=STORY)
    state = api.get("/sandbox/api/state").json()
    assert ({one["name"] for one in state["users"]}, [one["id"] for one in state["tickets"]]) == (
        {"Wellheard", "Jon", "Priya", "Maya Lindqvist", "Bank"},
        [1001],
    )


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("customer_writes", {"body": "hello"}, 400),
        ("customer_writes", {"email": "sam@example.org"}, 422),
        ("customer_writes", {"email": "sam@example.org", "body": ""}, 422),
        ("customer_writes", {"email": "sam@example.org", "body": "x", "created_at": "yesterday"}, 422),
        ("customer_writes", {"requester_id": 4, "body": "x"}, 404),
        ("customer_writes", {"ticket_id": 4, "body": "x"}, 404),
        ("agent_replies", {"ticket_id": 4, "agent": "Jon", "body": "x"}, 404),
        ("agent_replies", {"agent": "Jon", "body": "x"}, 422),
        ("stories", {"id": "x"}, 422),
        ("stories", {**STORY, "earlier_tickets": [{"comments": []}]}, 422),
        ("stories", {**STORY, "earlier_tickets": [{"status": "odd", "comments": [{"body": "x"}]}]}, 422),
        ("stories/none/play", {}, 404),
    ],
)
def test_a_door_refuses_what_makes_no_sense(api, path, body, status):
    assert api.post(f"/sandbox/api/{path}", json=body).status_code == status


def test_a_solved_ticket_is_rated_and_the_rating_listed(api):
    message = {"email": "sam@example.org", "body": "I moved."}
    ticket_id = api.post("/sandbox/api/customer_writes", json=message).json()["ticket"]["id"]
    rating = {"ticket_id": ticket_id, "score": "good", "comment": "Quick!"}
    assert api.post("/sandbox/api/customer_rates", json=rating).status_code == 422
    reply = {"ticket_id": ticket_id, "agent": "Priya", "body": "Changed.", "status": "solved"}
    api.post("/sandbox/api/agent_replies", json=reply)
    rated = api.post("/sandbox/api/customer_rates", json=rating).json()["ticket"]
    listed = api.get("/api/v2/satisfaction_ratings.json?score=good").json()["satisfaction_ratings"]
    assert (rated["satisfaction_rating"]["score"], [one["ticket_id"] for one in listed]) == ("good", [ticket_id])


def test_a_macro_is_listed_while_it_is_active(api):
    for active in (True, False):
        api.post("/sandbox/api/macros", json={"title": "Refund", "body": "We refund you.", "active": active})
    assert len(api.get("/api/v2/macros.json").json()["macros"]) == 2
    assert len(api.get("/api/v2/macros/active.json").json()["macros"]) == 1


def test_mail_carries_its_flags_into_the_comment(api):
    message = {"email": "sam@example.org", "body": "I am away until Monday.", "flags": [4]}
    ticket_id = api.post("/sandbox/api/customer_writes", json=message).json()["ticket"]["id"]
    assert api.get(f"/api/v2/tickets/{ticket_id}/comments").json()["comments"][0]["metadata"]["flags"] == [4]
