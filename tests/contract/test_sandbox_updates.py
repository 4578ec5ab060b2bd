from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def ticket(account, maya):
    return account.customer_writes(maya, "You took 49.90 twice.", subject="Charged twice")


def update(api, ticket, **fields):
    return api.put(f"/api/v2/tickets/{ticket.id}.json", json={"ticket": fields})


def comments(api, ticket):
    return api.get(f"/api/v2/tickets/{ticket.id}/comments.json").json()["comments"]


def test_an_update_answers_with_the_ticket_and_its_audit(api, ticket):
    answer = update(api, ticket, comment={"body": "Noted", "public": False}, priority="high").json()
    assert [(event["type"], event.get("field_name")) for event in answer["audit"]["events"]] == [
        ("Comment", None),
        ("Change", "priority"),
    ]


def test_the_author_is_the_user_of_the_token(api, ticket, account):
    update(api, ticket, comment={"body": "Noted", "public": False})
    assert comments(api, ticket)[-1]["author_id"] == account.integration.id


def test_another_author_is_shown_but_the_audit_keeps_who_signed_in(api, ticket, account):
    jon = account.agent("Jon")
    audit = update(api, ticket, comment={"body": "x", "public": False, "author_id": jon.id}).json()["audit"]
    assert (audit["author_id"], audit["events"][0]["author_id"]) == (account.integration.id, jon.id)


@pytest.mark.parametrize("public", [True, False])
def test_the_first_comment_decides_whether_later_ones_are_public(api, maya, public):
    given = {"requester_id": maya.id, "submitter_id": 5000000001, "comment": {"body": "Hello", "public": public}}
    ticket_id = api.post("/api/v2/tickets", json={"ticket": given}).json()["ticket"]["id"]
    answer = api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": {"comment": {"body": "And?"}}}).json()
    assert answer["audit"]["events"][0]["public"] is public


def test_a_safe_update_with_the_stamp_just_read_is_made(api, ticket):
    stamp = api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]["updated_at"]
    assert update(api, ticket, tags=["a"], safe_update=True, updated_stamp=stamp).status_code == 200


@pytest.mark.parametrize("safe", [True, False])
def test_a_safe_update_with_an_older_stamp_is_409_and_changes_nothing(api, ticket, maya, account, safe):
    stamp = api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]["updated_at"]
    account.customer_writes(maya, "Hello?", ticket_id=ticket.id)
    assert update(api, ticket, tags=["a"], safe_update=safe, updated_stamp=stamp).status_code == 409
    assert api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]["tags"] == []


def test_a_stamp_without_safe_update_is_not_looked_at(api, ticket):
    assert update(api, ticket, tags=["a"], updated_stamp="2020-01-01T00:00:00Z").status_code == 200


def test_a_safe_update_without_a_stamp_is_422(api, ticket):
    assert "updated_stamp" in update(api, ticket, tags=["a"], safe_update=True).json()["details"]


def test_the_stamp_moves_with_every_update_even_within_a_second(api, ticket):
    stamps = [update(api, ticket, tags=[str(n)]).json()["ticket"]["updated_at"] for n in range(3)]
    assert len(set(stamps)) == 3


def test_an_update_that_changes_nothing_moves_no_stamp(api, ticket):
    before = update(api, ticket, tags=["a"]).json()["ticket"]["updated_at"]
    assert update(api, ticket, tags=["a"]).json()["ticket"]["updated_at"] == before


def test_a_closed_ticket_refuses_updates(api, ticket):
    update(api, ticket, status="closed")
    answer = update(api, ticket, comment={"body": "too late", "public": False})
    said = answer.json()
    assert (answer.status_code, said["error"], list(said["details"])) == (422, "RecordInvalid", ["status"])


@pytest.mark.parametrize("name", ["body", "html_body"])
def test_a_body_past_64_kb_is_cut_without_a_word(api, ticket, name):
    answer = update(api, ticket, comment={name: "ä" * 70_000, "public": False})
    body = comments(api, ticket)[-1]["body"]
    assert (answer.status_code, len(body.encode())) == (200, 65_536)


def test_an_agents_placeholders_are_expanded_and_unknown_ones_vanish(api, ticket):
    text = "{{ticket.id}} {{ticket.requester.name}} {{ticket.requester.email}}[{{nobody.knows}}{% if x %}]"
    update(api, ticket, comment={"html_body": f"<p>{text}</p>", "public": False})
    assert comments(api, ticket)[-1]["body"] == f"{ticket.id} Maya Lindqvist maya@example.org[]"


