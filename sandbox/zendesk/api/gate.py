"""What every API request passes on its way in and out: trouble, sign-in, scopes, limits, the log."""

import base64
import binascii
import hmac
import socket
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from sandbox.zendesk import scopes
from sandbox.zendesk.account import Account
from sandbox.zendesk.api import asking
from sandbox.zendesk.errors import ApiError, bad_request, forbidden, invalid_endpoint, invalid_input, unauthenticated
from sandbox.zendesk.faults import Fault
from sandbox.zendesk.requestlog import Entry

API = "/api/v2/"
View = TypeVar("View", bound=Callable[..., Any])


def unlocked(view: View) -> View:
    """Mark a view that takes the account's lock itself, because it waits for the network."""
    view.__dict__["takes_lock_itself"] = True
    return view


def install(app: Flask, account: Account) -> None:
    """Put the gate around every route the app has by now."""
    for endpoint, view in app.view_functions.items():
        if not getattr(view, "takes_lock_itself", False) and endpoint != "static":
            app.view_functions[endpoint] = _locked(view, account)
    app.before_request(_admit)
    app.after_request(_see_off)
    app.register_error_handler(ApiError, _refuse)
    app.register_error_handler(ValidationError, lambda problem: _refuse(invalid_input(problem)))
    app.register_error_handler(RecursionError, lambda _: _refuse(bad_request("Bad Request", "Nested too deeply")))
    app.register_error_handler(HTTPException, _refuse_route)
    inner = app.wsgi_app

    def without_suffix(environ: dict[str, Any], start_response: Any) -> Any:
        """Every API path may end in .json (zendesk.md 4.4)."""
        path = environ.get("PATH_INFO", "")
        environ["sandbox.path"] = path
        if path.startswith(API) and path.endswith(".json"):
            environ["PATH_INFO"] = path.removesuffix(".json")
        return inner(environ, start_response)

    app.wsgi_app = without_suffix  # type: ignore[method-assign]


def _locked(view: Callable[..., Any], account: Account) -> Callable[..., Any]:
    @wraps(view)
    def serve(**values: Any) -> Any:
        with account.lock:
            return view(**values)

    return serve


def _admit() -> ResponseReturnValue | None:
    """Trouble first, then who it is, what they may do and how often."""
    g.actor = g.token = g.fault = None
    g.limit_headers = {}
    if not request.path.startswith((API, "/oauth/")):
        return None
    account = asking.account()
    if account.faults.wait:
        time.sleep(account.faults.wait)
    g.fault = account.faults.take(request.method, request.path)
    met = _meet(g.fault)
    if met is not None:
        return met
    if request.path.startswith(API):
        with account.lock:
            _sign_in(account)
            _check_rights()
            g.limit_headers = account.limits.check(g.actor.id, request.method, request.path.removeprefix(API))
    return None


def _meet(fault: Fault | None) -> ResponseReturnValue | None:
    """The answer of a fault that keeps the request from being served at all."""
    if fault is None:
        return None
    if fault.kind == "drop_before":
        return _cut()
    if fault.kind == "html":
        return "<!doctype html><title>Just a moment</title><p>Please wait.</p>", 200
    if fault.kind == "fail":
        headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
        raise ApiError(fault.status, {"error": "Unavailable", "description": "Ordered trouble"}, headers)
    return None


def _sign_in(account: Account) -> None:
    """A bearer token, or an e-mail with an API token; passwords are over (zendesk.md 5)."""
    kind, _, credential = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        g.token = account.clients.find(credential.strip())
        g.actor = account.users.find(g.token.client.user_id) if g.token else None
    elif kind.lower() == "basic":
        g.actor = _by_api_token(account, credential)
    if g.actor is None or g.actor.suspended or not g.actor.active:
        raise unauthenticated()


def _by_api_token(account: Account, credential: str) -> Any:
    try:
        name, _, secret = base64.b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    if not account.api_token or not name.endswith("/token"):
        return None
    known = hmac.compare_digest(secret.encode(), account.api_token.encode())
    return account.users.by_email(name.removesuffix("/token")) if known else None


def _check_rights() -> None:
    path = request.path.removeprefix(API)
    verb = "read" if request.method in {"GET", "HEAD"} else "write"
    if scopes.refuses_role(path, verb, g.actor.role):
        raise forbidden("You do not have access to this page. Please contact the account owner of this help desk.")
    family = scopes.family_of(path)
    if g.token and not path.startswith("oauth/") and not g.token.allows(family, verb):
        wanted = f"{family}:{verb}" if family else verb
        raise forbidden(f"You are missing the following required scopes: {wanted}")


def _see_off(response: Response) -> Response:
    """Add the limits' headers, keep the log, and break the answer where that was ordered."""
    response.headers.extend(g.get("limit_headers", {}))
    fault: Fault | None = g.get("fault")
    cut = fault is not None and fault.kind.startswith("drop")
    if request.path.startswith((API, "/oauth/")):
        actor = g.get("actor")
        asking.account().log.note(
            Entry(
                request.method,
                request.path,
                request.query_string.decode(errors="replace"),
                None if cut else response.status_code,
                actor.id if actor else None,
            )
        )
    if fault is not None and fault.kind == "drop_after":
        return Response(_cut())
    return _halved(response) if fault is not None and fault.kind == "half_body" else response


def _halved(response: Response) -> Response:
    whole = response.get_data()

    def half() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]

    return Response(half(), response.status, [*response.headers.items()], direct_passthrough=True)


def _cut() -> str:
    """Shut the connection under the answer; without one (a test client) raise as a cut connection does."""
    connection = request.environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        raise ConnectionResetError("the sandbox cut this connection, as ordered")
    connection.shutdown(socket.SHUT_RDWR)
    return ""


def _refuse(error: ApiError) -> ResponseReturnValue:
    return jsonify(error.body), error.status, error.headers


def _refuse_route(error: HTTPException) -> ResponseReturnValue:
    """Flask's own refusals as JSON, but only where the API is."""
    if not request.path.startswith((API, "/oauth/")):
        return error
    if error.code in {404, 405}:
        return _refuse(invalid_endpoint())
    refusal = bad_request(error.name, error.description or error.name)
    return jsonify(refusal.body), error.code or 400
