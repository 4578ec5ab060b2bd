"""A signed-in client of a running sandbox, and a place its webhooks can call."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

TIMEOUT_SECONDS = 30


@dataclass
class Api:
    url: str
    token: str | None = None

    def call(self, method, path, **how):
        headers = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **how.pop("headers", {})}
        return requests.request(method, self.url + path, headers=headers, timeout=TIMEOUT_SECONDS, **how)

    def get(self, path, **how):
        return self.call("GET", path, **how)

    def post(self, path, **how):
        return self.call("POST", path, **how)

    def put(self, path, **how):
        return self.call("PUT", path, **how)

    def delete(self, path, **how):
        return self.call("DELETE", path, **how)


def ask_token(sandbox, scope="read write", client=None, **other):
    client = client or sandbox.account.client
    asked = {"grant_type": "client_credentials", "client_id": client.identifier, "client_secret": client.secret}
    return requests.post(
        f"{sandbox.url}/oauth/tokens", json={**asked, "scope": scope, **other}, timeout=TIMEOUT_SECONDS
    )


def sign_in(sandbox, scope="read write"):
    return Api(sandbox.url, ask_token(sandbox, scope).json()["access_token"])


def connect_webhook(api, endpoint, conditions=None, body='{"ticket_id":"{{ticket.id}}"}'):
    """A webhook with a trigger that calls it; returns both as the API shows them."""
    given = {
        "name": "Receiver",
        "endpoint": endpoint,
        "http_method": "POST",
        "request_format": "json",
        "status": "active",
        "subscriptions": ["conditional_ticket_events"],
    }
    webhook = api.post("/api/v2/webhooks", json={"webhook": given}).json()["webhook"]
    trigger = {
        "title": "Call the receiver",
        "conditions": conditions or {"all": [], "any": []},
        "actions": [{"field": "notification_webhook", "value": [webhook["id"], body]}],
    }
    answer = api.post("/api/v2/triggers", json={"trigger": trigger})
    assert answer.status_code == 201, answer.text
    return webhook, answer.json()["trigger"]


@dataclass
class Receiver:
    """Keeps what it was sent; answers with the planned (status, headers) pairs, then with 200."""

    url: str = ""
    received: list = field(default_factory=list)
    planned: list = field(default_factory=list)
    blocked: threading.Event = field(default_factory=threading.Event)

    def bodies(self):
        return [body for _, body in self.received]


@contextmanager
def receiving():
    receiver = Receiver()
    receiver.blocked.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.blocked.wait(TIMEOUT_SECONDS)
            receiver.received.append((dict(self.headers), body))
            status, headers = receiver.planned.pop(0) if receiver.planned else (200, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhooks/zendesk"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.blocked.set()
        server.shutdown()
        server.server_close()
