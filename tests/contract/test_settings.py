import pytest

from plugin.settings import PREFIX, Settings, SettingsError, load_settings

ACCOUNT = {
    "ZENDESK_URL": "https://acme.zendesk.com",
    "ZENDESK_CLIENT_ID": "wellheard",
    "ZENDESK_CLIENT_SECRET": "hush-client",
    "WEBHOOK_SECRET": "hush-webhook",
}
SECRETS = {
    "ZENDESK_CLIENT_SECRET": "hush-client",
    "WEBHOOK_SECRET": "hush-webhook",
    "WEBHOOK_SECRET_PREVIOUS": "hush-before",
    "REDIS_URL": "redis://:hush-redis@queue.example/0",
    "DATABASE_URL": "postgresql://wellheard:hush-database@store.example/wellheard",
}


@pytest.fixture(autouse=True)
def set_nothing(monkeypatch, tmp_path):
    """No variable of ours, and a folder without a `.env`."""
    for name in Settings.model_fields:
        for end in ("", "_FILE"):
            monkeypatch.delenv(f"{PREFIX}{name.upper()}{end}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def put(monkeypatch):
    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(PREFIX + name, str(value))

    return put


def problems():
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return caught.value.problems


def test_with_nothing_set_the_sandbox_is_used():
    assert load_settings().uses_sandbox


def test_a_whole_account_is_taken(put):
    put(**ACCOUNT)
    assert not load_settings().uses_sandbox


def test_every_wrong_value_is_told_at_once_by_its_variable(put):
    put(PORT="eighty", SWEEP_SECONDS="1", ZENDESK_ACCOUNT_ID="acme", WEB_THREADS="0")
    assert {problem.variable for problem in problems()} == {
        "WELLHEARD_PORT", "WELLHEARD_SWEEP_SECONDS", "WELLHEARD_ZENDESK_ACCOUNT_ID", "WELLHEARD_WEB_THREADS",
    }  # fmt: skip


def test_a_value_out_of_its_range_is_told_with_the_range(put):
    put(SWEEP_SECONDS="1")
    assert "10" in str(problems()[0])


@pytest.mark.parametrize("missing", ["ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET", "WEBHOOK_SECRET"])
def test_an_account_that_lacks_a_part_is_refused_with_the_parts_name(put, missing):
    put(**{name: value for name, value in ACCOUNT.items() if name != missing})
    (problem,) = problems()
    assert PREFIX + missing in problem.sentence


@pytest.mark.parametrize(
    "address",
    [
        "http://acme.zendesk.com",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.1",
        "ftp://acme.zendesk.com",
        "acme.zendesk.com",
        "https://",
        "https://acme.zendesk.com/agent",
        "https://acme.zendesk.com?brand=1",
    ],
)
def test_an_address_that_is_not_an_account_over_https_is_refused(put, address):
    put(**{**ACCOUNT, "ZENDESK_URL": address})
    assert [problem.variable for problem in problems()] == ["WELLHEARD_ZENDESK_URL"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8900", "http://localhost:8900", "http://[::1]:8900"])
def test_plain_http_is_taken_on_this_machine(put, address):
    put(**{**ACCOUNT, "ZENDESK_URL": address})
    assert load_settings().zendesk_url == address


def test_a_slash_at_the_end_of_the_address_is_dropped(put):
    put(**{**ACCOUNT, "ZENDESK_URL": "https://acme.zendesk.com/"})
    assert load_settings().zendesk_url == "https://acme.zendesk.com"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(put, tmp_path, name):
    (tmp_path / "secret").write_text(SECRETS[name] + "\n")
    put(**{f"{name}_FILE": tmp_path / "secret"})
    assert getattr(load_settings(), name.lower()).get_secret_value() == SECRETS[name]


def test_a_secret_file_that_cannot_be_read_is_told_by_its_variable(put, tmp_path):
    put(WEBHOOK_SECRET_FILE=tmp_path / "nowhere")
    assert [problem.variable for problem in problems()] == ["WELLHEARD_WEBHOOK_SECRET_FILE"]


def test_a_secret_file_that_is_not_text_is_told_by_its_variable(put, tmp_path):
    (tmp_path / "secret").write_bytes(b"\xff\xfe\x00")
    put(WEBHOOK_SECRET_FILE=tmp_path / "secret")
    assert [problem.variable for problem in problems()] == ["WELLHEARD_WEBHOOK_SECRET_FILE"]


def test_no_secret_is_shown_by_the_settings(put):
    put(**{**ACCOUNT, **SECRETS})
    assert "hush" not in repr(load_settings()) + str(load_settings())


def test_no_secret_is_shown_by_a_complaint(put):
    put(**{**ACCOUNT, **SECRETS, "PORT": "eighty", "ZENDESK_URL": "https://wellheard:hush@acme.zendesk.com"})
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hush" not in str(caught.value) + repr(caught.value.problems)


def test_a_complaint_names_variable_and_cure(put):
    put(**{**ACCOUNT, "ZENDESK_URL": "http://acme.zendesk.com"})
    assert str(problems()[0]).startswith("WELLHEARD_ZENDESK_URL: It must start with https://")


def test_a_file_named_env_is_read(tmp_path):
    (tmp_path / ".env").write_text("WELLHEARD_PORT=8181\n")
    assert load_settings().port == 8181


def test_the_environment_wins_over_the_file(put, tmp_path):
    (tmp_path / ".env").write_text("WELLHEARD_PORT=8181\n")
    put(PORT="8282")
    assert load_settings().port == 8282


def complaints():
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return {problem.variable: problem.sentence for problem in refused.value.problems}


def test_wrong_values_missing_parts_and_unreadable_files_are_told_together(put):
    put(PORT="x", ZENDESK_URL="https://acme.zendesk.com", ZENDESK_CLIENT_ID="us", WEBHOOK_SECRET_FILE="gone.txt")
    assert set(complaints()) == {
        "WELLHEARD_PORT", "WELLHEARD_ZENDESK_CLIENT_SECRET", "WELLHEARD_WEBHOOK_SECRET",
        "WELLHEARD_WEBHOOK_SECRET_FILE",
    }  # fmt: skip


def test_a_blank_secret_is_no_secret(put):
    put(ZENDESK_URL="https://acme.zendesk.com", ZENDESK_CLIENT_ID="us", ZENDESK_CLIENT_SECRET="s", WEBHOOK_SECRET="   ")
    assert set(complaints()) == {"WELLHEARD_WEBHOOK_SECRET"}


def test_a_mistyped_variable_is_told_with_the_one_that_was_meant(put):
    put(ZENDEKS_URL="https://acme.zendesk.com")
    assert "WELLHEARD_ZENDESK_URL" in complaints()["WELLHEARD_ZENDEKS_URL"]


def test_a_redis_address_of_another_kind_is_refused(put):
    put(REDIS_URL="foo")
    assert set(complaints()) == {"WELLHEARD_REDIS_URL"}


def test_a_state_folder_that_is_a_file_is_refused(put, tmp_path):
    (tmp_path / "file").write_text("")
    put(STATE_DIR=tmp_path / "file")
    assert set(complaints()) == {"WELLHEARD_STATE_DIR"}


def test_a_secret_file_may_be_named_in_the_file_named_env(tmp_path):
    (tmp_path / "secret.txt").write_text("hush\n")
    (tmp_path / ".env").write_text("WELLHEARD_WEBHOOK_SECRET_FILE=secret.txt\n")
    assert load_settings().webhook_secret.get_secret_value() == "hush"


def test_an_empty_variable_is_as_good_as_none(put):
    put(PORT="")
    assert load_settings().port == 8080
