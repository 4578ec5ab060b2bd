import json

import pytest

from plugin.dry_run import suggest_for_story
from plugin.settings import load_settings
from plugin.story import StoryHelpdesk, StoryProblem, parse_story
from sandbox.stories import load_stories, load_story
from suggestions.errors import TicketGone
from suggestions.model import Role, TicketId

ONE_RESPONSE = """
reason: delivery.change_address
title: Change the delivery address
thing: the delivery address
exemplars: ["Hi, where do I change my delivery address?"]
parts:
  respond: ["Open your account and save the new address there."]
"""
STORIES = {story["id"]: story for story in load_stories()}


def helpdesk(**changes):
    return StoryHelpdesk(parse_story(json.dumps({**load_story("double-charge-third-contact"), **changes})))


def new_ticket(**changes):
    return {"id": 9, "created_at": "2026-09-22T19:05:00Z", "body": "Hello", **changes}


@pytest.mark.parametrize("name", STORIES)
def test_every_story_of_the_sandbox_can_be_read(name):
    assert parse_story(json.dumps(STORIES[name])).id == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"new_ticket": null}',
        '{"new_ticket": {"id": 0, "created_at": "2026-09-22T19:05:00Z"}}',
    ],
)
def test_what_is_not_a_story_is_refused_in_a_sentence(text):
    with pytest.raises(StoryProblem, match=r"The shape is that of sandbox/stories\."):
        parse_story(text)


def test_a_time_without_a_zone_is_refused_by_its_name():
    story = {"new_ticket": new_ticket(created_at="2026-09-22T19:05:00")}
    with pytest.raises(StoryProblem, match=r"^new_ticket\.created_at:"):
        parse_story(json.dumps(story))


def test_bytes_that_are_not_text_are_refused():
    with pytest.raises(StoryProblem):
        parse_story(b"\xff\xfe{}")


def test_the_new_ticket_holds_the_customers_words():
    ticket = helpdesk().fetch_ticket(TicketId(1003))
    assert [comment.body[:10] for comment in ticket.requester_comments] == ["Third time"]


def test_a_new_ticket_without_a_body_is_an_empty_message():
    ticket = helpdesk(new_ticket=new_ticket(body=None)).fetch_ticket(TicketId(9))
    assert [comment.body for comment in ticket.requester_comments] == [""]


def test_the_history_is_told_newest_first():
    desk = helpdesk()
    assert [t.id for t in desk.fetch_history(desk.fetch_ticket(TicketId(1003))).tickets] == [1002, 1001]


def test_an_agent_of_a_story_is_staff():
    desk = helpdesk()
    earlier = desk.fetch_history(desk.fetch_ticket(TicketId(1003))).tickets[0]
    assert [(c.author.name, c.author.role) for c in earlier.public_replies] == [("Priya", Role.AGENT)]


def test_somebody_else_in_a_story_is_no_requester_and_no_staff():
    other = {"author": "other:Sam Okafor", "body": "I am copied in.", "public": True}
    earlier = {**STORIES["double-charge-third-contact"]["earlier_tickets"][0], "comments": [other]}
    desk = helpdesk(earlier_tickets=[earlier])
    (ticket,) = desk.fetch_history(desk.fetch_ticket(TicketId(1003))).tickets
    assert (ticket.requester_comments, ticket.public_replies) == ((), ())


def earlier_tickets(number):
    return [new_ticket(id=10_000 + n, created_at=f"2026-08-{n % 28 + 1:02}T08:00:00Z") for n in range(number)]


@pytest.mark.parametrize(("number", "read", "truncated"), [
    (0, [], False), (100, [10_099, 10_000], False), (5000, [14_999, 14_900], True),
])  # fmt: skip
def test_of_a_long_story_the_newest_hundred_are_read_as_of_an_account(number, read, truncated):
    desk = helpdesk(earlier_tickets=earlier_tickets(number))
    history = desk.fetch_history(desk.fetch_ticket(TicketId(1003)))
    ids = [t.id for t in history.tickets]
    assert ([*ids[:1], *ids[1:][-1:]], len(ids), history.truncated) == (read, min(number, 100), truncated)


def test_who_counts_a_whole_span_gets_every_earlier_ticket():
    desk = helpdesk(earlier_tickets=earlier_tickets(5000))
    assert len(desk.fetch_whole_history(desk.fetch_ticket(TicketId(1003)))) == 5000


def colleague(**changes):
    return {**new_ticket(id=77, created_at="2026-09-20T08:00:00Z"), "requester": "Sam Okafor", **changes}


def test_a_story_without_an_organisation_has_none():
    assert helpdesk().fetch_ticket(TicketId(1003)).organization_id is None


@pytest.mark.parametrize("told", [
    {"organization_tickets": [colleague()]}, {"requester": {"name": "Maya Lindqvist", "organization": "Lindqvist"}},
])  # fmt: skip
def test_a_story_that_names_an_organisation_has_one(told):
    assert helpdesk(**told).fetch_ticket(TicketId(1003)).organization_id is not None


@pytest.mark.parametrize("name", ["Sam Okafor", "other:Sam Okafor"])
@pytest.mark.parametrize("author", ["requester", "other:Sam Okafor"])
def test_a_ticket_of_the_organisation_is_its_requesters_own(name, author):
    comments = [{"author": author, "body": "You took the money twice.", "public": True}]
    desk = helpdesk(organization_tickets=[colleague(requester=name, comments=comments, body=None)])
    (ticket,) = desk.fetch_organization_tickets(desk.fetch_ticket(TicketId(1003)))
    assert (ticket.requester.name, ticket.requester.role, ticket.submitter_id) == (
        "Sam Okafor", Role.END_USER, ticket.requester.id,
    )  # fmt: skip
    assert [comment.body for comment in ticket.requester_comments] == ["You took the money twice."]


def test_a_ticket_of_the_organisation_by_the_requester_is_theirs():
    desk = helpdesk(organization_tickets=[colleague(requester="Maya Lindqvist")])
    new = desk.fetch_ticket(TicketId(1003))
    assert [t.requester for t in desk.fetch_organization_tickets(new)] == [new.requester]


def test_a_ticket_of_the_organisation_without_a_requester_is_refused_by_its_name():
    with pytest.raises(StoryProblem, match=r"^organization_tickets\.0\.requester:"):
        helpdesk(organization_tickets=[new_ticket(id=77)])


def test_a_ticket_that_is_not_in_the_story_is_gone():
    with pytest.raises(TicketGone):
        helpdesk().fetch_ticket(TicketId(1))


@pytest.mark.model
def test_a_story_is_read_where_nothing_can_be_kept(tmp_path, monkeypatch):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "wellheard.db").mkdir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "address.yaml").write_text(ONE_RESPONSE)
    settings = load_settings(state_dir=str(tmp_path / "state"), library=str(tmp_path / "library"))
    report = suggest_for_story(settings, json.dumps(load_story("calm-address-change")).encode())
    assert "Open your account" in report.body["draft"]