def test_placeholders_inside_code_are_left_alone_in_html(api, ticket):
    update(api, ticket, comment={"html_body": "<p><code>{{ticket.id}}</code></p>", "public": False})
    assert "<code>{{ticket.id}}</code>" in comments(api, ticket)[-1]["html_body"]


def test_a_customers_braces_stay_as_they_are(api, account, maya):
    ticket = account.customer_writes(maya, "I see {{ticket.id}} in your mail")
    assert comments(api, ticket)[0]["body"] == "I see {{ticket.id}} in your mail"


def test_html_is_made_harmless_and_wrapped(api, ticket):
    update(api, ticket, comment={"html_body": '<p onclick="x()">Hi<script>x()</script> <b>there', "public": False})
    assert comments(api, ticket)[-1]["html_body"] == ('<div class="zd-comment" dir="auto"><p>Hi <b>there</b></p></div>')


def test_tags_sent_are_the_tags_kept(api, ticket):
    update(api, ticket, tags=["a", "b"])
    assert update(api, ticket, tags=["B", "c"]).json()["ticket"]["tags"] == ["b", "c"]


def test_metadata_comes_back_in_the_audit(api, ticket):
    update(api, ticket, tags=["a"], metadata={"wellheard": {"suggestion_id": "x"}})
    audits = api.get(f"/api/v2/tickets/{ticket.id}/audits.json").json()["audits"]
    assert audits[-1]["metadata"]["custom"] == {"wellheard": {"suggestion_id": "x"}}


def test_the_5001st_comment_is_422_while_other_updates_still_work(api, ticket):
    ticket.comments *= 5000
    assert update(api, ticket, comment={"body": "one more", "public": False}).status_code == 422
    assert update(api, ticket, tags=["a"]).status_code == 200


def test_the_requesters_reply_reopens_a_solved_ticket(api, ticket, maya, account):
    update(api, ticket, status="solved")
    account.customer_writes(maya, "Not solved at all", ticket_id=ticket.id)
    shown = api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]
    metric = api.get(f"/api/v2/tickets/{ticket.id}/metrics").json()["ticket_metric"]
    assert (shown["status"], metric["reopens"], metric["solved_at"]) == ("open", 1, None)


def test_an_agents_public_reply_opens_and_takes_a_new_ticket(ticket, account):
    jon = account.agent("Jon")
    account.agent_replies(ticket.id, jon, "I am on it")
    assert (ticket.status, ticket.assignee_id) == ("open", jon.id)


def test_a_note_leaves_status_and_assignee_alone(api, ticket):
    update(api, ticket, comment={"body": "Noted", "public": False})
    assert (ticket.status, ticket.assignee_id) == ("new", None)


def test_writing_to_a_closed_ticket_makes_a_follow_up_with_its_tags(api, ticket, maya, account):
    update(api, ticket, status="closed", tags=["billing", "wellheard"])
    made = account.customer_writes(maya, "Once more", ticket_id=ticket.id)
    shown = api.get(f"/api/v2/tickets/{made.id}").json()["ticket"]
    parent = api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]
    assert (shown["via"]["source"]["rel"], shown["via"]["source"]["from"]["ticket_id"]) == ("follow_up", ticket.id)
    assert (shown["tags"], parent["followup_ids"]) == (["billing", "wellheard"], [made.id])


def test_a_follow_up_is_made_through_the_api_too(api, ticket):
    update(api, ticket, status="closed")
    given = {"comment": {"body": "Again"}, "via_followup_source_id": ticket.id}
    made = api.post("/api/v2/tickets", json={"ticket": given}).json()["ticket"]
    assert made["via"]["source"]["rel"] == "follow_up"


def test_an_open_ticket_cannot_be_followed_up(api, ticket):
    given = {"comment": {"body": "Again"}, "via_followup_source_id": ticket.id}
    assert api.post("/api/v2/tickets", json={"ticket": given}).status_code == 422


def test_merging_closes_the_source_and_notes_it_privately_on_both(api, ticket, maya, account):
    source = account.customer_writes(maya, "The same again")
    job = api.post(f"/api/v2/tickets/{ticket.id}/merge", json={"ids": [source.id]}).json()["job_status"]
    assert api.get(f"/api/v2/job_statuses/{job['id']}.json").json()["job_status"]["status"] == "completed"
    shown = api.get(f"/api/v2/tickets/{source.id}").json()["ticket"]
    last = [comments(api, one)[-1] for one in (source, ticket)]
    assert (shown["status"], shown["tags"]) == ("closed", ["closed_by_merge"])
    assert [(one["public"], one["via"]["channel"]) for one in last] == [(False, "merge"), (False, "merge")]


