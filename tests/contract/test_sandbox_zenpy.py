import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sandbox_session import ask_token, receiving
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, Ticket, Trigger, User, Webhook
from zenpy.lib.exception import APIException, RecordNotFoundException

from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve


@pytest.fixture
def sandbox():
    with serve(account=Account(export_lag_seconds=0)) as running:
        yield running


@pytest.fixture
def zenpy(sandbox, monkeypatch):
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", sandbox.url.removeprefix("http://"))
    token = ask_token(sandbox).json()["access_token"]
    return Zenpy(subdomain="sandbox", oauth_token=token, disable_cache=True)


@pytest.fixture
def maya(zenpy):
    return zenpy.users.create(User(name="Maya Lindqvist", email="maya@example.org", locale="en-GB"))


@pytest.fixture
def ticket(zenpy, maya):
    given = Ticket(subject="Charged twice", requester_id=maya.id, comment=Comment(body="You took 49.90 twice."))
    return zenpy.tickets.create(given).ticket


def test_a_ticket_is_created_and_read_back(zenpy, ticket, maya):
    found = zenpy.tickets(id=ticket.id)
    assert (found.subject, found.description, found.requester.id, found.status) == (
        "Charged twice",
        "You took 49.90 twice.",
        maya.id,
        "new",
    )


def test_a_note_with_tags_and_metadata_goes_in_one_safe_update(zenpy, ticket):
    note = Ticket(
        id=ticket.id,
        comment=Comment(html_body="<p>Third contact</p>", public=False),
        tags=["wellheard"],
        safe_update=True,
        updated_stamp=ticket.updated_at,
        metadata={"wellheard": {"v": 1}},
    )
    answer = zenpy.tickets.update(note)
    assert (answer.ticket.tags, answer.audit.to_dict()["metadata"]["custom"]) == (
        ["wellheard"],
        {"wellheard": {"v": 1}},
    )


def test_a_stale_stamp_is_409(zenpy, ticket):
    zenpy.tickets.update(Ticket(id=ticket.id, comment=Comment(body="first", public=False)))
    with pytest.raises(APIException) as refused:
        zenpy.tickets.update(Ticket(id=ticket.id, tags=["x"], safe_update=True, updated_stamp=ticket.updated_at))
    assert refused.value.response.status_code == 409


def test_a_missing_ticket_is_a_missing_record(zenpy):
    with pytest.raises(RecordNotFoundException):
        zenpy.tickets(id=404)


def test_comments_come_over_several_pages(zenpy, ticket, sandbox):
    for number in range(120):
        sandbox.account.agent_replies(ticket.id, sandbox.account.agent("Jon"), f"line {number}", public=False)
    assert [comment.body for comment in zenpy.tickets.comments(ticket=ticket.id)][-1] == "line 119"


def test_requested_tickets_come_newest_first_when_asked(zenpy, maya, ticket, sandbox):
    newer = sandbox.account.customer_writes(sandbox.account.users.get(maya.id), "Again")
    found = zenpy.users._query_zendesk(
        zenpy.users.endpoint.requested, "ticket", id=maya.id, sort="-id", cursor_pagination=50
    )
    assert [one.id for one in found] == [newer.id, ticket.id]


def test_requested_tickets_come_in_the_plain_call_too(zenpy, maya, ticket):
    assert [one.id for one in zenpy.users.requested(maya.id)] == [ticket.id]


def test_tags_are_added_set_and_deleted(zenpy, ticket):
    zenpy.tickets.add_tags(ticket.id, ["billing", "vip"])
    zenpy.tickets.delete_tags(ticket.id, ["vip"])
    assert zenpy.tickets(id=ticket.id).tags == ["billing"]


def test_search_finds_by_requester_and_time(zenpy, maya, ticket):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    found = zenpy.search(type="ticket", requester_id=maya.id, created_after=yesterday, sort_by="created_at")
    assert [one.id for one in found] == [ticket.id]


def test_search_counts(zenpy, ticket):
    assert zenpy.search.count("charged", type="ticket") == 1


def test_audits_and_metrics_are_read(zenpy, ticket):
    audits = list(zenpy.tickets.audits(ticket=ticket.id))
    assert (len(audits), zenpy.tickets.metrics(ticket.id).replies) == (1, 0)


