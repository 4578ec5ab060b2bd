"""The helpdesk over a real connection: OAuth, reads, the note and the troubles of a network."""

from datetime import UTC, datetime, timedelta

import pytest
from zendesk_exchanges import KnownToken

from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.zendesk import ZendeskHelpdesk
from sandbox.zendesk.app import serve
from sandbox.zendesk.ticket_input import CommentInput, TicketInput
from suggestions.drafting.note import InternalNote
from suggestions.errors import (
    HelpdeskBusy,
    HelpdeskRefused,
    HelpdeskUnavailable,
    TicketClosed,
    TicketGone,
    TicketMoved,
)
from suggestions.model import History, Role, TicketId

FEBRUARY = datetime(2026, 2, 20, 10, tzinfo=UTC)
MARCH = datetime(2026, 3, 9, 8, 15, tzinfo=UTC)
SCOPE = "tickets:read tickets:write users:read"


def _note(html):
    return InternalNote(html, text="", reference="wh-7f3a2c")


NOTE = _note("<p>Third contact about this. ref wh-7f3a2c</p>")


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


def _connect(sandbox, *, secret=None, scope=SCOPE):
    client = sandbox.account.client
    credentials = ClientCredentials(
        sandbox.url,
        client.identifier,
        secret or client.secret,
        scope,
        MemoryTokenCache(),
        lambda: datetime.now(UTC),
    )
    return ZendeskHelpdesk(sandbox.url, credentials)


@pytest.fixture
def helpdesk(sandbox):
    return _connect(sandbox)


@pytest.fixture
def maya(sandbox):
    return sandbox.account.add_user("Maya Lindqvist", "maya@example.org", locale="en-GB")


def _import(sandbox, requester, subject, at, *more, status="open", tags=()):
    said = [CommentInput(body=f"{subject}, please help.", author_id=requester.id, public=True, created_at=at), *more]
    given = TicketInput(
        subject=subject, requester_id=requester.id, created_at=at, status=status, tags=list(tags), comments=said
    )
    return TicketId(sandbox.account.import_ticket(given).id)


@pytest.fixture
def ticket_id(sandbox, maya):
    jon = sandbox.account.agent("Jon")
    reply = CommentInput(
        body="I will call you.", author_id=jon.id, public=True, created_at=MARCH + timedelta(minutes=5)
    )
    _import(sandbox, maya, "Double charge", FEBRUARY, status="closed")
    return _import(sandbox, maya, "Charged twice", MARCH, reply, tags=["billing"])


def _asked(sandbox, method):
    return sandbox.account.log.entries(method=method, path_prefix="/api/")


