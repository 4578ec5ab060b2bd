"""Signed webhook calls from background threads, so that an update never waits (zendesk.md 1.3, 1.4)."""

import base64
import hashlib
import heapq
import hmac
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from sandbox.zendesk import stamps
from sandbox.zendesk.faults import Faults
from sandbox.zendesk.ids import ulid
from sandbox.zendesk.webhooks import Attempt, Invocation, Webhook

TIMEOUT_SECONDS = 12
MOST_RETRIES = 3
LONGEST_RETRY_AFTER_SECONDS = 60
THREADS = 4
# a call that is to be overtaken leaves alone when nothing overtakes it for this long
OVERTAKEN_WITHIN_SECONDS = 1.0
CONTENT_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "form_encoded": "application/x-www-form-urlencoded",
}


@dataclass
class Call:
    """One invocation on its way out."""

    webhook: Webhook
    invocation: Invocation
    body: bytes
    secret: str
    tries: int = 0


@dataclass(order=True)
class _Due:
    at: float
    number: int
    call: Call = field(compare=False)


class Delivery:
    """Sends what triggers ask for. Threads start with the first call and end with the process or `stop`."""

    def __init__(self, account_id: int, faults: Faults, *, retry_pause_seconds: float = 1.0) -> None:
        self.account_id = account_id
        self.retry_pause_seconds = retry_pause_seconds
        self.faults = faults
        self._changed = threading.Condition()
        self._due: list[_Due] = []
        self._numbers = itertools.count()
        self._outstanding = 0
        self._held: Call | None = None
        self._threads: list[threading.Thread] = []
        self._stopped = False

    def send(self, webhook: Webhook, body: str) -> None:
        """Queue one invocation and return at once."""
        invocation = Invocation(ulid())
        webhook.invocations.append(invocation)
        call = Call(webhook, invocation, body.encode(), webhook.secret)
        calls = [call, Call(webhook, invocation, call.body, call.secret)] if self.faults.take_double() else [call]
        with self._changed:
            if self._stopped:
                return
            self._outstanding += len(calls)
            if self._held is None and self.faults.take_reorder():
                self._held = calls.pop(0)
                self._push(self._held, OVERTAKEN_WITHIN_SECONDS)
            for waiting in calls:
                self._push(waiting, 0)
            self._start()

    def send_now(self, webhook: Webhook, body: str) -> Attempt:
        """One call on the asking thread, not retried: the test button."""
        invocation = Invocation(ulid())
        webhook.invocations.append(invocation)
        return self._attempt(Call(webhook, invocation, body.encode(), webhook.secret))[0]

    def deliveries_idle(self, timeout: float = 30.0) -> bool:
        """Wait until nothing is under way or waiting for a retry; False when that took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: self._outstanding == 0, timeout)

    def stop(self) -> None:
        """Forget what is waiting and let the threads end."""
        with self._changed:
            self._stopped = True
            self._outstanding -= len(self._due)
            self._due.clear()
            self._changed.notify_all()

    def _start(self) -> None:
        if not self._threads:
            self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(THREADS)]
            for thread in self._threads:
                thread.start()

    def _push(self, call: Call, seconds: float) -> None:
        heapq.heappush(self._due, _Due(time.monotonic() + seconds, next(self._numbers), call))
        self._changed.notify_all()

    def _work(self) -> None:
        while call := self._next():
            _, pause = self._attempt(call)
            with self._changed:
                if pause is not None and call.tries <= MOST_RETRIES and not self._stopped:
                    self._push(call, pause)
                else:
                    self._outstanding -= 1
                self._release_held(call)
                self._changed.notify_all()

    def _next(self) -> Call | None:
        with self._changed:
            while not self._stopped:
                wait = self._due[0].at - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    call = heapq.heappop(self._due).call
                    if call is self._held:
                        self._held = None
                    return call
                self._changed.wait(wait)
            return None

    def _release_held(self, passed: Call) -> None:
        """The call that was held back goes as soon as another has passed it."""
        if self._held is None or passed is self._held:
            return
        for due in self._due:
            if due.call is self._held:
                due.at = 0
                heapq.heapify(self._due)
        self._held = None

    def _attempt(self, call: Call) -> tuple[Attempt, float | None]:
        """Post once; also says how many seconds to wait before another try, or None for no more."""
        call.tries += 1
        request = self._request(call)
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.send(request.prepare(), timeout=TIMEOUT_SECONDS, allow_redirects=False)
        except requests.Timeout:
            return self._record(call, request, "timeout", None), self.retry_pause_seconds
        except (requests.RequestException, ValueError):  # some impossible addresses and headers are ValueErrors
            return self._record(call, request, "failed", None), None
        return self._record(call, request, _verdict(answer.status_code), answer), self._pause(answer)

    def _request(self, call: Call) -> requests.Request:
        timestamp = stamps.render(stamps.now()) or ""
        given = call.webhook.given
        headers = {
            **(given.custom_headers or {}),
            **given.credential_headers(),
            "Content-Type": CONTENT_TYPES[given.request_format],
            "User-Agent": "Zendesk Webhook",
            "X-Zendesk-Account-Id": str(self.account_id),
            "X-Zendesk-Webhook-Id": call.webhook.id,
            "X-Zendesk-Webhook-Invocation-Id": call.invocation.id,
            "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
            "X-Zendesk-Webhook-Signature": sign(call.secret, timestamp, call.body),
        }
        return requests.Request(given.http_method, given.endpoint, headers=headers, data=call.body)

    def _pause(self, answer: requests.Response) -> float | None:
        if answer.status_code == 409:
            return self.retry_pause_seconds
        asked = answer.headers.get("Retry-After", "")
        if answer.status_code in {429, 503} and asked.isdecimal() and int(asked) < LONGEST_RETRY_AFTER_SECONDS:
            return float(asked)
        return None

    def _record(self, call: Call, request: requests.Request, status: str, answer: requests.Response | None) -> Attempt:
        shown = {"method": request.method, "url": request.url, "headers": dict(request.headers or {})}
        got: dict[str, Any] | None = None
        if answer is not None:
            got = {"status": answer.status_code, "headers": dict(answer.headers), "payload": answer.text[:4096]}
        attempt = Attempt(
            ulid(),
            status,
            got["status"] if got else None,
            stamps.now(),
            {**shown, "payload": call.body.decode()},
            got,
        )
        call.invocation.attempts.append(attempt)
        return attempt


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Base64 of HMAC-SHA256 over the timestamp followed by the raw body; the secret is used as text."""
    digest = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _verdict(status_code: int) -> str:
    if status_code < 400:
        return "success"
    return "client error" if status_code < 500 else "server error"
