"""The command line as a process: quick to answer, and every known trouble a sentence."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sklearn", "sentence_transformers", "zenpy")
SHOW_HEAVY = f"import sys, {{module}}; print([name for name in {HEAVY} if name in sys.modules])"
COMMANDS = ("demo", "run", "web", "worker", "scheduler", "sweep", "suggest", "connect", "package")


@pytest.fixture
def wellheard(tmp_path):
    """Runs one command in an empty folder with nothing set but what is given."""

    def wellheard(*words, stdin="", **settings):
        others = {name: value for name, value in os.environ.items() if not name.startswith("WELLHEARD_")}
        ours = {f"WELLHEARD_{name}": str(value) for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "plugin", *words],
            cwd=tmp_path, env={**others, **ours}, input=stdin, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return wellheard


def test_help_names_every_command(wellheard):
    done = wellheard("--help")
    assert [name for name in COMMANDS if f"  {name} " not in done.stdout] == []


@pytest.mark.parametrize("module", ["plugin.cli", "plugin.app", "plugin.settings", "plugin.launcher", "plugin.wiring"])
def test_what_the_door_and_the_help_import_is_light(module, tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", SHOW_HEAVY.format(module=module)],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert said.strip() == "[]"


def test_help_imports_nothing_heavy(tmp_path):
    script = f"import sys, atexit; atexit.register(lambda: print([n for n in {HEAVY} if n in sys.modules]))\n"
    script += "sys.argv = ['wellheard', '--help']\nfrom plugin.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["worker", "scheduler", "sweep"])
def test_a_part_without_redis_says_how_to_start_one(wellheard, command):
    done = wellheard(command)
    assert (done.returncode, "No Redis is running here" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


@pytest.mark.parametrize("command", [("web",), ("worker",), ("sweep",), ("suggest", "1")])
def test_wrong_settings_end_every_command_with_their_names(wellheard, command):
    done = wellheard(*command, PORT="eighty", SWEEP_SECONDS="1")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "WELLHEARD_PORT" in done.stderr
    assert "WELLHEARD_SWEEP_SECONDS" in done.stderr


@pytest.mark.parametrize("words", [(), ("1", "--stdin"), ("0",), ("-1",), ("words",), (str(2**70), "--stdin")])
def test_suggest_wants_one_ticket_or_a_story(wellheard, words):
    done = wellheard("suggest", *words)
    assert (done.returncode, "Usage:" in done.stderr) == (2, True)


@pytest.mark.parametrize("story", ["", "no json", "[]", "{}", json.dumps({"new_ticket": {"id": 1}})])
def test_a_story_that_cannot_be_read_is_refused_in_a_sentence(wellheard, story):
    done = wellheard("suggest", "--stdin", "--json", stdin=story)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    assert done.stderr.startswith("wellheard: ")


def test_connecting_without_an_account_says_which_setting_is_missing(wellheard):
    done = wellheard("connect", "--url", "https://wellheard.example.org", "--client-id", "a", "--client-secret", "b")
    assert (done.returncode, "WELLHEARD_ZENDESK_URL" in done.stderr) == (1, True)
