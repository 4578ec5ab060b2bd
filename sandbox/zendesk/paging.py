"""Pages of a list, by cursor or by offset (zendesk.md 3.4)."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sandbox.zendesk.errors import ApiError, bad_request

MOST_BY_OFFSET = 10_000
Place = tuple[int | str, int | str]


@dataclass(frozen=True)
class Order:
    """How a list is sorted: `place` gives a sort value and an id that breaks ties."""

    place: Callable[[Any], Place]
    descending: bool = False


@dataclass(frozen=True)
class Asked:
    """The query of a request and the address it was made to, which the links repeat."""

    query: Mapping[str, str]
    url: str

    @property
    def by_cursor(self) -> bool:
        return any(name.startswith("page[") for name in self.query)

    def link(self, **changes: str | int | None) -> str:
        kept = {name: value for name, value in self.query.items() if name not in changes}
        return f"{self.url}?{urlencode({**kept, **{k: v for k, v in changes.items() if v is not None}})}"

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from the query, between 1 and `most`; 400 for anything that is not a number."""
        sent = self.query.get(name)
        if sent is None or sent == "":
            return default
        if not sent.lstrip("-").isdecimal() or len(sent) > 18:
            raise bad_request("InvalidPaginationParameter", f"{name} must be a whole number")
        return min(max(1, int(sent)), most)


def page(items: Sequence[Any], asked: Asked, order: Order, *, most: int = 100) -> tuple[list[Any], dict[str, Any]]:
    """One page of items with what belongs around it; by cursor when any `page[…]` was sent, by offset otherwise."""
    ordered = sorted(items, key=order.place, reverse=order.descending)
    return _by_cursor(ordered, asked, order, most) if asked.by_cursor else _by_offset(ordered, asked, most)


def _by_offset(ordered: list[Any], asked: Asked, most: int) -> tuple[list[Any], dict[str, Any]]:
    size = asked.number("per_page", 100, most)
    number = asked.number("page", 1, 10**9)
    if number * size > MOST_BY_OFFSET:
        raise ApiError(
            400,
            {
                "error": "InvalidPaginationDepth",
                "description": "Number of items requested is past 10,000; use cursor pagination",
            },
        )
    start = (number - 1) * size
    more = start + size < len(ordered)
    return ordered[start : start + size], {
        "next_page": asked.link(page=number + 1) if more else None,
        "previous_page": asked.link(page=number - 1) if number > 1 else None,
        "count": len(ordered),
    }


def _by_cursor(ordered: list[Any], asked: Asked, order: Order, most: int) -> tuple[list[Any], dict[str, Any]]:
    size = asked.number("page[size]", 100, most)
    after, before = asked.query.get("page[after]"), asked.query.get("page[before]")
    places = [order.place(item) for item in ordered]
    if before:
        end = _count_before(places, read_cursor(before), order, including=False)
        start, has_more = max(0, end - size), end > size
    else:
        start = _count_before(places, read_cursor(after), order, including=True) if after else 0
        end = min(len(ordered), start + size)
        has_more = end < len(ordered)
    shown = ordered[start:end]
    first, last = (cursor(places[start]), cursor(places[end - 1])) if shown else (None, None)
    bare = {"page[after]": None, "page[before]": None}
    later = end < len(ordered)
    earlier = start > 0
    return shown, {
        "meta": {"has_more": has_more, "after_cursor": last, "before_cursor": first},
        "links": {
            "prev": asked.link(**{**bare, "page[before]": first}) if shown and earlier else None,
            "next": asked.link(**{**bare, "page[after]": last}) if shown and later else None,
        },
    }


def _count_before(places: list[Place], boundary: Place, order: Order, *, including: bool) -> int:
    """How many items come before the boundary, which itself may have left the list since."""
    try:
        if order.descending:
            return sum(1 for place in places if place > boundary or (including and place == boundary))
        return sum(1 for place in places if place < boundary or (including and place == boundary))
    except TypeError as foreign:
        raise _bad_cursor() from foreign


def cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def read_cursor(text: str) -> Place:
    """Raises 400 for anything `cursor` did not make."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError) as garbled:
        raise _bad_cursor() from garbled
    if not isinstance(parts, list) or len(parts) != 2 or not all(isinstance(part, int | str) for part in parts):
        raise _bad_cursor()
    return parts[0], parts[1]


def _bad_cursor() -> ApiError:
    return bad_request("InvalidPaginationParameter", "page[after] or page[before] is not a cursor of this list")
