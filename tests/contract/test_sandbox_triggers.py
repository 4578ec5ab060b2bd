import pytest
from sandbox_session import connect_webhook

from sandbox.zendesk.ticket_input import TicketInput

OURS = {
    "all": [
        {"field": "status", "operator": "less_than", "value": "solved"},
        {"field": "comment_is_public", "operator": "is", "value": "true"},
        {"field": "current_tags", "operator": "not_includes", "value": "wellheard_off"},
    ],
    "any": [
        {"field": "role", "operator": "is", "value": "end_user"},
        {"field": "update_type", "operator": "is", "value": "Create"},
    ],
}


@pytest.fixture
def called(account, receiver):
    def count():
        assert account.delivery.deliveries_idle()
        number = len(receiver.received)
        receiver.received.clear()
        return number

    return count


def add_trigger(api, actions, **conditions):
    trigger = {"title": "t", "conditions": {"all": [], "any": [], **conditions}, "actions": actions}
    return api.post("/api/v2/triggers", json={"trigger": trigger})


def test_our_trigger_hears_customers_and_new_tickets_and_not_our_notes(api, account, maya, receiver, called):
    connect_webhook(api, receiver.url, OURS)
    jon = account.agent("Jon")
    ticket = account.customer_writes(maya, "Hello")
    assert called() == 1
    note = {"comment": {"body": "note", "public": False}, "tags": ["x"]}
    api.put(f"/api/v2/tickets/{ticket.id}", json={"ticket": note})
    account.agent_replies(ticket.id, jon, "A public reply")
    assert called() == 0
    account.customer_writes(maya, "Hello again", ticket_id=ticket.id)
    assert called() == 1
    account.agent_replies(ticket.id, jon, "Done", status="solved")
    assert called() == 0


def test_a_ticket_made_through_the_api_is_heard_although_an_agent_made_it(api, maya, receiver, called):
    connect_webhook(api, receiver.url, OURS)
    api.post("/api/v2/tickets", json={"ticket": {"requester_id": maya.id, "comment": {"body": "From the form"}}})
    assert called() == 1


def test_a_muted_ticket_is_not_heard(api, account, maya, receiver, called):
    connect_webhook(api, receiver.url, OURS)
    ticket = account.customer_writes(maya, "Hello")
    api.put(f"/api/v2/tickets/{ticket.id}/tags", json={"tags": ["wellheard_off"]})
    called()
    account.customer_writes(maya, "Hello again", ticket_id=ticket.id)
    assert called() == 0


def test_imports_fire_nothing(api, maya, receiver, called):
    connect_webhook(api, receiver.url)
    given = {"requester_id": maya.id, "comments": [{"value": "old"}], "created_at": "2025-01-01T00:00:00Z"}
    assert api.post("/api/v2/imports/tickets", json={"ticket": given}).status_code == 201
    assert called() == 0


@pytest.mark.parametrize(
    ("field", "operator", "value", "heard"),
    [
        ("update_type", "is", "Create", False),
        ("update_type", "is", "Change", True),
        ("comment_is_public", "is", "true", False),
        ("comment_is_public", "is", "false", True),
        ("comment_is_public", "is", "not_relevant", True),
        ("comment_is_public", "is", "requester_can_see_comment", False),
        ("role", "is", "agent", True),
        ("role", "is", "end_user", False),
        ("role", "is", "admin", False),
        ("status", "is", "pending", True),
        ("status", "is_not", "pending", False),
        ("status", "less_than", "solved", True),
        ("status", "greater_than", "open", True),
        ("status", "greater_than", "pending", False),
        ("status", "changed", "", True),
        ("status", "value", "pending", True),
        ("status", "value_previous", "new", True),
        ("status", "not_value_previous", "new", False),
        ("priority", "not_changed", "", True),
        ("current_tags", "includes", "billing vip", True),
        ("current_tags", "includes", "vip", False),
        ("current_tags", "not_includes", "vip", True),
        ("requester_id", "is", "current_user", False),
        ("assignee_id", "is", "", True),
        ("assignee_id", "is_not", "current_user", True),
        ("via_id", "is", "4", True),
        ("current_via_id", "is", "0", True),
        ("current_via_id", "is", "4", False),
        ("ticket_is_public", "is", "public", True),
        ("reopens", "greater_than", "0", False),
        ("replies", "is", "0", True),
        ("subject_includes_word", "includes", "twice", True),
        ("comment_includes_word", "not_includes", "refund", True),
    ],
)
def test_a_condition_is_true_or_false_of_a_note_that_sets_pending(
    api, account, maya, receiver, called, field, operator, value, heard
):
    ticket = account.customer_writes(maya, "Hello", subject="Charged twice")
    api.put(f"/api/v2/tickets/{ticket.id}/tags", json={"tags": ["billing"]})
    connect_webhook(api, receiver.url, {"all": [{"field": field, "operator": operator, "value": value}]})
    account.agent_replies(ticket.id, account.agent("Jon"), "A note", public=False, status="pending")
    assert called() == int(heard)


