import multiprocessing
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from recorded_suggestions import MAYA, NOON, make_suggestion
from sqlalchemy import inspect

from plugin.store import Store, StoreRefused, migrate
from plugin.store.engine import open_engine
from plugin.store.tables import metadata

pytest_plugins = ["postgres_server"]
RACERS = 3


@pytest.fixture
def connection(database_url):
    engine = open_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_make_the_tables_the_program_speaks_of(database_url, connection):
    migrate(database_url)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


def test_migrating_again_keeps_what_is_there(database_url):
    migrate(database_url)
    store = Store(database_url)
    store.record(make_suggestion(), None, NOON)
    migrate(database_url)
    assert store.find_wordings_sent(MAYA)
    store.close()


def migrate_at_the_gate(address, gate):
    gate.wait()
    migrate(address)


def test_processes_that_start_at_once_on_an_empty_database_all_come_up(database_url, connection):
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        gate = manager.Barrier(RACERS, timeout=60)
        with context.Pool(RACERS) as pool:
            pool.starmap(migrate_at_the_gate, [(database_url, gate)] * RACERS, chunksize=1)
    assert set(metadata.tables) <= set(inspect(connection).get_table_names())


def test_a_database_newer_than_the_program_is_refused(database_url, connection):
    migrate(database_url)
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    with pytest.raises(StoreRefused, match=r"newer Wellheard .*9999.* put back the backup"):
        migrate(database_url)


def test_a_migration_that_fails_half_way_leaves_no_tables_behind(database_url, connection):
    connection.exec_driver_sql("CREATE TABLE embeddings (mine INTEGER)")  # the last table of the first step
    connection.commit()
    with pytest.raises(Exception, match="embeddings"):
        migrate(database_url)
    assert inspect(connection).get_table_names() == ["embeddings"]


def test_a_store_whose_tables_were_never_made_says_how_to_make_them(database_url):
    with pytest.raises(StoreRefused, match=r"no tables of ours yet.* Start Wellheard once"):
        Store(database_url).find_wordings_sent(MAYA)


def test_importing_the_store_package_loads_no_sqlalchemy():
    seen = "import sys, plugin.store, plugin.embedding_cache; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
