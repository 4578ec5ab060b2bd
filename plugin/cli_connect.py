"""`wellheard connect`: the account's side of the installation."""

from __future__ import annotations

from plugin.installer import SCOPE, install
from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.settings import load_settings
from plugin.wiring import NotRunning, now
from suggestions.model import Rules


def run_connect(public_url: str, client_id: str, client_secret: str) -> str:
    """What was done, and the one line that must go into the settings."""
    # the signing secret is what this command finds out, so it cannot be asked for beforehand
    settings = load_settings(webhook_secret="not yet known")  # noqa: S106  # never used to verify anything
    if settings.uses_sandbox:
        raise NotRunning("Set WELLHEARD_ZENDESK_URL first; the sandbox is connected by make run itself.")
    auth = ClientCredentials(settings.zendesk_url, client_id, client_secret, SCOPE, MemoryTokenCache(), now)
    done = install(settings.zendesk_url, auth, public_url, Rules().off_tag)
    made = " and ".join(done.made) or "nothing, both were there"
    return (
        f"Made: {made} (webhook {done.webhook_id}, trigger {done.trigger_id}).\n"
        f"Put this into the settings and start: WELLHEARD_WEBHOOK_SECRET={done.signing_secret}"
    )
