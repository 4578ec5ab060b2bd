"""What a delivery says: untrusted bytes in, a TicketEvent or the reason to ignore it out.

Two makers write to us: our own trigger, with ids only, and Zendesk's event subscriptions (zendesk.md 1.5).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from suggestions.model import TicketId, UserId
from webhooks.errors import WebhookRejected

TRIGGER: Final = "trigger"
UNKNOWN: Final = "unknown"
_PREFIX = "zen:event-type:"
_LARGEST_ID = 2**63 - 1
_NOBODY = (None, "", "-1", -1)
"""No id, an empty placeholder, or Zendesk's name for itself (zendesk.md 1.1)."""
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")

_NO_WORDS = "the customer wrote nothing new"
_STATUS = "a status tells how it went, not what to say"
_WORDS_TAKEN_BACK = "words were taken back, none were added"
_TICKET_LEFT = "the ticket left the queue"

KINDS: Final[dict[str, str | None]] = {
    # None: somebody may be waiting for an answer; otherwise why we do nothing
    TRIGGER: None,
    "ticket.created": None,
    "ticket.comment_added": None,
    "ticket.comment_made_private": _WORDS_TAKEN_BACK,
    "ticket.comment_redacted": _WORDS_TAKEN_BACK,
    "ticket.attachment_redacted_from_comment": _WORDS_TAKEN_BACK,
    "ticket.status_changed": _STATUS,
    "ticket.custom_status_changed": _STATUS,
    "ticket.marked_as_spam": _TICKET_LEFT,
    "ticket.merged": _TICKET_LEFT,
    "ticket.soft_deleted": _TICKET_LEFT,
    "ticket.permanently_deleted": _TICKET_LEFT,
    "ticket.undeleted": _NO_WORDS,
    "ticket.attachment_linked_to_comment": _NO_WORDS,
    "ticket.subject_changed": _NO_WORDS,
    "ticket.description_changed": _NO_WORDS,
    "ticket.priority_changed": _NO_WORDS,
    "ticket.ticket_type_changed": _NO_WORDS,
    "ticket.tags_changed": _NO_WORDS,
    "ticket.requester_changed": _NO_WORDS,
    "ticket.submitter_changed": _NO_WORDS,
    "ticket.agent_assignment_changed": _NO_WORDS,
    "ticket.group_assignment_changed": _NO_WORDS,
    "ticket.organization_changed": _NO_WORDS,
    "ticket.brand_changed": _NO_WORDS,
    "ticket.form_changed": _NO_WORDS,
    "ticket.external_id_changed": _NO_WORDS,
    "ticket.custom_field_changed": _NO_WORDS,
    "ticket.email_ccs_changed": _NO_WORDS,
    "ticket.followers_changed": _NO_WORDS,
    "ticket.problem_link_changed": _NO_WORDS,
    "ticket.task_due_at_changed": _NO_WORDS,
}


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """Somebody may be waiting for an answer on this ticket.

    `actor_id` made the update; None when Zendesk itself did, or when it is not told. `event_id` is Zendesk's
    name for the event; a trigger's body has none, and two of them about one ticket may be the same bytes.
    """

    kind: str
    ticket_id: TicketId
    requester_id: UserId | None
    actor_id: UserId | None
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A delivery that asks nothing of us. `kind` is one of KINDS or "unknown"."""

    kind: str
    reason: str


def parse_event(raw: bytes) -> TicketEvent | Ignored:
    """Read a delivery's body. Raises WebhookRejected (400), and nothing else, when it makes no sense."""
    body = _read_object(raw)
    if "type" in body:
        return _parse_envelope(body)
    # bool is an int to Python, never to us
    if body.get("v", 1) != 1 or isinstance(body.get("v"), bool):
        _reject("other_version", "Another version of our trigger wrote this. Run: wellheard connect")
    return TicketEvent(
        kind=TRIGGER,
        ticket_id=_ticket_id(body),
        requester_id=_user_id(body, "requester_id"),
        actor_id=_user_id(body, "actor_id"),
        event_id=None,
    )


def _parse_envelope(body: dict[str, Any]) -> TicketEvent | Ignored:
    kind = body["type"]
    if not isinstance(kind, str):
        _reject("bad_type", "The event's type is not a text.")
    kind = kind.removeprefix(_PREFIX)
    if not body["type"].startswith(_PREFIX) or kind not in KINDS:
        return Ignored(UNKNOWN, "unknown event")
    reason = KINDS[kind]
    if kind == "ticket.comment_added":
        reason = _why_comment_is_ignored(body)
    if reason is not None:
        return Ignored(kind, reason)
    detail = _object(body, "detail")
    return TicketEvent(
        kind=kind,
        ticket_id=_ticket_id(detail, name="id"),
        requester_id=_user_id(detail, "requester_id"),
        actor_id=_user_id(detail, "actor_id"),
        event_id=_event_id(body),
    )


def _why_comment_is_ignored(body: dict[str, Any]) -> str | None:
    comment = _object(_object(body, "event"), "comment")
    if comment.get("is_public") is not True:
        return "an internal note"
    if _object(comment, "author").get("is_staff") is not False:
        return "staff wrote it"
    return None


def _read_object(raw: bytes) -> dict[str, Any]:
    try:
        # decoded here because json would also take UTF-16 and UTF-32
        body = json.loads(raw.decode(), object_pairs_hook=_without_repeats, parse_constant=_no_number)
    except RecursionError:
        _reject("too_deep", "The body is nested too deeply.")
    except UnicodeDecodeError:
        _reject("not_utf8", "The body is not UTF-8.")
    except ValueError as problem:
        _reject("not_json", f"The body is not JSON we can read: {type(problem).__name__}.")
    if not isinstance(body, dict):
        _reject("not_an_object", "The body is not a JSON object.")
    return body


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _reject("repeated_key", "The body names a key twice, so it can be read in two ways.")
    return found


def _no_number(_name: str) -> NoReturn:
    _reject("not_json", "The body holds NaN or Infinity, which JSON does not have.")


def _object(parent: dict[str, Any], name: str) -> dict[str, Any]:
    found = parent.get(name)
    if not isinstance(found, dict):
        _reject("no_" + name, f"The event has no {name}.")
    return found


def _ticket_id(parent: dict[str, Any], name: str = "ticket_id") -> TicketId:
    found = parent.get(name)
    if found is None or found == "":
        _reject("no_ticket_id", "No ticket id. Check the trigger's placeholders, or run: wellheard connect")
    return TicketId(_parse_id(found, name))


def _user_id(parent: dict[str, Any], name: str) -> UserId | None:
    found = parent.get(name)
    if found in _NOBODY:
        return None
    return UserId(_parse_id(found, name))


def _parse_id(found: object, name: str) -> int:
    if isinstance(found, str) and len(found) <= len(str(_LARGEST_ID)) and found.isascii() and found.isdigit():
        found = int(found)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found <= _LARGEST_ID:
        _reject("bad_id", f"The {name} is not a Zendesk id: a whole number from 1 to 2^63-1.")
    return found


def _event_id(body: dict[str, Any]) -> str | None:
    found = body.get("id")
    if found is None:
        return None
    if not isinstance(found, str) or not _PLAIN_ID.fullmatch(found):
        _reject("bad_event_id", "The event's id is not a plain text of at most 128 characters.")
    return found


def _reject(code: str, sentence: str) -> NoReturn:
    raise WebhookRejected(400, code, sentence)