def test_any_needs_one_and_all_needs_every_condition(api, account, maya, receiver, called):
    true = {"field": "update_type", "operator": "is", "value": "Create"}
    false = {"field": "update_type", "operator": "is", "value": "Change"}
    connect_webhook(api, receiver.url, {"all": [true], "any": [true, false]})
    connect_webhook(api, receiver.url, {"all": [true, false], "any": []})
    connect_webhook(api, receiver.url, {"all": [true], "any": [false]})
    account.customer_writes(maya, "Hello")
    assert called() == 1


def test_placeholders_are_rendered_as_plain_text_with_no_escaping(api, account, maya, receiver):
    body = '{"id":"{{ticket.id}}","by":"{{current_user.id}}","title":"{{ticket.title}}","x":"{{no.such}}"}'
    connect_webhook(api, receiver.url, body=body)
    ticket = account.customer_writes(maya, "Hello", subject='say "hi"')
    assert account.delivery.deliveries_idle()
    expected = f'{{"id":"{ticket.id}","by":"{maya.id}","title":"say "hi"","x":""}}'
    assert receiver.bodies() == [expected.encode()]


def test_a_trigger_may_set_tags_status_and_assignee(api, account, maya):
    jon = account.agent("Jon")
    actions = [
        {"field": "current_tags", "value": "seen"},
        {"field": "status", "value": "pending"},
        {"field": "assignee_id", "value": str(jon.id)},
    ]
    add_trigger(api, actions, all=[{"field": "update_type", "operator": "is", "value": "Create"}])
    ticket = account.customer_writes(maya, "Hello")
    assert (ticket.tags, ticket.status, ticket.assignee_id) == (["seen"], "pending", jon.id)


def test_an_earlier_trigger_is_looked_at_again_after_a_later_one_changed_the_ticket(api, account, maya):
    tagged = {"field": "current_tags", "operator": "includes", "value": "vip"}
    add_trigger(api, [{"field": "priority", "value": "urgent"}], all=[tagged])
    add_trigger(api, [{"field": "current_tags", "value": "vip"}])
    assert account.customer_writes(maya, "Hello").priority == "urgent"


def test_an_inactive_trigger_does_nothing(api, account, maya, receiver, called):
    _, trigger = connect_webhook(api, receiver.url)
    api.put(f"/api/v2/triggers/{trigger['id']}", json={"trigger": {"active": False}})
    account.customer_writes(maya, "Hello")
    assert called() == 0


def test_an_update_of_a_trigger_replaces_its_conditions_whole(api, receiver):
    _, trigger = connect_webhook(api, receiver.url, OURS)
    only = {"all": [{"field": "status", "operator": "is", "value": "open"}]}
    shown = api.put(f"/api/v2/triggers/{trigger['id']}", json={"trigger": {"conditions": only}}).json()["trigger"]
    assert (shown["conditions"], shown["title"]) == ({**only, "any": []}, "Call the receiver")


def test_triggers_are_found_by_title_and_deleted(api, receiver):
    _, trigger = connect_webhook(api, receiver.url)
    found = api.get("/api/v2/triggers/search.json?query=receiver").json()["triggers"]
    assert [one["id"] for one in found] == [trigger["id"]]
    assert api.delete(f"/api/v2/triggers/{trigger['id']}.json").status_code == 204
    assert api.get(f"/api/v2/triggers/{trigger['id']}.json").status_code == 404


def test_the_definitions_offer_every_field_of_our_trigger(api):
    offered = api.get("/api/v2/triggers/definitions.json").json()["definitions"]
    fields = {one["subject"]: {two["value"] for two in one["operators"]} for one in offered["conditions_all"]}
    assert all(one["operator"] in fields[one["field"]] for one in OURS["all"] + OURS["any"])


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": ""}, 422),
        ({"actions": []}, 422),
        ({"actions": [{"field": "fly", "value": "away"}]}, 422),
        ({"actions": [{"field": "notification_webhook", "value": ["01NOSUCH", "{}"]}]}, 422),
        ({"actions": [{"field": "notification_webhook", "value": "x"}]}, 422),
        ({"conditions": {"all": [{"field": "mood", "operator": "is", "value": "bad"}]}}, 422),
        ({"conditions": {"all": [{"field": "status", "operator": "tastes", "value": "bad"}]}}, 422),
        ({"conditions": {"all": [{"field": "status", "operator": "is", "value": ["a"]}]}}, 422),
        ({"conditions": {"all": ["status"]}}, 422),
        ({"conditions": []}, 422),
    ],
)
def test_a_trigger_that_could_not_run_is_refused(api, change, status):
    given = {"title": "t", "actions": [{"field": "status", "value": "open"}], **change}
    assert api.post("/api/v2/triggers", json={"trigger": given}).status_code == status


def test_a_job_of_updates_fires_for_each_ticket(api, account, maya, receiver, called):
    made = [account.create_ticket(TicketInput(comment={"body": "x"}), maya).id for _ in range(2)]
    connect_webhook(api, receiver.url)
    path = f"/api/v2/tickets/update_many?ids={made[0]},{made[1]}"
    api.put(path, json={"ticket": {"additional_tags": ["x"]}})
    assert called() == 2
