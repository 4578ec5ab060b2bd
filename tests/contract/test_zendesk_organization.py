"""The tickets of a requester's organisation: as recorded, and out of a running sandbox."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import responses
from responses.matchers import query_param_matcher
from zendesk_exchanges import ACCOUNT, MAYA, TICKET, KnownToken, make_helpdesk, recorded

from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.settings import SCOPES
from plugin.zendesk import ZendeskHelpdesk
from sandbox.zendesk import stories
from sandbox.zendesk.app import serve
from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable
from suggestions.model import Role, TicketId

OFFICE = 3600000001
OFFICE_URL = f"{ACCOUNT}/api/v2/organizations/{OFFICE}/tickets.json"
MAYAS = replace(TICKET, organization_id=OFFICE)
NOW = datetime.now(UTC)


@pytest.fixture
def zendesk():
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def listed(zendesk):
    query = {"sort": "-id", "page[size]": "50", "include": "users"}
    zendesk.get(OFFICE_URL, json=recorded("organization_tickets"), match=[query_param_matcher(query)])
    return make_helpdesk().fetch_organization_tickets(MAYAS)


def test_the_tickets_of_an_organisation_take_one_read(zendesk, listed):
    assert len(zendesk.calls) == 1


def test_they_come_newest_first_though_the_list_came_oldest_first(listed):
    assert [t.id for t in listed] == [4300000412, 4300000388, 4300000290]


def test_each_has_its_own_requester_and_the_present_one_is_the_one_we_know(listed):
    assert [(t.requester.name, t.requester.role) for t in listed[1:]] == [("Sam Okafor", Role.END_USER)] * 2
    assert listed[0].requester is MAYA


def test_a_ticket_of_whom_we_know_nothing_is_left_out(listed):
    assert 4300000390 not in [t.id for t in listed]


def test_their_organisation_and_the_fields_that_hold_words_or_numbers_are_read(listed):
    assert (listed[-1].organization_id, listed[-1].fields) == (OFFICE, ((123, "48213"),))


@pytest.mark.usefixtures("zendesk")
def test_a_ticket_of_no_organisation_is_not_asked_about():
    assert make_helpdesk().fetch_organization_tickets(TICKET) == ()


@pytest.mark.parametrize(
    ("status", "named"), [(403, HelpdeskRefused), (404, HelpdeskRefused), (500, HelpdeskUnavailable)]
)
def test_a_list_that_is_closed_to_us_is_named(zendesk, status, named):
    zendesk.get(OFFICE_URL, status=status, json={"error": "Forbidden"})
    with pytest.raises(named):
        make_helpdesk().fetch_organization_tickets(MAYAS)


def test_a_list_we_must_wait_for_says_how_long(zendesk):
    zendesk.get(OFFICE_URL, status=429, headers={"Retry-After": "7"}, json={})
    with pytest.raises(HelpdeskBusy) as caught:
        make_helpdesk().fetch_organization_tickets(MAYAS)
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("answer", [{}, {"tickets": None}, {"tickets": [{}, None, 7], "users": "x"}])
def test_an_odd_answer_lists_nobody(zendesk, answer):
    zendesk.get(OFFICE_URL, json=answer)
    assert make_helpdesk().fetch_organization_tickets(MAYAS) == ()


# the sandbox


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture
def helpdesk(sandbox):
    client = sandbox.account.client
    auth = ClientCredentials(
        sandbox.url, client.identifier, client.secret, SCOPES, MemoryTokenCache(), lambda: datetime.now(UTC)
    )
    return ZendeskHelpdesk(sandbox.url, auth)


def _stamp(days):
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wrote(number, days, requester="other:Sam Okafor", **more):
    at = _stamp(days)
    said = [{"author": requester, "body": "Our internet is down.", "created_at": at}]
    return {"id": number, "created_at": at, "comments": said, "requester": requester, "status": "open", **more}


def _load(sandbox, *tickets, organization="Lindqvist & Co"):
    told = {
        "id": "office",
        "requester": {"name": "Maya Lindqvist", "email": "maya@example.org", "organization": organization},
        "organization_tickets": tickets,
        "new_ticket": {"id": 990, "created_at": _stamp(0), "body": "The internet in our office is down."},
    }
    with sandbox.account.lock:
        story = stories.Story.model_validate_json(json.dumps(told))
        return TicketId(stories.load(sandbox.account, story, play=True)["new_ticket_id"])


def test_a_story_of_an_organisation_is_read_through_the_helpdesk(sandbox, helpdesk):
    ticket = helpdesk.fetch_ticket(_load(sandbox, _wrote(900, 2), _wrote(901, 1, "Aroha Ngata")))
    sandbox.account.log.clear()
    found = helpdesk.fetch_organization_tickets(ticket)
    assert [(t.id, t.requester.name) for t in found] == [
        (990, "Maya Lindqvist"), (901, "Aroha Ngata"), (900, "Sam Okafor"),
    ]  # fmt: skip
    assert len(sandbox.account.log.entries(method="GET", path_prefix="/api/")) == 1


def test_archived_tickets_are_missing_from_the_list(sandbox, helpdesk):
    ticket_id = _load(sandbox, _wrote(900, 200, status="closed", solved_at=_stamp(190)), _wrote(901, 1))
    found = helpdesk.fetch_organization_tickets(helpdesk.fetch_ticket(ticket_id))
    assert [t.id for t in found] == [990, 901]


def test_the_page_holds_the_newest_fifty(sandbox, helpdesk):
    ticket_id = _load(sandbox, *(_wrote(n, 100 - n) for n in range(1, 81)))
    found = helpdesk.fetch_organization_tickets(helpdesk.fetch_ticket(ticket_id))
    assert [t.id for t in found] == [990, *range(80, 31, -1)]


def test_another_organisations_tickets_are_not_listed(sandbox, helpdesk):
    stranger = sandbox.account.add_user("Sam Okafor", organization_id=sandbox.account.organization("Elsewhere Ltd"))
    theirs = sandbox.account.customer_writes(stranger, "Our internet is down.")
    found = helpdesk.fetch_organization_tickets(helpdesk.fetch_ticket(_load(sandbox, _wrote(900, 2))))
    assert theirs.id not in [t.id for t in found]


def test_an_organisation_that_is_not_there_is_refused(sandbox, helpdesk):
    ticket = helpdesk.fetch_ticket(_load(sandbox))
    with pytest.raises(HelpdeskRefused):
        helpdesk.fetch_organization_tickets(replace(ticket, organization_id=1))


def test_an_agent_of_one_organisation_is_refused_the_list_of_another(sandbox, helpdesk):
    ticket = helpdesk.fetch_ticket(_load(sandbox))
    sandbox.account.faults.fail_next(1, status=403, path_prefix="/api/v2/organizations")
    with pytest.raises(HelpdeskRefused):
        helpdesk.fetch_organization_tickets(ticket)


def test_without_a_token_the_list_is_refused(sandbox, helpdesk):
    ticket = helpdesk.fetch_ticket(_load(sandbox))
    with pytest.raises(HelpdeskRefused):
        ZendeskHelpdesk(sandbox.url, KnownToken()).fetch_organization_tickets(ticket)
