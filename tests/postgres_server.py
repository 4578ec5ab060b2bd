import os
import pwd
import shutil
import subprocess
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server():
    """A real PostgreSQL that only this test run uses; yields the folder of its socket."""
    binaries = _find_binaries()
    user, group = _find_plain_user()
    with TemporaryDirectory(prefix="wh-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data = Path(folder) / "data"

        def run(program, *arguments):
            told = subprocess.run(
                [binaries / program, *arguments],
                check=False, cwd=folder, user=user, group=group, env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            assert told.returncode == 0, f"{program} failed: {told.stdout}"

        run("initdb", "-D", data, "-U", "wellheard", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=50"
        run("pg_ctl", "-D", data, "-l", Path(folder) / "log", "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@pytest.fixture
def postgres_url(postgres_server):
    """The address of an empty database on that server, gone after the test."""
    name = f"test_{next(_NUMBERS)}"
    address = f"postgresql://wellheard@/postgres?host={postgres_server}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield address.replace("/postgres?", f"/{name}?")
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of an empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return request.getfixturevalue("postgres_url")


def _find_binaries():
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    if not packaged:
        pytest.skip("no PostgreSQL programs here (initdb, pg_ctl)")
    return packaged[-1].parent


def _find_plain_user():
    """PostgreSQL refuses to run as root; None and None when we are not."""
    if os.geteuid() != 0:
        return None, None
    accounts = {entry.pw_name: (entry.pw_name, entry.pw_gid) for entry in pwd.getpwall()}
    found = accounts.get("postgres") or accounts.get("nobody")
    if found is None:
        pytest.skip("PostgreSQL does not run as root, and there is no other account here")
    return found
