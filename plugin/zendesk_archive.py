"""Solved tickets of a span out of Zendesk, for counting. Reads only, and leaves the account room for others."""

from __future__ import annotations

import logging
import math
import time
from typing import TYPE_CHECKING, Final

from plugin.zendesk_records import find_object, find_records, find_requester, parse_comment, parse_people, parse_ticket
from plugin.zendesk_session import ZendeskSession
from suggestions.errors import HelpdeskBusy, HelpdeskRefused, HelpdeskUnavailable, TicketGone
from suggestions.model import Status, UserId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from requests import Response
    from requests.auth import AuthBase

    from plugin.zendesk_records import Json
    from suggestions.model import Comment, Person, Ticket

log = logging.getLogger(__name__)

READ_SCOPE: Final = "read"
"""Search answers no narrower scope (zendesk.md 5), and with this one nothing can be written."""
OVER = frozenset({Status.SOLVED, Status.CLOSED})
PAGE: Final = 100
"""Tickets a page of the search export, users a read: more may time out with archived tickets (zendesk.md 3.4)."""
EXPORT_PAGE: Final = 1000
FREE_SHARE: Final = 1 / 3
"""Of the account's requests a minute: from here on we wait for the next minute, because others work there too."""
TRIES_AFTER_SECONDS: Final = (2.0, 10.0, 30.0, 60.0)
MOST_WAITS: Final = 60
LONGEST_RESET_SECONDS: Final = 60.0


