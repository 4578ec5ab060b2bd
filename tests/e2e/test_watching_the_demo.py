"""`wellheard demo --once` on a machine that has no Redis of its own."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.model
PATIENCE_SECONDS = 110


@pytest.fixture(scope="module")
def demo(playing_demo):
    """The demo to its end: exit status, what it printed, its folder."""
    process, folder = playing_demo
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, said, folder


def test_the_demo_ends_well(demo):
    status, said, _ = demo
    assert status == 0, said


def test_the_demo_shows_a_note_for_each_of_the_eight_stories(demo):
    _, said, _ = demo
    assert said.count("Internal note") == 8


def test_the_demo_says_that_none_is_missing(demo):
    _, said, _ = demo
    assert "8 internal notes, 0 missing" in said


def test_the_demo_leaves_no_secrets_behind(demo):
    *_, folder = demo
    assert not (folder / ".wellheard" / "running.json").exists()


def test_the_demo_leaves_no_process_behind(demo):
    *_, folder = demo
    assert [process for process in Path("/proc").glob("[0-9]*") if _works_in(process, folder)] == []


def _works_in(process, folder):
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False
