"""A library file's YAML as plain data that remembers the line of every value, and collects what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.library.vocabulary import suggest_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = tuple[str | int, ...]
# libyaml's loader is twenty times as fast; PyYAML has it wherever it ships wheels
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
QUOTES = "put quotes round a text that begins with { or [ or holds a colon and a space"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in a file, on which line (from 1; 0 for the file as a whole), and what to do."""

    where: str
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.what}; {self.cure}"


class LibraryProblem(Exception):  # it is a list of problems, shown beside others
    """Everything that is wrong with a library's files, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Page:
    """One file. `data` is made of dict, list and str alone: YAML's own guesses (no, 1.0, 2026-01-01) stay texts."""

    where: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def find_line(self, place: Place) -> int:
        """The line of the value, or of the nearest thing around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def tell(self, place: Place, what: str, cure: str) -> None:
        self.problems.append(Problem(self.where, self.find_line(place), what, cure))

    def take_mapping(self, value: object, place: Place, keys: Iterable[str]) -> Mapping[str, Any]:
        """The value when it holds keys, without those nobody knows; else none of them, and it is told."""
        known = list(keys)
        if not isinstance(value, dict):
            self.tell(place, f"{say_place(place)} must hold keys", f"such as {', '.join(known)}")
            return {}
        for key in value:
            if key not in known:
                self.tell((*place, key), f"unknown key {key!r}", suggest_name(key, known))
        return {key: value[key] for key in value if key in known}

    def take_line(self, value: object, place: Place, *, required: bool = False) -> str:
        """One line of text, white space made single; empty where there is none."""
        if isinstance(value, str) and (value.strip() or not required):
            return " ".join(value.split())
        if value is None and not required:
            return ""
        missing = value is None or isinstance(value, str)
        what = f"{say_place(place)} is {'missing' if missing else 'not a text'}"
        self.tell(place, what, "write it as one line of text" if missing else f"write it as one line of text; {QUOTES}")
        return ""

    def take_list(self, value: object, place: Place) -> list[Any]:
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            self.tell(place, f"{say_place(place)} must be a list", "begin each line of it with a dash")
            return []
        return value

    def take_lines(self, value: object, place: Place) -> tuple[str, ...]:
        items = self.take_list(value, place)
        return tuple(self.take_line(item, (*place, n), required=True) for n, item in enumerate(items))


def say_place(place: Place) -> str:
    """`parts.hear.2` for the second wording of hear; `the file` for the whole."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place) or "the file"


def read_page(text: str, where: str) -> Page:
    """The file as data with lines. Whatever is not readable is told on the page, whose `data` then is None."""
    page = Page(where)
    try:
        node = yaml.compose(text, Loader=LOADER)
        page.data = _take(page, node, (), set()) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"not readable as YAML ({getattr(error, 'problem', None) or error})"
        page.problems.append(Problem(where, mark.line + 1 if mark else 0, what, QUOTES))
    except RecursionError:
        page.problems.append(Problem(where, 0, "not readable as YAML (too many brackets in each other)", QUOTES))
    return page


def _take(page: Page, node: yaml.Node, place: Place, met: set[int]) -> Any:
    page.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if id(node) in met:
        page.tell(place, "a reference to another place of the file", "write its text out here")
        return None
    met.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_take(page, child, (*place, n), met) for n, child in enumerate(node.value)]
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name or name in data:
            page.lines[*place, name] = key.start_mark.line + 1
            told = (f"the key {name!r} stands here a second time", "keep one of them") if name else (
                "a key that is no text", QUOTES)  # fmt: skip
            page.tell((*place, name), *told)
            continue
        data[name] = _take(page, value, (*place, name), met)
        page.lines[*place, name] = key.start_mark.line + 1
    return data