class ZendeskArchive:
    """plugin.audit.Archive over one account. Every call may raise suggestions.errors; HelpdeskBusy is waited for.

    `auth` signs with the scope `read`; where that is refused, `narrow_auth`, the scope of the settings, serves for
    the incremental export instead, which wants an admin. `on_wait` hears how many seconds we wait.
    """

    def __init__(
        self,
        base_url: str,
        auth: AuthBase,
        narrow_auth: AuthBase,
        *,
        sleep: Callable[[float], None] = time.sleep,
        on_wait: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._base_url = base_url
        self._narrow_auth = narrow_auth
        self._sleep = sleep
        self._on_wait = on_wait
        self._people: dict[UserId, Person] = {}
        self._pause = 0.0
        self._session = self._open(auth)

    def fetch_solved(self, since: datetime, until: datetime) -> Iterator[tuple[Ticket, ...]]:
        """Tickets created from `since` to before `until` that are solved or closed now, archived ones too, in pages.

        A ticket may come twice. Comments are not read. Two reads for each hundred, fewer by the incremental export.
        """
        for records in self._list(since, until):
            wanted = [_requester_id(record) for record in records]
            self._meet(dict.fromkeys(w for w in wanted if w and w not in self._people))
            found = (parse_ticket(record, self._people) for record in records)
            yield tuple(t for t in found if t and t.status in OVER and since <= t.created_at < until)

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """The newest 100 comments, oldest first; none for a ticket deleted meanwhile. One read."""
        params: dict[str, str | int] = {"sort": "-created_at", "page[size]": PAGE, "include": "users"}
        try:
            answer = self._ask(f"/api/v2/tickets/{ticket.id}/comments.json", params)
        except TicketGone:
            return ()
        people = parse_people(answer.get("users"))
        found = (parse_comment(record, people, ticket.requester) for record in find_records(answer.get("comments")))
        return tuple(comment for comment in found if comment)[::-1]

    def fetch_group_names(self) -> dict[int, str]:
        """Names by group id; none when our token may not list groups. A read for each hundred."""
        params: dict[str, str | int] = {"page[size]": PAGE}
        names: dict[int, str] = {}
        while True:
            try:
                answer = self._ask("/api/v2/groups.json", params)
            except HelpdeskRefused as refused:
                log.info("groups keep their numbers: %s", refused)
                return names
            names |= {g["id"]: str(g.get("name") or "") for g in find_records(answer.get("groups")) if "id" in g}
            cursor = _find_cursor(answer)
            if not cursor or cursor == params.get("page[after]"):
                return names
            params["page[after]"] = cursor

    def _list(self, since: datetime, until: datetime) -> Iterator[list[Json]]:
        search = self._search(since, until)
        try:
            first = next(search, [])
        except HelpdeskRefused as refused:
            log.info("the search export is closed to us, trying the incremental one: %s", refused)
            yield from self._export(since, refused)
            return
        yield first
        yield from search

    def _search(self, since: datetime, until: datetime) -> Iterator[list[Json]]:
        """The search export: no `type:` in its query, cursors, oldest first (zendesk.md 3.4)."""
        query = f"status:solved status:closed created>={_stamp(since)} created<{_stamp(until)}"
        params: dict[str, str | int] = {"query": query, "filter[type]": "ticket", "page[size]": PAGE}
        while True:
            answer = self._ask("/api/v2/search/export.json", params)
            yield find_records(answer.get("results"))
            cursor = _find_cursor(answer)
            if not cursor or cursor == params.get("page[after]"):
                return
            params["page[after]"] = cursor

    def _export(self, since: datetime, refused: HelpdeskRefused) -> Iterator[list[Json]]:
        """Everything changed since then, so everything created since then: by cursor, with its people."""
        self._session = self._open(self._narrow_auth)
        params: dict[str, str | int] = {"start_time": int(since.timestamp()), "include": "users"}
        while True:
            try:
                answer = self._ask("/api/v2/incremental/tickets/cursor.json", {**params, "per_page": EXPORT_PAGE})
            except HelpdeskRefused as also:
                raise HelpdeskRefused(
                    "Solved tickets cannot be listed. An audit asks for a token with the scope `read`, for an OAuth "
                    f"client of any agent who sees all tickets; Zendesk said: {refused} The other way, with the scope "
                    "of WELLHEARD_ZENDESK_SCOPE, needs tickets:read, users:read and an OAuth client tied to an admin; "
                    f"Zendesk said: {also}"
                ) from refused
            self._people |= parse_people(answer.get("users"))
            yield find_records(answer.get("tickets"))
            cursor = answer.get("after_cursor")
            if answer.get("end_of_stream") or not cursor or cursor == params.get("cursor"):
                return
            params = {"cursor": str(cursor), "include": "users"}

    def _meet(self, user_ids: Mapping[UserId, None]) -> None:
        """Who the requesters are. Those deleted for good are not told, and stay without a name."""
        unknown = list(user_ids)
        for start in range(0, len(unknown), PAGE):
            ids = ",".join(map(str, unknown[start : start + PAGE]))
            self._people |= parse_people(self._ask("/api/v2/users/show_many.json", {"ids": ids}).get("users"))

    def _open(self, auth: AuthBase) -> ZendeskSession:
        session = ZendeskSession(self._base_url, auth)
        session.hooks["response"].append(self._note_room)
        return session

    def _ask(self, path: str, params: Mapping[str, str | int]) -> Json:
        """One read, as late as Zendesk wants it."""
        later = iter(TRIES_AFTER_SECONDS)
        for _ in range(MOST_WAITS):
            self._wait(self._pause)
            try:
                return self._session.fetch(path, params)
            except HelpdeskBusy as busy:
                self._pause = busy.retry_after
            except HelpdeskUnavailable:
                pause = next(later, None)
                if pause is None:
                    raise
                self._pause = pause
        raise HelpdeskUnavailable("Zendesk asked us to wait again and again. Try at a quieter hour, or a shorter span.")

    def _wait(self, seconds: float) -> None:
        self._pause = 0.0
        if seconds > 0:
            self._on_wait(seconds)
            self._sleep(seconds)

    def _note_room(self, response: Response, **_: object) -> None:
        """Wait for the next minute once two thirds of this one's requests are used, by whomever (zendesk.md 4.1)."""
        limit, left, reset = (_read_number(response, f"ratelimit-{name}") for name in ("limit", "remaining", "reset"))
        if limit and left is not None and reset and left < limit * FREE_SHARE:
            self._pause = max(self._pause, min(reset, LONGEST_RESET_SECONDS))


def _requester_id(record: Json) -> UserId | None:
    """None where the record names nobody."""
    found = find_requester(record, {}).id
    return found if found > 0 else None


def _find_cursor(answer: Json) -> str:
    meta = find_object(answer.get("meta"))
    return str(meta.get("after_cursor") or "") if meta.get("has_more") else ""


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_number(response: Response, header: str) -> float | None:
    try:
        found = float(response.headers.get(header, ""))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
