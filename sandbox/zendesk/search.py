"""The search language (zendesk.md 3.4): `type:ticket requester:7 created>2026-01-01 status<solved words -not`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.zendesk import stamps
from sandbox.zendesk.errors import ApiError
from sandbox.zendesk.tickets import STATUSES, Ticket
from sandbox.zendesk.users import User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sandbox.zendesk.account import Account

TERM = re.compile(r'(-)?(?:([A-Za-z_]+)(:|<=|>=|<|>))?("[^"]*"|[^\s"]+)')
AGO = re.compile(r"(\d{1,6})(minute|hour|day|week|month|year)s?$")
UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
PRIORITIES = ("low", "normal", "high", "urgent")
Thing = Ticket | User


@dataclass(frozen=True)
class Term:
    """One demand of a query; `field` is empty for a free word."""

    field: str
    operator: str
    value: str
    negated: bool = False


def parse(query: str) -> list[Term]:
    """The terms of a query; nothing in it can be wrong, only unmet."""
    return [
        Term((field or "").lower(), operator or ":", value.strip('"'), bool(minus))
        for minus, field, operator, value in TERM.findall(query)
    ]


def find(account: Account, query: str) -> list[Thing]:
    """Tickets and users that meet every demand; several values of one field are alternatives."""
    terms = parse(query)
    kinds = {term.value for term in terms if term.field == "type"}
    rest = [term for term in terms if term.field not in {"type", "order_by", "sort"}]
    things: list[Thing] = []
    if not kinds or "ticket" in kinds:
        things += [one for one in account.list_tickets() if _meets(account, one, rest)]
    if not kinds or "user" in kinds:
        things += [one for one in account.users if one.active and _meets(account, one, rest)]
    return things


def _meets(account: Account, thing: Thing, terms: list[Term]) -> bool:
    readers = TICKET_FIELDS if isinstance(thing, Ticket) else USER_FIELDS
    groups: dict[tuple[str, str], list[bool]] = {}
    for number, term in enumerate(terms):
        met = _met(account, thing, term, readers)
        alone = term.negated or term.operator != ":" or not term.field
        groups.setdefault((term.field, str(number) if alone else ":"), []).append(met is not term.negated)
    return all(any(group) for group in groups.values())


def _met(account: Account, thing: Any, term: Term, readers: dict[str, Callable[..., Any]]) -> bool:
    if not term.field:
        return _contains(readers["words"](account, thing), term.value)
    reader = readers.get(term.field)
    if reader is None:
        return False
    return _compare(reader(account, thing), term)


def _compare(held: Any, term: Term) -> bool:
    """Against a moment, a place on a scale, a set of names, or words."""
    if held is None:
        return term.value == "none"
    if isinstance(held, frozenset):
        return term.value.lower() in held or (not held and term.value == "none")
    if isinstance(held, str):
        scale = STATUSES if held in STATUSES else PRIORITIES if held in PRIORITIES else None
        if scale is None or term.value not in scale:
            return term.operator == ":" and _contains(held, term.value)
        return _ordered(scale.index(held), scale.index(term.value), term.operator)
    return _compare_moment(held, term)


def _compare_moment(held: datetime, term: Term) -> bool:
    ago = AGO.match(term.value)
    try:
        wanted = stamps.now() - timedelta(days=int(ago[1]) * UNITS[ago[2]]) if ago else stamps.parse(term.value)
    except (ValueError, OverflowError) as unreadable:
        raise ApiError(
            422, {"error": "invalid", "description": f"Invalid search: {term.value} is not a date"}
        ) from unreadable
    if term.operator == ":" and len(term.value) == len("2026-01-01"):
        return held.date() == wanted.date()
    return _ordered(held, wanted, term.operator)


def _ordered(held: Any, wanted: Any, operator: str) -> bool:
    verdicts = {":": held == wanted, "<": held < wanted, ">": held > wanted, "<=": held <= wanted, ">=": held >= wanted}
    return bool(verdicts[operator])


def _contains(text: str, wanted: str) -> bool:
    """Words by their beginning where the query ends in *, whole otherwise; several as a phrase."""
    pattern = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", wanted))
    if not pattern:
        return True
    end = "" if wanted.endswith("*") else r"\b"
    return re.search(rf"\b{pattern}{end}", text, re.IGNORECASE) is not None


def _person(name: str) -> Callable[[Account, Ticket], frozenset[str]]:
    def read(account: Account, ticket: Ticket) -> frozenset[str]:
        user = account.users.find(getattr(ticket, name))
        names = (str(user.id), user.name, user.email) if user else ()
        return frozenset(part.lower() for part in names if part)

    return read


def _words(_: Account, ticket: Ticket) -> str:
    return " ".join([ticket.subject or "", *(comment.body for comment in ticket.comments)])


TICKET_FIELDS: dict[str, Callable[[Account, Any], Any]] = {
    "words": _words,
    "comment": _words,
    "requester": _person("requester_id"),
    "requester_id": _person("requester_id"),
    "submitter": _person("submitter_id"),
    "assignee": _person("assignee_id"),
    "assignee_id": _person("assignee_id"),
    "subject": lambda _, one: one.subject or "",
    "description": lambda _, one: one.description,
    "status": lambda _, one: one.status,
    "priority": lambda _, one: one.priority,
    "ticket_type": lambda _, one: one.type,
    "tags": lambda _, one: frozenset(one.tags),
    "via": lambda _, one: frozenset({one.via.channel, "mail" if one.via.channel == "email" else one.via.channel}),
    "external_id": lambda _, one: frozenset({one.external_id.lower()} if one.external_id else ()),
    "id": lambda _, one: frozenset({str(one.id)}),
    "ticket_id": lambda _, one: frozenset({str(one.id)}),
    "created": lambda _, one: one.created_at,
    "created_at": lambda _, one: one.created_at,
    "updated": lambda _, one: one.updated_at,
    "updated_at": lambda _, one: one.updated_at,
    "solved": lambda _, one: one.solved_at,
    "solved_at": lambda _, one: one.solved_at,
}
USER_FIELDS: dict[str, Callable[[Account, Any], Any]] = {
    "words": lambda _, one: f"{one.name} {one.email or ''} {one.phone or ''} {one.notes or ''} {one.details or ''}",
    "name": lambda _, one: one.name,
    "email": lambda _, one: frozenset({one.email} if one.email else ()),
    "role": lambda _, one: frozenset({one.role}),
    "tags": lambda _, one: frozenset(one.tags),
    "id": lambda _, one: frozenset({str(one.id)}),
    "external_id": lambda _, one: frozenset({one.external_id.lower()} if one.external_id else ()),
    "phone": lambda _, one: one.phone or "",
    "created": lambda _, one: one.created_at,
    "updated": lambda _, one: one.updated_at,
}
