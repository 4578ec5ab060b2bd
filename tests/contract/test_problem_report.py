"""`wellheard report` on a database of this test."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from recorded_suggestions import make_suggestion

from plugin.cli import main
from plugin.settings import PREFIX, Settings
from plugin.store import Store, migrate
from suggestions.model import CommentId, Ledger, LedgerEntry, TicketId, UserId

ACCOUNT = {
    "ZENDESK_URL": "https://acme.zendesk.com", "ZENDESK_CLIENT_ID": "us", "ZENDESK_CLIENT_SECRET": "hush",
    "WEBHOOK_SECRET": "hush",
}  # fmt: skip


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(PREFIX + name, value)
    address = f"sqlite:///{tmp_path / 'wellheard.db'}"
    monkeypatch.setenv(PREFIX + "DATABASE_URL", address)
    migrate(address)
    store = Store(address)
    yield store
    store.close()


def write(store, who, *, contact=2, days=1, ticket=None):
    told = make_suggestion(TicketId(ticket or who * 10), CommentId(who), f"wh-{ticket or who}", UserId(who))
    earlier = tuple(LedgerEntry(told.ticket, 0.9, (), counted=True) for _ in range(contact - 1))
    store.record(replace(told, ledger=Ledger(earlier)), None, datetime.now(UTC) - timedelta(days=days))


def run(*words):
    done = CliRunner().invoke(main, ["report", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_without_repeats_it_says_so_in_a_sentence(store):
    write(store, 2, contact=1)
    assert run() == "In the last 14 days no customer had to write again about a problem we know.\n"


def test_a_problem_is_told_with_its_evidence(store):
    for who in (2, 3):
        write(store, who, days=who)
    write(store, 4, contact=1, days=9)
    (problem,) = json.loads(run("--json"))["problems"]
    assert problem["first"] < problem.pop("last")
    assert problem.pop("first")
    assert problem == {
        "reason": "billing.duplicate_charge", "title": "Charged twice for the same thing",
        "root_cause_suspected": False,
        "customers_repeating": 2, "customers": 3, "contacts": 3, "repeat_contacts": 2, "share_of_repeats": 1.0,
        "newest_tickets": [
            {"id": 20, "url": "https://acme.zendesk.com/agent/tickets/20"},
            {"id": 30, "url": "https://acme.zendesk.com/agent/tickets/30"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("customers", "suspected"), [(4, False), (5, True)])
def test_a_root_cause_is_suspected_where_a_note_would_say_so(store, customers, suspected):
    for who in range(2, 2 + customers):
        write(store, who)
    assert json.loads(run("--json"))["problems"][0]["root_cause_suspected"] is suspected
    assert ("suspected" in run()) == suspected


def test_it_looks_back_as_far_as_it_is_told(store):
    write(store, 2, days=20)
    assert json.loads(run("--json"))["problems"] == []
    assert len(json.loads(run("--days", "30", "--json"))["problems"]) == 1


def test_few_repeats_are_given_as_counts_and_many_in_per_cent_too(store):
    write(store, 2)
    assert "1 of 1" in run()
    assert "%" not in run()
    for ticket in range(1000, 1029):
        write(store, 3, ticket=ticket)
    assert "100%" in run()


def test_no_words_of_a_customer_are_in_it(store):
    write(store, 2)
    assert "49.90" not in run() + run("--json")
