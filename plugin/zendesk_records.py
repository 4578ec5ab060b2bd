"""Zendesk's JSON as our model. Records are strangers': nulls, missing keys and new words never stop us.

The rules for the odd ones: a record without an id is left out; a text that is not one is empty; a time that
cannot be read is long ago; an unknown status is open; a comment not marked public is an internal note;
somebody of whom we know nothing is staff, unless they are the requester.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suggestions.model import Comment, CommentId, Person, Role, Status, Ticket, TicketId, UserId
from suggestions.reading.mail.automatic import says_automatic, says_automatic_subject

Json = Mapping[str, Any]
People = Mapping[UserId, Person]

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
SIDE_CONVERSATION: Final = "side_conversation"
"""Channel of a child ticket: an agent's question to another team, not a contact (zendesk.md 8, point 8)."""
SKIPPED_FLAGS: Final = frozenset({0, 4, 14})
"""Of a comment's `metadata.flags`: 4 is an automatic mail, 0 and 14 a doubtful sender (zendesk.md 8, point 11)."""
OPENING: Final = timedelta(minutes=1)
"""Only the newest comments are read: the oldest of them opened the ticket when it is as old."""

_NOBODY = UserId(0)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_Known = TypeVar("_Known", Status, Role)


@dataclass(frozen=True, slots=True)
class TicketRef:
    """As much of a ticket as the sweep needs."""

    id: TicketId
    status: Status
    updated_at: datetime
    tags: tuple[str, ...]


def parse_ticket(record: Json, people: People, comments: tuple[Comment, ...] = ()) -> Ticket | None:
    """None for a record without an id."""
    ticket_id = _parse_id(record.get("id"))
    if ticket_id is None:
        return None
    return Ticket(
        id=TicketId(ticket_id),
        requester=find_requester(record, people),
        subject=_parse_text(record.get("subject")),
        description=html.unescape(_parse_text(record.get("description"))),
        status=_parse_word(record.get("status"), Status, Status.OPEN),
        created_at=_parse_time(record.get("created_at")),
        updated_at=_parse_time(record.get("updated_at")),
        updated_stamp=_parse_text(record.get("updated_at")),
        submitter_id=_parse_user_id(record.get("submitter_id")),
        assignee_id=_parse_user_id(record.get("assignee_id")),
        group_id=_parse_id(record.get("group_id")),
        brand_id=_parse_id(record.get("brand_id")),
        tags=_parse_tags(record.get("tags")),
        channel=_parse_channel(record),
        follow_up_of=_parse_follow_up(record),
        organization_id=_parse_id(record.get("organization_id")),
        fields=_parse_fields(record.get("custom_fields")),
        comments=_mark_automatic(comments, record),
    )


def parse_ref(record: Json) -> TicketRef | None:
    ticket_id = _parse_id(record.get("id"))
    if ticket_id is None:
        return None
    return TicketRef(
        id=TicketId(ticket_id),
        status=_parse_word(record.get("status"), Status, Status.OPEN),
        updated_at=_parse_time(record.get("updated_at")),
        tags=_parse_tags(record.get("tags")),
    )


def parse_comment(record: Json, people: People, requester: Person) -> Comment | None:
    """None for a record without an id. Entities are read once (zendesk.md 3.2)."""
    comment_id = _parse_id(record.get("id"))
    if comment_id is None:
        return None
    plain = _parse_text(record.get("plain_body")) or _parse_text(record.get("body"))
    # without plain words the markup is kept as it is; reading the words makes text of it
    body = html.unescape(plain) or _parse_text(record.get("html_body"))
    author_id = _parse_user_id(record.get("author_id")) or _NOBODY
    if author_id == requester.id:
        author = requester
    else:
        author = people.get(author_id) or Person(author_id, name="", role=Role.AGENT)
    return Comment(
        id=CommentId(comment_id),
        author=author,
        body=body,
        public=record.get("public") is True,
        created_at=_parse_time(record.get("created_at")),
        # its body is call details, whatever channel it names (zendesk.md 8, point 10)
        channel="voice" if record.get("type") == "VoiceComment" else _parse_channel(record),
        automatic=not author.role.is_staff and (_has_skipped_flag(record) or says_automatic(body)),
    )


