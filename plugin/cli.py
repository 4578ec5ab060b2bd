"""The command line. Everything heavy is imported by the command that needs it, so that `--help` is instant."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from plugin.settings import Settings

VERSION = "0.1.0"


class OurErrors(click.Group):
    """Says what is wrong in a sentence, and exits with 1. What we did not foresee keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from plugin.cli_errors import expected_errors

        try:
            return super().invoke(ctx)
        except expected_errors() as error:
            click.echo(f"wellheard: {error}", err=True)
            ctx.exit(1)


@click.group(cls=OurErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="wellheard")
@click.option("--verbose", is_flag=True, help="Log more, to standard error.")
def main(*, verbose: bool) -> None:
    """Drafts that show the customer was heard, left as internal notes beside Zendesk."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # zenpy prints whole notes at DEBUG; the model's own libraries chat
    for name in ("zenpy", "sentence_transformers", "httpx", "urllib3", "rq", "alembic"):
        logging.getLogger(name).setLevel(logging.INFO if verbose and name != "zenpy" else logging.WARNING)


@main.command()
@click.option("--once", is_flag=True, help="Play the stories, print the notes and leave.")
def demo(*, once: bool) -> None:
    """Watch tickets come in and notes appear, on a pretend Zendesk."""
    from plugin.cli_demo import run_demo

    sys.exit(run_demo(stays=not once and sys.stdout.isatty()))


@main.command()
def run() -> None:
    """Run web, worker, scheduler and sweep; with an embedded Redis and the sandbox where nothing is set."""
    from plugin.launcher import Launcher
    from plugin.settings import load_settings

    launcher = Launcher(load_settings())
    sys.exit(launcher.run())


@main.command()
def web() -> None:
    """Take webhooks in."""
    from plugin.web import serve

    serve(_settings())


@main.command()
def worker() -> None:
    """Write the notes."""
    from plugin.worker import run_worker

    sys.exit(run_worker(_settings()))


@main.command()
def scheduler() -> None:
    """Bring jobs that wait for their time back to the queue."""
    from plugin import wiring
    from plugin.scheduler import run_scheduler

    run_scheduler(wiring.find_redis_url(_settings()), wiring.QUEUE)


@main.command()
@click.option("--forever", is_flag=True, help="Sweep every few minutes until stopped.")
def sweep(*, forever: bool) -> None:
    """Queue tickets whose webhook never came."""
    from plugin.sweep import run_sweep

    swept = run_sweep(_settings(), forever=forever)
    click.echo(f"Looked at {swept.seen} tickets, queued {swept.queued}.")


@main.command()
@click.argument("ticket", type=click.IntRange(min=1), required=False)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read one story as JSON from standard input instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole suggestion as one JSON object.")
@click.option("--framework", type=click.Choice(["plain", "heart", "care", "ladder"]), help="Draft it in this one.")
def suggest(ticket: int | None, *, from_stdin: bool, as_json: bool, framework: str | None) -> None:
    """Print what would be suggested for TICKET, with its why. Nothing is posted."""
    from plugin import dry_run

    if from_stdin == (ticket is not None):
        raise click.UsageError("Name a TICKET, or pass --stdin and a story.")
    if from_stdin:
        report = dry_run.suggest_for_story(_settings(), sys.stdin.buffer.read(), framework)
    else:
        assert ticket is not None
        report = dry_run.suggest_for_ticket(_settings(), ticket, framework)
    click.echo(json.dumps(report.body, ensure_ascii=False, indent=2) if as_json else report.text)


@main.command()
@click.option(
    "--url", "public_url", required=True, help="Where Zendesk reaches this machine: https://wellheard.example.org"
)
@click.option("--client-id", required=True, help="OAuth client of an admin, with webhooks and triggers scopes.")
@click.option("--client-secret", required=True, envvar="WELLHEARD_INSTALLER_SECRET", help="Its secret.")
def connect(public_url: str, client_id: str, client_secret: str) -> None:
    """Make the webhook and the trigger in the account of WELLHEARD_ZENDESK_URL. Twice changes nothing."""
    from plugin.cli_connect import run_connect

    click.echo(run_connect(public_url, client_id, client_secret))


@main.command()
@click.option("--folder", default="dist", show_default=True, help="Where the package goes.")
def package(folder: str) -> None:
    """Build the Zendesk app package."""
    from manifest.package import write_package

    click.echo(f"Wrote {write_package(Path(folder), VERSION)}")


TASKS = ("picking", "tickets", "repeat", "feeling", "facts", "signals", "promises", "words")


@main.command("evaluate")
@click.argument("task", type=click.Choice(TASKS))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="A JSON Lines file of labelled rows.")
@click.option("--library", type=click.Path(path_type=Path), help="For repeat: a file whose library rows serve.")
@click.option("--rule", "rules", multiple=True, help="Try another line than the shipped one, such as pick_line=0.47.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate_command(task: str, data: Path, library: Path | None, rules: tuple[str, ...], *, as_json: bool) -> None:
    """Measure the product's own code on labelled data. Nothing is fitted on it."""
    from plugin.evaluate import evaluate, parse_rules
    from suggestions.evaluation.rows import DataProblem

    try:
        found = evaluate(_settings(), task, data, library, parse_rules(rules))
    except DataProblem as problem:
        click.echo(f"wellheard: {task}: {problem}", err=True)
        sys.exit(2)
    click.echo(json.dumps(found) if as_json else "\n".join(f"{key:24} {value}" for key, value in found.items()))


