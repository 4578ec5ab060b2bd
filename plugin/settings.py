"""All settings, read from the environment and `.env` in this one place. Nothing at all set means: the sandbox."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from plugin.running import read_running

PREFIX = "WELLHEARD_"
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

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True)

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
    model: Annotated[
        str,
        Field(description="A sentence-transformers model or folder on this machine. Left out: the packaged MiniLM."),
    ] = ""
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

    @field_validator("zendesk_url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value.strip())
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
        if value and not value.isdigit():
            raise ValueError("it is a number, seen in Admin Center or in the X-Zendesk-Account-Id header")
        return value

    @model_validator(mode="after")
    def _check_together(self) -> Settings:
        if self.zendesk_url:
            missing = [
                name
                for name in ("zendesk_client_id", "zendesk_client_secret", "webhook_secret")
                if not _reveal(getattr(self, name))
            ]
            if missing:
                names = ", ".join(PREFIX + name.upper() for name in missing)
                raise ValueError(
                    f"with WELLHEARD_ZENDESK_URL set, {names} must be set too (or {names.split(', ')[0]}_FILE)"
                )
        return self

    @property
    def uses_sandbox(self) -> bool:
        return not self.zendesk_url

    @property
    def database_address(self) -> str:
        own = self.database_url.get_secret_value()
        return own or f"sqlite:///{(self.state_dir / 'wellheard.db').resolve()}"


def load_settings(**overrides: Any) -> Settings:
    """The settings in force. Raises SettingsError with every problem, each with its variable and cure."""
    try:
        return Settings(**{**_read_secret_files(), **overrides})
    except ValidationError as error:
        raise SettingsError([_explain(e) for e in error.errors()]) from None


def load_settings_beside_sandbox() -> Settings:
    """The settings in force; with no account set, those of the sandbox that runs in the same state folder."""
    settings = load_settings()
    if not settings.uses_sandbox:
        return settings
    running = read_running(settings.state_dir)
    if running is None:
        return settings
    return load_settings(**{k.removeprefix(PREFIX).lower(): v for k, v in running.environment.items()})


def _read_secret_files() -> dict[str, str]:
    """`WELLHEARD_WEBHOOK_SECRET_FILE` and its kind name files that hold the value."""
    import os

    values = {}
    for name, value in os.environ.items():
        field = name.removeprefix(PREFIX).removesuffix("_FILE").lower()
        if not (name.startswith(PREFIX) and name.endswith("_FILE")) or field not in Settings.model_fields:
            continue
        try:
            values[field] = Path(value).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not text"
            raise SettingsError(
                [
                    Problem(
                        "secret-file", name, f"{value} cannot be read ({reason}). Check the path and who may read it."
                    )
                ]
            ) from error
    return values


def _explain(error: Any) -> Problem:
    where = ".".join(str(part) for part in error["loc"])
    variable = PREFIX + where.upper() if where else PREFIX + "ZENDESK_URL"
    sentence = error["msg"].removeprefix("Value error, ")
    return Problem(f"settings-{error['type'].replace('_', '-')}", variable, sentence[:1].upper() + sentence[1:] + ".")


def _reveal(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
