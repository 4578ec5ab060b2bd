"""Whether a remembered promise calls for a reminder, and what the note says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from build import JON, MAYA, OURSELVES, PRIYA, make_comment, make_ticket, reply, ticket_url

from suggestions.model import Person, PromiseState, Role, Status, UserId
from suggestions.reminders import (
    Reminder,
    Why,
    decide,
    find_promise_references,
    find_remind_at,
    make_promise_reference,
    remember_promises,
    render_reminder,
)

# a Wednesday morning
MADE_AT = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
OFF = "wellheard_off"


def ticket_with(words="I will call you tomorrow.", *later, author=PRIYA, **more):
    return make_ticket(make_comment("Hello", MAYA, MADE_AT - timedelta(hours=1)),
                       make_comment(words, author, MADE_AT, number=77), *later, **more)  # fmt: skip


def remembered(ticket):
    (one,) = remember_promises(ticket, MADE_AT)
    return one


def judge(ticket, now, hours=4, one=None):
    return decide(one or remembered(ticket), ticket, OURSELVES.id, hours, now, OFF)


def at(day, hour, minute=0):
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


def render(ticket, now):
    reminder = judge(ticket, now)
    assert isinstance(reminder, Reminder)
    return render_reminder(reminder, ticket, ticket_url, now)


def test_what_is_remembered_holds_no_words():
    one = remembered(ticket_with())
    assert (one.comment_id, one.start, one.end, one.action, one.state) == (77, 0, 25, "call", PromiseState.OPEN)


def test_a_day_is_to_be_acted_on_within_working_hours():
    assert remembered(ticket_with()).act_by == at(3, 18)


def test_an_hour_that_was_named_is_the_one_to_act_by():
    assert remembered(ticket_with("I will call you tomorrow at 9.")).act_by == at(3, 9)


def test_a_promise_without_a_time_has_nothing_to_act_by():
    assert remembered(ticket_with("I will call you.")).act_by is None


def test_the_working_day_ends_on_the_clock_of_whoever_promised():
    kiwi = Person(UserId(13), "Aroha", Role.AGENT, time_zone="Pacific/Auckland")
    assert remembered(ticket_with(author=kiwi)).act_by == at(3, 6)


@pytest.mark.parametrize(("made", "by", "hours", "expected"), [
    (at(2, 8), at(3, 18), 4, at(3, 14)),
    (at(2, 8), at(3, 18), 24, at(3, 1)),
    (at(2, 8), at(2, 10), 4, at(2, 9)),
    (at(2, 8), at(9, 18), 48, at(7, 18)),
])  # fmt: skip
def test_the_reminder_comes_so_many_hours_before_or_half_way(made, by, hours, expected):
    assert find_remind_at(made, by, hours) == expected


def test_before_its_time_nothing_is_left():
    assert judge(ticket_with(), at(3, 13, 59)) is Why.NOT_YET


def test_when_its_time_has_come_a_reminder_is_left():
    assert isinstance(judge(ticket_with(), at(3, 14)), Reminder)


def test_just_past_due_it_is_still_worth_a_reminder():
    assert isinstance(judge(ticket_with(), at(4, 12)), Reminder)


def test_more_than_a_day_past_due_it_is_left_alone():
    assert judge(ticket_with(), at(5, 12)) is Why.TOO_LATE


@pytest.mark.parametrize("status", [Status.SOLVED, Status.CLOSED, Status.DELETED])
def test_a_ticket_that_is_over_gets_no_reminder(status):
    assert judge(ticket_with(status=status), at(3, 15)) is Why.OVER


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD])
def test_a_ticket_that_goes_on_gets_one(status):
    assert isinstance(judge(ticket_with(status=status), at(3, 15)), Reminder)


def test_a_muted_ticket_gets_no_reminder():
    assert judge(ticket_with(tags=(OFF,)), at(3, 15)) is Why.MUTED


@pytest.mark.parametrize("words", ["Thank you for taking my call.", "As promised, here is the plan."])
def test_what_the_record_shows_as_kept_is_not_reminded_of(words):
    assert judge(ticket_with("I will call you tomorrow.", reply(words, JON, at(3, 9))), at(3, 15)) is Why.KEPT


def test_a_promise_that_was_made_anew_is_not_reminded_of_twice():
    ticket = ticket_with("I will call you tomorrow.", reply("I will call you on Monday.", JON, at(3, 9)))
    first = remembered(ticket_with())
    assert judge(ticket, at(3, 15), one=first) is Why.NOT_FOUND


def test_a_promise_whose_words_were_taken_away_is_not_reminded_of():
    before = remembered(ticket_with())
    assert judge(ticket_with("▇▇▇▇▇▇"), at(3, 15), one=before) is Why.NOT_FOUND


def test_what_a_machine_promised_is_not_reminded_of():
    robot = Person(UserId(13), "Answer Bot", Role.AGENT)
    assert judge(ticket_with(author=robot), at(3, 15)) is Why.AUTOMATIC


def test_our_mark_on_the_ticket_keeps_a_second_reminder_away():
    ticket = ticket_with()
    note = make_comment(render(ticket, at(3, 15)).text, OURSELVES, at(3, 15), public=False)
    assert judge(replace(ticket, comments=(*ticket.comments, note)), at(3, 16)) is Why.REMINDED


@pytest.mark.parametrize(("author", "public"), [(MAYA, True), (MAYA, False), (PRIYA, False), (OURSELVES, True)])
def test_only_an_internal_note_of_ours_bears_the_mark(author, public):
    ticket = ticket_with()
    forged = make_comment(f"ref {make_promise_reference(remembered(ticket))}", author, at(3, 9), public=public)
    assert find_promise_references(replace(ticket, comments=(*ticket.comments, forged)), OURSELVES.id) == frozenset()


def test_the_mark_of_a_reminder_is_none_of_a_suggestion():
    assert make_promise_reference(remembered(ticket_with())).startswith("wp-")


def test_the_note_says_who_promised_what_and_when_then_what_would_keep_it():
    told = render(ticket_with(), at(3, 15)).text.splitlines()
    where = "(#1003, https://example.zendesk.com/agent/tickets/1003)"
    assert told[:2] == [
        f"A promise falls due today. Priya wrote on 2 September: “I will call you tomorrow”. {where}",
        "Call Maya, or write today to say when you will.",
    ]


def test_the_note_names_the_hour_where_one_was_promised():
    assert render(ticket_with("I will call you tomorrow at 9."), at(3, 8)).text.startswith(
        "A promise falls due today by 09:00."
    )


def test_the_note_says_so_when_the_time_is_past():
    assert render(ticket_with(), at(4, 9)).text.startswith("A promise fell due yesterday.")


def test_markup_in_a_promise_is_shown_and_never_runs():
    html = render(ticket_with("I will call you tomorrow about {{ticket.id}} <script>x</script>."), at(3, 15)).html
    assert "&lt;script&gt;" in html
    assert "{{" not in html
