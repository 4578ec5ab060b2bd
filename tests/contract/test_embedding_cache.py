import logging
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from sqlalchemy import update
from toy_embedder import ToyEmbedder

from plugin import embedding_cache
from plugin.embedding_cache import CachedEmbedder, digest_text
from plugin.store import Store, migrate
from plugin.store.engine import open_engine
from plugin.store.tables import embeddings

pytest_plugins = ["postgres_server"]
CHARGED, PARCEL = "You charged me twice.", "Where is my parcel?"


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def toy():
    return ToyEmbedder()


@pytest.fixture
def spoil(store, database_url):
    """Caches both texts, then writes other bytes over the first one's vector."""

    def spoil(vector):
        CachedEmbedder(ToyEmbedder(), store).encode([CHARGED, PARCEL])
        engine = open_engine(database_url)
        with engine.begin() as connection:
            connection.execute(
                update(embeddings).where(embeddings.c.digest == digest_text(CHARGED)).values(vector=vector)
            )
        engine.dispose()

    return spoil


def unit_bytes(numbers):
    return np.full(numbers, numbers**-0.5, dtype="<f4").tobytes()


BROKEN = {
    "empty": b"",
    "cut inside a number": unit_bytes(64)[:-3],
    "cut between numbers": unit_bytes(64)[:-40],
    "not numbers": b"\xff" * 256,
    "all zeros": bytes(256),
    "of another length": unit_bytes(32),
    "of doubles": np.full(64, 0.125).tobytes(),
}


def test_the_rows_are_those_of_the_embedder_in_the_order_of_the_texts(store, toy):
    texts = [PARCEL, CHARGED, PARCEL, "", CHARGED]
    CachedEmbedder(ToyEmbedder(), store).encode([CHARGED])
    rows = CachedEmbedder(toy, store).encode(texts)
    assert (rows.dtype, rows.tolist()) == (np.float32, ToyEmbedder().encode(texts).tolist())


def test_the_cache_goes_by_the_name_of_its_embedder(store, toy):
    assert CachedEmbedder(toy, store).name == "toy"


def test_each_distinct_text_is_encoded_once(store, toy):
    CachedEmbedder(toy, store).encode([CHARGED, PARCEL, CHARGED])
    assert toy.texts == [CHARGED, PARCEL]


def test_another_process_finds_what_was_encoded_before(store, toy):
    CachedEmbedder(ToyEmbedder(), store).encode([CHARGED])
    CachedEmbedder(toy, store).encode([PARCEL, CHARGED])
    assert toy.texts == [PARCEL]


def test_words_that_hardly_come_again_are_remembered_and_not_stored(store, toy):
    fleeting = CachedEmbedder(toy, store).without_store()
    fleeting.encode([CHARGED])
    fleeting.encode([CHARGED])
    assert (toy.texts, store.find_vectors("toy", [digest_text(CHARGED)])) == ([CHARGED], {})


def test_what_was_only_remembered_is_stored_when_it_is_asked_for_in_earnest(store, toy):
    embedder = CachedEmbedder(toy, store)
    embedder.without_store().encode([CHARGED])
    embedder.encode([CHARGED])
    assert list(store.find_vectors("toy", [digest_text(CHARGED)])) == [digest_text(CHARGED)]


def test_vectors_of_another_model_are_not_taken(store, toy):
    other = ToyEmbedder()
    other.name = "toy, another version"
    CachedEmbedder(other, store).encode([CHARGED])
    CachedEmbedder(toy, store).encode([CHARGED])
    assert toy.texts == [CHARGED]


def test_texts_that_differ_in_one_character_are_different_texts(store, toy):
    CachedEmbedder(toy, store).encode([CHARGED, CHARGED + " "])
    assert len(toy.texts) == 2


def test_half_a_character_is_a_text_too(store, toy):
    CachedEmbedder(toy, store).encode(["broken \ud83d"])
    assert toy.texts == ["broken \ud83d"]


def test_no_texts_are_no_rows(store, toy):
    assert CachedEmbedder(toy, store).encode([]).shape == (0, 64)


def test_changing_a_row_one_was_given_changes_nothing_for_the_next(store, toy):
    cached = CachedEmbedder(toy, store)
    cached.encode([CHARGED])[:] = 0
    assert cached.encode([CHARGED]).tolist() == toy.encode([CHARGED]).tolist()


