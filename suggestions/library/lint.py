"""`wellheard library lint`: everything a curator should look at in a folder of library files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.library.files import read_files
from suggestions.library.lint_exemplars import lint_exemplars, lint_overlap
from suggestions.library.lint_paths import lint_paths
from suggestions.library.lint_rules import Severity, tell
from suggestions.library.lint_trees import lint_tree
from suggestions.library.lint_words import lint_spelling, lint_words
from suggestions.library.responses import ALTERNATES, BLANK, SLOT
from suggestions.reading.text import count_words
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from suggestions.library.files import LibraryFile
    from suggestions.library.lint_rules import Finding
    from suggestions.ports import Embedder

FEWEST_QUESTIONS: Final = 2
CUSTOMER_WORDS: Final = (20, 60)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, in the order of files and lines; `files` is how many could be read."""

    files: int
    findings: tuple[Finding, ...]
    looked_at_overlap: bool

    @property
    def errors(self) -> int:
        return sum(f.severity is Severity.ERROR for f in self.findings)


def lint_library(folder: Path, embedder: Embedder | None = None) -> Report:
    """Read every file and look at all that could be read; overlap of reasons only with an embedder.

    Raises LibraryProblem where there is no file to read.
    """
    files, problems = read_files(folder)
    found = [tell("format", p.where, p.line, p.what, p.cure) for p in problems]
    for file in files:
        shared = tuple(w for f in files if f.response is None and f.language == file.language for w in f.wordings)
        found += lint_words(file)
        found += lint_paths(file, shared if file.response else ())
        found += lint_tree(file)
        found += _lint_lines(file)
    found += lint_spelling(files)
    found += lint_exemplars(files)
    if embedder:
        found += lint_overlap(files, embedder)
    return Report(len(files), tuple(sorted(found)), embedder is not None)


def _lint_lines(file: LibraryFile) -> Iterator[Finding]:
    """What helps the agent and a new curator: the lines beside the parts."""
    response = file.response
    if response is None:
        return
    lines = {name: getattr(response, name) for name in ("principle", "guideline", "avoid", "example")}
    missing = [name for name, value in lines.items() if not value]
    missing += ["guide"] if len(response.guide) < FEWEST_QUESTIONS else []
    if missing:
        yield tell("unfinished", file.where, 1, f"without {', '.join(missing)}")
    fixed = sum(not ALTERNATES.search(w.text) for w in response.wordings)
    if fixed * 2 > len(response.wordings):
        line = file.page.find_line(("parts",))
        yield tell("few-alternates", file.where, line, f"{fixed} of {len(response.wordings)} wordings have none")
    if response.example:
        faults = _find_example_faults(response.example.customer, response.example.reply)
        for key, what in faults:
            yield tell("example", file.where, file.page.find_line(("example", key)), what)


def _find_example_faults(customer: str, reply: str) -> Iterator[tuple[str, str]]:
    least, most = CUSTOMER_WORDS
    if not least <= (said := count_words(customer)) <= most:
        yield "customer", f"the customer's message has {said} words, not {least} to {most}"
    if (words := count_words(reply)) > (limit := Rules().words_hard):
        yield "reply", f"the reply has {words} words of {limit}"
    if BLANK.search(reply) or SLOT.search(reply) or ALTERNATES.search(reply):
        yield "reply", "a blank, a fact or an alternate is left open in the reply"
    if phrase := find_stock_phrase(reply):
        yield "reply", f"“{phrase}” in the reply would fit every ticket"
