"""What a view may learn about the request it serves."""

import json
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request
from pydantic import ValidationError

from sandbox.zendesk.account import Account
from sandbox.zendesk.errors import ApiError, Json, bad_request, invalid_input
from sandbox.zendesk.oauth import Token
from sandbox.zendesk.paging import Asked
from sandbox.zendesk.ticket_input import TicketInput
from sandbox.zendesk.users import User

MOST_IDS = 100


def account() -> Account:
    return cast("Account", current_app.extensions["zendesk"])


def actor() -> User:
    """Who is signed in."""
    return cast("User", g.actor)


def token() -> Token | None:
    """The OAuth token of the request; None with an API token."""
    return cast("Token | None", g.token)


def base() -> str:
    """The scheme and host the asker used, which every link in the answer repeats."""
    return request.host_url.rstrip("/")


def asked() -> Asked:
    # the path as it came in, before the gate took a .json off it
    return Asked(request.args.to_dict(), base() + urlsplit(request.environ.get("sandbox.path", request.path)).path)


def json_body() -> Json:
    """The JSON object of the body; an empty body is an empty object. Raises 400."""
    raw = request.get_data(cache=True)
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw)
        # half a surrogate pair can be parsed but never be written again
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as malformed:
        raise bad_request("Bad Request", "The body is not JSON the server could parse") from malformed
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise bad_request("Bad Request", "The body must be a JSON object")
    return body


def part(name: str) -> Json:
    """The object a body carries under one key. Raises 400 without it."""
    found = json_body().get(name)
    if not isinstance(found, dict):
        raise ApiError(
            400, {"error": {"title": "Bad Request", "message": f"The body must carry an object under {name}"}}
        )
    return found


def parts(name: str) -> list[Json]:
    """The list of objects a body carries under one key. Raises 400 without it."""
    found = json_body().get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise bad_request("Bad Request", f"The body must carry a list of objects under {name}")
    return found


def ticket_input(fields: Json) -> TicketInput:
    """Raises 422 with every field that is wrong."""
    try:
        return TicketInput.model_validate(fields)
    except ValidationError as problem:
        raise invalid_input(problem) from problem


def ids() -> list[int]:
    """The numbers of `?ids=1,2,3`, at most a hundred; what is not a number is left out."""
    sent = [word.strip() for word in request.args.get("ids", "").split(",")]
    numbers = [int(word) for word in sent if word.isdecimal() and len(word) < 20]
    if len(numbers) > MOST_IDS:
        raise ApiError(400, {"error": "TooManyValues", "description": f"At most {MOST_IDS} ids at a time"})
    return numbers


def includes() -> set[str]:
    """The sideloads asked for; the literal None that zenpy sends counts as none (zendesk.md 4.3)."""
    return {word.strip() for word in request.args.get("include", "").split(",")} - {"", "None"}
