"""Small decision trees: which response serves instead, and the path to it in words.

The conditions are those of docs/conditions.md; a tree stands in the file of the response it is asked before.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from suggestions.conditions import Account, AsksFor, Conditions, PromiseKind
from suggestions.handoff import Tag
from suggestions.library.responses import Branch, Check, Failure
from suggestions.library.vocabulary import BRANCH_KEYS, suggest_name
from suggestions.model import Feeling
from suggestions.reading.numbers import say_ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from suggestions.library.marked import Page, Place
    from suggestions.library.responses import Library, Response

SIGNS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
NUMBER: Final = re.compile(r"(>=|<=|>|<|=)?\s*(\d{1,4})")
YES_OR_NO: Final = {"true": True, "yes": True, "false": False, "no": False}
# the texts that are one of a few; every other condition of text takes any
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "feeling": tuple(Feeling), "account": get_args(Account), "asks_for": get_args(AsksFor),
    "promise": get_args(PromiseKind), "signals": tuple(Tag), "failure": tuple(Failure),
}  # fmt: skip
WORDS: Final[dict[tuple[str, str | bool], str]] = {
    ("is_repeat", True): "repeat contact", ("is_repeat", False): "first contact",
    ("needs_empathy", True): "needs empathy", ("needs_empathy", False): "no empathy needed",
    ("charged", True): "charged", ("charged", False): "not charged",
    ("root_cause", True): "known problem", ("root_cause", False): "no known problem",
    ("asks_for", "manager"): "asks for a manager", ("asks_for", "person"): "asks for a person",
    ("asks_for", ""): "asks for nobody", ("promise", ""): "no promise open",
    ("account", "premium"): "premium account", ("account", "standard"): "standard account",
    ("contact_reason", ""): "no contact reason",
    ("unclear", True): "not clear", ("unclear", False): "clear",
    ("failure", "none"): "nothing went wrong", ("failure", "result"): "a wrong result",
    ("failure", "runaround"): "the service itself failed them",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a tree led: the response to use, and what held on the way, in words."""

    response: Response
    steps: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """`third contact → promise broken → Promised call missing`; empty where no branch held."""
        return " → ".join([*self.steps, self.response.title]) if self.steps else ""


def walk_tree(response: Response, conditions: Conditions, library: Library, holding: frozenset[str]) -> Walk:
    """Ask the response's tree, and that of each response it leads to.

    The first branch that holds is taken; where nothing in it holds, the response reached so far serves. A response
    whose own `when` is not among `holding` (the conditions of wordings) is passed over.
    """
    walk = Walk(response)
    # no file leads back to itself (find_cycle), so this ends before every response was met twice
    for _ in library.responses:
        taken = _descend(walk.response.tree, conditions, walk.response.language, library, holding)
        if taken is None:
            break
        walk = Walk(taken.response, (*walk.steps, *taken.steps))
    return walk


def _descend(
    tree: tuple[Branch, ...], conditions: Conditions, language: str, library: Library, holding: frozenset[str]
) -> Walk | None:
    for branch in tree:
        if not all(holds(check, conditions) for check in branch.checks):
            continue
        steps = tuple(say_check(check, conditions) for check in branch.checks)
        if not branch.use:
            deeper = _descend(branch.tree, conditions, language, library, holding)
            return deeper and Walk(deeper.response, (*steps, *deeper.steps))
        response = library.find(branch.use, language)
        if response and response.is_offered(holding):
            return Walk(response, steps)
    return None


def holds(check: Check, conditions: Conditions) -> bool:
    """Whether the ticket meets the check; a list meets it when it holds the value."""
    if isinstance(check.value, tuple):
        return any(holds(Check(check.name, value), conditions) for value in check.value)
    found: Any = conditions[check.name]  # type: ignore[literal-required]  # parse_check lets no other name in
    return check.value in found if isinstance(found, list) else SIGNS[check.sign](found, check.value)


