from datetime import UTC, datetime

import pytest
import responses
from responses.matchers import query_param_matcher
from zendesk_exchanges import (
    COMMENTS_URL,
    OWN_USER_URL,
    REQUESTED_URL,
    TICKET,
    TICKET_ID,
    TICKET_URL,
    UPDATED_URL,
    make_helpdesk,
    recorded,
)

from suggestions.errors import HelpdeskRefused, HelpdeskUnavailable
from suggestions.model import History, Role, Status


@pytest.fixture
def zendesk():
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def ticket(zendesk):
    zendesk.get(TICKET_URL, json=recorded("ticket"), match=[query_param_matcher({"include": "users"})])
    query = {"sort": "-created_at", "page[size]": "100", "include": "users"}
    zendesk.get(COMMENTS_URL, json=recorded("comments"), match=[query_param_matcher(query)])
    return make_helpdesk().fetch_ticket(TICKET_ID)


def test_a_ticket_takes_exactly_two_reads(zendesk, ticket):
    assert [call.request.method for call in zendesk.calls] == ["GET", "GET"]


def test_a_ticket_carries_its_stamp_exactly_as_read(ticket):
    assert ticket.updated_stamp == "2026-03-09T09:41:07Z"


def test_times_are_aware_and_in_utc(ticket):
    assert ticket.created_at == datetime(2026, 3, 9, 8, 15, tzinfo=UTC)


def test_a_ticket_carries_its_ids_status_tags_and_channel(ticket):
    assert (ticket.id, ticket.assignee_id, ticket.group_id, ticket.brand_id) == (
        4300000412,
        9000000003,
        6600000001,
        7700000001,
    )
    assert (ticket.status, ticket.tags, ticket.channel) == (Status.OPEN, ("billing", "premium"), "email")


def test_the_requester_comes_with_name_role_locale_zone_and_tags(ticket):
    maya = ticket.requester
    assert (maya.name, maya.role, maya.locale) == ("Maya Lindqvist", Role.END_USER, "en-GB")
    assert (maya.time_zone, maya.suspended, maya.tags) == ("Europe/Stockholm", False, frozenset({"premium"}))


def test_comments_come_oldest_first(ticket):
    assert [c.id for c in ticket.comments] == [9900000001, 9900000002, 9900000003]


def test_entities_in_plain_bodies_are_read(ticket):
    assert ticket.comments[0].body.endswith("taken twice & nobody called me back.")


def test_an_internal_note_is_not_a_public_reply(ticket):
    assert [c.id for c in ticket.public_replies] == [9900000002]


def test_the_requesters_words_are_told_from_the_agents(ticket):
    assert [c.id for c in ticket.requester_comments] == [9900000001]


@pytest.fixture
def history(zendesk):
    query = {"sort": "-id", "page[size]": "100"}
    zendesk.get(REQUESTED_URL, json=recorded("requested"), match=[query_param_matcher(query)])
    return make_helpdesk().fetch_history(TICKET)


def test_the_history_takes_one_read_though_there_are_more_pages(zendesk, history):
    assert len(zendesk.calls) == 1


def test_the_history_leaves_out_the_ticket_itself_and_side_conversations(history):
    assert [t.id for t in history.tickets] == [4300000377, 4300000301]


def test_a_follow_up_names_the_ticket_it_follows(history):
    assert [t.follow_up_of for t in history.tickets] == [4300000301, None]


def test_earlier_tickets_have_the_present_requester_and_their_description(history):
    earlier = history.tickets[0]
    assert (earlier.requester, earlier.description) == (TICKET.requester, "Any news about the second charge?")


@pytest.mark.parametrize(("meta", "truncated"), [
    ({"has_more": True}, True), ({"has_more": False}, False), ({"has_more": "yes"}, False), (None, False),
])  # fmt: skip
def test_a_history_says_whether_there_are_older_tickets(zendesk, meta, truncated):
    zendesk.get(REQUESTED_URL, json={**recorded("requested"), "meta": meta})
    assert make_helpdesk().fetch_history(TICKET).truncated is truncated


def test_a_requester_merged_into_another_or_deleted_has_no_history_and_the_log_says_so(zendesk, caplog):
    zendesk.get(REQUESTED_URL, status=404, json={"error": "RecordNotFound", "description": "Not found"})
    assert make_helpdesk().fetch_history(TICKET) == History()
    assert "ticket 4300000412 is suggested for without a history" in caplog.text


def test_the_comments_of_an_earlier_ticket_take_one_read(zendesk):
    zendesk.get(COMMENTS_URL, json=recorded("comments"))
    comments = make_helpdesk().fetch_comments(TICKET)
    assert (len(zendesk.calls), len(comments)) == (1, 3)


def test_tickets_updated_since_stop_at_the_first_older_one(zendesk):
    query = {"sort": "-updated_at", "page[size]": "100"}
    zendesk.get(UPDATED_URL, json=recorded("updated"), match=[query_param_matcher(query)])
    since = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    found = make_helpdesk().fetch_updated_since(since, limit=500)
    assert [(ref.id, ref.status, ref.tags) for ref in found] == [
        (4300000412, Status.OPEN, ("billing", "premium")),
        (4300000410, Status.PENDING, ("wellheard",)),
    ]
    assert len(zendesk.calls) == 1


def test_tickets_updated_since_go_on_to_the_next_page_while_all_are_recent(zendesk):
    first = recorded("updated")
    last = {"tickets": [{"id": 7, "updated_at": "2026-03-09T07:00:00Z"}], "meta": {"has_more": False}}
    query = {"sort": "-updated_at", "page[size]": "100"}
    zendesk.get(UPDATED_URL, json=first, match=[query_param_matcher(query)])
    zendesk.get(UPDATED_URL, json=last, match=[query_param_matcher({**query, "page[after]": "cGFnZTI="})])
    found = make_helpdesk().fetch_updated_since(datetime(2026, 3, 1, tzinfo=UTC), limit=200)
    assert [ref.id for ref in found] == [4300000412, 4300000410, 4300000405, 7]


def test_tickets_updated_since_end_though_the_list_never_does(zendesk):
    zendesk.get(UPDATED_URL, json={"tickets": [], "meta": {"has_more": True, "after_cursor": "x"}})
    assert make_helpdesk().fetch_updated_since(datetime(2026, 3, 1, tzinfo=UTC), limit=300) == []
    assert len(zendesk.calls) == 3


def test_our_own_user_is_known_once_fetched(zendesk):
    zendesk.get(OWN_USER_URL, json=recorded("me"))
    helpdesk = make_helpdesk()
    assert helpdesk.own_user_id is None
    assert helpdesk.fetch_own_user() == helpdesk.own_user_id == 9000000001


def test_being_nobody_is_refused_with_the_settings_to_check(zendesk):
    zendesk.get(OWN_USER_URL, json=recorded("nobody"))
    with pytest.raises(HelpdeskRefused, match="WELLHEARD_ZENDESK_CLIENT_ID"):
        make_helpdesk().fetch_own_user()


def test_an_answer_without_the_ticket_counts_as_no_answer(zendesk):
    zendesk.get(TICKET_URL, json={"ticket": None})
    zendesk.get(COMMENTS_URL, json={"comments": None})
    with pytest.raises(HelpdeskUnavailable):
        make_helpdesk().fetch_ticket(TICKET_ID)
