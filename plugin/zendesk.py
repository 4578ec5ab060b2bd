"""The helpdesk port over Zendesk. The only file that knows zenpy."""

from __future__ import annotations

import logging
from math import ceil
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from zenpy.lib.api import TicketApi
from zenpy.lib.api_objects import Comment as NewComment
from zenpy.lib.api_objects import Ticket as TicketUpdate
from zenpy.lib.cache import ZenpyCacheManager

from plugin.zendesk_records import (
    SIDE_CONVERSATION,
    Json,
    People,
    TicketRef,
    find_object,
    find_records,
    find_requester,
    parse_comment,
    parse_people,
    parse_ref,
    parse_ticket,
)
from plugin.zendesk_session import LIMITS_SECONDS, ZendeskSession, parse_object
from suggestions.errors import HelpdeskRefused, HelpdeskUnavailable, TicketMoved
from suggestions.model import Comment, CommentId, History, Person, Ticket, TicketId, UserId

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from requests import Response
    from requests.auth import AuthBase

    from suggestions.drafting.note import InternalNote

log = logging.getLogger(__name__)

NOTE_LIMIT_BYTES: Final = 8_000
"""Zendesk cuts at 64 kB without a word; ours stay far below (zendesk.md 3.2)."""
_PAGE_LIMIT = 100
_ORGANIZATION_PAGE = 50