@main.group()
def library() -> None:
    """Look after the team's library of responses."""


@library.command("lint")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--model", "with_model", is_flag=True, help="Compare reasons by meaning too, which takes longer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def lint_command(folder: Path | None, *, with_model: bool, as_json: bool) -> None:
    """List what a curator should look at in FOLDER, or in the library in use, with a cure for each.

    Leaves with 0 where there is no error, 1 where there is one, 2 where it could not look.
    """
    from plugin.cli_library import run_lint

    sys.exit(run_lint(_settings, folder, with_model=with_model, as_json=as_json))


@library.command("schema")
def schema_command() -> None:
    """Print the JSON schema of library files, for editors."""
    from suggestions.library.schema import make_schema

    click.echo(json.dumps(make_schema(), ensure_ascii=False, indent=2))


DAY = click.DateTime(formats=["%Y-%m-%d"])


@main.command()
@click.option("--since", type=DAY, help="First day, UTC, such as 2026-08-01. Left out: 90 days before the end.")
@click.option("--until", type=DAY, help="First day no longer read. Left out: today.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many tickets.")
@click.option(
    "--sample",
    default=200,
    show_default=True,
    type=click.IntRange(min=0),
    help="Problems written about once whose comments are read, drawn at random.",
)
@click.option("--seed", default=1, show_default=True, help="For the draw: the same seed draws the same.")
@click.option(
    "--stories",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read story files of this folder instead of Zendesk.",
)
@click.option(
    "--out",
    default="audit",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for audit.html, chains.csv, promises.csv and figures.csv.",
)
def audit(**asked: Any) -> None:
    """Count repeat contacts, stock replies and broken promises in solved tickets. Nothing is written to Zendesk."""
    from plugin.cli_audit import Asked, run_audit_command

    run_audit_command(_settings(), Asked(**asked))


@main.command()
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 366), help="How far back to look.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def report(days: int, *, as_json: bool) -> None:
    """List the problems customers had to write about again, with how many did and their newest tickets."""
    from plugin.problem_report import describe_report, gather_report, print_report

    found = gather_report(_settings(), days)
    if as_json:
        click.echo(json.dumps(describe_report(found), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    print_report(found, Console())


def _settings() -> Settings:
    from plugin.settings import load_settings_beside_sandbox

    return load_settings_beside_sandbox()
