import sqlite3
from contextlib import closing

import pytest
from recorded_suggestions import COMMENT, MAYA, NOON, TICKET, make_suggestion
from sqlalchemy.exc import IntegrityError

from plugin.store import Store, StoreRefused, StoreUnavailable, engine, migrate
from plugin.store.engine import open_engine

pytest_plugins = ["postgres_server"]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture
def address(file):
    return f"sqlite:///{file}"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)


def test_a_writer_waits_for_a_lock_only_so_long_and_then_says_who_may_hold_it(address, file, impatient):
    migrate(address)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"store\.db stayed locked by another program\. Close"):
            Store(address).claim(TICKET, COMMENT, "event-1", NOON)


def test_a_store_that_was_locked_works_again_once_the_lock_is_gone(address, file, impatient):
    migrate(address)
    store = Store(address)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            store.claim(TICKET, COMMENT, "event-1", NOON)
    assert store.claim(TICKET, COMMENT, "event-1", NOON)


def test_a_reader_goes_on_beside_a_writer(address, file):
    migrate(address)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM claims")
        assert Store(address).find_wordings_sent(MAYA) == frozenset()


def test_a_file_that_is_no_database_is_refused_with_the_cure(address, file):
    file.write_bytes(b"this was a letter once\n" * 400)
    with pytest.raises(StoreRefused, match=r"damaged or no SQLite file at all.* put a backup in its place"):
        migrate(address)


def test_a_database_with_broken_pages_is_refused_with_the_cure(address, file):
    migrate(address)
    store = Store(address)
    store.record(make_suggestion(), None, NOON)
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreRefused, match="damaged"):
        store.find_wordings_sent(MAYA)


def test_a_folder_that_does_not_exist_is_named_as_the_cause(tmp_path):
    with pytest.raises(StoreRefused, match=r"cannot be opened\. Check that its folder exists"):
        migrate(f"sqlite:///{tmp_path / 'nowhere' / 'store.db'}")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused_because_processes_would_not_share_it(address):
    with pytest.raises(StoreRefused, match="names no file"):
        Store(address)


@pytest.mark.parametrize("address", ["", "wellheard.db", "postgresql://name:hunter2@host:port/database"])
def test_an_address_that_cannot_be_read_is_refused_with_an_example_and_without_its_password(address):
    with pytest.raises(StoreRefused, match=r"cannot be read\. Write sqlite:///") as refused:
        Store(address)
    assert "hunter2" not in str(refused.value)


def test_another_kind_of_database_is_refused_by_name():
    with pytest.raises(StoreRefused, match="starts with mysql: SQLite and PostgreSQL are known"):
        Store("mysql://name:hunter2@host/database")


def test_a_postgresql_that_is_not_there_is_unavailable_and_its_password_stays_hidden(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"cannot be reached\. Check that PostgreSQL is running") as away:
        migrate(f"postgresql://name:hunter2@/database?host={tmp_path}")
    assert "hunter2" not in str(away.value)


def test_a_postgresql_database_that_does_not_exist_is_refused_by_name(postgres_url):
    with pytest.raises(StoreRefused, match=r"does not exist on that server\. Create it"):
        migrate(postgres_url.replace("/test_", "/nobody_made_"))


def test_a_postgresql_connection_cut_while_idle_is_opened_anew(postgres_url):
    migrate(postgres_url)
    store = Store(postgres_url)
    store.find_wordings_sent(MAYA)
    with open_engine(postgres_url).connect() as other:
        other.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid != pg_backend_pid() AND datname = current_database()"
        )
    assert store.find_wordings_sent(MAYA) == frozenset()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_common_way_to_write_postgresql_is_understood(scheme, postgres_url):
    migrate(postgres_url.replace("postgresql:", f"{scheme}:"))
    assert Store(postgres_url).find_wordings_sent(MAYA) == frozenset()


def test_a_broken_constraint_is_a_mistake_of_ours_and_not_called_trouble_with_the_database(database_url):
    migrate(database_url)
    with open_engine(database_url).connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql(
            "INSERT INTO suggestion_wordings (reference, position, wording_id, requester_id, created_at)"
            " VALUES ('wh-none', 0, 'x', 1, '2026-09-22 12:00:00')"
        )
