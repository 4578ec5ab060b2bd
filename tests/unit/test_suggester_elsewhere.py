"""What a suggestion asks beside the requester's own tickets, and what it leaves unasked."""

import pytest
from build import NOW, SAM, WordEmbedder, days_ago, load_starter, make_ticket, ticket_url
from fakes import FakeHelpdesk, FakeRecords

from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable, TicketGone
from suggestions.library.index import LibraryIndex
from suggestions.model import Reason, TicketId
from suggestions.suggester import Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(load_starter(), EMBEDDER)
NUMBER = TicketId(1003)
OFFICE = 360
WORDS = "I was charged twice, you took 212.40 two times for order 48213. Please give one back."


class Remembering:
    def __init__(self):
        self.texts = []

    def find(self):
        return INDEX.place_among()

    def remember(self, texts):
        self.texts += texts


def run(*tickets, closed=None, neighbours=None):
    """One suggestion and the helpdesk it asked."""
    helpdesk = FakeHelpdesk.holding(*tickets)
    helpdesk.closed_organization = closed
    suggester = Suggester(helpdesk, EMBEDDER, INDEX, FakeRecords(), ticket_url, lambda: NOW, neighbours=neighbours)
    return suggester.suggest_and_deliver(NUMBER, "job-1").suggestion, helpdesk


def new(text=WORDS, **more):
    return make_ticket(text, number=NUMBER, **more)


def colleague(days=3, text="They took 212.40 twice from our account for order 48213.", number=1001):
    return make_ticket(text, number=number, at=days_ago(days), requester=SAM, organization_id=OFFICE)


def alarms(count):
    return [
        make_ticket("Alarm: the disk of server 4 is full", number=2000 + n, at=days_ago(n)) for n in range(1, count)
    ]


def test_a_ticket_of_no_organisation_asks_for_none():
    _, helpdesk = run(new(), colleague())
    assert [kind for kind, _ in helpdesk.calls] == ["ticket", "history", "note"]


def test_a_ticket_of_an_organisation_costs_one_read_more():
    suggestion, helpdesk = run(new(organization_id=OFFICE), colleague())
    assert ("organization", OFFICE) in helpdesk.calls
    assert helpdesk.reads == 4
    assert [entry.ticket.id for entry in suggestion.ledger.elsewhere] == [1001]


def test_a_colleagues_ticket_counts_for_nothing():
    suggestion, _ = run(new(organization_id=OFFICE), colleague())
    assert (suggestion.ledger.contact_count, suggestion.ledger.is_repeat) == (1, False)


def test_nothing_of_a_colleagues_ticket_stands_in_the_draft_or_its_facts():
    said = next(r for r in INDEX.library.responses if r.id == "billing.duplicate_charge.en").exemplars[0]
    mine = new(said, organization_id=OFFICE)
    alone, _ = run(mine)
    both, _ = run(mine, colleague(text=f"{said} It was order 48213 and 212.40."))
    assert [entry.ticket.id for entry in both.ledger.elsewhere] == [1001]
    assert (both.draft.text, dict(both.facts)) == (alone.draft.text, dict(alone.facts))


@pytest.mark.parametrize("trouble", [
    HelpdeskRefused("403"), TicketGone("404"), HelpdeskUnavailable("504"),
])  # fmt: skip
def test_an_organisation_we_may_not_look_into_costs_no_suggestion(trouble):
    suggestion, helpdesk = run(new(organization_id=OFFICE), colleague(), closed=trouble)
    assert (suggestion.ledger.elsewhere, len(helpdesk.notes)) == ((), 1)


def test_a_helpdesk_that_asks_us_to_wait_there_is_waited_for():
    with pytest.raises(HelpdeskBusy):
        run(new(organization_id=OFFICE), closed=HelpdeskBusy(7))


def test_a_machine_gets_a_note_without_a_draft_or_a_framework():
    suggestion, helpdesk = run(new("Alarm: the disk of server 7 is full"), *alarms(20))
    assert (suggestion.withheld.reason, suggestion.draft, suggestion.choice) == (Reason.MACHINE, None, None)
    assert len(helpdesk.notes) == 1


def test_a_machine_costs_three_reads_and_its_organisation_is_not_asked():
    _, helpdesk = run(new("Alarm: the disk of server 7 is full", organization_id=OFFICE), *alarms(60))
    assert [kind for kind, _ in helpdesk.calls] == ["ticket", "history", "note"]


def test_a_machine_gets_no_tag_but_our_mark():
    _, helpdesk = run(new("Alarm: the disk of server 7 is full, this is a disaster, I am so angry"),
                      *[make_ticket("Alarm: the disk of server 4 is full, this is a disaster, I am so angry",
                                    number=2000 + n, at=days_ago(n)) for n in range(1, 20)])  # fmt: skip
    assert [tags for _, _, tags in helpdesk.notes] == [("wellheard",)]


def test_a_machine_has_no_contact_reason_to_count_it_under():
    repeated = [make_ticket(WORDS, number=2000 + n, at=days_ago(n)) for n in range(1, 12)]
    suggestion, _ = run(new(), *repeated)
    assert suggestion.ranking.match is not None
    assert (suggestion.reason, suggestion.root_cause) == (None, None)


def test_the_words_of_a_machine_are_not_learnt_as_the_teams():
    neighbours = Remembering()
    run(new("Alarm: the disk of server 7 is full"), *alarms(20), neighbours=neighbours)
    assert neighbours.texts == []
