"""Zendesk's client credentials grant as a requests auth: one token for all our processes (zendesk.md 5)."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from redis.exceptions import RedisError
from requests.auth import AuthBase

from plugin.zendesk_session import ZendeskSession, parse_object
from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from redis import Redis
    from requests import PreparedRequest, Response

WANTED_SECONDS: Final = 3600
LONGEST_SECONDS: Final = 172_800
USUAL_SECONDS: Final = 1800
"""What newer clients get when nobody asks (zendesk.md 5)."""
_LOCK_SECONDS = 30
"""A little more than a token request can take (zendesk_session.LIMITS_SECONDS)."""
_RETRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Token:
    """Times are seconds since 1970."""

    text: str = field(repr=False)
    renew_at: float
    expires_at: float


class TokenCache(Protocol):
    """Where processes share a token. A cache that cannot be reached is an empty one; it never raises."""

    def read(self, key: str) -> Token | None: ...

    def write(self, key: str, token: Token, seconds: int) -> None:
        """Keep the token for at most `seconds`."""
        ...

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Held by one at a time, so that not all of us ask for a token at once."""
        ...


class MemoryTokenCache:
    """For one process."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._lock = threading.Lock()

    def read(self, key: str) -> Token | None:
        return self._tokens.get(key)

    def write(self, key: str, token: Token, seconds: int) -> None:  # noqa: ARG002 - a token knows its own end
        self._tokens[key] = token

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:  # noqa: ARG002 - one lock is enough for one process
        with self._lock:
            yield


class RedisTokenCache:
    """For all processes. While Redis is away each one keeps its own token and nobody waits for anybody."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def read(self, key: str) -> Token | None:
        try:
            kept: Any = self._redis.get(key)
            return Token(**json.loads(kept)) if kept else None
        except (RedisError, ValueError, TypeError):
            return None

    def write(self, key: str, token: Token, seconds: int) -> None:
        with suppress(RedisError):
            self._redis.set(key, json.dumps(asdict(token)), ex=seconds)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        lock = self._redis.lock(f"{key}:lock", timeout=_LOCK_SECONDS, blocking_timeout=_LOCK_SECONDS)
        held = False
        with suppress(RedisError):
            held = lock.acquire()
        try:
            yield
        finally:
            if held:
                with suppress(RedisError):
                    lock.release()


class ClientCredentials(AuthBase):
    """Signs requests with a token that is fetched when first needed and renewed at 80 % of its life.

    A 401 renews it once and sends that request once more, a write too: what was not authorized was not
    applied. `clock` gives an aware datetime. Signing may raise HelpdeskRefused (the client is not accepted),
    HelpdeskBusy or HelpdeskUnavailable.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what the grant asks for, and where to keep its answer
        self,
        base_url: str,
        client_id: str,
        client_secret: str,
        scope: str,
        cache: TokenCache,
        clock: Callable[[], datetime],
    ) -> None:
        self._session = ZendeskSession(base_url, auth=_unsigned)
        self._grant: dict[str, str | int] = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "scope": scope,
            "expires_in": WANTED_SECONDS,
        }
        self._cache = cache
        self._clock = clock
        self._key = _name_key(self._session.base_url, client_id, scope)
        self._token: Token | None = None

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._find_current().text}"
        request.register_hook("response", self._replay_when_rejected)  # type: ignore[no-untyped-call]  # stubs
        return request

    def _replay_when_rejected(self, response: Response, **kwargs: Any) -> Response:
        """Hook of requests; `kwargs` are those the request was sent with."""
        if response.status_code != 401:
            return response
        again = response.request.copy()
        rejected = again.headers.get("Authorization", "").removeprefix("Bearer ")
        self._token = self._renew(rejected)
        again.headers["Authorization"] = f"Bearer {self._token.text}"
        _ = response.content  # read to its end, so that the connection can be used again
        response.close()
        # straight to the adapter, past the hooks: a second 401 is an answer, not a reason to go on
        connection: Any = response.connection
        replayed: Response = connection.send(again, **kwargs)
        replayed.history.append(response)
        return replayed

    def _find_current(self) -> Token:
        token, now = self._token, self._now()
        if token is None or now >= token.expires_at:
            token = self._renew()
        elif now >= token.renew_at:
            try:
                token = self._renew()
            except (HelpdeskBusy, HelpdeskUnavailable):
                # the present one still opens the door
                token = replace(token, renew_at=now + _RETRY_SECONDS)
        self._token = token
        return token

    def _renew(self, rejected: str = "") -> Token:
        with self._cache.lock(self._key):
            shared = self._cache.read(self._key)
            if shared is not None and shared.text != rejected and self._now() < shared.renew_at:
                return shared
            token = self._fetch()
            self._cache.write(self._key, token, max(1, int(token.expires_at - self._now())))
            return token

    def _fetch(self) -> Token:
        asked_at = self._now()
        try:
            answer = parse_object(self._session.post("/oauth/tokens", json=self._grant))
        except HelpdeskRefused as refused:
            raise HelpdeskRefused(
                "Zendesk gives us no token. Check WELLHEARD_ZENDESK_CLIENT_ID, "
                "WELLHEARD_ZENDESK_CLIENT_SECRET and WELLHEARD_ZENDESK_SCOPE against the OAuth client in Admin "
                f"Center. {refused}"
            ) from refused
        text = answer.get("access_token")
        if not isinstance(text, str) or not text:
            raise HelpdeskUnavailable("Zendesk answered our request for a token without one.")
        life = _parse_life(answer.get("expires_in"))
        return Token(text, renew_at=asked_at + 0.8 * life, expires_at=asked_at + life)

    def _now(self) -> float:
        return self._clock().timestamp()


def _unsigned(request: PreparedRequest) -> PreparedRequest:
    return request


def _parse_life(expires_in: object) -> float:
    """Seconds. One sentence of the manual speaks of milliseconds: what cannot be seconds is not believed."""
    if isinstance(expires_in, int | float) and 0 < expires_in <= LONGEST_SECONDS:
        return expires_in
    return USUAL_SECONDS


def _name_key(base_url: str, client_id: str, scope: str) -> str:
    """Another account, client or scope is another token; the name shows none of them, nor the secret."""
    named = json.dumps([base_url, client_id, scope])
    return f"wellheard:zendesk_token:{hashlib.sha256(named.encode()).hexdigest()[:16]}"
