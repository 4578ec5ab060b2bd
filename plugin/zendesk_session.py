"""The one way out to Zendesk: a single host, limited patience, every failure named for our next step."""

from __future__ import annotations

import math
import re
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import requests

from suggestions.errors import (
    HelpdeskBusy,
    HelpdeskError,
    HelpdeskRefused,
    HelpdeskUnavailable,
    TicketClosed,
    TicketGone,
    TicketMoved,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests.auth import AuthBase

LIMITS_SECONDS: Final = (5.0, 20.0)
"""To connect, and between two pieces of an answer."""
UNTOLD_WAIT_SECONDS: Final = 60.0
"""Zendesk counts by the minute (zendesk.md 4.1)."""

_QUOTE_LIMIT = 200
_TICKET_PATH = re.compile(r"/api/v2/tickets/\d+")
_USER_PATH = re.compile(r"/api/v2/users/\d+")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

Json = dict[str, Any]


class ZendeskSession(requests.Session):
    """Speaks to `base_url` and to nothing else; raises suggestions.errors and nothing of requests.

    Nothing is sent twice, but for one repeat of a GET whose connection broke: after a write nobody can know
    whether it was applied (zendesk.md 4.3, trap 1). Redirects are not followed, because they would turn a PUT
    into a GET or carry our token elsewhere. Proxies of the environment count; a netrc file does not, since
    requests reads it only for a session without `auth`. Make it in the process that uses it, after any fork.
    """

    def __init__(self, base_url: str, auth: AuthBase | Callable[[requests.PreparedRequest], Any]) -> None:
        super().__init__()
        self.base_url = base_url.rstrip("/")
        self.auth = auth
        self.headers["User-Agent"] = "Wellheard"
        self.headers["Accept"] = "application/json"
        self.timeout: tuple[float, float] = LIMITS_SECONDS
        # the sandbox on this machine is not behind the company's proxy
        self.trust_env = urlsplit(base_url).hostname not in _LOOPBACK

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """Like requests, with a path or a whole address as `url`; returns 2xx answers only."""
        address = urljoin(self.base_url + "/", url if isinstance(url, str) else url.decode())
        if not address.startswith(self.base_url + "/"):
            raise ValueError(f"Only {self.base_url} may be called, not {address}")
        kwargs.setdefault("timeout", self.timeout)
        kwargs["allow_redirects"] = False
        try:
            response = self._send_as_often_as_is_safe(method, address, *args, **kwargs)
        except requests.RequestException as trouble:
            raise HelpdeskUnavailable(
                f"Zendesk at {self.base_url} gave no whole answer ({type(trouble).__name__}). "
                "If it stays so, check WELLHEARD_ZENDESK_URL and the network."
            ) from trouble
        problem = find_problem(response)
        if problem is not None:
            raise problem
        return response

    def fetch(self, path: str, params: Mapping[str, str | int] | None = None) -> Json:
        """The JSON object a GET answers with. One read."""
        return parse_object(self.get(path, params=params))

    def _send_as_often_as_is_safe(
        self, method: str | bytes, address: str, *args: Any, **kwargs: Any
    ) -> requests.Response:
        try:
            return super().request(method, address, *args, **kwargs)
        except requests.ConnectionError as lost:
            # a host that lets us wait will let us wait again
            if method != "GET" or isinstance(lost, requests.Timeout):
                raise
        return super().request(method, address, *args, **kwargs)


def find_problem(response: requests.Response) -> HelpdeskError | None:
    """What a refusing answer means for us (zendesk.md 3.6); None for 2xx."""
    status = response.status_code
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    wait = parse_retry_after(response)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return HelpdeskBusy(UNTOLD_WAIT_SECONDS if wait is None else wait)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None:
        return HelpdeskBusy(wait)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return HelpdeskUnavailable(f"Zendesk answered {status}; it should pass.")
    if status < HTTPStatus.BAD_REQUEST:
        return _name_redirect(response)
    return _NAMED_BY_STATUS.get(status, _name_other)(response)


def parse_retry_after(response: requests.Response) -> float | None:
    """Seconds to wait, from a number or from an HTTP date; None when the header says nothing we can use.

    A date is held against the answer's own Date header: only times of one clock may be compared.
    """
    text = response.headers.get("Retry-After", "")
    try:
        seconds = float(text)
    except ValueError:
        try:
            until, now = (parsedate_to_datetime(t) for t in (text, response.headers.get("Date", "")))
            seconds = max((until - now).total_seconds(), 0.0)
        except (TypeError, ValueError):
            return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def parse_object(response: requests.Response) -> Json:
    """The JSON object of an answer. Raises HelpdeskUnavailable for HTML, half a body and the like."""
    body = _read_body(response)
    if not isinstance(body, dict):
        raise HelpdeskUnavailable(
            f"Zendesk answered {response.status_code} with something other than a JSON object; "
            "it may be under maintenance. If it stays so, check WELLHEARD_ZENDESK_URL."
        )
    return body


def _name_redirect(response: requests.Response) -> HelpdeskError:
    host = urlsplit(response.headers.get("Location", "")).netloc or "another address"
    return HelpdeskRefused(
        f"Zendesk sends us on to {host}, and we do not follow. Set WELLHEARD_ZENDESK_URL to the address it moved to."
    )


def _name_unauthorized(response: requests.Response) -> HelpdeskError:
    return HelpdeskRefused(
        f"Zendesk does not accept our token, though it was just renewed{_quote(response)}. "
        "Check that the OAuth client of WELLHEARD_ZENDESK_CLIENT_ID and the agent it acts as are active."
    )


def _name_forbidden(response: requests.Response) -> HelpdeskError:
    scope = "write" if response.request.method != "GET" else "read"
    resource = "tickets" if "/tickets" in response.request.path_url else "users"
    return HelpdeskRefused(
        f"Zendesk forbids this{_quote(response)}. Either WELLHEARD_ZENDESK_SCOPE lacks {resource}:{scope}, "
        "or the agent the OAuth client acts as has a role that may not: it must see the tickets of every "
        "group and be allowed to write internal notes."
    )


def _name_missing(response: requests.Response) -> HelpdeskError:
    path = response.request.path_url
    known = "json" in response.headers.get("Content-Type", "")
    if known and _TICKET_PATH.match(path):
        return TicketGone("The ticket was deleted, merged away or is hidden from us.")
    if known and _USER_PATH.match(path):
        return TicketMoved("The requester is no longer there: merged into somebody else, or deleted.")
    return HelpdeskRefused(
        f"There is no {path.partition('?')[0]} at {urlsplit(response.url).netloc}. Check WELLHEARD_ZENDESK_URL."
    )


def _name_moved(_response: requests.Response) -> HelpdeskError:
    return TicketMoved("Somebody changed the ticket since we read it.")


def _name_invalid(response: requests.Response) -> HelpdeskError:
    if "closed" in _read_details(response, "status"):
        return TicketClosed("The ticket is closed and takes no more updates.")
    return _name_other(response)


def _name_other(response: requests.Response) -> HelpdeskError:
    return HelpdeskRefused(
        f"Zendesk refuses what we ask with {response.status_code}{_quote(response)}. "
        "Asking again will not help: report these words."
    )


_NAMED_BY_STATUS: Final[dict[int, Callable[[requests.Response], HelpdeskError]]] = {
    HTTPStatus.UNAUTHORIZED: _name_unauthorized,
    HTTPStatus.FORBIDDEN: _name_forbidden,
    HTTPStatus.NOT_FOUND: _name_missing,
    HTTPStatus.CONFLICT: _name_moved,
    HTTPStatus.UNPROCESSABLE_ENTITY: _name_invalid,
}


def _quote(response: requests.Response) -> str:
    """Zendesk's own words, cut short, ready to follow ours; empty when there are none."""
    body = _read_body(response)
    if not isinstance(body, dict):
        return ""
    said = [body.get("error"), body.get("description") or body.get("error_description"), body.get("details")]
    words = "; ".join(str(part) for part in said if part)
    return f" ({words[:_QUOTE_LIMIT]})" if words else ""


def _read_details(response: requests.Response, field: str) -> str:
    body = _read_body(response)
    details = body.get("details") if isinstance(body, dict) else None
    return str(details.get(field, "")).lower() if isinstance(details, dict) else ""


def _read_body(response: requests.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return None
