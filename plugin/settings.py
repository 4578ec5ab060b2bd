"""All settings, read from the environment and `.env` in this one place. Nothing at all set means: the sandbox."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from plugin.running import read_running

PREFIX = "WELLHEARD_"
INSTALLER_SECRET = "WELLHEARD_INSTALLER_SECRET"  # noqa: S105  # the name of a variable, not its value
SCOPES = "tickets:read tickets:write users:read"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the settings: which variable, why, and what to do."""

    id: str
    variable: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.sentence} [{self.id}]"


class SettingsError(Exception):
    """Everything that is wrong with the settings, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Settings(BaseSettings):
    """One field a variable. The description is what the README's table says."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )

    zendesk_url: Annotated[
        str,
        Field(description="The account, such as `https://acme.zendesk.com`. Left out: the sandbox on this machine."),
    ] = ""
    zendesk_client_id: Annotated[str, Field(description="Unique identifier of the OAuth client the worker uses.")] = ""
    zendesk_client_secret: Annotated[SecretStr, Field(description="Secret of that OAuth client.")] = SecretStr("")
    zendesk_scope: Annotated[str, Field(description="OAuth scopes asked for, separated by spaces.")] = SCOPES
    zendesk_account_id: Annotated[
        str, Field(description="Number of the account; webhooks of any other are refused. Left out: not checked.")
    ] = ""
    webhook_secret: Annotated[SecretStr, Field(description="Signing secret of the webhook.")] = SecretStr("")
    webhook_secret_previous: Annotated[
        SecretStr, Field(description="The signing secret before the last rotation, while deliveries still carry it.")
    ] = SecretStr("")
    webhook_window_seconds: Annotated[
        int, Field(ge=30, le=86_400, description="How old a signed delivery may be, in seconds.")
    ] = 300
    redis_url: Annotated[
        SecretStr, Field(description="Redis to use, such as `redis://host:6379/0`. Left out: an embedded one.")
    ] = SecretStr("")
    database_url: Annotated[
        SecretStr,
        Field(
            description="SQLAlchemy address, such as `postgresql+psycopg://host/wellheard`. "
            "Left out: SQLite in the state folder."
        ),
    ] = SecretStr("")
    state_dir: Annotated[Path, Field(description="Where embedded Redis and SQLite keep their files.")] = Path(
        ".wellheard"
    )
    library: Annotated[
        str, Field(description="Folder of the team's library files. Left out: the starter library that ships.")
    ] = ""
    frameworks: Annotated[
        str,
        Field(description="File of the team's own framework table: `docs/frameworks.md`. Left out: the shipped one."),
    ] = ""
    model: Annotated[
        str,
        Field(description="A sentence-transformers model or folder on this machine. Left out: the packaged MiniLM."),
    ] = ""
    model_languages: Annotated[
        str,
        Field(description="Languages the model reads, such as `en, de`; in others fewer repeats are counted."),
    ] = "en"
    host: Annotated[str, Field(description="Address the web process listens on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535, description="Port the web process listens on.")] = 8080
    sandbox_port: Annotated[
        int, Field(ge=0, le=65_535, description="Port of the sandbox's pages; 0 picks a free one.")
    ] = 8900
    web_threads: Annotated[int, Field(ge=1, le=64, description="Threads of the web process.")] = 4
    worker_processes: Annotated[int, Field(ge=1, le=64, description="Workers forked from one loaded model.")] = 1
    sweep_seconds: Annotated[
        int, Field(ge=10, le=86_400, description="Seconds between two sweeps for deliveries that never came.")
    ] = 180
    sweep_lookback_minutes: Annotated[
        int, Field(ge=1, le=10_080, description="How far back a sweep looks, in minutes.")
    ] = 60
    promise_reminder_hours: Annotated[
        int,
        Field(
            ge=0, le=168, description="How many hours before a promise falls due a note reminds of it; 0 sends none."
        ),
    ] = 0
    handoff_tags: Annotated[
        bool,
        Field(description="Whether notes come with tags for triggers and views: `docs/handoff.md` lists them."),
    ] = True
    prompt_only: Annotated[
        bool, Field(description="Whether notes hold one specific sentence to begin with instead of a draft.")
    ] = False

    @field_validator("zendesk_url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value.strip())
        try:
            _ = parts.port
        except ValueError:
            raise ValueError("its port is not a number between 1 and 65535") from None
        if not parts.hostname or parts.scheme not in {"http", "https"}:
            raise ValueError("it must look like https://acme.zendesk.com")
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError("only the host belongs here: https://acme.zendesk.com, without a path or a login")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise ValueError("it must start with https://; plain http is for the sandbox on this machine only")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("zendesk_account_id")
    @classmethod
    def _check_account(cls, value: str) -> str:
        if value and not (value.isascii() and value.isdigit()):
            raise ValueError("it is a number, seen in Admin Center or in the X-Zendesk-Account-Id header")
        return value

    @field_validator("redis_url")
    @classmethod
    def _check_redis(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not value.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("it must look like redis://host:6379/0, rediss://... or unix:///path/to.sock")
        return value

    @field_validator("state_dir")
    @classmethod
    def _check_state_dir(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError("a file of that name is in the way; name a folder")
        return value

    @property
    def uses_sandbox(self) -> bool:
        return not self.zendesk_url

    @property
    def database_address(self) -> str:
        own = self.database_url.get_secret_value()
        return own or f"sqlite:///{(self.state_dir / 'wellheard.db').resolve()}"


class _Together(BaseSettings):
    """The settings that need one another, read whatever they hold, so that all problems are told at once."""

    model_config = Settings.model_config
    zendesk_url: str = ""
    zendesk_client_id: str = ""
    zendesk_client_secret: str = ""
    webhook_secret: str = ""


def load_settings(**overrides: Any) -> Settings:
    """The settings in force. Raises SettingsError with every problem, each with its variable and cure."""
    problems = _find_strangers()
    values = {**_read_secret_files(problems), **overrides}
    told: Any = {k: str(v) for k, v in values.items() if k in _Together.model_fields}
    together = _Together(**told)
    problems += _find_missing(together)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems += [_explain(e) for e in error.errors()]
    if problems:
        raise SettingsError(problems)
    return settings


def _find_missing(together: _Together) -> list[Problem]:
    if not together.zendesk_url:
        return []
    return [
        Problem(
            "missing",
            PREFIX + name.upper(),
            f"It must be set with {PREFIX}ZENDESK_URL (or {PREFIX}{name.upper()}_FILE).",
        )
        for name in ("zendesk_client_id", "zendesk_client_secret", "webhook_secret")
        if not getattr(together, name).strip()
    ]


def _find_strangers() -> list[Problem]:
    """Variables of our prefix that are no setting: mostly a slip of the pen, and silence would start the sandbox."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    known |= {f"{name}_FILE" for name in known} | {INSTALLER_SECRET}
    problems = []
    for name in sorted(n for n in _read_environment() if n.startswith(PREFIX) and n not in known):
        near = get_close_matches(name, known, 1)
        meant = f" Did you mean {near[0]}?" if near else " Remove it, or see README, Settings."
        problems.append(Problem("unknown", name, f"There is no such setting.{meant}"))
    return problems


def _read_environment() -> dict[str, str]:
    """The process's variables over those of `.env`."""
    written = {k: v for k, v in dotenv_values(".env").items() if v is not None}
    return {**written, **os.environ}


def load_settings_beside_sandbox() -> Settings:
    """The settings in force; with no account set, those of the sandbox that runs in the same state folder."""
    settings = load_settings()
    if not settings.uses_sandbox:
        return settings
    running = read_running(settings.state_dir)
    if running is None:
        return settings
    return load_settings(**{k.removeprefix(PREFIX).lower(): v for k, v in running.environment.items()})


def _read_secret_files(problems: list[Problem]) -> dict[str, str]:
    """`WELLHEARD_WEBHOOK_SECRET_FILE` and its kind name files that hold the value."""
    values = {}
    for name, value in _read_environment().items():
        field = name.removeprefix(PREFIX).removesuffix("_FILE").lower()
        if not (name.startswith(PREFIX) and name.endswith("_FILE")) or field not in Settings.model_fields or not value:
            continue
        try:
            values[field] = Path(value).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not text"
            sentence = f"{value} cannot be read ({reason}). Check the path and who may read it."
            problems.append(Problem("secret-file", name, sentence))
    return values


def _explain(error: Any) -> Problem:
    where = ".".join(str(part) for part in error["loc"])
    variable = PREFIX + where.upper()
    sentence = error["msg"].removeprefix("Value error, ")
    return Problem(f"settings-{error['type'].replace('_', '-')}", variable, sentence[:1].upper() + sentence[1:] + ".")
