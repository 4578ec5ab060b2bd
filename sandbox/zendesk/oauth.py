"""OAuth clients and the tokens they are given (zendesk.md 5)."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.zendesk import stamps
from sandbox.zendesk.errors import ApiError

RESOURCES = (
    "tickets", "users", "organizations", "auditlogs", "hc", "apps", "triggers", "automations", "targets", "webhooks",
    "macros", "requests", "satisfaction_ratings",
)  # fmt: skip
KNOWN_SCOPES = frozenset(
    {"read", "write", "impersonate", *(f"{name}:{verb}" for name in RESOURCES for verb in ("read", "write"))}
)
SHORTEST_LIFE, LONGEST_LIFE, USUAL_LIFE = 300, 172_800, 1800


@dataclass(frozen=True)
class Client:
    """A confidential client; its tokens act as `user_id`."""

    identifier: str
    secret: str
    user_id: int


@dataclass
class Token:
    """An access token; one asked for with an unknown scope is refused everywhere."""

    id: int
    value: str
    client: Client
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime

    def allows(self, family: str | None, verb: str) -> bool:
        """Whether it may read or write; None for a family that only the global scope opens."""
        if not set(self.scopes) <= KNOWN_SCOPES:
            return False
        return verb in self.scopes or f"{family}:{verb}" in self.scopes


class Clients:
    """The account's clients and every token that is still alive."""

    def __init__(self, *clients: Client) -> None:
        self._clients = {client.identifier: client for client in clients}
        self._tokens: dict[str, Token] = {}

    def get(self, identifier: str) -> Client:
        return self._clients[identifier]

    def add(self, client: Client) -> None:
        self._clients[client.identifier] = client

    def grant(self, asked: Mapping[str, object], next_id: int) -> Token:
        """A token by client credentials. Raises 400 and 401 in OAuth's own words."""
        if asked.get("grant_type") != "client_credentials":
            raise _refusal(400, "unsupported_grant_type", "Only client_credentials is granted here")
        client = self._clients.get(str(asked.get("client_id")))
        if client is None or not hmac.compare_digest(client.secret.encode(), str(asked.get("client_secret")).encode()):
            raise _refusal(401, "invalid_client", "Client authentication failed: unknown client or wrong secret")
        scope = asked.get("scope", "read")
        if not isinstance(scope, str) or not scope.split():
            raise _refusal(400, "invalid_scope", "scope must be one string of scopes with blanks between")
        created = stamps.now()
        token = Token(
            next_id,
            secrets.token_hex(32),
            client,
            tuple(scope.split()),
            created,
            created + timedelta(seconds=_life(asked.get("expires_in"))),
        )
        self._tokens[token.value] = token
        return token

    def find(self, value: str) -> Token | None:
        """The living token of that value."""
        token = self._tokens.get(value)
        return token if token and stamps.now() < token.expires_at else None

    def expire(self, *, client: str | None = None) -> int:
        """End every token (of one client) now, as an admin or time would; returns how many."""
        doomed = [value for value, token in self._tokens.items() if client in {None, token.client.identifier}]
        for value in doomed:
            del self._tokens[value]
        return len(doomed)

    def revoke(self, token: Token) -> None:
        self._tokens.pop(token.value, None)


def _life(asked: object) -> int:
    if asked is None:
        return USUAL_LIFE
    try:
        seconds = int(str(asked))
    except ValueError:
        seconds = 0
    if not SHORTEST_LIFE <= seconds <= LONGEST_LIFE:
        raise _refusal(400, "invalid_request", f"expires_in must be {SHORTEST_LIFE} to {LONGEST_LIFE} seconds")
    return seconds


def _refusal(status: int, code: str, sentence: str) -> ApiError:
    return ApiError(status, {"error": code, "error_description": sentence})
