"""`wellheard library lint`: what a curator should look at, as lines for a terminal or as JSON."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import click

from plugin import wiring
from plugin.cli_errors import expected_errors
from suggestions.library.lint import lint_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plugin.settings import Settings
    from suggestions.library.lint import Report
    from suggestions.ports import Embedder

CLEAN, FOUND, UNUSABLE = 0, 1, 2


def run_lint(find_settings: Callable[[], Settings], folder: Path | None, *, with_model: bool, as_json: bool) -> int:
    """Print the findings; returns the exit status. Settings are asked for only where a folder alone is not enough."""
    try:
        folder = folder or wiring.find_library(find_settings())
        report = lint_library(folder, _open_embedder(find_settings()) if with_model else None)
    except expected_errors() as error:
        click.echo(f"wellheard: {error}", err=True)
        return UNUSABLE
    body = describe_lint(report)
    click.echo(json.dumps(body, ensure_ascii=False, indent=2) if as_json else say_lint(report))
    return FOUND if report.errors else CLEAN


def describe_lint(report: Report) -> dict[str, Any]:
    """The report as plain data: {files, errors, advice, looked_at_overlap, findings: [{file, line, …}]}."""
    findings = [
        {"file": f.where, "line": f.line, "severity": str(f.severity), "rule": f.rule, "what": f.what, "cure": f.cure}
        for f in report.findings
    ]
    return {
        "files": report.files, "errors": report.errors, "advice": len(findings) - report.errors,
        "looked_at_overlap": report.looked_at_overlap, "findings": findings,
    }  # fmt: skip


def say_lint(report: Report) -> str:
    """A paragraph a file: `12 error stock-phrase: what`, and the cure below it."""
    lines: list[str] = []
    for where, findings in itertools.groupby(report.findings, key=lambda f: f.where):
        lines.append(where)
        for f in findings:
            lines += [f"  {f.line:>4}  {f.severity}  {f.rule}: {f.what}", f"        → {f.cure}"]
        lines.append("")
    advice = len(report.findings) - report.errors
    lines.append(f"{report.files} files read, {report.errors} errors, {advice} pieces of advice.")
    if not report.looked_at_overlap:
        lines.append("Whether reasons overlap was not looked at; --model looks.")
    return "\n".join(lines)


def _open_embedder(settings: Settings) -> Embedder:
    from plugin.embedder import limit_threads

    limit_threads(2)
    return wiring.open_embedder(settings)
