"""Reminders against a running sandbox and a real store, with a clock that the test holds."""

from datetime import UTC, datetime, timedelta

import pytest

from plugin.reminders import Reminded, remind_once
from plugin.settings import load_settings
from plugin.wiring import open_helpdesk, open_store
from suggestions.errors import HelpdeskUnavailable
from suggestions.model import TicketId
from suggestions.reminders import remember_promises

NOTHING = Reminded(0, 0)


@pytest.fixture
def settings(sandbox, redis_url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return load_settings(
        zendesk_url=sandbox.url, zendesk_client_id=sandbox.account.client.identifier,
        zendesk_client_secret=sandbox.account.client.secret, webhook_secret="hush", redis_url=redis_url,
        state_dir=str(tmp_path), promise_reminder_hours=4,
    )  # fmt: skip


@pytest.fixture
def store(settings):
    store = open_store(settings)
    yield store
    store.close()


@pytest.fixture
def helpdesk(settings):
    return open_helpdesk(settings, None)


class Clock:
    """A clock that stands at the moment of the promise until it is moved."""

    def __init__(self):
        self.now = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ticket(account, maya, helpdesk, store, clock):
    """Priya promised at nine in the morning to call within six hours, and it was learnt."""
    written = account.customer_writes(maya, "You charged me twice.", at=clock.now - timedelta(hours=1))
    reply(account, written.id, "I will call you within six hours.", clock)
    learn(written.id, helpdesk, store, clock)
    return written


def reply(account, ticket_id, words, clock, **more):
    account.agent_replies(ticket_id, account.agent("Priya"), words, at=clock.now, **more)


def learn(ticket_id, helpdesk, store, clock):
    found = helpdesk.fetch_ticket(TicketId(ticket_id))
    store.learn_promises(found.id, remember_promises(found, clock()))


@pytest.fixture
def remind(settings, helpdesk, store, clock):
    return lambda: remind_once(settings, helpdesk, store, clock)


def notes(account, ticket):
    return [c for c in account.ticket(ticket.id).comments if c.author_id == account.integration.id]


def test_before_its_time_nothing_is_posted_and_nothing_read(remind, ticket, account, clock):
    clock.move(hours=2, minutes=50)
    account.log.clear()
    assert (remind(), account.log.entries(path_prefix="/api/v2/")) == (NOTHING, [])


def test_half_way_to_a_near_promise_one_internal_note_is_posted(remind, ticket, account, clock):
    clock.move(hours=3)
    assert remind() == Reminded(1, 1)
    assert [note.public for note in notes(account, ticket)] == [False]


def test_the_note_names_who_promised_what_and_what_would_keep_it(remind, ticket, account, clock):
    clock.move(hours=3)
    remind()
    (note,) = notes(account, ticket)
    first, second, *_ = [line for line in note.body.splitlines() if line.strip()]
    assert first.startswith("A promise falls due today by 15:00. Priya wrote on ")
    assert "“I will call you within six hours”." in first
    assert second == "Call Maya, or write today to say when you will."


def test_the_note_links_its_ticket(remind, ticket, account, clock):
    clock.move(hours=3)
    remind()
    assert f"/agent/tickets/{ticket.id}" in notes(account, ticket)[0].html


def test_a_second_look_posts_no_second_note(remind, ticket, account, clock):
    clock.move(hours=3)
    remind()
    clock.move(hours=1)
    assert (remind(), len(notes(account, ticket))) == (NOTHING, 1)


def test_a_reminder_costs_two_reads_and_one_write(remind, ticket, account, clock):
    clock.move(hours=3)
    account.log.clear()
    remind()
    asked = [entry.method for entry in account.log.entries(path_prefix="/api/v2/")]
    assert asked == ["GET", "GET", "PUT"]


def test_a_note_that_was_posted_but_never_recorded_is_seen_by_its_mark(remind, ticket, account, clock, store):
    clock.move(hours=3)
    remind()
    forget_record(store, ticket.id)
    clock.move(minutes=3)
    assert (remind(), len(notes(account, ticket))) == (Reminded(1, 0), 1)
    assert len(store.find_reminded(TicketId(ticket.id))) == 1


def forget_record(store, ticket_id):
    """As if the process had died between the post and the record."""
    from sqlalchemy import update

    from plugin.store.tables import promises

    with store._writing.begin() as connection:
        connection.execute(update(promises).where(promises.c.ticket_id == ticket_id).values(reminded_at=None))


def test_a_promise_somebody_else_is_reminding_of_is_left_alone(remind, ticket, account, clock, store):
    clock.move(hours=3)
    (one,) = store.find_due_promises(clock(), 4)
    store.claim_promise(one, "another sweep", clock())
    assert (remind(), notes(account, ticket)) == (Reminded(1, 0), [])


def test_a_promise_kept_meanwhile_is_not_reminded_of(remind, ticket, account, clock):
    clock.move(hours=2)
    reply(account, ticket.id, "Thank you for taking my call.", clock)
    clock.move(hours=1)
    assert (remind(), notes(account, ticket)) == (Reminded(1, 0), [])
    assert remind() == NOTHING


def test_a_solved_ticket_is_not_reminded_of(remind, ticket, account, clock):
    reply(account, ticket.id, "Bye.", clock, status="solved")
    clock.move(hours=3)
    assert (remind(), notes(account, ticket)) == (Reminded(1, 0), [])


def test_a_muted_ticket_is_not_reminded_of(remind, ticket, account, clock):
    account.ticket(ticket.id).tags.append("wellheard_off")
    clock.move(hours=3)
    assert (remind(), notes(account, ticket)) == (Reminded(1, 0), [])


def test_after_an_outage_what_fell_due_more_than_a_day_ago_is_left_alone(remind, ticket, clock):
    clock.move(hours=6 + 25)
    assert remind() == NOTHING


def test_after_a_short_outage_what_just_fell_due_is_still_reminded_of(remind, ticket, account, clock):
    clock.move(hours=8)
    assert remind() == Reminded(1, 1)
    assert "A promise fell due today by 15:00." in notes(account, ticket)[0].body


def test_zendesk_in_trouble_leaves_the_promise_for_the_next_look(remind, ticket, account, clock):
    clock.move(hours=3)
    account.faults.fail_next(1, status=500, path_prefix="/api/v2/tickets")
    with pytest.raises(HelpdeskUnavailable):
        remind()
    clock.move(minutes=3)
    assert (remind(), len(notes(account, ticket))) == (Reminded(1, 1), 1)


def test_a_note_whose_answer_was_lost_is_not_posted_again(remind, ticket, account, clock):
    clock.move(hours=3)
    account.faults.drop_next(after_write=True, path_prefix=f"/api/v2/tickets/{ticket.id}", method="PUT")
    with pytest.raises(HelpdeskUnavailable):
        remind()
    clock.move(minutes=3)
    assert (remind(), len(notes(account, ticket))) == (Reminded(1, 0), 1)
