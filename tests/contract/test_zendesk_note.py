import json
from dataclasses import replace

import pytest
import requests
import responses
from zendesk_exchanges import ACCOUNT, TICKET, TICKET_URL, make_helpdesk, recorded

from suggestions.drafting.note import InternalNote
from suggestions.errors import (
    HelpdeskBusy,
    HelpdeskRefused,
    HelpdeskUnavailable,
    TicketClosed,
    TicketGone,
    TicketMoved,
)


def _note(html):
    return InternalNote(html, text="", reference="wh-7f3a2c")


NOTE = _note("<p>Third contact about this.</p>")


@pytest.fixture
def zendesk():
    with responses.RequestsMock() as mock:
        yield mock


def _post(note=NOTE, tags=("wellheard",), ticket=TICKET):
    return make_helpdesk().post_internal_note(ticket, note, tags)


def test_a_note_is_one_safe_update_with_a_private_comment_and_the_tags(zendesk):
    zendesk.put(TICKET_URL, json=recorded("note_posted"))
    _post()
    assert [json.loads(call.request.body) for call in zendesk.calls] == [
        {
            "ticket": {
                "id": 4300000412,
                "comment": {"html_body": "<p>Third contact about this.</p>", "public": False},
                "tags": ["billing", "premium", "wellheard"],
                "safe_update": True,
                "updated_stamp": "2026-03-09T09:41:07Z",
            }
        }
    ]


def test_a_tag_the_ticket_has_already_is_not_doubled(zendesk):
    zendesk.put(TICKET_URL, json=recorded("note_posted"))
    _post(tags=("premium", "wellheard", "wellheard"))
    assert json.loads(zendesk.calls[0].request.body)["ticket"]["tags"] == ["billing", "premium", "wellheard"]


def test_the_id_of_the_new_comment_is_returned(zendesk):
    zendesk.put(TICKET_URL, json=recorded("note_posted"))
    assert _post() == 9900000004


@pytest.mark.parametrize(
    "answer",
    [{}, {"ticket": {"id": 1}}, {"audit": None}, {"audit": {"events": None}}, {"audit": {"events": [None, {}]}}],
)
def test_a_note_whose_id_is_not_told_is_posted_all_the_same(zendesk, answer):
    zendesk.put(TICKET_URL, json=answer)
    assert _post() is None


def test_a_note_that_came_out_public_stops_us(zendesk):
    answer = {"audit": {"events": [{"id": 9, "type": "Comment", "public": True}]}}
    zendesk.put(TICKET_URL, json=answer)
    with pytest.raises(HelpdeskRefused, match="made comment 9 public"):
        _post()


CLOSED = {"error": "RecordInvalid", "details": {"status": [{"description": "Status: closed prevents ticket update"}]}}
INVALID = {"error": "RecordInvalid", "description": "Record validation errors", "details": {"base": ["Order no."]}}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (409, {"error": "UpdateConflict"}, TicketMoved),
        (422, CLOSED, TicketClosed),
        (422, INVALID, HelpdeskRefused),
        (404, {"error": "RecordNotFound"}, TicketGone),
        (403, {"error": "Forbidden"}, HelpdeskRefused),
        (429, {"error": "TooManyRequests"}, HelpdeskBusy),
        (500, {}, HelpdeskUnavailable),
        (503, {}, HelpdeskUnavailable),
    ],
)
def test_a_refused_note_is_named_and_never_sent_again(zendesk, status, body, error):
    zendesk.put(TICKET_URL, status=status, json=body)
    with pytest.raises(error):
        _post()
    assert len(zendesk.calls) == 1


@pytest.mark.parametrize(
    "trouble",
    [requests.ConnectionError(), requests.ConnectTimeout(), requests.ReadTimeout()],
    ids=lambda t: type(t).__name__,
)
def test_a_note_whose_answer_is_lost_is_never_sent_again(zendesk, trouble):
    zendesk.put(TICKET_URL, body=trouble)
    with pytest.raises(HelpdeskUnavailable):
        _post()
    assert len(zendesk.calls) == 1


@pytest.mark.parametrize("body", ["<html>Maintenance</html>", '{"ticket": {"id"', "[]", ""])
def test_a_note_answered_with_anything_but_an_object_counts_as_unanswered(zendesk, body):
    zendesk.put(TICKET_URL, body=body)
    with pytest.raises(HelpdeskUnavailable):
        _post()


def test_a_missing_scope_for_writing_is_named(zendesk):
    zendesk.put(TICKET_URL, status=403, json={"error": "Forbidden"})
    with pytest.raises(HelpdeskRefused, match="lacks tickets:write"):
        _post()


def test_zendesks_own_words_are_quoted_but_cut_short(zendesk):
    zendesk.put(TICKET_URL, status=422, json={"error": "RecordInvalid", "description": "x" * 5000})
    with pytest.raises(HelpdeskRefused, match="RecordInvalid; xxx") as caught:
        _post()
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("html", ["<p>{{ticket.id}}</p>", "<p>{% raw %}</p>"])
def test_a_note_with_a_placeholder_never_leaves(html):
    with pytest.raises(ValueError, match="expand"):
        _post(_note(html))


def test_a_note_over_the_limit_in_bytes_never_leaves():
    with pytest.raises(ValueError, match="8000 bytes"):
        _post(_note("é" * 4001))


def test_a_note_exactly_at_the_limit_leaves(zendesk):
    zendesk.put(TICKET_URL, json=recorded("note_posted"))
    assert _post(_note("é" * 4000)) == 9900000004


def test_a_ticket_without_a_stamp_gets_no_note():
    with pytest.raises(ValueError, match="fetch_ticket"):
        _post(ticket=replace(TICKET, updated_stamp=""))


def test_another_host_forced_on_zenpy_is_not_ours(zendesk, monkeypatch):
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", "elsewhere.example")
    zendesk.put(TICKET_URL, json=recorded("note_posted"))
    _post()
    assert zendesk.calls[0].request.url.startswith(ACCOUNT)
