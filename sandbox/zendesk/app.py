"""The sandbox as a Flask app and as a running server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sandbox.zendesk.account import Account
from sandbox.zendesk.api import (
    batches,
    catalogue,
    comments,
    doors,
    gate,
    listings,
    oauth,
    tickets,
    triggers,
    users,
    webhooks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from flask import Blueprint

    from sandbox.zendesk.faults import Faults

BLUEPRINTS = (
    oauth.blueprint,
    tickets.blueprint,
    comments.blueprint,
    batches.blueprint,
    users.blueprint,
    webhooks.blueprint,
    triggers.blueprint,
    listings.blueprint,
    catalogue.blueprint,
    doors.blueprint,
)


class _Json(DefaultJSONProvider):
    sort_keys = False


def create_app(account: Account, *, faults: Faults | None = None, blueprints: Iterable[Blueprint] = ()) -> Flask:
    """The whole API over one account.

    `blueprints` add pages, which find the account in `current_app.extensions["zendesk"]` and run under its lock.
    """
    app = Flask("sandbox.zendesk", static_folder=None)
    app.json = _Json(app)
    app.url_map.strict_slashes = False
    if faults is not None:
        account.faults = account.delivery.faults = faults
    app.extensions["zendesk"] = account
    for blueprint in (*BLUEPRINTS, *blueprints):
        app.register_blueprint(blueprint)
    gate.install(app, account)
    return app


class RunningSandbox:
    """A sandbox being served; leaving the `with` stops it."""

    def __init__(self, account: Account, server: BaseWSGIServer) -> None:
        self.account = account
        self._server = server
        self.url = f"http://{server.host}:{server.port}"
        self._thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.account.delivery.stop()
        self._server.shutdown()
        self._thread.join(timeout=10)
        self._server.server_close()

    def wait(self) -> None:
        """Until the server ends."""
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The account's own log keeps the requests."""


def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    account: Account | None = None,
    *,
    faults: Faults | None = None,
    blueprints: Iterable[Blueprint] = (),
) -> RunningSandbox:
    """Serve an account on threads of this process; port 0 takes a free one, to be read from `.url`."""
    account = account or Account()
    app = create_app(account, faults=faults, blueprints=blueprints)
    server = make_server(host, port, app, threaded=True, request_handler=_QuietHandler)
    account.base_url = f"http://{server.host}:{server.port}"
    return RunningSandbox(account, server)
