"""What `wellheard suggest --json` says of colleagues, of machines and of histories cut off."""

from dataclasses import replace

from build import SAM, days_ago, make_entry, make_ledger, make_suggestion, make_ticket

from plugin.report import describe
from suggestions.model import Ledger, Reason, Withheld


def test_a_colleagues_ticket_is_named_with_who_when_and_why():
    ticket = make_ticket("x", number=1001, requester=SAM, at=days_ago(3))
    entry = make_entry(ticket, score=0.7, evidence=("similar words",), counted=False)
    told = describe(make_suggestion(ledger=Ledger(elsewhere=(entry,))), None)
    assert told["same_organisation"] == [
        {
            "requester": "Sam Okafor", "ticket_id": 1001, "counted": False, "score": 0.7,
            "evidence": ["similar words"], "created_at": "2026-09-19T19:05:00+00:00",
        }
    ]  # fmt: skip
    assert (told["contact_count"], told["repeat_of"]) == (1, [])


def test_a_machine_is_told_by_its_tickets_and_counts_no_contacts():
    told = describe(make_suggestion(ledger=Ledger(machine_tickets=51, machine_since=days_ago(50))), None)
    assert (told["machine_tickets"], told["contact_count"], told["framework"]) == (51, 1, None)


def test_a_history_that_was_cut_off_says_so():
    ledgers = (make_ledger(2), replace(make_ledger(2), truncated=True))
    assert [describe(make_suggestion(ledger=ledger), None)["why"]["truncated"] for ledger in ledgers] == [False, True]


def test_a_ticket_without_a_note_has_neither_colleagues_nor_a_machine():
    told = describe(Withheld(Reason.NOT_OPEN, "The ticket is closed."), None)
    assert (told["same_organisation"], told["machine_tickets"]) == ([], 0)
