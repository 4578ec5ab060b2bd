"""The web process: the door for webhooks and the health page. No model is ever loaded here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from flask import Flask, jsonify

from plugin.health import read_health
from plugin.wiring import QUEUE, find_redis_url, now
from webhooks.inbox import Inbox
from webhooks.receiver import Receiver, make_blueprint
from webhooks.signature import SignaturePolicy

if TYPE_CHECKING:
    from flask import Response

    from plugin.settings import Settings
    from suggestions.model import UserId

log = logging.getLogger(__name__)
# the receiver answers 503 rather than let Zendesk wait (zendesk.md 1.4: a time limit of about ten seconds)
REDIS_PATIENCE_SECONDS = 2


def create_app(settings: Settings, *, body_errors: tuple[type[Exception], ...] = ()) -> Flask:
    """The Flask app. Raises NotRunning when there is no Redis to queue in."""
    from plugin.redis_connection import connect

    redis = connect(find_redis_url(settings), patience_seconds=REDIS_PATIENCE_SECONDS)
    app = Flask("wellheard", static_folder=None)
    policy = SignaturePolicy(
        secrets=tuple(
            s.get_secret_value()
            for s in (settings.webhook_secret, settings.webhook_secret_previous)
            if s.get_secret_value()
        ),
        freshness_seconds=settings.webhook_window_seconds,
        account_id=settings.zendesk_account_id or None,
    )
    receiver = Receiver(policy, Inbox(redis, queue_name=QUEUE), now, own_user_id=find_own_user(settings))
    app.register_blueprint(make_blueprint(receiver, body_errors=body_errors))

    @app.get("/healthz")
    def healthz() -> tuple[Response, int]:
        health = read_health(redis)
        return jsonify(health.body), 200 if health.is_well else 503

    @app.errorhandler(404)
    def nowhere(_: Any) -> tuple[Response, int]:
        return jsonify({"error": "not_found", "message": "Deliveries go to /webhooks/zendesk."}), 404

    return app


def find_own_user(settings: Settings) -> UserId | None:
    """Who we are in the account, so that our own updates are passed over. Not knowing it is no reason not to start:
    the trigger leaves our notes out, and every job looks for our mark.
    """
    from plugin.wiring import NotRunning, open_helpdesk
    from suggestions.errors import HelpdeskError

    try:
        return open_helpdesk(settings, None).own_user_id
    except (HelpdeskError, NotRunning) as error:
        log.warning("Zendesk did not tell who we are yet: %s", error)
        return None
