from dataclasses import replace

import pytest
from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    MAYA,
    NOW,
    PRIYA,
    WordEmbedder,
    days_ago,
    make_comment,
    make_library,
    make_ticket,
    reply,
    ticket_url,
)
from fakes import OWN_USER_ID, FakeHelpdesk, FakeRecords

from suggestions.errors import HelpdeskUnavailable, TicketClosed, TicketGone, TicketMoved
from suggestions.library.index import LibraryIndex
from suggestions.model import Person, PromiseState, Reason, Role, Status, TicketId, UserId, Withheld
from suggestions.suggester import Delivered, Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS), EMBEDDER)
WORDS = "I was charged two times for the same order."
NUMBER = TicketId(1003)
PROMISED = "I will call you back this afternoon."


def suggester(helpdesk, records=None):
    return Suggester(helpdesk, EMBEDDER, INDEX, records or FakeRecords(), ticket_url, lambda: NOW)


def earlier(days, *comments, number=1002, words=WORDS):
    at = days_ago(days)
    return make_ticket(make_comment(words, at=at), *comments, number=number, at=at, status=Status.SOLVED)


def run(helpdesk, records=None, owner="job-1"):
    return suggester(helpdesk, records).suggest_and_deliver(NUMBER, owner)


def test_a_first_contact_gets_one_note_for_three_reads():
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS))
    delivered = run(helpdesk)
    assert isinstance(delivered, Delivered)
    assert (helpdesk.reads, len(helpdesk.notes)) == (3, 1)


def test_the_note_carries_its_reference_the_draft_and_the_tag():
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS))
    delivered = run(helpdesk)
    ((ticket_id, note, tags),) = helpdesk.notes
    assert (ticket_id, tags, note.reference) == (NUMBER, ("wellheard",), delivered.suggestion.reference)
    assert "Draft" in note.text


@pytest.mark.parametrize("contacts", [2, 3, 8, 60])
def test_a_repeat_costs_at_most_three_more_reads_whatever_the_history(contacts):
    # people vary
    history = [earlier(n, number=2000 + n, words=f"{WORDS} {'so' * n}") for n in range(1, contacts)]
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS), *history)
    delivered = run(helpdesk)
    assert delivered.suggestion.ledger.contact_count == contacts
    assert helpdesk.reads == 3 + min(3, contacts - 1)


def test_a_history_of_thousands_costs_no_more_reads():
    others = [
        make_ticket(f"Which garden chair fits {n}", number=10_000 + n, at=days_ago(1 + n % 90)) for n in range(4_999)
    ]
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS), earlier(10), *others)
    assert run(helpdesk).suggestion.ledger.contact_count == 2
    assert helpdesk.reads == 4


def test_a_promise_on_an_earlier_ticket_is_found():
    ticket = earlier(20, reply(PROMISED, PRIYA, days_ago(20)))
    suggestion = run(FakeHelpdesk.holding(make_ticket(f"{WORDS} Nobody called me."), ticket)).suggestion
    assert [p.state for p in suggestion.ledger.promises] == [PromiseState.BROKEN]
    assert "the call you were promised on 2 September" in suggestion.draft.text


def test_exactly_one_of_draft_and_reason_is_given():
    for text in (WORDS, "zebras gallop quietly over there tonight"):
        suggestion = run(FakeHelpdesk.holding(make_ticket(text))).suggestion
        assert (suggestion.draft is None) != (suggestion.withheld is None)


@pytest.mark.parametrize(("text", "locale", "reason"), [
    ("zebras gallop quietly over the hills with my friends", "en", Reason.NO_MATCH),
    ("Ich wurde zweimal belastet und möchte mein Geld zurück", "de", Reason.LANGUAGE),
    ("", "en", Reason.NO_WORDS),
])  # fmt: skip
def test_a_note_without_a_draft_says_why(text, locale, reason):
    person = replace(MAYA, locale=locale)
    helpdesk = FakeHelpdesk.holding(make_ticket(text, requester=person))
    suggestion = run(helpdesk).suggestion
    assert suggestion.withheld.reason is reason
    assert suggestion.withheld.sentence in helpdesk.notes[0][1].text


def test_an_unknown_language_is_named_as_it_stands_and_does_not_fail():
    person = Person(UserId(5), "", Role.END_USER, locale="xx-klingon")
    suggestion = run(FakeHelpdesk.holding(make_ticket("ok", requester=person))).suggestion
    assert suggestion.withheld.reason is Reason.LANGUAGE


def test_an_ineligible_ticket_costs_no_history_and_no_note():
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS, reply("Done.")))
    withheld = run(helpdesk)
    assert isinstance(withheld, Withheld)
    assert (withheld.reason, helpdesk.reads, helpdesk.notes) == (Reason.AGENT_ANSWERED, 2, [])