def test_two_tickets_merge_in_a_job(zenpy, ticket, maya):
    again = Ticket(subject="Same", requester_id=maya.id, comment=Comment(body="Same again"))
    other = zenpy.tickets.create(again).ticket
    job = zenpy.tickets.merge(ticket.id, other.id)
    done = zenpy.job_status(id=job.id)
    assert (job.status, done.status, zenpy.tickets(id=other.id).status) == ("queued", "completed", "closed")


def test_a_ticket_is_imported_with_its_dates(zenpy, maya):
    past = Ticket(
        subject="Last year",
        requester_id=maya.id,
        created_at="2025-03-01T10:00:00Z",
        status="closed",
        comments=[{"author_id": maya.id, "value": "Long ago", "created_at": "2025-03-01T10:00:00Z"}],
    )
    assert zenpy.ticket_import.create(past).created_at == "2025-03-01T10:00:00Z"


def test_many_tickets_are_created_and_deleted_in_jobs(zenpy, maya):
    given = [Ticket(subject=str(n), requester_id=maya.id, comment=Comment(body="words")) for n in range(3)]
    job = zenpy.job_status(id=zenpy.tickets.create(given).id)
    zenpy.tickets.delete([zenpy.tickets(id=made.id) for made in job.results[:2]])
    assert len(list(zenpy.tickets())) == 1


def test_a_webhook_is_created_listed_changed_rotated_and_deleted(zenpy):
    given = {
        "name": "Wellheard",
        "endpoint": "https://wellheard.example/webhooks/zendesk",
        "http_method": "POST",
        "request_format": "json",
        "subscriptions": ["conditional_ticket_events"],
    }
    made = zenpy.webhooks.create(Webhook(status="active", **given))
    assert zenpy.webhooks.update(made.id, Webhook(status="inactive", **given)).status_code == 204
    old = zenpy.webhooks.show_secret(made.id).secret
    assert zenpy.webhooks.reset_secret(made.id).secret != old
    assert [one.status for one in zenpy.webhooks.list(filter="wellheard")] == ["inactive"]
    zenpy.webhooks.delete(zenpy.webhooks(id=made.id))
    assert list(zenpy.webhooks.list()) == []


def test_a_trigger_is_created_and_calls_its_webhook(zenpy, maya, sandbox):
    with receiving() as receiver:
        webhook = zenpy.webhooks.create(
            Webhook(
                name="Wellheard",
                endpoint=receiver.url,
                http_method="POST",
                request_format="json",
                status="active",
                subscriptions=["conditional_ticket_events"],
            )
        )
        action = {"field": "notification_webhook", "value": [webhook.id, '{"ticket_id":"{{ticket.id}}"}']}
        trigger = zenpy.triggers.create(
            Trigger(
                title="Wellheard",
                conditions={"all": [{"field": "update_type", "operator": "is", "value": "Create"}], "any": []},
                actions=[action],
            )
        )
        ticket = sandbox.account.customer_writes(sandbox.account.users.get(maya.id), "Hello")
        assert sandbox.account.delivery.deliveries_idle()
        assert receiver.bodies() == [f'{{"ticket_id":"{ticket.id}"}}'.encode()]
        invocations = list(zenpy.webhooks.invocations(webhook.id))
        assert [one.status for one in invocations] == ["success"]
        attempts = zenpy.webhooks.invocation_attempts(webhook.id, invocations[0].id)
        assert [one.status_code for one in attempts] == [200]
        assert [one.id for one in zenpy.triggers()] == [trigger.id]


def test_an_incremental_export_ends(zenpy, ticket):
    found = zenpy.tickets.incremental(start_time=datetime.now(UTC) - timedelta(hours=1))
    assert [one.id for one in itertools.islice(found, 5)] == [ticket.id]


def test_a_cursor_export_ends(zenpy, ticket):
    found = zenpy.tickets.incremental(start_time=datetime.now(UTC) - timedelta(hours=1), paginate_by_time=False)
    assert [one.id for one in itertools.islice(found, 5)] == [ticket.id]
