"""`wellheard connect`: the account's side of the installation."""

from __future__ import annotations

from plugin.installer import SCOPE, install
from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.settings import load_settings
from plugin.wiring import NotRunning, now
from suggestions.rules import Rules


def run_connect(public_url: str, client_id: str, client_secret: str) -> str:
    """What was done, and the one line that must go into the settings."""
    # the worker's client is not used here, and the signing secret is what this command finds out
    settings = load_settings(
        **dict.fromkeys(("webhook_secret", "zendesk_client_id", "zendesk_client_secret"), "unused")
    )
    if settings.uses_sandbox:
        raise NotRunning("Set WELLHEARD_ZENDESK_URL first; the sandbox is connected by make run itself.")
    auth = ClientCredentials(settings.zendesk_url, client_id, client_secret, SCOPE, MemoryTokenCache(), now)
    done = install(settings.zendesk_url, auth, public_url, Rules().off_tag)
    made = " and ".join(done.made) or "nothing, both were there"
    return (
        f"Made: {made} (webhook {done.webhook_id}, trigger {done.trigger_id}).\n"
        f"Put this into the settings and start: WELLHEARD_WEBHOOK_SECRET={done.signing_secret}"
    )