def test_our_own_mark_ends_it_before_anything_is_written():
    first = FakeHelpdesk.holding(make_ticket(WORDS))
    run(first)
    mark = make_comment(first.notes[0][1].text, Person(OWN_USER_ID, "Wellheard", Role.AGENT), public=False)
    ticket = first.tickets[NUMBER]
    again = FakeHelpdesk.holding(replace(ticket, comments=(*ticket.comments, mark)))
    assert run(again).reason is Reason.ALREADY_SUGGESTED
    assert again.notes == []


def test_a_refused_claim_writes_nothing():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS, number=NUMBER)), FakeRecords()
    comment = helpdesk.tickets[NUMBER].comments[0]
    records.claims[NUMBER, comment.id] = "another job"
    assert run(helpdesk, records).reason is Reason.ALREADY_SUGGESTED
    assert (helpdesk.notes, records.recorded) == ([], [])


def test_the_same_job_may_try_again_after_a_crash():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    helpdesk.refusals = [HelpdeskUnavailable("down")]
    with pytest.raises(HelpdeskUnavailable):
        run(helpdesk, records)
    assert isinstance(run(helpdesk, records), Delivered)


def test_a_delivered_note_is_recorded_with_its_comment():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    delivered = run(helpdesk, records)
    assert records.recorded == [(delivered.suggestion, delivered.note_comment_id)]


def test_a_ticket_that_moved_is_read_again_and_the_note_answers_the_newer_words():
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS))
    newer = make_comment("Where do I change my delivery address?")
    helpdesk.refusals = [TicketMoved("409")]
    helpdesk.when_refusing = lambda desk: desk.change(NUMBER, comments=(*desk.tickets[NUMBER].comments, newer))
    delivered = run(helpdesk)
    assert delivered.suggestion.comment == newer
    assert (helpdesk.reads, len(helpdesk.notes)) == (6, 1)


def test_a_ticket_an_agent_answered_meanwhile_gets_no_note():
    helpdesk = FakeHelpdesk.holding(make_ticket(WORDS))
    helpdesk.refusals = [TicketMoved("409")]
    helpdesk.when_refusing = lambda desk: desk.change(
        NUMBER, comments=(*desk.tickets[NUMBER].comments, reply("It is refunded."))
    )
    assert run(helpdesk).reason is Reason.AGENT_ANSWERED
    assert helpdesk.notes == []


def test_a_ticket_that_moves_three_times_is_left_alone_and_its_claim_given_back():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    helpdesk.refusals = [TicketMoved("409")] * 5
    assert run(helpdesk, records).reason is Reason.TICKET_BUSY
    assert (len(helpdesk.refusals), helpdesk.notes, records.claims) == (2, [], {})


def test_a_ticket_closed_meanwhile_is_withheld_and_its_claim_given_back():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    helpdesk.refusals = [TicketClosed("closed")]
    assert run(helpdesk, records).reason is Reason.NOT_OPEN
    assert records.claims == {}


def test_a_ticket_that_is_gone_is_told_to_the_caller():
    with pytest.raises(TicketGone):
        run(FakeHelpdesk())


def test_the_same_customer_is_not_offered_the_same_thanks_twice():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    first = run(helpdesk, records).suggestion.draft
    helpdesk.change(NUMBER, comments=(*helpdesk.tickets[NUMBER].comments, make_comment(WORDS)))
    second = run(helpdesk, records).suggestion.draft
    assert {p.wording.id for p in first.passages}.isdisjoint({p.wording.id for p in second.passages})


def test_what_an_agent_wrote_on_an_earlier_ticket_is_not_said_again():
    said = "I am sorry you have had to explain it twice."
    plain = FakeHelpdesk.holding(make_ticket(WORDS), earlier(10))
    told = FakeHelpdesk.holding(make_ticket(WORDS), earlier(10, reply(said, PRIYA, days_ago(9))))
    assert said in run(plain).suggestion.draft.text
    assert said not in run(told).suggestion.draft.text


def test_suggesting_alone_writes_nothing():
    helpdesk, records = FakeHelpdesk.holding(make_ticket(WORDS)), FakeRecords()
    suggester(helpdesk, records).suggest(NUMBER)
    assert (helpdesk.notes, records.claims, records.recorded) == ([], {}, [])


def test_a_newer_note_names_the_one_it_replaces():
    first = FakeHelpdesk.holding(make_ticket(WORDS))
    reference = run(first).suggestion.reference
    mark = make_comment(first.notes[0][1].text, Person(OWN_USER_ID, "Wellheard", Role.AGENT), public=False)
    ticket = first.tickets[NUMBER]
    helpdesk = FakeHelpdesk.holding(replace(ticket, comments=(*ticket.comments, mark, make_comment(WORDS))))
    assert run(helpdesk).suggestion.replaces == reference