def parse_people(records: object) -> dict[UserId, Person]:
    """Sideloaded users by id."""
    people = (_parse_person(record) for record in find_records(records))
    return {person.id: person for person in people if person is not None}


def find_requester(record: Json, people: People) -> Person:
    """The requester of a ticket's record; with only an id when nothing more is known."""
    requester_id = _parse_user_id(record.get("requester_id")) or _NOBODY
    return people.get(requester_id) or Person(requester_id, name="")


def find_records(found: object) -> list[Json]:
    """The objects of what should be a list of objects."""
    return [record for record in found if isinstance(record, dict)] if isinstance(found, list) else []


def find_object(found: object) -> Json:
    return found if isinstance(found, dict) else {}


def _parse_person(record: Json) -> Person | None:
    person_id = _parse_user_id(record.get("id"))
    if person_id is None:
        return None
    return Person(
        id=person_id,
        name=_parse_text(record.get("name")),
        role=_parse_word(record.get("role"), Role, Role.AGENT),
        locale=_parse_text(record.get("locale")) or "en",
        time_zone=_parse_time_zone(record),
        # zendesk.md 8, point 5: an inactive person is treated like a suspended one
        suspended=record.get("suspended") is True or record.get("active") is False,
        tags=frozenset(_parse_tags(record.get("tags"))),
    )


def _parse_id(value: object) -> int | None:
    """Ids pass 2**31, and some answers write them as text (zendesk.md 8, point 25)."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _parse_user_id(value: object) -> UserId | None:
    found = _parse_id(value)
    return None if found is None else UserId(found)


def _parse_text(value: object) -> str:
    """Half a surrogate pair is legal JSON and would stop whoever encodes the text later."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _parse_time(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else LONG_AGO
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return LONG_AGO


def _parse_word(value: object, words: type[_Known], otherwise: _Known) -> _Known:
    try:
        return words(_parse_text(value))
    except ValueError:
        return otherwise


def _parse_tags(value: object) -> tuple[str, ...]:
    return tuple(tag for tag in value if isinstance(tag, str)) if isinstance(value, list) else ()


def _parse_fields(value: object) -> tuple[tuple[int, str], ...]:
    """The entries that are text or numbers. A checkbox, several choices or a day is nothing of the customer's own."""
    entries = ((_parse_id(record.get("id")), _parse_entry(record.get("value"))) for record in find_records(value))
    return tuple((field_id, entry) for field_id, entry in entries if field_id is not None and entry)


def _parse_entry(value: object) -> str:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    text = str(value) if isinstance(value, int | float) else _parse_text(value).strip()
    return "" if _DAY.fullmatch(text) else text


def _parse_time_zone(record: Json) -> str:
    """An IANA name. `time_zone` mostly holds another naming scheme ("Pacific Time (US & Canada)")."""
    for name in (record.get("iana_time_zone"), record.get("time_zone")):
        try:
            return ZoneInfo(_parse_text(name)).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _mark_automatic(comments: tuple[Comment, ...], record: Json) -> tuple[Comment, ...]:
    """A ticket that an automatic mail opened has its subject; what was written on it later was written."""
    if (
        not comments
        or comments[0].author.role.is_staff
        or not says_automatic_subject(_parse_text(record.get("subject")))
    ):
        return comments
    opened = comments[0].created_at - _parse_time(record.get("created_at")) < OPENING
    return (replace(comments[0], automatic=True), *comments[1:]) if opened else comments


def _has_skipped_flag(record: Json) -> bool:
    flags = find_object(record.get("metadata")).get("flags")
    return isinstance(flags, list) and any(_parse_id(flag) in SKIPPED_FLAGS for flag in flags)


def _parse_channel(record: Json) -> str:
    return _parse_text(find_object(record.get("via")).get("channel")) or "web"


def _parse_follow_up(record: Json) -> TicketId | None:
    """zendesk.md 3.3; the exact value of `rel` is unverified there."""
    source = find_object(find_object(record.get("via")).get("source"))
    if source.get("rel") != "follow_up":
        return None
    parent = _parse_id(find_object(source.get("from")).get("ticket_id"))
    return None if parent is None else TicketId(parent)