def say_check(check: Check, conditions: Conditions) -> str:
    """What held, as a clause of a path: `third contact`."""
    if isinstance(check.value, tuple):
        met = next(value for value in check.value if holds(Check(check.name, value), conditions))
        return say_check(Check(check.name, met), conditions)
    if check.name == "contact_count":
        return f"{say_ordinal(conditions['contact_count'])} contact"
    if isinstance(check.value, int) and not isinstance(check.value, bool):
        return f"{_say(check.name)} {check.sign} {check.value}"
    if check.name in {"feeling", "contact_reason"} and check.value:
        return str(check.value)
    return WORDS.get((check.name, check.value), f"{_say(check.name)} {check.value}")


def parse_tree(value: object, place: Place, page: Page) -> tuple[Branch, ...]:
    """The branches; what is wrong with them is told on the page."""
    items = page.take_list(value, place)
    return tuple(_parse_branch(item, (*place, n), page) for n, item in enumerate(items))


def _parse_branch(item: object, place: Place, page: Page) -> Branch:
    raw = page.take_mapping(item, place, BRANCH_KEYS)
    checks = parse_checks(raw.get("if"), (*place, "if"), page)
    use = page.take_line(raw.get("use"), (*place, "use"))
    tree = parse_tree(raw.get("tree"), (*place, "tree"), page)
    if bool(use) == bool(tree):
        page.tell(place, "a branch must lead somewhere, and to one place", "write either use or tree")
    return Branch(checks, use, tree)


def parse_checks(value: object, place: Place, page: Page) -> tuple[Check, ...]:
    """What stands behind an `if`; what is wrong with it is told on the page."""
    if not isinstance(value, dict) or not value:
        page.tell(place, "a branch without conditions", "write if: {is_repeat: true} or another condition")
        return ()
    return tuple(c for name, text in value.items() if (c := _parse_check(name, text, (*place, name), page)))


def _parse_check(name: str, text: object, place: Place, page: Page) -> Check | None:
    if isinstance(text, list) and text:
        found = [_parse_check(name, value, (*place, n), page) for n, value in enumerate(text)]
        values = [c.value for c in found if c and not isinstance(c.value, tuple)]
        return Check(name, tuple(values)) if len(values) == len(text) else None
    kinds = get_type_hints(Conditions)
    if name not in kinds:
        page.tell(place, f"unknown condition {name!r}", suggest_name(name, kinds))
        return None
    plain = text.strip() if isinstance(text, str) else None
    number = NUMBER.fullmatch(plain or "")
    if kinds[name] is int and number:
        return Check(name, int(number[2]), number[1] or "=")
    if kinds[name] is bool and plain in YES_OR_NO:
        return Check(name, YES_OR_NO[plain])
    known = VALUES.get(name)
    if kinds[name] not in {int, bool} and plain is not None and (known is None or plain in known):
        return Check(name, plain)
    page.tell(place, f"{name} cannot be {text!r}", _say_values(name, kinds[name]))
    return None


def _say_values(name: str, kind: object) -> str:
    if kind is int:
        return 'write a number such as 3, or ">= 3" in quotes'
    if kind is bool:
        return "write true or false"
    return f"it is one of {', '.join(value or 'empty' for value in VALUES.get(name, ('a text',)))}"


def find_leaves(tree: tuple[Branch, ...], place: Place = ("tree",)) -> Iterator[tuple[str, Place]]:
    """Every reason the tree may lead to, with its place in the file."""
    for n, branch in enumerate(tree):
        if branch.use:
            yield branch.use, (*place, n, "use")
        yield from find_leaves(branch.tree, (*place, n, "tree"))


def find_cycle(reason: str, responses: Iterable[Response]) -> tuple[str, ...]:
    """The reasons from this one round to itself, by the trees of responses of one language; empty where none leads."""
    leads = {r.reason: [use for use, _ in find_leaves(r.tree)] for r in responses}
    paths: list[tuple[str, ...]] = [(reason,)]
    met: set[str] = set()
    while paths:
        path = paths.pop()
        for use in leads.get(path[-1], ()):
            if use == reason:
                return (*path, use)
            if use not in met:
                met.add(use)
                paths.append((*path, use))
    return ()


def _say(name: str) -> str:
    return name.replace("_", " ")
