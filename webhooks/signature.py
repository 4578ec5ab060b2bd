"""Is this delivery from our Zendesk account, and is it new? (zendesk.md 1.3)"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webhooks.errors import WebhookRejected

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNATURE = "X-Zendesk-Webhook-Signature"
TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp"
INVOCATION = "X-Zendesk-Webhook-Invocation-Id"
ACCOUNT = "X-Zendesk-Account-Id"

PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 - printed in Zendesk's manual
"""Signs what the admin screen sends before a webhook is saved. Everybody knows it."""

MOST_SECRETS = 2
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class SignaturePolicy:
    """What a delivery must show.

    `secrets` holds the present signing secret and, while it is being rotated, the one before it; with none at
    all everything is refused. `account_id` is checked when known. `sandbox` lets Zendesk's public test secret
    count when it is among the secrets.
    """

    secrets: tuple[str, ...] = field(repr=False)
    freshness_seconds: int = 300
    account_id: str | None = None
    sandbox: bool = False

    def __post_init__(self) -> None:
        if len(self.secrets) > MOST_SECRETS:
            raise ValueError("At most two signing secrets count: the present one and the one before it.")

    @property
    def usable_secrets(self) -> tuple[str, ...]:
        """Blank ones never count: anybody can sign with nothing."""
        return tuple(s for s in self.secrets if s.strip() and (self.sandbox or s != PUBLIC_TEST_SECRET))


def verify(headers: Mapping[str, str], raw_body: bytes, *, policy: SignaturePolicy, now: datetime) -> None:
    """Return when the delivery is genuine and fresh; `now` is an aware datetime.

    Raises WebhookRejected (401) otherwise. The signature comes first: what an unsigned caller says is not
    read further.
    """
    found = _by_lower_name(headers)
    signature, timestamp = found.get(SIGNATURE.lower(), ""), found.get(TIMESTAMP.lower(), "")
    if not signature or not timestamp:
        raise _refused("unsigned", "The delivery has no signature: it did not come from a Zendesk webhook.")
    _check_signature(signature, timestamp, raw_body, policy)
    _check_freshness(timestamp, policy.freshness_seconds, now)
    if policy.account_id is not None and found.get(ACCOUNT.lower()) != policy.account_id:
        raise _refused("other_account", f"The delivery does not name our account, {policy.account_id}.")


def name_delivery(headers: Mapping[str, str]) -> str:
    """A name for this delivery, safe in logs and as a key, the same when it is delivered again.

    Zendesk's invocation id; without a usable one, a digest of timestamp and signature, which cover every
    byte. Invocation ids are not signed, so nothing but the reckoning of repeats may rest on this name.
    """
    found = _by_lower_name(headers)
    invocation = found.get(INVOCATION.lower(), "")
    if _PLAIN_ID.fullmatch(invocation):
        return invocation
    signed = " ".join(found.get(name.lower(), "") for name in (TIMESTAMP, SIGNATURE))
    return "unnamed-" + hashlib.sha256(_as_bytes(signed)).hexdigest()[:32]


def sign(secret: str, timestamp: str, raw_body: bytes) -> str:
    """The header value Zendesk sends: base64 of HMAC-SHA256 over timestamp, then body.

    The secret looks like base64 and is not decoded: its own text is the key.
    """
    return b64encode(hmac.digest(_as_bytes(secret), _as_bytes(timestamp) + raw_body, "sha256")).decode()


def _check_signature(signature: str, timestamp: str, raw_body: bytes, policy: SignaturePolicy) -> None:
    if not policy.usable_secrets:
        raise _refused("no_secret", "No signing secret is set: nothing is taken in. Run: wellheard connect")
    # every secret is tried, so the time taken does not tell which one fitted
    fits = [_same(signature, sign(secret, timestamp, raw_body)) for secret in policy.usable_secrets]
    if any(fits):
        return
    if _same(signature, sign(PUBLIC_TEST_SECRET, timestamp, raw_body)):
        raise _refused(
            "test_secret",
            "Signed with Zendesk's public test secret. Save the webhook first, then test it again.",
        )
    raise _refused(
        "bad_signature",
        "The signature fits none of our secrets. If Zendesk's was changed, set the new one as WELLHEARD_WEBHOOK_SECRET",
    )


def _check_freshness(timestamp: str, freshness_seconds: int, now: datetime) -> None:
    try:
        sent_at = datetime.fromisoformat(timestamp)
    except ValueError:
        raise _refused("bad_timestamp", "The signature timestamp is not an ISO 8601 time.") from None
    if sent_at.tzinfo is None:
        raise _refused("bad_timestamp", "The signature timestamp has no time zone.")
    if abs(now - sent_at) > timedelta(seconds=freshness_seconds):
        raise _refused(
            "stale",
            f"The delivery was signed more than {freshness_seconds} seconds from our time. "
            "Check this machine's clock; old deliveries are refused so that nobody can play them again.",
        )


def _by_lower_name(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _refused(code: str, sentence: str) -> WebhookRejected:
    return WebhookRejected(401, code, sentence)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(_as_bytes(one), _as_bytes(other))


def _as_bytes(text: str) -> bytes:
    # headers come from strangers: half a surrogate pair must not stop us
    return text.encode("utf-8", "surrogatepass")
