"""`wellheard audit`: what solved tickets show, as a page and as files for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from plugin.audit import Archive, AuditReport, Scope
    from plugin.settings import Settings

PAGE = "audit.html"
USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked for. `since` and `until` are days without a zone, or None; `out` takes the files."""

    since: datetime | None
    until: datetime | None
    out: Path
    stories: Path | None
    limit: int | None
    sample: int
    seed: int


@dataclass
class Bars:
    """plugin.audit.Progress as bars on standard error, and the two waits an audit knows of."""

    bars: Progress
    _task: TaskID | None = None
    _encoding: TaskID | None = None

    def start(self, step: str, total: int | None) -> None:
        if self._task is not None:
            self.bars.update(self._task, total=self.bars.tasks[self._task].completed)
        self._task = self.bars.add_task(step, total=total)

    def advance(self, count: int = 1) -> None:
        if self._task is not None:
            self.bars.advance(self._task, count)

    def note_encoding(self, done: int, total: int) -> None:
        """The first time the words of a ticket are met, which is what takes long."""
        if self._encoding is None or done < self.bars.tasks[self._encoding].completed:
            self._encoding = self.bars.add_task("Reading new words", total=total)
        self.bars.update(self._encoding, completed=done, total=total)

    def note_wait(self, seconds: float) -> None:
        self.bars.console.print(f"Zendesk is busy; waiting {seconds:.0f} s.", style="dim")


def run_audit_command(settings: Settings, asked: Asked) -> None:
    """Read, count, write the four files, say the main figures. Raises what plugin.cli_errors expects."""
    from plugin import wiring
    from plugin.audit import run_audit
    from plugin.audit_files import write_files
    from plugin.audit_page import render_page
    from plugin.embedder import limit_threads
    from plugin.neighbours import TeamNeighbours

    limit_threads(2)
    _make_folder(asked.out)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars = Bars(progress)
        scope, archive = _open(settings, asked, bars)
        embedder = wiring.open_embedder(settings, bars.note_encoding)
        index = wiring.open_index(settings, embedder)
        # stories are nobody's tickets
        neighbours = None if asked.stories else TeamNeighbours(wiring.open_store(settings), embedder, index, wiring.now)
        report = run_audit(scope, archive, index, embedder, bars, neighbours)
    try:
        page = asked.out / PAGE
        page.write_text(render_page(report), encoding="utf-8")
        written = [page, *write_files(report.audit, asked.out)]
    except OSError as error:
        raise click.ClickException(f"The audit cannot be written to {asked.out} ({error.strerror}).") from error
    click.echo(summarize(report))
    click.echo(f"Wrote {', '.join(str(path) for path in written)}")


def summarize(report: AuditReport) -> str:
    """The first figures, as lines for a terminal."""
    from suggestions.outcomes.intervals import say_count, say_share

    audit = report.audit
    counted = f"{report.tickets:,} tickets, {audit.contacts.count:,} contacts, {len(audit.problems):,} problems"
    lines = [f"{counted}, {len(audit.chains):,} repeat chains."]
    if report.limit_reached:
        lines.append("Reading stopped at the limit; the span holds more.")
    shown = [(figure, [row for row in figure.rows if row.share.whole]) for figure in audit.figures]
    width = max((len(row.full_label) for _, rows in shown for row in rows), default=0)
    for figure, rows in shown:
        lines += ["", figure.title] if rows else []
        lines += [f"  {row.full_label:{width}} {say_count(row.share):>16}   {say_share(row.share)}" for row in rows]
    return "\n".join(lines) + "\n"


def _open(settings: Settings, asked: Asked, bars: Bars) -> tuple[Scope, Archive]:
    """Where the tickets come from, and the span: 90 days to today of an account, everything of stories."""
    from plugin import wiring
    from plugin.audit import Scope, open_archive
    from plugin.story_archive import StoryArchive

    if asked.stories:
        stories = StoryArchive(asked.stories)
        since, until = _find_span(asked, stories.oldest_at, stories.newest_at + timedelta(days=1))
        return Scope(since, until, stories.newest_at, asked.limit, asked.sample, asked.seed), stories
    now = wiring.now()
    today = _find_midnight(now)
    usual = (asked.until.replace(tzinfo=UTC) if asked.until else today) - timedelta(days=USUAL_DAYS)
    since, until = _find_span(asked, usual, today)
    archive = open_archive(settings, bars.note_wait)
    return Scope(since, until, now, asked.limit, asked.sample, asked.seed, settings.zendesk_url), archive


def _find_span(asked: Asked, since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Whole days of UTC; the last is left out. Raises click.UsageError for a span that ends before it begins."""
    since = asked.since.replace(tzinfo=UTC) if asked.since else _find_midnight(since)
    until = asked.until.replace(tzinfo=UTC) if asked.until else _find_midnight(until)
    if since >= until:
        raise click.UsageError(f"--since {since:%Y-%m-%d} must lie before --until {until:%Y-%m-%d}.")
    return since, until


def _find_midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _make_folder(folder: Path) -> None:
    """Before anything is read: an hour of reading is not to be lost to a folder that cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be made ({error.strerror}).") from error
