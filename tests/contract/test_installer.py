from datetime import UTC, datetime

import pytest
from sandbox_session import sign_in

from plugin.installer import SCOPE, install
from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from sandbox.zendesk.app import serve
from suggestions.errors import HelpdeskRefused

PUBLIC = "https://wellheard.example.org"
OFF = "wellheard_off"


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


def connect(sandbox, public_url=PUBLIC, *, client=None, scope=SCOPE):
    client = client or sandbox.account.installer
    auth = ClientCredentials(
        sandbox.url, client.identifier, client.secret, scope, MemoryTokenCache(), lambda: datetime.now(UTC)
    )
    return install(sandbox.url, auth, public_url, OFF)


def test_the_webhook_calls_our_receiver(sandbox):
    done = connect(sandbox)
    assert sandbox.account.webhooks[done.webhook_id].given.endpoint == f"{PUBLIC}/webhooks/zendesk"


def test_the_signing_secret_is_told(sandbox):
    done = connect(sandbox)
    assert done.signing_secret == sandbox.account.webhooks[done.webhook_id].secret


def test_connecting_twice_makes_nothing_new(sandbox):
    first, second = connect(sandbox), connect(sandbox)
    assert (second.made, second.webhook_id, second.trigger_id) == ((), first.webhook_id, first.trigger_id)


def test_connecting_again_makes_the_trigger_that_is_missing(sandbox):
    done = connect(sandbox)
    sandbox.account.triggers.clear()
    assert (connect(sandbox).made, connect(sandbox).webhook_id) == (("trigger",), done.webhook_id)


def test_another_address_gets_a_webhook_of_its_own(sandbox):
    assert connect(sandbox).webhook_id != connect(sandbox, "https://other.example.org").webhook_id


def test_a_client_without_the_scopes_is_refused(sandbox):
    with pytest.raises(HelpdeskRefused):
        connect(sandbox, client=sandbox.account.client, scope="tickets:read")
    assert (sandbox.account.webhooks, sandbox.account.triggers) == ({}, {})


def calls(sandbox, act):
    """How often the webhook is called by what `act` does to a new ticket."""
    done = connect(sandbox, "http://127.0.0.1:9")
    webhook = sandbox.account.webhooks[done.webhook_id]
    act(sandbox.account, sandbox.account.add_user("Sam Okafor", "sam@example.org"))
    return len(webhook.invocations)


def test_a_new_ticket_calls_us_once(sandbox):
    assert calls(sandbox, lambda account, sam: account.customer_writes(sam, "Hello")) == 1


def test_an_agents_reply_calls_nobody(sandbox):
    def act(account, sam):
        ticket = account.customer_writes(sam, "Hello")
        account.agent_replies(ticket.id, account.agent("Jon"), "Hello Sam")

    assert calls(sandbox, act) == 1


def test_an_internal_note_through_the_api_calls_nobody(sandbox):
    def act(account, sam):
        ticket = account.customer_writes(sam, "Hello")
        note = {"ticket": {"comment": {"body": "note", "public": False}, "tags": ["wellheard"]}}
        assert sign_in(sandbox).put(f"/api/v2/tickets/{ticket.id}", json=note).status_code == 200

    assert calls(sandbox, act) == 1


def test_a_muted_ticket_calls_nobody(sandbox):
    def act(account, sam):
        ticket = account.customer_writes(sam, "Hello")
        ticket.tags.append(OFF)
        account.customer_writes(sam, "Hello again", ticket_id=ticket.id)

    assert calls(sandbox, act) == 1


def test_a_customers_second_message_calls_us_again(sandbox):
    def act(account, sam):
        ticket = account.customer_writes(sam, "Hello")
        account.customer_writes(sam, "Hello again", ticket_id=ticket.id)

    assert calls(sandbox, act) == 2