def test_a_ticket_is_read_in_two_reads(sandbox, helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    assert (ticket.subject, ticket.created_at, ticket.tags) == ("Charged twice", MARCH, ("billing",))
    assert [(c.author.name, c.body) for c in ticket.comments] == [
        ("Maya Lindqvist", "Charged twice, please help."),
        ("Jon", "I will call you."),
    ]
    assert (ticket.requester.role, ticket.requester.locale) == (Role.END_USER, "en-GB")
    assert len(_asked(sandbox, "GET")) == 2


@pytest.mark.parametrize("number", [120, 5000])
def test_a_long_history_is_one_read_of_the_newest_hundred(sandbox, helpdesk, maya, number):
    ids = [_import(sandbox, maya, f"Contact {n}", FEBRUARY + timedelta(minutes=n)) for n in range(number)]
    ticket = helpdesk.fetch_ticket(ids[-1])
    sandbox.account.log.clear()
    history = helpdesk.fetch_history(ticket)
    assert ([t.id for t in history.tickets], history.truncated) == (ids[-2:-101:-1], True)
    assert len(_asked(sandbox, "GET")) == 1


def test_a_requester_without_any_other_ticket_has_an_empty_history(sandbox, helpdesk, maya):
    ticket = helpdesk.fetch_ticket(_import(sandbox, maya, "Charged twice", MARCH))
    assert helpdesk.fetch_history(ticket) == History()


def test_the_comments_of_an_earlier_ticket_are_one_read(sandbox, helpdesk, ticket_id):
    (earlier,) = helpdesk.fetch_history(helpdesk.fetch_ticket(ticket_id)).tickets
    sandbox.account.log.clear()
    assert [c.body for c in helpdesk.fetch_comments(earlier)] == ["Double charge, please help."]
    assert len(_asked(sandbox, "GET")) == 1


def test_a_note_lands_private_with_our_tag_in_one_write(sandbox, helpdesk, ticket_id):
    note_id = helpdesk.post_internal_note(helpdesk.fetch_ticket(ticket_id), NOTE, ["wellheard"])
    ticket = helpdesk.fetch_ticket(ticket_id)
    newest = ticket.comments[-1]
    assert (newest.id, newest.public) == (note_id, False)
    assert "ref wh-7f3a2c" in newest.body
    assert newest.author.id == sandbox.account.integration.id
    assert ticket.tags == ("billing", "wellheard")
    assert ticket.status == "open"
    assert len(_asked(sandbox, "PUT")) == 1


def test_our_own_notes_are_recognised_by_our_own_user_id(sandbox, helpdesk, ticket_id):
    helpdesk.post_internal_note(helpdesk.fetch_ticket(ticket_id), NOTE, ["wellheard"])
    assert helpdesk.fetch_own_user() == helpdesk.fetch_ticket(ticket_id).comments[-1].author.id


def test_a_ticket_changed_since_it_was_read_gets_no_note(sandbox, helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    sandbox.account.agent_replies(ticket_id, sandbox.account.agent("Priya"), "Refunded.")
    with pytest.raises(TicketMoved):
        helpdesk.post_internal_note(ticket, NOTE, ["wellheard"])
    assert helpdesk.fetch_ticket(ticket_id).comments[-1].body == "Refunded."


def test_a_closed_ticket_gets_no_note(sandbox, helpdesk, maya):
    closed = helpdesk.fetch_ticket(_import(sandbox, maya, "Double charge", FEBRUARY, status="closed"))
    with pytest.raises(TicketClosed):
        helpdesk.post_internal_note(closed, NOTE, ["wellheard"])


def test_a_ticket_that_is_not_there_is_gone(helpdesk):
    with pytest.raises(TicketGone):
        helpdesk.fetch_ticket(TicketId(2**40))


def test_a_lost_answer_to_a_note_leaves_one_write_and_one_note(sandbox, helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    sandbox.account.faults.drop_next(1, after_write=True, method="PUT")
    with pytest.raises(HelpdeskUnavailable):
        helpdesk.post_internal_note(ticket, NOTE, ["wellheard"])
    assert len(_asked(sandbox, "PUT")) == 1
    notes = [c for c in helpdesk.fetch_ticket(ticket_id).comments if not c.public]
    assert len(notes) == 1


def test_half_an_answer_to_a_note_is_no_answer(sandbox, helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    sandbox.account.faults.half_body_next(1, method="PUT")
    with pytest.raises(HelpdeskUnavailable):
        helpdesk.post_internal_note(ticket, NOTE, ["wellheard"])
    assert len(_asked(sandbox, "PUT")) == 1


def test_a_web_page_instead_of_an_answer_is_no_answer(sandbox, helpdesk, ticket_id):
    sandbox.account.faults.html_next(1, path_prefix="/api/")
    with pytest.raises(HelpdeskUnavailable):
        helpdesk.fetch_ticket(ticket_id)


def test_a_read_survives_one_broken_connection(sandbox, helpdesk, ticket_id):
    sandbox.account.faults.drop_next(1, method="GET")
    assert helpdesk.fetch_ticket(ticket_id).id == ticket_id


def test_a_busy_helpdesk_says_how_long_to_wait(sandbox, helpdesk, ticket_id):
    sandbox.account.faults.fail_next(1, status=429, path_prefix="/api/", retry_after=7)
    with pytest.raises(HelpdeskBusy) as caught:
        helpdesk.fetch_ticket(ticket_id)
    assert caught.value.retry_after == 7


def test_a_token_that_ended_early_is_renewed_on_the_way(sandbox, helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    sandbox.account.clients.expire()
    helpdesk.post_internal_note(ticket, NOTE, ["wellheard"])
    assert [entry.status for entry in _asked(sandbox, "PUT")] == [401, 200]


def test_a_wrong_secret_is_refused_with_the_settings_to_check(sandbox, ticket_id):
    with pytest.raises(HelpdeskRefused, match="WELLHEARD_ZENDESK_CLIENT_SECRET"):
        _connect(sandbox, secret="wrong").fetch_ticket(ticket_id)


def test_a_missing_scope_is_named(sandbox, ticket_id):
    helpdesk = _connect(sandbox, scope="tickets:read users:read")
    ticket = helpdesk.fetch_ticket(ticket_id)
    with pytest.raises(HelpdeskRefused, match="lacks tickets:write"):
        helpdesk.post_internal_note(ticket, NOTE, ["wellheard"])


def test_a_requester_merged_into_another_meanwhile_has_no_history(sandbox, helpdesk, maya, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    sandbox.account.users.forget(maya)
    assert helpdesk.fetch_history(ticket) == History()


def test_the_sweep_finds_what_was_updated_lately(sandbox, helpdesk, maya, ticket_id):
    new = sandbox.account.customer_writes(maya, "Where is my refund?", subject="Refund")
    found = helpdesk.fetch_updated_since(datetime.now(UTC) - timedelta(hours=1))
    assert [ref.id for ref in found] == [new.id]


def test_the_sandbox_on_this_machine_is_not_sought_behind_a_proxy(sandbox, helpdesk, ticket_id, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert helpdesk.fetch_ticket(ticket_id).id == ticket_id


def test_a_helpdesk_where_nobody_listens_is_unavailable():
    with pytest.raises(HelpdeskUnavailable, match="WELLHEARD_ZENDESK_URL"):
        ZendeskHelpdesk("http://127.0.0.1:1", KnownToken()).fetch_ticket(TicketId(1))
