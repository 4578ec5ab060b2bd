"""The team's own tickets as a neighbourhood, over the real store on both databases."""

import logging
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from build import CHANGE_ADDRESS, CHARGED_TWICE, make_library
from toy_embedder import ToyEmbedder

from plugin import neighbours
from plugin.embedding_cache import CachedEmbedder, digest_text
from plugin.neighbours import KEPT, TeamNeighbours
from plugin.store import Store, migrate
from plugin.store.engine import open_engine
from suggestions.library.index import LibraryIndex

pytest_plugins = ["postgres_server"]
NOON = datetime(2026, 9, 22, 12, tzinfo=UTC)
LIBRARY = make_library(CHARGED_TWICE, CHANGE_ADDRESS)
EXEMPLARS = sum(len(r.exemplars) for r in LIBRARY.responses)
INDEX = LibraryIndex(LIBRARY, ToyEmbedder())
LOST, BROKEN, LATE = "My parcel is lost.", "The oven is broken.", "The train was late."


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def unmade(tmp_path):
    """A store whose tables were never made: it does not work."""
    return Store(f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ten_minutes_pass(monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr(neighbours, "time", SimpleNamespace(monotonic=lambda: seconds[0]))

    def go_on():
        seconds[0] += 601

    return go_on


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


def team(store, clock=lambda: NOON, embedder=None):
    return TeamNeighbours(store, CachedEmbedder(embedder or ToyEmbedder(), store), INDEX, clock)


def count(found):
    """How many tickets of the team are in it."""
    return found.size - EXEMPLARS


def remember(store, *texts, **more):
    team(store, **more).remember(texts)


def test_a_new_team_has_the_library_as_its_neighbourhood(store):
    assert count(team(store).find()) == 0


def test_what_was_read_is_a_neighbour_for_the_next_process(store):
    remember(store, LOST, BROKEN)
    assert count(team(store).find()) == 2


def test_a_text_read_many_times_is_one_neighbour(store):
    remember(store, LOST, LOST)
    remember(store, LOST)
    assert count(team(store).find()) == 1


def test_remembering_nothing_asks_nothing_of_the_store(unmade):
    team(unmade).remember([])


def test_half_a_character_is_remembered_too(store):
    remember(store, "broken \ud83d")
    assert count(team(store).find()) == 1


def test_neighbours_lie_where_their_words_put_them(store):
    remember(store, LOST, BROKEN, LATE)
    places = team(store).find()
    placed = places.place(ToyEmbedder().encode(["My parcel is lost again.", "zebras gallop"]))
    assert placed.known[0] > placed.known[1]


def test_only_the_hash_of_a_text_and_when_it_was_seen_are_kept_beside_its_vector(store, database_url):
    remember(store, LOST)
    engine = open_engine(database_url)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM seen_texts")
        columns, rows = list(kept.keys()), kept.fetchall()
    engine.dispose()
    assert (columns, [row[0] for row in rows]) == (["digest", "seen_at"], [digest_text(LOST)])


def test_within_ten_minutes_it_is_not_made_anew_whatever_was_seen(store):
    mine = team(store)
    before = mine.find()
    mine.remember([LOST, BROKEN, LATE])
    assert mine.find() is before


def test_after_ten_minutes_it_is_made_anew_when_it_has_grown(store, ten_minutes_pass):
    mine = team(store)
    mine.find()
    mine.remember([LOST])
    ten_minutes_pass()
    assert count(mine.find()) == 1


def test_after_ten_minutes_it_stays_when_it_has_not_grown(store, ten_minutes_pass):
    remember(store, LOST, BROKEN)
    mine = team(store)
    before = mine.find()
    mine.remember([LOST])
    ten_minutes_pass()
    assert mine.find() is before


def test_less_than_a_tenth_more_is_not_worth_making_it_anew(store, ten_minutes_pass):
    remember(store, *(f"ticket {n} about {n}" for n in range(20)))
    mine = team(store)
    before = mine.find()
    mine.remember([LOST, BROKEN])
    ten_minutes_pass()
    assert mine.find() is before
    mine.remember([LATE])
    ten_minutes_pass()
    assert count(mine.find()) == 23


def test_texts_that_are_left_out_do_not_make_it_anew_for_ever(store, ten_minutes_pass, monkeypatch):
    monkeypatch.setattr(neighbours, "MOST_TEXTS", 2)
    remember(store, *(f"ticket {n} about {n}" for n in range(20)))
    mine = team(store)
    before = mine.find()
    ten_minutes_pass()
    assert mine.find() is before


def test_after_a_look_that_found_no_growth_ten_minutes_pass_until_the_next(store, ten_minutes_pass):
    mine = team(store)
    before = mine.find()
    ten_minutes_pass()
    mine.find()
    mine.remember([LOST, BROKEN])
    assert mine.find() is before
    ten_minutes_pass()
    assert count(mine.find()) == 2


def test_of_many_the_texts_seen_last_are_taken(store, clock, monkeypatch):
    monkeypatch.setattr(neighbours, "MOST_TEXTS", 1)
    for text in (LOST, BROKEN, LOST):
        remember(store, text, clock=clock)
        clock.now += timedelta(minutes=1)
    placed = team(store, clock).find().place(ToyEmbedder().encode(["parcel lost", "oven broken"]))
    assert placed.known[0] > placed.known[1]


def test_what_nobody_has_written_of_for_long_is_forgotten(store, clock, ten_minutes_pass):
    remember(store, LOST, clock=clock)
    clock.now += KEPT + timedelta(seconds=1)
    mine = team(store, clock)
    mine.find()
    ten_minutes_pass()
    mine.find()
    assert (store.count_seen(), count(team(store, clock).find())) == (0, 0)


def test_what_was_seen_again_is_not_forgotten(store, clock):
    remember(store, LOST, clock=clock)
    clock.now += KEPT
    remember(store, LOST, clock=clock)
    store.forget_seen(NOON + timedelta(days=1))
    assert store.count_seen() == 1


def test_a_text_seen_at_the_very_moment_is_kept(store):
    remember(store, LOST)
    store.forget_seen(NOON)
    assert store.count_seen() == 1


def test_a_text_whose_vector_was_erased_is_no_neighbour(store, database_url):
    remember(store, LOST, BROKEN)
    erase(database_url, f"DELETE FROM embeddings WHERE digest = '{digest_text(LOST)}'")
    assert count(team(store).find()) == 1


def test_after_everything_was_erased_the_library_is_left(store, database_url):
    remember(store, LOST, BROKEN)
    erase(database_url, "DELETE FROM seen_texts")
    assert count(team(store).find()) == 0


def erase(database_url, statement):
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_vectors_of_two_models_never_meet(store):
    other = ToyEmbedder()
    other.name = "toy, another version"
    remember(store, LOST, embedder=other)
    remember(store, BROKEN, LATE)
    assert [count(team(store).find()), count(team(store, embedder=other).find())] == [2, 1]


def test_texts_known_to_another_model_only_do_not_make_it_anew_for_ever(store, ten_minutes_pass):
    other = ToyEmbedder()
    other.name = "toy, another version"
    remember(store, LOST, BROKEN, embedder=other)
    mine = team(store)
    before = mine.find()
    ten_minutes_pass()
    assert mine.find() is before


@pytest.mark.parametrize("vector", [
    np.full(32, 32**-0.5, dtype="<f4").tobytes(), b"", b"\xff" * 256, bytes(256), np.full(64, 0.125).tobytes(),
], ids=["of another length", "empty", "not numbers", "all zeros", "of doubles"])  # fmt: skip
def test_a_vector_that_is_broken_or_of_another_length_is_left_out(store, vector):
    remember(store, LOST, BROKEN)
    store.put_vectors("toy", {digest_text(LOST): vector})
    assert count(team(store).find()) == 1


def test_without_a_working_store_the_library_is_the_neighbourhood(unmade, caplog):
    with caplog.at_level(logging.WARNING, logger="plugin.neighbours"):
        assert count(team(unmade).find()) == 0
    assert "library alone" in caplog.text


def test_without_a_working_store_nothing_is_remembered_and_nothing_fails(unmade, caplog):
    with caplog.at_level(logging.WARNING, logger="plugin.neighbours"):
        team(unmade).remember([LOST])
    assert "not added" in caplog.text


def test_a_store_that_goes_away_later_leaves_what_was_made(store, ten_minutes_pass, database_url):
    remember(store, LOST)
    mine = team(store)
    before = mine.find()
    ten_minutes_pass()
    erase(database_url, "DROP TABLE seen_texts")
    assert mine.find() is before


def test_a_store_that_comes_back_is_read_after_ten_minutes(unmade, tmp_path, ten_minutes_pass):
    mine = team(unmade)
    mine.find()
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    migrate(address)
    remember(Store(address), LOST)
    ten_minutes_pass()
    assert count(mine.find()) == 1