class ZendeskHelpdesk:
    """suggestions.ports.Helpdesk for one account. Every call may raise suggestions.errors.

    Reads are plain JSON over the session: zenpy's objects cost 12 times the CPU (runtime.md 6) and drop the
    sideloaded people. Writes go through zenpy. For one process and one thread, because zenpy keeps what it
    is sending in the object (zendesk.md 4.3, trap 9); make it after any fork. `timeout` is in seconds, to
    connect and between two pieces of an answer.
    """

    def __init__(
        self,
        base_url: str,
        auth: AuthBase,
        *,
        own_user_id: UserId | None = None,
        timeout: tuple[float, float] = LIMITS_SECONDS,
        page_size: int = _PAGE_LIMIT,
    ) -> None:
        self._session = ZendeskSession(base_url, auth)
        self._session.timeout = timeout
        self._tickets = _ZenpyTickets(self._session)
        self._own_user_id = own_user_id
        self._page_size = page_size

    @property
    def own_user_id(self) -> UserId | None:
        return self._own_user_id

    def fetch_own_user(self) -> UserId:
        """Who our token acts as; `own_user_id` knows it from then on. One read.

        Raises HelpdeskRefused when we are nobody, which is how Zendesk answers an anonymous caller.
        """
        answer = self._session.fetch("/api/v2/users/me.json")
        people = parse_people([answer.get("user")])
        if not people:
            raise HelpdeskRefused(
                "Zendesk does not know who we are. Check WELLHEARD_ZENDESK_CLIENT_ID and that "
                "WELLHEARD_ZENDESK_SCOPE has users:read."
            )
        self._own_user_id = next(iter(people))
        return self._own_user_id

    def fetch_ticket(self, ticket_id: TicketId) -> Ticket:
        """The ticket as it is now, with its newest 100 comments. Two reads."""
        answer = self._session.fetch(f"/api/v2/tickets/{ticket_id}.json", {"include": "users"})
        record, people = find_object(answer.get("ticket")), parse_people(answer.get("users"))
        comments = self._fetch_comments(ticket_id, find_requester(record, people), people)
        ticket = parse_ticket(record, people, comments)
        if ticket is None:
            raise HelpdeskUnavailable(f"Zendesk answered for ticket {ticket_id} without a ticket.")
        return ticket

    def fetch_history(self, ticket: Ticket) -> History:
        """The requester's other tickets, newest first, without child tickets of side conversations. One read.

        Whether the requester has fifty tickets or five thousand: the newest page, of the most Zendesk gives, is all
        the ledger looks at. A requester merged into another or deleted answers 404 (zendesk.md 8, point 6) and has
        no history; when the merge moved the ticket too, the safe update will tell.
        """
        try:
            answer = self._session.fetch(
                f"/api/v2/users/{ticket.requester.id}/tickets/requested.json",
                {"sort": "-id", "page[size]": self._page_size},
            )
        except TicketMoved as gone:
            log.warning("ticket %s is suggested for without a history: %s", ticket.id, gone)
            return History()
        people = {ticket.requester.id: ticket.requester}
        found = (parse_ticket(record, people) for record in find_records(answer.get("tickets")))
        return History(
            tuple(t for t in found if t and t.id != ticket.id and t.channel != SIDE_CONVERSATION),
            truncated=find_object(answer.get("meta")).get("has_more") is True,
        )

    def fetch_organization_tickets(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """The newest 50 tickets of the ticket's organisation, newest first; none where it has none. One read.

        The list leaves archived tickets out (zendesk.md 3.4). Whether it takes `sort` is unverified: if it does not,
        the page holds its oldest 50, so the order is made here again and nothing rests on these being the newest.
        A ticket whose requester is not told along is left out: of whom we know nothing may be a colleague.
        """
        if ticket.organization_id is None:
            return ()
        answer = self._session.fetch(
            f"/api/v2/organizations/{ticket.organization_id}/tickets.json",
            {"sort": "-id", "page[size]": _ORGANIZATION_PAGE, "include": "users"},
        )
        people = {**parse_people(answer.get("users")), ticket.requester.id: ticket.requester}
        found = (parse_ticket(record, people) for record in find_records(answer.get("tickets")))
        known = [t for t in found if t and t.requester.id in people]
        return tuple(sorted(known, key=lambda t: (t.created_at, t.id), reverse=True))

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """The newest 100 comments of a ticket, oldest first. One read."""
        return self._fetch_comments(ticket.id, ticket.requester, {})

    def fetch_updated_since(self, since: datetime, limit: int = 200) -> list[TicketRef]:
        """Tickets updated at or after `since`, most recent first, at most `limit`. A read for each hundred.

        Lists tickets rather than exports them: incremental exports want an admin and withhold the newest
        minute, and search lags by minutes (zendesk.md 3.4); the worker is a plain agent with tickets:read.
        The list leaves archived tickets out, and those are long closed.
        """
        found: list[TicketRef] = []
        params: dict[str, str | int] = {"sort": "-updated_at", "page[size]": min(limit, _PAGE_LIMIT)}
        for _ in range(ceil(limit / _PAGE_LIMIT)):
            answer = self._session.fetch("/api/v2/tickets.json", params)
            page = [ref for record in find_records(answer.get("tickets")) if (ref := parse_ref(record))]
            recent = [ref for ref in page if ref.updated_at >= since]
            found.extend(recent)
            meta = find_object(answer.get("meta"))
            cursor = meta.get("after_cursor")
            if len(recent) < len(page) or not meta.get("has_more") or not cursor:
                break
            params["page[after]"] = str(cursor)
        return found[:limit]

    def post_internal_note(
        self, ticket: Ticket, note: InternalNote, tags: Sequence[str], drop: Collection[str] = ()
    ) -> CommentId | None:
        """Leave the note, add the tags and take those of `drop` away that are not among them, in one safe update
        (zendesk.md 3.1). One write, never repeated.

        Raises TicketMoved, TicketClosed or TicketGone when the ticket is no longer as it was read, and
        ValueError for a note that must not leave the house.
        """
        _check_note(ticket, note.html)
        answer = self._tickets.update(
            TicketUpdate(
                id=ticket.id,
                # `public` is sticky from the ticket's creation, so it is always said
                comment=NewComment(html_body=note.html, public=False),
                # tags overwrite the list; the stamp makes sure that it is still the one we read
                tags=list(dict.fromkeys((*(tag for tag in ticket.tags if tag not in drop), *tags))),
                safe_update=True,
                updated_stamp=ticket.updated_stamp,
            )
        )
        return _find_note_id(answer)

    def _fetch_comments(self, ticket_id: TicketId, requester: Person, people: People) -> tuple[Comment, ...]:
        answer = self._session.fetch(
            f"/api/v2/tickets/{ticket_id}/comments.json",
            {"sort": "-created_at", "page[size]": _PAGE_LIMIT, "include": "users"},
        )
        people = {**people, **parse_people(answer.get("users"))}
        found = (parse_comment(record, people, requester) for record in find_records(answer.get("comments")))
        return tuple(comment for comment in found if comment)[::-1]


class _ZenpyTickets(TicketApi):  # type: ignore[misc]  # zenpy ships no types
    """zenpy's ticket calls over our session, at whatever address it has: zenpy itself only knows
    https://{subdomain}.zendesk.com and an environment variable for the whole process (zendesk.md 4.4).
    """

    def __init__(self, session: ZendeskSession) -> None:
        self._address = urlsplit(session.base_url)
        super().__init__(
            {
                "domain": self._address.netloc,
                "subdomain": self._address.netloc,
                "session": session,
                "timeout": session.timeout,
                # zenpy's own limits sleep in the worker; our session raises HelpdeskBusy before they can
                "ratelimit": None,
                "ratelimit_budget": None,
                "ratelimit_request_interval": 0,
                "cache": ZenpyCacheManager(True),
            }
        )
        self.protocol = self._address.scheme

    @property
    def base_url(self) -> str:
        return self._address.netloc

    def _process_response(self, response: Response, object_mapping: object = None) -> Json:  # noqa: ARG002 - zenpy's
        """Plain JSON: building zenpy's objects fails on odd answers, and by then the write was applied."""
        return parse_object(response)


def _check_note(ticket: Ticket, html: str) -> None:
    """The last look before anything leaves: these would be our own mistakes."""
    if "{{" in html or "{%" in html:
        raise ValueError("The note holds {{ or {%, which Zendesk would expand (zendesk.md 3.2). Escape them.")
    if len(html.encode()) > NOTE_LIMIT_BYTES:
        raise ValueError(f"The note is over {NOTE_LIMIT_BYTES} bytes. Cut it at an element's end.")
    if not ticket.updated_stamp:
        raise ValueError("The ticket has no stamp for a safe update. Read it with fetch_ticket first.")


def _find_note_id(answer: Json) -> CommentId | None:
    """From the audit: the event of a comment has the comment's own id."""
    for event in find_records(find_object(answer.get("audit")).get("events")):
        if event.get("type") != "Comment":
            continue
        if event.get("public") is True:
            raise HelpdeskRefused(
                f"Zendesk made comment {event.get('id')} public though we asked for an internal note. Stop "
                "the workers, make that comment private, and check the role of the agent we act as."
            )
        note_id: Any = event.get("id")
        return CommentId(note_id) if isinstance(note_id, int) else None
    log.warning("Zendesk took the note but did not tell its id")
    return None
