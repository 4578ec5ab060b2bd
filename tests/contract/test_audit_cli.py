"""`wellheard audit` as a process, up to where it would read anything."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def audit(tmp_path):
    """Runs the command in an empty folder with nothing set."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("WELLHEARD_")}

    def audit(*words):
        return subprocess.run(
            [sys.executable, "-m", "plugin", "audit", *map(str, words)],
            cwd=tmp_path, env=others, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return audit


def test_without_an_account_or_a_sandbox_it_says_what_to_do(audit):
    done = audit()
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "make run" in done.stderr
    assert "--stories" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--since", "2026-09-01", "--until", "2026-09-01"),
        ("--since", "2026-09-02", "--until", "2026-09-01"),
        ("--since", "2999-01-01"),
        ("--since", "01/09/2026"),
        ("--limit", "0"),
        ("--sample", "-1"),
        ("--stories", "nowhere"),
    ],
)
def test_a_span_or_a_number_that_cannot_be_is_refused_with_the_usage(audit, words):
    done = audit(*words)
    assert (done.returncode, "Usage:" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_folder_without_stories_is_refused_in_a_sentence(audit, tmp_path):
    done = audit("--stories", tmp_path)
    assert (done.returncode, "holds no story" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_file_in_the_way_of_the_folder_is_refused(audit, tmp_path):
    (tmp_path / "taken").write_text("")
    done = audit("--out", tmp_path / "taken")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_read(audit, tmp_path):
    (tmp_path / "taken").write_text("")
    done = audit("--out", tmp_path / "taken" / "deeper")
    assert (done.returncode, "cannot be made" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
