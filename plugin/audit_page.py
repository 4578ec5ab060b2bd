"""The page of an audit: one file that needs nothing else, to be read, printed and passed on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from suggestions.outcomes import definitions
from suggestions.outcomes.contacts import MOST_TICKETS_EACH
from suggestions.outcomes.conversations import READ_LANGUAGE, End
from suggestions.outcomes.figures import AFTER_STOCK, CHAINS, REPEATED, REPEATS
from suggestions.outcomes.intervals import FEWEST_CASES, TOO_FEW, say_count, say_share

if TYPE_CHECKING:
    from datetime import datetime

    from plugin.audit import AuditReport
    from suggestions.outcomes.audit import Audit
    from suggestions.outcomes.figures import Figure
    from suggestions.outcomes.intervals import Share

TEMPLATE = "audit_page.html"
MOST_LINKS = 12
MOST_ROWS = 20


def render_page(report: AuditReport) -> str:
    """The whole page as HTML. No words of a customer are on it; tickets are named by number, linked to the account."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"day": say_day, "share": _keep_together, "count": say_count, "many": say_many}
    audit, scope = report.audit, report.scope
    return environment.get_template(TEMPLATE).render(
        report=report, audit=audit, scope=scope, reading=_count_reading(audit), short=_shorten_all(audit),
        last_day=scope.until - timedelta(microseconds=1),
        breakdowns=[_shorten(figure) for figure in (audit.by_reason, audit.by_group)],
        causes=audit.causes[:MOST_ROWS], causes_left=max(0, len(audit.causes) - MOST_ROWS),
        still_open=audit.count_promises(End.OPEN),
        examples={"promises": audit.find_broken()[:MOST_LINKS], "asked_for_person": audit.find_asked()[:MOST_LINKS]},
        definitions=definitions, most_each=MOST_TICKETS_EACH,
        intervals=definitions.INTERVALS.format(fewest=FEWEST_CASES, too_few=TOO_FEW),
    )  # fmt: skip


def say_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _keep_together(share: Share) -> str:
    return say_share(share).replace(" %", "\N{NO-BREAK SPACE}%")


def say_many(number: int, noun: str) -> str:
    """`1 ticket`, `2,400 tickets`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _shorten_all(audit: Audit) -> list[tuple[str, str, Share]]:
    """The lines a lead asks for first: figure, sentence, share. Those with nothing to count are left out."""
    found = {(f.key, row.stratum, row.label): row.share for f in audit.figures for row in f.rows}
    lines = [
        ("repeat_contacts", "", REPEATS, "contacts were a repeat about the same problem"),
        ("repeat_contacts", "", REPEATED, "problems took more than one contact"),
        (
            "asked_for_person",
            CHAINS,
            AFTER_STOCK,
            "customers met with a stock reply in a repeat chain then asked for a person",
        ),
        ("promises", CHAINS, End.BROKEN, "promises in repeat chains were broken"),
        ("promises", CHAINS, End.SILENT, "promises in repeat chains are past due, and the record is silent on them"),
    ]
    shares = [(key, sentence, found[key, stratum, label]) for key, stratum, label, sentence in lines]
    return [line for line in shares if line[2].whole]


def _count_reading(audit: Audit) -> dict[str, int]:
    """What was read of the comments, in problems."""
    read = [p for p in audit.problems if p.is_read]
    return {
        "chains": sum(p.is_repeated for p in read),
        "singles": sum(not p.is_repeated for p in read),
        "all_singles": sum(not p.is_repeated for p in audit.problems),
        "other_language": sum(p.language != READ_LANGUAGE for p in read),
    }


def _shorten(figure: Figure) -> dict[str, Any]:
    """The rows a reader can use, and how many more are in the file of figures."""
    return {"figure": figure, "rows": figure.rows[:MOST_ROWS], "left": max(0, len(figure.rows) - MOST_ROWS)}