def test_a_merge_of_nothing_that_exists_is_an_error_in_the_job(api, ticket):
    job = api.post(f"/api/v2/tickets/{ticket.id}/merge", json={"ids": [99]}).json()["job_status"]
    result = api.get(f"/api/v2/job_statuses/{job['id']}").json()["job_status"]["results"][0]
    assert (result["success"], result["error"]) == (False, "RecordNotFound")


def test_additional_and_removed_tags_count_on_update_many(api, ticket):
    update(api, ticket, tags=["a", "b"])
    change = {"additional_tags": ["c"], "remove_tags": ["a"]}
    api.put(f"/api/v2/tickets/update_many.json?ids={ticket.id}", json={"ticket": change})
    assert ticket.tags == ["b", "c"]


def test_a_comment_is_made_private_after_the_fact(api, ticket, account):
    account.agent_replies(ticket.id, account.agent("Jon"), "Oh no")
    wrong = comments(api, ticket)[-1]
    api.put(f"/api/v2/tickets/{ticket.id}/comments/{wrong['id']}/make_private.json")
    assert comments(api, ticket)[-1]["public"] is False


def test_a_deleted_ticket_is_404_until_it_is_restored(api, ticket):
    assert api.delete(f"/api/v2/tickets/{ticket.id}.json").status_code == 204
    assert api.get(f"/api/v2/tickets/{ticket.id}.json").json()["error"] == "RecordNotFound"
    api.put(f"/api/v2/deleted_tickets/{ticket.id}/restore.json")
    assert api.get(f"/api/v2/tickets/{ticket.id}.json").status_code == 200


def test_spam_is_gone_and_its_requester_suspended(api, ticket, maya):
    api.put(f"/api/v2/tickets/{ticket.id}/mark_as_spam.json")
    assert api.get(f"/api/v2/users/{maya.id}.json").json()["user"]["suspended"] is True


def test_a_creation_sent_twice_with_one_key_makes_one_ticket(api):
    given = {"ticket": {"comment": {"body": "Once"}}}
    sent = [api.post("/api/v2/tickets", json=given, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [one.headers["x-idempotency-lookup"] for one in sent] == ["miss", "hit"]
    assert sent[0].json()["ticket"]["id"] == sent[1].json()["ticket"]["id"]


def test_a_key_with_another_body_is_refused(api):
    for body, status in (("Once", 201), ("Twice", 400)):
        given = {"ticket": {"comment": {"body": body}}}
        answer = api.post("/api/v2/tickets", json=given, headers={"Idempotency-Key": "k1"})
        assert answer.status_code == status


def test_an_import_keeps_every_date(api, maya):
    given = {
        "subject": "Last year",
        "requester_id": maya.id,
        "status": "solved",
        "created_at": "2025-03-01T10:00:00Z",
        "solved_at": "2025-03-02T10:00:00Z",
        "updated_at": "2025-03-03T10:00:00Z",
        "comments": [
            {"author_id": maya.id, "value": "Where is it?", "created_at": "2025-03-01T10:00:00Z"},
            {
                "author_id": 5000000002,
                "html_body": "<p>On its way</p>",
                "public": False,
                "created_at": "2025-03-02T09:00:00Z",
            },
        ],
    }
    shown = api.post("/api/v2/imports/tickets.json", json={"ticket": given}).json()["ticket"]
    read = api.get(f"/api/v2/tickets/{shown['id']}/comments").json()["comments"]
    assert (shown["created_at"], shown["updated_at"]) == ("2025-03-01T10:00:00Z", "2025-03-03T10:00:00Z")
    assert [(one["body"], one["public"], one["created_at"]) for one in read] == [
        ("Where is it?", True, "2025-03-01T10:00:00Z"),
        ("On its way", False, "2025-03-02T09:00:00Z"),
    ]


def test_a_customers_message_can_carry_another_time(account, maya):
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    ticket = account.customer_writes(maya, "A month ago", at=at)
    assert (ticket.created_at, ticket.comments[0].created_at) == (at, at)
    assert ticket.updated_at > at + timedelta(days=29)