def test_more_texts_than_one_statement_takes_are_all_cached(store, toy):
    texts = [f"ticket number {n}" for n in range(1000)]
    CachedEmbedder(ToyEmbedder(), store).encode(texts)
    CachedEmbedder(toy, store).encode(texts)
    assert toy.texts == []


def test_progress_counts_only_what_had_to_be_encoded(store, toy):
    told = []
    CachedEmbedder(toy, store).encode([CHARGED, PARCEL])
    cached = CachedEmbedder(toy, store, on_progress=lambda done, total: told.append((done, total)))
    cached.encode([CHARGED, *(f"ticket number {n}" for n in range(150)), PARCEL])
    assert told == [(64, 150), (128, 150), (150, 150)]


def test_no_progress_is_told_when_all_was_cached(store, toy):
    told = []
    CachedEmbedder(toy, store).encode([CHARGED])
    CachedEmbedder(toy, store, on_progress=lambda *counts: told.append(counts)).encode([CHARGED])
    assert told == []


@pytest.mark.parametrize("vector", BROKEN.values(), ids=BROKEN)
def test_a_broken_vector_is_encoded_anew(spoil, store, toy, vector):
    spoil(vector)
    rows = CachedEmbedder(toy, store).encode([CHARGED, PARCEL])
    assert rows.tolist() == ToyEmbedder().encode([CHARGED, PARCEL]).tolist()


@pytest.mark.parametrize("vector", BROKEN.values(), ids=BROKEN)
def test_a_broken_vector_heals_for_the_next_process(spoil, store, toy, vector):
    spoil(vector)
    CachedEmbedder(ToyEmbedder(), store).encode([CHARGED, PARCEL])
    CachedEmbedder(toy, store).encode([CHARGED])
    assert toy.texts == []


def test_cached_vectors_of_the_wrong_length_are_encoded_anew_beside_a_new_text(spoil, store, toy):
    spoil(unit_bytes(32))
    rows = CachedEmbedder(toy, store).encode([CHARGED, "a text nobody has seen"])
    assert rows.tolist() == ToyEmbedder().encode([CHARGED, "a text nobody has seen"]).tolist()


def test_texts_used_lately_are_not_asked_of_the_store_again(store, toy, database_url):
    cached = CachedEmbedder(toy, store)
    cached.encode([CHARGED])
    with open_engine(database_url).begin() as connection:
        connection.exec_driver_sql("DELETE FROM embeddings")
    cached.encode([CHARGED])
    assert toy.texts == [CHARGED]


def test_the_texts_unused_the_longest_leave_the_process_first(store, toy, database_url, monkeypatch):
    monkeypatch.setattr(embedding_cache, "MOST_RECENT", 2)
    cached = CachedEmbedder(toy, store)
    for text in (CHARGED, PARCEL, CHARGED, "a third text"):
        cached.encode([text])
    with open_engine(database_url).begin() as connection:
        connection.exec_driver_sql("DELETE FROM embeddings")
    cached.encode([CHARGED, "a third text", PARCEL])
    assert toy.texts == [CHARGED, PARCEL, "a third text", PARCEL]


@pytest.fixture
def store_without_tables(tmp_path):
    return Store(f"sqlite:///{tmp_path / 'empty.db'}")


def test_without_a_working_store_texts_are_encoded_all_the_same(store_without_tables, toy):
    rows = CachedEmbedder(toy, store_without_tables).encode([CHARGED])
    assert rows.tolist() == ToyEmbedder().encode([CHARGED]).tolist()


def test_a_store_that_does_not_work_is_told_once(store_without_tables, toy, caplog):
    cached = CachedEmbedder(toy, store_without_tables)
    with caplog.at_level(logging.WARNING, logger="plugin.embedding_cache"):
        for text in (CHARGED, PARCEL, "a third text"):
            cached.encode([text])
    assert len(caplog.records) == 1


def test_a_store_that_works_again_caches_again(tmp_path, toy):
    address = f"sqlite:///{tmp_path / 'late.db'}"
    cached = CachedEmbedder(toy, Store(address))
    cached.encode([CHARGED])
    migrate(address)
    cached.encode([PARCEL])
    with closing(sqlite3.connect(tmp_path / "late.db")) as file:
        assert file.execute("SELECT digest FROM embeddings").fetchall() == [(digest_text(PARCEL),)]


def test_texts_that_share_words_lie_nearer_for_the_toy_embedder(toy):
    charge, again, parcel = toy.encode(["you charged me twice", "charged twice again", "where is the parcel"])
    assert charge @ again > charge @ parcel + 0.2
