"""Automatic mail end to end: a customer's machine writes to the sandbox, and the helpdesk port reads it back."""

from datetime import UTC, datetime

import pytest
from build import RULES

from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.zendesk import ZendeskHelpdesk
from sandbox.zendesk.app import serve
from suggestions.eligibility import check_eligible
from suggestions.model import Reason, TicketId


@pytest.fixture(scope="module")
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def helpdesk(sandbox):
    client = sandbox.account.client
    scope = "tickets:read users:read"
    token = ClientCredentials(
        sandbox.url, client.identifier, client.secret, scope, MemoryTokenCache(), lambda: datetime.now(UTC)
    )
    return ZendeskHelpdesk(sandbox.url, token)


@pytest.fixture
def write(sandbox):
    def write(body, *, ticket=None, flags=(), subject="Where is it?"):
        users = sandbox.account.users
        maya = users.by_email("maya@example.org") or users.add("Maya", "maya@example.org")
        told = sandbox.account.customer_writes(
            maya, body, ticket_id=ticket, subject=subject, via="email", at=None, flags=list(flags)
        )
        return TicketId(told.id)

    return write


def check(helpdesk, ticket_id):
    ticket = helpdesk.fetch_ticket(ticket_id)
    withheld = check_eligible(ticket, None, RULES)
    return (withheld.reason if withheld else None), [c.body for c in ticket.requester_comments]


@pytest.mark.parametrize("flag", [0, 4, 14])
def test_a_ticket_that_flagged_mail_opened_gets_no_note(helpdesk, write, flag):
    assert check(helpdesk, write("Your mail has arrived here.", flags=[flag])) == (Reason.AUTOMATIC, [])


def test_a_ticket_with_another_flag_is_eligible(helpdesk, write):
    assert check(helpdesk, write("Where is my kettle?", flags=[3])) == (None, ["Where is my kettle?"])


def test_a_plain_absence_note_gets_no_note_without_a_flag(helpdesk, write):
    told = "Thank you for your message. I am out of the office until Monday."
    assert check(helpdesk, write(told)) == (Reason.AUTOMATIC, [])


def test_the_subject_of_an_automatic_reply_is_enough(helpdesk, write):
    assert check(helpdesk, write("Back on 14 September.", subject="Automatic reply: Your order"))[0] is Reason.AUTOMATIC


def test_an_absence_note_after_the_agents_answer_is_no_new_message(helpdesk, write, sandbox):
    ticket = write("Where is my kettle?")
    jon = sandbox.account.users.add("Jon", "jon@example.com", role="agent")
    sandbox.account.agent_replies(ticket, jon, "On its way.", public=True, status=None, at=None)
    write("I am away.", ticket=ticket, flags=[4])
    assert check(helpdesk, ticket) == (Reason.AUTOMATIC, ["Where is my kettle?"])


def test_an_absence_note_does_not_hide_a_question_nobody_answered(helpdesk, write):
    ticket = write("Where is my kettle?")
    write("I am away.", ticket=ticket, flags=[4])
    assert check(helpdesk, ticket) == (None, ["Where is my kettle?"])


def test_a_real_message_after_an_absence_note_is_eligible(helpdesk, write):
    ticket = write("I am away.", flags=[4])
    write("I am back. Where is my kettle?", ticket=ticket)
    assert check(helpdesk, ticket) == (None, ["I am back. Where is my kettle?"])
