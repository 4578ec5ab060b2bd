from datetime import timedelta

import pytest
from sandbox_session import sign_in

from sandbox.zendesk import stamps, stories
from sandbox.zendesk.ticket_input import TicketInput


@pytest.fixture
def office(account):
    return account.organization("Lindqvist & Co")


@pytest.fixture
def maya(account, office):
    return account.add_user("Maya Lindqvist", "maya@example.org", organization_id=office)


def listed(api, office, query=""):
    return [one["id"] for one in api.get(f"/api/v2/organizations/{office}/tickets.json{query}").json()["tickets"]]


def test_an_organisation_is_founded_once(account, office):
    assert account.organization("Lindqvist & Co") == office
    assert account.organization("Elsewhere Ltd") != office


def test_organisations_are_listed_with_their_names(api, office):
    assert [(one["id"], one["name"]) for one in api.get("/api/v2/organizations").json()["organizations"]] == [
        (office, "Lindqvist & Co")
    ]


def test_an_organisation_can_be_shown(api, office):
    assert api.get(f"/api/v2/organizations/{office}.json").json()["organization"]["name"] == "Lindqvist & Co"


@pytest.mark.parametrize("path", ["/api/v2/organizations/7", "/api/v2/organizations/7/tickets"])
def test_an_organisation_that_is_not_there_is_not_found(api, path):
    assert (api.get(path).status_code, api.get(path).json()["error"]) == (404, "RecordNotFound")


def test_a_ticket_belongs_to_its_requesters_organisation(api, account, maya, office):
    ticket = account.customer_writes(maya, "Our internet is down.")
    assert api.get(f"/api/v2/tickets/{ticket.id}").json()["ticket"]["organization_id"] == office


def test_the_tickets_of_an_organisation_come_in_the_asked_order(api, account, maya, office):
    ids = [account.customer_writes(maya, f"message {n}").id for n in range(3)]
    account.customer_writes(account.add_user("Sam Okafor"), "I belong to none.")
    assert listed(api, office) == ids
    assert listed(api, office, "?sort=-id&page[size]=2") == [ids[2], ids[1]]


def test_archived_tickets_are_left_out_of_the_list(api, account, maya, office):
    old = stamps.render(stamps.now() - timedelta(days=200))
    given = {"requester_id": maya.id, "status": "closed", "comment": {"body": "old"}, "created_at": old}
    account.import_ticket(TicketInput.model_validate(given))
    assert listed(api, office) == []


def test_the_people_of_the_list_can_come_along(api, account, maya, office):
    account.customer_writes(maya, "Our internet is down.")
    answer = api.get(f"/api/v2/organizations/{office}/tickets?page[size]=1&include=users").json()
    assert [person["name"] for person in answer["users"]] == ["Maya Lindqvist"]


@pytest.mark.parametrize(("scope", "status"), [("tickets:read", 200), ("users:read", 403)])
def test_the_list_wants_the_scope_of_tickets(sandbox, office, scope, status):
    assert sign_in(sandbox, scope).get(f"/api/v2/organizations/{office}/tickets").status_code == status


def test_a_story_may_name_an_organisation_and_who_else_wrote_for_it(account):
    told = {
        "requester": {"name": "Maya Lindqvist", "organization": "Lindqvist & Co"},
        "organization_tickets": [
            {"requester": name, "comments": [{"author": author, "body": "Our internet is down."}]}
            for name, author in (("Sam Okafor", "requester"), ("other:Sam Okafor", "other:Sam Okafor"))
        ],
    }
    with account.lock:
        stories.load(account, stories.Story.model_validate(told))
    office = account.organization("Lindqvist & Co")
    theirs = [one for one in account.tickets.values() if one.organization_id == office]
    people = {account.users.get(number).name for one in theirs for number in (one.requester_id, one.submitter_id)}
    assert (len(theirs), people, len({one.requester_id for one in theirs})) == (2, {"Sam Okafor"}, 1)
