import os
from pathlib import Path

import pytest

from plugin.embedded_redis import EmbeddedRedis
from plugin.launcher import PROCESSES, AlreadyRunning, Launcher
from plugin.running import Running, forget_running, read_running, write_running
from plugin.settings import PREFIX, load_settings, load_settings_beside_sandbox

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def set_nothing(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_procfile_starts_what_run_starts():
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert dict(line.split(": ", 1) for line in lines) == PROCESSES


def test_a_second_run_in_the_same_folder_is_refused(tmp_path):
    settings = load_settings(state_dir=tmp_path)
    with EmbeddedRedis(tmp_path), pytest.raises(AlreadyRunning, match="already runs"):
        Launcher(settings).run()


def test_a_second_run_leaves_the_first_ones_addresses_alone(tmp_path):
    settings = load_settings(state_dir=tmp_path)
    write_running(tmp_path, Running({"WELLHEARD_PORT": "8181"}))
    with EmbeddedRedis(tmp_path), pytest.raises(AlreadyRunning):
        Launcher(settings).run()
    assert read_running(tmp_path) == Running({"WELLHEARD_PORT": "8181"})


def test_what_runs_is_told_to_other_commands(tmp_path):
    write_running(tmp_path, Running({"WELLHEARD_REDIS_URL": "unix:///somewhere/redis.sock"}))
    settings = load_settings(state_dir=tmp_path)
    assert settings.redis_url.get_secret_value() == ""
    told = read_running(tmp_path)
    assert told is not None
    assert told.environment == {"WELLHEARD_REDIS_URL": "unix:///somewhere/redis.sock"}


def test_settings_beside_a_running_sandbox_are_the_sandboxes(tmp_path):
    (tmp_path / ".wellheard").mkdir()
    address = "http://127.0.0.1:8900"
    secrets = {
        "WELLHEARD_ZENDESK_CLIENT_ID": "w",
        "WELLHEARD_ZENDESK_CLIENT_SECRET": "s",
        "WELLHEARD_WEBHOOK_SECRET": "s",
    }
    write_running(tmp_path / ".wellheard", Running({"WELLHEARD_ZENDESK_URL": address, **secrets}))
    assert load_settings_beside_sandbox().zendesk_url == address


def test_only_the_owner_may_read_what_runs(tmp_path):
    write_running(tmp_path, Running({"WELLHEARD_WEBHOOK_SECRET": "hush"}))
    assert (tmp_path / "running.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "[1]", "no json", "\x00"])
def test_a_broken_note_of_what_runs_counts_as_none(tmp_path, content):
    (tmp_path / "running.json").write_text(content)
    assert read_running(tmp_path) is None


def test_what_ran_is_forgotten(tmp_path):
    write_running(tmp_path, Running({}))
    forget_running(tmp_path)
    assert read_running(tmp_path) is None
