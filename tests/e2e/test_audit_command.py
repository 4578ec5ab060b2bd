"""`wellheard audit` with the real model: a running account and a folder of stories."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running_system import OURS, PATIENCE_SECONDS

import sandbox.stories

pytestmark = pytest.mark.model
SPAN = ("--since", "2026-05-01", "--until", "2026-11-01")


def rows(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


CHARGED_TWICE = {
    "requester": {"name": "Maya Lindqvist", "email": "audited@example.org"},
    "earlier_tickets": [
        {
            "status": "closed", "created_at": "2026-08-12T08:41:00Z", "subject": "Charged twice",
            "comments": [
                {"created_at": "2026-08-12T08:41:00Z", "body": "I was charged 49.90 twice for order 48213."},
                {
                    "created_at": "2026-08-12T10:00:00Z", "author": "agent:Priya",
                    "body": "I will call you back this afternoon with an answer.",
                },
            ],
        },
        {
            "status": "solved", "created_at": "2026-09-02T09:00:00Z", "subject": "Charged twice",
            "comments": [
                {
                    "created_at": "2026-09-02T09:00:00Z",
                    "body": "I am still charged 49.90 twice for order 48213. Nobody called me.",
                },
            ],
        },
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def audited(whole_system, tmp_path_factory):
    """Maya's solved tickets in a running account, what the audit printed, its folder, and the methods it used."""
    system = whole_system.recover()
    system.load(CHARGED_TWICE, play=False)
    maya = system.account.users.by_email("audited@example.org")
    folder, mark = tmp_path_factory.mktemp("audit"), system.mark()
    said = system.call("audit", *SPAN, "--out", folder)
    return maya, said, folder, {entry.method for entry in system.requests_since(mark)}


@pytest.fixture(scope="module")
def stories(whole_system, tmp_path_factory):
    """The sandbox's stories audited without an account; what was printed, and the folder."""
    folder = tmp_path_factory.mktemp("stories")
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours = {"WELLHEARD_STATE_DIR": str(folder), "WELLHEARD_DATABASE_URL": whole_system.environment["DATABASE_URL"]}
    words = ("audit", "--stories", str(Path(sandbox.stories.__file__).parent), "--out", "out")
    done = subprocess.run(
        [sys.executable, "-m", "plugin", *words],
        cwd=folder, env={**others, **ours}, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, folder / "out"


def test_a_customers_two_tickets_about_one_charge_are_a_chain(audited):
    maya, _, folder, _ = audited
    (chain,) = [row for row in rows(folder, "chains.csv") if row["requester_id"] == str(maya.id)]
    assert (chain["contacts"], chain["contact_reason"], chain["days"]) == ("2", "billing.duplicate_charge", "21")


def test_the_call_that_never_came_is_a_broken_promise(audited):
    maya, _, folder, _ = audited
    (chain,) = [row for row in rows(folder, "chains.csv") if row["requester_id"] == str(maya.id)]
    promises = [row for row in rows(folder, "promises.csv") if row["chain"] == chain["chain"]]
    assert [(row["promised"], row["state"]) for row in promises] == [("call", "broken")]


def test_the_page_and_the_files_are_written_and_named(audited):
    _, said, folder, _ = audited
    names = ("audit.html", "chains.csv", "promises.csv", "figures.csv")
    assert [name for name in names if not (folder / name).is_file() or name not in said] == []


def test_the_audit_only_reads(audited):
    assert audited[3] == {"GET"}


def test_stories_are_audited_without_an_account(stories):
    said, folder = stories
    assert "19 tickets, 19 contacts" in said
    assert any({"1001", "1003"} <= set(row["tickets"].split()) for row in rows(folder, "chains.csv"))
