"""The door Zendesk knocks on: POST /webhooks/zendesk."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from webhooks.errors import QueueUnavailable, WebhookRejected
from webhooks.events import Ignored, TicketEvent, parse_event
from webhooks.inbox import Accepted
from webhooks.signature import name_delivery, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from suggestions.model import UserId
    from webhooks.inbox import Inbox
    from webhooks.signature import SignaturePolicy

LARGEST_BODY_BYTES: Final = 256 * 1024
"""Zendesk sends less than this (zendesk.md 1.4)."""
RETRY_AFTER_SECONDS: Final = 10
"""Below a minute, so that Zendesk tries again (zendesk.md 1.4)."""
_EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a status, a flat JSON object, extra headers."""

    status: int
    body: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Receiver:
    """One delivery at a time, from headers and bytes to an answer.

    `policy` and `own_user_id` may be replaced while serving, when a secret is rotated or we learn who we are;
    `now` gives an aware datetime.
    """

    policy: SignaturePolicy
    inbox: Inbox
    now: Callable[[], datetime]
    own_user_id: UserId | None = None

    def receive(self, headers: Mapping[str, str], read_body: Callable[[], bytes]) -> Answer:
        """Take a delivery in. `read_body` may raise WebhookRejected; nothing is raised here."""
        delivery = name_delivery(headers)
        try:
            raw_body = read_body()
            verify(headers, raw_body, policy=self.policy, now=self.now())
            event = self._without_our_own(parse_event(raw_body))
            if isinstance(event, Ignored):
                _log.info("delivery=%s event=%s outcome=ignored why=%r", delivery, event.kind, event.reason)
                return Answer(200, {"status": "ignored", "reason": event.reason})
            return self._take_in(event, delivery)
        except WebhookRejected as no:
            _log.warning("delivery=%s outcome=rejected code=%s why=%r", delivery, no.code, no.sentence)
            return _rejection(no)

    def _without_our_own(self, event: TicketEvent | Ignored) -> TicketEvent | Ignored:
        if isinstance(event, Ignored) or event.actor_id is None or event.actor_id != self.own_user_id:
            return event
        return Ignored(event.kind, "our own update")

    def _take_in(self, event: TicketEvent, delivery: str) -> Answer:
        try:
            outcome = self.inbox.accept(event, delivery)
        except QueueUnavailable as problem:
            line = "delivery=%s event=%s ticket=%d outcome=unavailable why=%r"
            _log.warning(line, delivery, event.kind, event.ticket_id, str(problem))
            body = {"error": "queue_unavailable", "message": "The queue is away. Please deliver this again."}
            return Answer(503, body, {"Retry-After": str(RETRY_AFTER_SECONDS)})
        status = "accepted" if isinstance(outcome, Accepted) else "duplicate"
        _log.info("delivery=%s event=%s ticket=%d outcome=%s", delivery, event.kind, event.ticket_id, status)
        return Answer(202 if status == "accepted" else 200, {"status": status, "event": outcome.job_id})


def make_blueprint(receiver: Receiver, *, body_errors: tuple[type[Exception], ...] = ()) -> Blueprint:
    """Everything under /webhooks. Every answer is JSON, also to a wrong path or method.

    `body_errors` are what the web server in use raises while a malformed body is read, beyond OSError and
    ValueError: for gunicorn (gunicorn.http.errors.ParseException,). Without them such a body ends in a 500.
    """
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
    read_body = partial(_read_body, (HTTPException, *body_errors))

    # all methods and paths are routed here because Flask answers the rest with pages
    @blueprint.route("/zendesk", methods=_EVERY_METHOD)
    def zendesk() -> Response:
        if request.method != "POST":
            body = {"error": "method_not_allowed", "message": "Deliveries are POSTed here."}
            return _respond(Answer(405, body, {"Allow": "POST"}))
        return _respond(receiver.receive(dict(request.headers), read_body))

    @blueprint.route("/", defaults={"_path": ""}, methods=_EVERY_METHOD, strict_slashes=False)
    @blueprint.route("/<path:_path>", methods=_EVERY_METHOD)
    def elsewhere(_path: str) -> Response:
        body = {"error": "not_found", "message": "Nothing is here. Deliveries go to /webhooks/zendesk."}
        return _respond(Answer(404, body))

    return blueprint


def _read_body(body_errors: tuple[type[Exception], ...]) -> bytes:
    """The raw bytes, whatever their type; counted while read, since a length can lie or be missing."""
    if (request.content_length or 0) > LARGEST_BODY_BYTES:
        raise _too_large()
    # one more than we take: Werkzeug cuts a chunked body off at its limit and says nothing
    request.max_content_length = LARGEST_BODY_BYTES + 1
    try:
        raw_body = request.get_data(cache=False)
    except body_errors:
        raise WebhookRejected(400, "broken_body", "The body broke off or was badly chunked.") from None
    if len(raw_body) > LARGEST_BODY_BYTES:
        raise _too_large()
    return raw_body


def _too_large() -> WebhookRejected:
    sentence = f"The body is over {LARGEST_BODY_BYTES} bytes; Zendesk never sends that much."
    return WebhookRejected(413, "too_large", sentence)


def _rejection(no: WebhookRejected) -> Answer:
    # a stranger learns a code; what to do about it stands in our log
    message = "The delivery could not be verified." if no.status == 401 else no.sentence
    return Answer(no.status, {"error": no.code, "message": message})


def _respond(answer: Answer) -> Response:
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers.update(answer.headers)
    return response
