"""What is kept of promises, on both databases: places and times, and one reminder each."""

import multiprocessing
import os
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from recorded_suggestions import NOON, TICKET
from sqlalchemy import text

from plugin.store import Store, migrate
from plugin.store.claims import STALE_CLAIM
from plugin.store.engine import open_engine
from suggestions.model import CommentId, PromiseState, TicketId
from suggestions.reminders import Remembered

pytest_plugins = ["postgres_server"]
HOURS = 4
RACERS, ROUNDS = 3, 25
# due in three hours, promised this morning
CALL = Remembered(
    TICKET, CommentId(9_100_000_555_777), 12, 40, "call", NOON - timedelta(hours=8), NOON + timedelta(hours=9),
    NOON + timedelta(hours=3), PromiseState.OPEN,
)  # fmt: skip


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


def due(store, now=NOON, hours=HOURS):
    return store.find_due_promises(now, hours)


def test_a_promise_whose_time_has_come_is_found_as_it_was_learnt(store):
    store.learn_promises(TICKET, [CALL])
    assert due(store) == [CALL]


@pytest.mark.parametrize(("change", "why"), [
    ({"due_at": None, "act_by": None}, "no time was given"),
    ({"act_by": NOON + timedelta(hours=5)}, "it is too early"),
    ({"act_by": NOON - timedelta(hours=40), "due_at": NOON - timedelta(hours=25)}, "it is too late"),
    ({"state": PromiseState.KEPT}, "it was kept"),
    ({"state": PromiseState.LATE}, "it was kept late"),
    ({"made_at": NOON - timedelta(minutes=10)}, "it was promised just now"),
])  # fmt: skip
def test_nothing_else_is_found(store, change, why):
    store.learn_promises(TICKET, [replace(CALL, **change)])
    assert due(store) == [], why


def test_the_most_pressing_is_found_first(store):
    later = replace(CALL, start=60, act_by=NOON + timedelta(hours=4))
    store.learn_promises(TICKET, [later, CALL])
    assert due(store) == [CALL, later]


def test_what_is_learnt_again_replaces_what_was_known(store):
    store.learn_promises(TICKET, [CALL])
    store.learn_promises(TICKET, [replace(CALL, state=PromiseState.KEPT)])
    assert due(store) == []


def test_a_promise_that_is_not_on_the_ticket_any_more_is_forgotten(store):
    store.learn_promises(TICKET, [CALL])
    store.learn_promises(TICKET, [])
    assert due(store) == []


def test_another_tickets_promises_are_left_alone(store):
    store.learn_promises(TICKET, [CALL])
    store.learn_promises(TicketId(TICKET + 1), [])
    assert due(store) == [CALL]


def test_after_a_reminder_there_is_no_second_one_however_often_it_is_learnt(store):
    store.learn_promises(TICKET, [CALL])
    store.record_reminder(CALL, NOON)
    store.learn_promises(TICKET, [])
    store.learn_promises(TICKET, [CALL])
    assert (due(store), store.find_reminded(TICKET)) == ([], {(CALL.comment_id, CALL.start): NOON})


def test_a_resting_promise_is_found_again_once_its_ticket_was_learnt_anew(store):
    store.learn_promises(TICKET, [CALL])
    store.rest_promise(CALL)
    rested = due(store)
    store.learn_promises(TICKET, [CALL])
    assert (rested, due(store)) == ([], [CALL])


def test_of_two_owners_one_gets_the_promise(store):
    store.learn_promises(TICKET, [CALL])
    assert [store.claim_promise(CALL, owner, NOON) for owner in ("a", "b", "a")] == [True, False, True]


def test_a_stale_claim_goes_to_whoever_asks(store):
    store.learn_promises(TICKET, [CALL])
    store.claim_promise(CALL, "a", NOON)
    later = NOON + STALE_CLAIM + timedelta(seconds=1)
    assert store.claim_promise(CALL, "b", later)


def test_a_released_claim_is_free_and_only_its_owner_releases_it(store):
    store.learn_promises(TICKET, [CALL])
    store.claim_promise(CALL, "a", NOON)
    store.release_promise(CALL, "b")
    still = store.claim_promise(CALL, "b", NOON)
    store.release_promise(CALL, "a")
    assert (still, store.claim_promise(CALL, "b", NOON)) == (False, True)


def test_nobody_claims_what_was_reminded_of(store):
    store.learn_promises(TICKET, [CALL])
    store.record_reminder(CALL, NOON)
    assert not store.claim_promise(CALL, "a", NOON + 10 * STALE_CLAIM)


def test_nobody_claims_what_is_not_there(store):
    assert not store.claim_promise(CALL, "a", NOON)


def test_forgetting_the_tickets_forgets_their_promises(store):
    store.learn_promises(TICKET, [CALL])
    store.forget_tickets()
    assert due(store) == []


def test_no_word_of_anybody_is_in_the_table(store, database_url):
    store.learn_promises(TICKET, [CALL])
    engine = open_engine(database_url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM promises")).mappings().one()
    engine.dispose()
    assert sorted(v for v in row.values() if isinstance(v, str) and not v[0].isdigit()) == ["call", "open"]


def claim_in_rounds(address, gate):
    """Runs in a process of its own; tells in which rounds it won."""
    store = Store(address)
    won = []
    for start in range(ROUNDS):
        gate.wait()
        if store.claim_promise(replace(CALL, start=start), f"process-{os.getpid()}", NOON):
            won.append(start)
    return won


def test_of_schedulers_that_claim_one_promise_at_once_exactly_one_wins(store, database_url):
    store.learn_promises(TICKET, [replace(CALL, start=start) for start in range(ROUNDS)])
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        gate = manager.Barrier(RACERS, timeout=60)
        with context.Pool(RACERS) as pool:
            won = pool.starmap(claim_in_rounds, [(database_url, gate)] * RACERS, chunksize=1)
    assert sorted(chain(*won)) == list(range(ROUNDS))
