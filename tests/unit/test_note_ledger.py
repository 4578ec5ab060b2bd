"""What the note says of colleagues, of machines and of histories that were not read to their end."""

from dataclasses import replace
from datetime import timedelta

from build import (
    NOW,
    RULES,
    SAM,
    choose_framework,
    days_ago,
    make_entry,
    make_ledger,
    make_situation,
    make_suggestion,
    make_ticket,
    ticket_url,
)
from test_note import read, with_draft

from suggestions.drafting.frameworks import Framework
from suggestions.drafting.note import render_note
from suggestions.handoff import find_signals
from suggestions.library.index import Candidate
from suggestions.model import Feeling, Ledger, Person, Reason, UserId, Withheld

UNREAD = "Older tickets of theirs were not read."
NOBODY = Withheld(Reason.MACHINE, "Nobody at this address waits for a kind reply.")


def say(suggestion):
    return render_note(suggestion, ticket_url, RULES).text


def colleague(number=1001, name="Sam Okafor", days=3, evidence=("same invoice number 33479",)):
    ticket = make_ticket(
        "x", number=number, requester=replace(SAM, name=name), at=days_ago(days), subject="Charged twice"
    )
    return make_entry(ticket, evidence=evidence, counted=False)


def with_colleagues(*entries, **more):
    return with_draft(ledger=Ledger(elsewhere=entries, **more))


def machine(**more):
    ledger = Ledger(machine_tickets=51, machine_since=days_ago(50), **more)
    return make_suggestion(ledger=ledger, withheld=NOBODY, situation=make_situation(
        "Alarm. Which of the two disks is full?", feeling=Feeling.FRUSTRATED, feeling_quotes=("Alarm",),
        claimed_contacts=4))  # fmt: skip


def truncated(contacts, **more):
    return with_draft(ledger=replace(make_ledger(contacts), truncated=True), **more)


def test_a_colleague_is_told_with_name_day_ticket_subject_and_evidence():
    assert "Same organisation\n- Sam on 19 September: #1001 “Charged twice” (same invoice number 33479)" in say(
        with_colleagues(colleague())
    )


def test_a_colleagues_ticket_is_linked():
    html = render_note(with_colleagues(colleague()), ticket_url, RULES).html
    assert read(html).links == [ticket_url(1001)]


def test_a_colleague_whose_name_is_none_is_somebody():
    assert "- Somebody on 19 September" in say(with_colleagues(colleague(name="accounts@example.org")))


def test_colleagues_stand_after_the_ledger_and_change_no_count():
    ledger = replace(make_ledger(2), elsewhere=(colleague(),))
    text = say(with_draft(ledger=ledger))
    assert text.startswith("Second contact")
    assert 0 < text.find("Earlier contacts") < text.find("Same organisation")


def test_without_colleagues_nothing_is_said_of_an_organisation():
    assert "Same organisation" not in say(with_colleagues())


def test_markup_in_a_colleagues_name_and_subject_never_runs():
    entry = colleague(name="<b>Sam</b>")
    entry = replace(entry, ticket=replace(entry.ticket, subject="<script>alert(1)</script>{{ticket.id}}"))
    html = render_note(with_colleagues(entry), ticket_url, RULES).html
    assert "<script" not in html
    assert "{{" not in html


def test_a_machine_is_named_with_its_count_and_its_first_day():
    first = say(machine()).splitlines()[0]
    assert first == "A machine wrote this: 51 tickets with the same words from this address since 3 August."


def test_a_machine_of_today_is_told_without_a_date():
    suggestion = machine()
    since = replace(suggestion.ledger, machine_since=NOW - timedelta(hours=2))
    assert say(replace(suggestion, ledger=since)).splitlines()[0].endswith("from this address today.")


def test_a_machine_whose_tickets_were_not_all_read_sent_at_least_so_many():
    assert say(machine(truncated=True)).startswith("A machine wrote this: at least 51 tickets")


def test_beside_the_headline_a_machine_gets_the_reason_for_no_draft_and_nothing_else():
    paragraphs = say(machine(truncated=True)).split("\n\n")
    assert paragraphs[1:] == [
        f"No draft. {NOBODY.sentence}",
        "Wellheard, for the agent only. Nothing was sent. ref wh-0123456789",
    ]


def test_a_machine_has_no_signals_of_a_customer():
    assert find_signals(machine()) == ()


def test_a_count_that_may_be_higher_is_said_with_at_least():
    first = say(truncated(3)).splitlines()[0]
    assert first.startswith(
        "At least third contact about the double charge. They wrote as early as 13 August, 40 days ago."
    )


def test_the_ledger_says_what_was_not_read():
    assert f"- {UNREAD}" in say(truncated(3))


def test_a_first_contact_among_the_tickets_read_is_said_to_be_only_that():
    text = say(truncated(1, situation=make_situation(feeling=Feeling.FRUSTRATED)))
    assert text.startswith("First contact about the double charge among their newest tickets.")
    assert f"Earlier contacts\n- {UNREAD}" in text


def test_a_whole_history_says_nothing_of_the_kind():
    assert UNREAD not in say(with_draft(ledger=make_ledger(3)))


def test_what_they_say_of_the_count_is_held_only_against_the_tickets_read():
    text = say(truncated(3, situation=make_situation(claimed_contacts=5)))
    assert "They say it is the fifth time; two earlier tickets were found; older tickets were not read." in text


def test_the_reason_for_the_framework_says_at_least_too():
    candidate = make_suggestion().ranking.match
    assert isinstance(candidate, Candidate)
    choice = choose_framework(make_situation(), truncated(3).ledger, candidate.response)
    assert (choice.framework, choice.reason) == (Framework.LADDER, "at least third contact")


def test_the_signal_of_a_repeat_says_at_least_too():
    assert "at least third contact" in [signal.words for signal in find_signals(truncated(3))]


def test_a_clock_that_put_the_first_contact_after_these_words_is_not_counted_below_zero():
    late = make_entry(make_ticket("x", number=1001, at=NOW + timedelta(days=3)))
    assert "earlier today" in say(with_draft(ledger=Ledger((late,))))


def test_three_colleagues_fit_into_a_note_of_monstrous_subjects():
    long = [colleague(n, name="S" * 900, evidence=("x" * 500,)) for n in range(3)]
    entries = [
        replace(e, ticket=replace(e.ticket, subject="long " * 900, requester=Person(UserId(5), "Sam"))) for e in long
    ]
    note = render_note(with_colleagues(*entries), ticket_url, RULES)
    assert len(note.html.encode()) <= 8_000
