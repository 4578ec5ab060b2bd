"""The hand-off tags at the helpdesk: they come with the note, and stale ones go in the same write."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import responses
from zendesk_exchanges import TICKET, TICKET_URL, make_helpdesk, recorded

from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.settings import Settings
from plugin.zendesk import ZendeskHelpdesk
from sandbox.zendesk.app import serve
from sandbox.zendesk.ticket_input import CommentInput, TicketInput
from suggestions.drafting.note import InternalNote
from suggestions.handoff import Tag
from suggestions.model import TicketId

FEBRUARY = datetime(2026, 2, 20, 10, tzinfo=UTC)
NOTE = InternalNote("<p>Third contact about this. ref wh-7f3a2c</p>", text="", reference="wh-7f3a2c")
OURS = ("wellheard", str(Tag.REPEAT_3), str(Tag.NEEDS_HUMAN))


def sent_tags(ticket, tags, drop):
    with responses.RequestsMock() as zendesk:
        zendesk.put(TICKET_URL, json=recorded("note_posted"))
        make_helpdesk().post_internal_note(ticket, NOTE, tags, drop=drop)
        return json.loads(zendesk.calls[0].request.body)["ticket"]["tags"]


def test_a_tag_that_holds_no_longer_goes_and_the_teams_own_stay():
    ticket = replace(TICKET, tags=("billing", "wellheard", str(Tag.REPEAT_2), "premium"))
    assert sent_tags(ticket, OURS, tuple(Tag)) == ["billing", "wellheard", "premium", Tag.REPEAT_3, Tag.NEEDS_HUMAN]


def test_a_tag_that_still_holds_is_there_once():
    ticket = replace(TICKET, tags=(str(Tag.REPEAT_3),))
    assert sorted(sent_tags(ticket, OURS, tuple(Tag))) == sorted(OURS)


def test_without_anything_to_drop_every_tag_stays():
    ticket = replace(TICKET, tags=("billing", str(Tag.REPEAT_2)))
    assert sent_tags(ticket, ("wellheard",), ()) == ["billing", Tag.REPEAT_2, "wellheard"]


def test_a_tag_of_the_same_beginning_that_is_not_on_the_list_is_the_teams():
    ticket = replace(TICKET, tags=("wellheard_off", "wellheard_pilot"))
    assert sent_tags(ticket, ("wellheard",), tuple(Tag)) == ["wellheard_off", "wellheard_pilot", "wellheard"]


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture
def helpdesk(sandbox):
    client = sandbox.account.client
    scope = "tickets:read tickets:write users:read"
    credentials = ClientCredentials(
        sandbox.url, client.identifier, client.secret, scope, MemoryTokenCache(), lambda: datetime.now(UTC)
    )
    return ZendeskHelpdesk(sandbox.url, credentials)


@pytest.fixture
def maya(sandbox):
    return sandbox.account.add_user("Maya Lindqvist", "maya@example.org", locale="en-GB")


def bring(sandbox, requester, *tags, status="open"):
    said = CommentInput(body="You took 49.90 twice.", author_id=requester.id, public=True, created_at=FEBRUARY)
    given = TicketInput(
        subject="Charged twice", requester_id=requester.id, created_at=FEBRUARY, status=status, tags=list(tags),
        comments=[said],
    )  # fmt: skip
    return TicketId(sandbox.account.import_ticket(given).id)


def test_note_and_tags_are_one_write(sandbox, helpdesk, maya):
    ticket = helpdesk.fetch_ticket(bring(sandbox, maya, "billing", str(Tag.REPEAT_2)))
    sandbox.account.log.clear()
    helpdesk.post_internal_note(ticket, NOTE, OURS, drop=tuple(Tag))
    assert [entry.method for entry in sandbox.account.log.entries(path_prefix="/api/")] == ["PUT"]
    assert sorted(helpdesk.fetch_ticket(ticket.id).tags) == sorted(["billing", *OURS])


def test_what_a_follow_up_took_over_from_its_parent_goes_with_its_first_note(sandbox, helpdesk, maya):
    parent = bring(sandbox, maya, "billing", "wellheard", str(Tag.REPEAT_2), str(Tag.VULNERABLE), status="closed")
    follow_up = sandbox.account.customer_writes(maya, "Still not back.", ticket_id=parent)
    ticket = helpdesk.fetch_ticket(TicketId(follow_up.id))
    assert str(Tag.REPEAT_2) in ticket.tags
    helpdesk.post_internal_note(ticket, NOTE, OURS, drop=tuple(Tag))
    assert sorted(helpdesk.fetch_ticket(ticket.id).tags) == sorted(["billing", *OURS])


def test_tags_are_on_unless_switched_off(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WELLHEARD_HANDOFF_TAGS", raising=False)
    assert Settings().handoff_tags
    monkeypatch.setenv("WELLHEARD_HANDOFF_TAGS", "false")
    assert not Settings().handoff_tags
