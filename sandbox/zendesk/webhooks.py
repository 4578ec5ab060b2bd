"""Webhooks and the record of what became of their invocations (zendesk.md 1.1)."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError, field_validator

from sandbox.zendesk import stamps
from sandbox.zendesk.errors import ApiError
from sandbox.zendesk.ids import ulid

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.users import User

# the fixed secret of a test before a webhook is saved; never valid in production (zendesk.md 1.3)
PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 published by Zendesk


class WebhookInput(BaseModel):
    """The writable part of a webhook. Plain http is taken too: the sandbox and its receiver share a machine."""

    name: str = Field(min_length=1, max_length=256)
    description: str | None = None
    endpoint: str
    http_method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    request_format: Literal["json", "xml", "form_encoded"]
    status: Literal["active", "inactive"] = "active"
    subscriptions: list[str] = Field(default_factory=list)
    custom_headers: dict[str, str] | None = None
    authentication: dict[str, Any] | None = None

    @field_validator("endpoint")
    @classmethod
    def endpoint_is_a_web_address(cls, endpoint: str) -> str:
        parts = urlsplit(endpoint)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("endpoint must be an http or https address")
        return endpoint

    def credential_headers(self) -> dict[str, str]:
        """The header each kind of `authentication` adds to a call."""
        kind, data = (self.authentication or {}).get("type"), (self.authentication or {}).get("data")
        if not isinstance(data, dict):
            return {}
        if kind == "bearer_token":
            return {"Authorization": f"Bearer {data.get('token', '')}"}
        if kind == "api_key":
            return {str(data.get("name", "X-Api-Key")): str(data.get("value", ""))}
        if kind == "basic_auth":
            pair = f"{data.get('username', '')}:{data.get('password', '')}"
            return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return {}


@dataclass
class Attempt:
    """One try at delivery; `status_code` is None when nothing came back."""

    id: str
    status: str
    status_code: int | None
    completed_at: datetime
    request: dict[str, Any]
    response: dict[str, Any] | None

    def render(self, invocation_id: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "invocation_id": invocation_id,
            "status": self.status,
            "status_code": self.status_code,
            "completed_at": stamps.render(self.completed_at),
            "request": self.request,
            "response": self.response,
        }


@dataclass
class Invocation:
    """One call that was due, with its tries, oldest first."""

    id: str
    attempts: list[Attempt] = field(default_factory=list)

    def render(self) -> dict[str, Any]:
        latest = self.attempts[-1] if self.attempts else None
        return {
            "id": self.id,
            "status": latest.status if latest else "pending",
            "status_code": latest.status_code if latest else None,
            "latest_completed_at": stamps.render(latest.completed_at) if latest else None,
        }


@dataclass
class Webhook:
    """A saved webhook."""

    id: str
    given: WebhookInput
    secret: str
    created_by: int
    updated_by: int
    created_at: datetime = field(default_factory=stamps.now)
    updated_at: datetime = field(default_factory=stamps.now)
    invocations: list[Invocation] = field(default_factory=list)

    @property
    def serves_triggers(self) -> bool:
        return "conditional_ticket_events" in self.given.subscriptions and self.given.status == "active"

    def render(self) -> dict[str, Any]:
        """The JSON an admin sees; the credential itself cannot be read back."""
        shown = self.given.model_dump(exclude={"authentication"})
        if self.given.authentication:
            shown["authentication"] = {k: v for k, v in self.given.authentication.items() if k != "data"}
        return {
            "id": self.id,
            **shown,
            "created_at": stamps.render(self.created_at),
            "created_by": str(self.created_by),
            "updated_at": stamps.render(self.updated_at),
            "updated_by": str(self.updated_by),
        }

    def change(self, fields: dict[str, Any], actor: User) -> None:
        """Take other fields over; what it subscribes to cannot change (zendesk.md 1.1)."""
        given = read_input({**self.given.model_dump(), **fields})
        if sorted(given.subscriptions) != sorted(self.given.subscriptions):
            raise refused("InvalidInput", "subscriptions cannot be changed; make another webhook", 400)
        self.given = given
        self.updated_by = actor.id
        self.updated_at = stamps.now()

    def rotate_secret(self) -> str:
        self.secret = new_secret()
        return self.secret


def new_webhook(given: WebhookInput, actor: User) -> Webhook:
    return Webhook(ulid(), given, new_secret(), created_by=actor.id, updated_by=actor.id)


def read_input(fields: dict[str, Any]) -> WebhookInput:
    """Raises 400 in the words of the webhooks API."""
    try:
        return WebhookInput.model_validate(fields)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise refused("InvalidInput", f"{where}: {first['msg']}", 400) from problem


def refused(code: str, sentence: str, status: int) -> ApiError:
    """The webhooks API answers with a list of errors, unlike the rest."""
    error = {"id": secrets.token_hex(8), "code": code, "title": code, "status": str(status), "detail": sentence}
    return ApiError(status, {"errors": [error]})


def new_secret() -> str:
    """Looks like base64, is used as text (zendesk.md 1.3)."""
    return base64.b64encode(secrets.token_bytes(32)).decode()
