"""What a check looks at, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Package = Mapping[str, bytes]
"""Every file of an app by its path inside the zip, parts joined by "/"."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`sentence` says what is wrong with `file`, `cure` what to do about it."""

    file: str
    sentence: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence} {self.cure}"


Rule = Callable[[Package], Iterator[Problem]]


class RepeatedKeyError(ValueError):
    """One JSON object names a key twice, so one of the two values would silently win."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key!r} stands twice in one object")


def parse_object(content: bytes) -> dict[str, Any]:
    """A JSON object from UTF-8. Raises ValueError, with the place, on anything else and on a repeated key."""
    value = json.loads(content.decode("utf-8"), object_pairs_hook=_refuse_repeats)
    if not isinstance(value, dict):
        raise ValueError("the outermost value is not an object")  # noqa: TRY004 - it is the file that is wrong, as with any bad JSON
    return value


def read_object(package: Package, path: str) -> dict[str, Any]:
    """The object in a file, empty when absent or unreadable: one rule reports that, the others then stay silent."""
    try:
        return parse_object(package[path])
    except (KeyError, ValueError):
        return {}


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RepeatedKeyError(key)
        found[key] = value
    return found
