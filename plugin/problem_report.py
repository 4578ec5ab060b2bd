"""`wellheard report`: the problems customers had to write about again, with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from plugin import wiring
from suggestions.root_cause import PRAISE, is_suspected
from suggestions.rules import Rules

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console, RenderableType

    from plugin.settings import Settings
    from plugin.store.problems import Problem
    from suggestions.library.responses import Library
    from suggestions.model import TicketId

FEWEST_FOR_PERCENT: Final = 30
LEGEND: Final = (
    "Customers are different people: a mailbox that writes a hundred times counts once. Contacts are tickets on which "
    "a note of ours was left and the contact reason was sure. Wrote again: it was at least their second contact about "
    "the problem by the ledger. Of all repeats: of the tickets on which anybody wrote again, whatever about."
)


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """What the records know of `days` days up to `until`. `repeats` counts tickets, also those of no sure reason."""

    days: int
    since: datetime
    until: datetime
    repeats: int
    problems: list[Problem]
    titles: dict[str, str]
    base_url: str
    rules: Rules

    def is_suspected(self, problem: Problem) -> bool:
        """Whether a note would say now that a kind reply will not fix it, by the same two lines."""
        return is_suspected(problem.reason, problem.repeaters, problem.requesters, self.rules)

    def find_url(self, ticket_id: TicketId) -> str:
        return f"{self.base_url}/agent/tickets/{ticket_id}"


def gather_report(settings: Settings, days: int) -> ProblemReport:
    """Read the records and the library's titles. Raises StoreError, LibraryProblem."""
    from suggestions.library.files import load_library

    library = load_library(wiring.find_library(settings))
    store, until = wiring.open_store(settings), wiring.now()
    since = until - timedelta(days=days)
    return ProblemReport(
        days, since, until, store.count_repeats(since),
        [problem for problem in store.find_problems(since) if not problem.reason.startswith(PRAISE)],
        _find_titles(library), settings.zendesk_url, Rules(),
    )  # fmt: skip


def _find_titles(library: Library) -> dict[str, str]:
    """The report is English: of several languages the English title is shown."""
    return {r.reason: r.title for r in sorted(library.responses, key=lambda r: r.language == "en")}


def describe_report(report: ProblemReport) -> dict[str, Any]:
    """One JSON object. Times are ISO 8601 in UTC; a share is a number between 0 and 1."""
    return {
        "days": report.days,
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "repeat_contacts": report.repeats,
        "problems": [_describe(problem, report) for problem in report.problems],
    }


def print_report(report: ProblemReport, console: Console) -> None:
    from rich.table import Table

    if not report.problems:
        console.print(f"In the last {report.days} days no customer had to write again about a problem we know.")
        return
    table = Table(title=f"Written about again, last {report.days} days", show_lines=True, title_justify="left")
    table.add_column("Problem and newest tickets", overflow="fold", ratio=1)
    for name in ("Customers who\nwrote again", "Contacts", "Of all\nrepeats"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Days", no_wrap=True)
    for problem in report.problems:
        table.add_row(*_say(problem, report))
    console.print(table)
    console.print(LEGEND)


def _describe(problem: Problem, report: ProblemReport) -> dict[str, Any]:
    return {
        "reason": problem.reason,
        "title": report.titles.get(problem.reason),
        "root_cause_suspected": report.is_suspected(problem),
        "customers_repeating": problem.repeaters,
        "customers": problem.requesters,
        "contacts": problem.contacts,
        "repeat_contacts": problem.repeats,
        "share_of_repeats": round(problem.repeats / report.repeats, 4),
        "first": problem.first_at.isoformat(),
        "last": problem.last_at.isoformat(),
        "newest_tickets": [{"id": t, "url": report.find_url(t)} for t in problem.newest],
    }


def _say(problem: Problem, report: ProblemReport) -> list[RenderableType]:
    from rich.text import Text

    name = Text(report.titles.get(problem.reason, problem.reason), style="bold")
    if problem.reason in report.titles:
        name.append(f"\n{problem.reason}", style="not bold dim")
    if report.is_suspected(problem):
        name.append("\nroot cause suspected", style="not bold red")
    for number, ticket in enumerate(problem.newest):
        name.append(" " if number else "\n").append(f"#{ticket}", style=f"not bold link {report.find_url(ticket)}")
    share = f"{problem.repeats} of {report.repeats}"
    if report.repeats >= FEWEST_FOR_PERCENT:
        share += f"\n{problem.repeats / report.repeats:.0%}"
    days = f"{problem.first_at:%d %b} to\n{problem.last_at:%d %b}"
    return [name, f"{problem.repeaters} of {problem.requesters}", str(problem.contacts), share, days]
