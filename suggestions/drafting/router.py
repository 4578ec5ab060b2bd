"""Which framework a draft follows, and why: a table of the team's, read from the top, the first row that holds wins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from suggestions.drafting.frameworks import Choice, Framework
from suggestions.library.marked import LibraryProblem, read_page
from suggestions.library.trees import holds, parse_checks
from suggestions.library.vocabulary import suggest_name
from suggestions.reading.repeats.contacts import say_contact

if TYPE_CHECKING:
    from suggestions.conditions import Conditions
    from suggestions.library.marked import Page, Place
    from suggestions.library.responses import Check
    from suggestions.model import Ledger

TABLE: Final = Path(__file__).with_name("frameworks.yaml")
KEYS: Final = ("if", "framework", "because")
SLOTS: Final = ("contact", "feeling")
ASKED: Final = "chosen by the agent"


@dataclass(frozen=True, slots=True)
class Row:
    """Without checks it always holds."""

    checks: tuple[Check, ...]
    framework: Framework
    because: str


@dataclass(frozen=True, slots=True)
class Router:
    """`rows` ends with one that always holds."""

    rows: tuple[Row, ...]

    def route(self, conditions: Conditions, ledger: Ledger, asked: Framework | None = None) -> Choice:
        """The framework for this case and the reason for it; what an agent asked for comes first."""
        if asked:
            return Choice(asked, ASKED)
        row = next(row for row in self.rows if all(holds(check, conditions) for check in row.checks))
        return Choice(row.framework, row.because.format(contact=_say_contact(ledger), feeling=conditions["feeling"]))


def load_router(path: Path = TABLE) -> Router:
    """Raises LibraryProblem with everything that is wrong with the table, and OSError."""
    return parse_router(path.read_text(encoding="utf-8"), path.name)


def parse_router(text: str, where: str) -> Router:
    """Raises LibraryProblem with everything that is wrong with the table."""
    page = read_page(text, where)
    items = page.take_list(page.data, ())
    rows = [_parse_row(item, (n,), page) for n, item in enumerate(items)]
    kept = tuple(row for row in rows if row)
    if not page.problems and (not kept or kept[-1].checks):
        page.tell((), "no row for what is left", "end with a row that has no if")
    if page.problems:
        raise LibraryProblem(page.problems)
    return Router(kept)


def _parse_row(item: object, place: Place, page: Page) -> Row | None:
    raw = page.take_mapping(item, place, KEYS)
    name = page.take_line(raw.get("framework"), (*place, "framework"), required=True)
    because = page.take_line(raw.get("because"), (*place, "because"), required=True)
    checks = parse_checks(raw["if"], (*place, "if"), page) if "if" in raw else ()
    if name and name not in set(Framework):
        page.tell((*place, "framework"), f"unknown framework {name!r}", suggest_name(name, list(Framework)))
        return None
    try:
        because.format(**dict.fromkeys(SLOTS, ""))
    except (AttributeError, KeyError, IndexError, ValueError):
        slots = " and ".join(f"{{{slot}}}" for slot in SLOTS)
        page.tell((*place, "because"), f"braces nobody can fill in {because!r}", f"known are {slots}")
        return None
    return Row(checks, Framework(name), because) if name else None


def _say_contact(ledger: Ledger) -> str:
    broken = ", a promise to them was not kept" if ledger.broken_promise else ""
    return f"{say_contact(ledger)} contact{broken}"
