import multiprocessing
import os
from datetime import timedelta
from itertools import chain

import pytest
from recorded_suggestions import COMMENT, NOON, TICKET, make_suggestion, make_withheld

from plugin.store import Store, migrate
from plugin.store.claims import STALE_CLAIM

pytest_plugins = ["postgres_server"]
ROUNDS = 25
RACERS = 3


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


def test_a_comment_nobody_has_claimed_is_the_askers(store):
    assert store.claim(TICKET, COMMENT, "event-1", NOON)


def test_a_second_owner_does_not_get_a_claimed_comment(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert not store.claim(TICKET, COMMENT, "event-2", NOON)


def test_the_same_owner_may_take_its_claim_again(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert store.claim(TICKET, COMMENT, "event-1", NOON)


@pytest.mark.parametrize(
    ("ticket_id", "comment_id"), [(TICKET, COMMENT + 1), (TICKET + 1, COMMENT), (TICKET, 0)], ids=str
)
def test_another_comment_or_ticket_is_claimed_by_itself(store, ticket_id, comment_id):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert store.claim(ticket_id, comment_id, "event-2", NOON)


def test_a_claim_is_not_stale_at_exactly_the_limit(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert not store.claim(TICKET, COMMENT, "event-2", NOON + STALE_CLAIM)


def test_a_stale_claim_goes_to_whoever_asks(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert store.claim(TICKET, COMMENT, "event-2", NOON + STALE_CLAIM + timedelta(microseconds=1))


def test_the_owner_of_a_claim_that_was_taken_over_has_lost_it(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    later = NOON + 2 * STALE_CLAIM
    store.claim(TICKET, COMMENT, "event-2", later)
    assert not store.claim(TICKET, COMMENT, "event-1", later)


def test_taking_a_claim_again_makes_it_fresh(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.claim(TICKET, COMMENT, "event-1", NOON + STALE_CLAIM)
    assert not store.claim(TICKET, COMMENT, "event-2", NOON + STALE_CLAIM + timedelta(seconds=1))


def test_a_released_claim_is_free(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.release(TICKET, COMMENT, "event-1")
    assert store.claim(TICKET, COMMENT, "event-2", NOON)


def test_nobody_gives_back_a_claim_that_another_has_taken_over(store):
    later = NOON + 2 * STALE_CLAIM
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.claim(TICKET, COMMENT, "event-2", later)
    store.release(TICKET, COMMENT, "event-1")
    assert not store.claim(TICKET, COMMENT, "event-3", later)


@pytest.mark.parametrize("owner", ["event-1", "event-2"])
@pytest.mark.parametrize("suggestion", [make_suggestion(), make_withheld()], ids=["draft", "withheld"])
def test_after_a_suggestion_was_recorded_nobody_gets_the_comment_however_late(store, owner, suggestion):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.record(suggestion, None, NOON)
    assert not store.claim(TICKET, COMMENT, owner, NOON + 10 * STALE_CLAIM)


def test_a_released_claim_stays_closed_once_a_suggestion_was_recorded(store):
    store.record(make_suggestion(), None, NOON)
    store.release(TICKET, COMMENT, "event-1")
    assert not store.claim(TICKET, COMMENT, "event-2", NOON)


def test_a_suggestion_without_a_comment_closes_the_ticket_as_a_whole(store):
    store.record(make_suggestion(comment_id=None), None, NOON)
    assert [store.claim(TICKET, 0, "event-1", NOON), store.claim(TICKET, COMMENT, "event-1", NOON)] == [False, True]


def test_an_owner_may_hold_any_text(store):
    owner = "'; DROP TABLE claims; --\N{SNOWMAN}" * 50
    assert [store.claim(TICKET, COMMENT, owner, NOON), store.claim(TICKET, COMMENT, owner, NOON)] == [True, True]


def claim_in_rounds(address, gate, first_time):
    """Runs in a process of its own; tells in which rounds it won."""
    store = Store(address)
    won = []
    for comment_id in range(ROUNDS):
        gate.wait()
        if store.claim(TICKET, comment_id, f"process-{os.getpid()}", first_time):
            won.append(comment_id)
    return won


def race(address, when):
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        gate = manager.Barrier(RACERS, timeout=60)
        with context.Pool(RACERS) as pool:
            return pool.starmap(claim_in_rounds, [(address, gate, when)] * RACERS, chunksize=1)


def test_of_processes_that_claim_a_fresh_comment_at_once_exactly_one_wins(store, database_url):
    assert sorted(chain(*race(database_url, NOON))) == list(range(ROUNDS))


def test_of_processes_that_take_over_a_stale_claim_at_once_exactly_one_wins(store, database_url):
    for comment_id in range(ROUNDS):
        store.claim(TICKET, comment_id, "a worker that died", NOON)
    assert sorted(chain(*race(database_url, NOON + 2 * STALE_CLAIM))) == list(range(ROUNDS))
