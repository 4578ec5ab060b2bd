"""Branches of a tree that can never be taken."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from suggestions.conditions import CHARGED_FROM_CONTACT
from suggestions.library.lint_rules import tell
from suggestions.library.trees import VALUES, holds
from suggestions.model import STRAINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.conditions import Conditions
    from suggestions.library.files import LibraryFile
    from suggestions.library.lint_rules import Finding
    from suggestions.library.marked import Place
    from suggestions.library.responses import Branch, Check

# so many kinds of case tell any tree apart that a person can read
MOST_CASES: Final = 100_000


def lint_tree(file: LibraryFile) -> Iterator[Finding]:
    """Dead branches: no case reaches them, or an earlier branch takes every case that would."""
    tree = file.response.tree if file.response else ()
    checks = list(_find_checks(tree))
    cases = list(itertools.islice(_make_cases(checks, file.language), MOST_CASES + 1)) if checks else []
    if len(cases) <= MOST_CASES:
        yield from _lint_branches(tree, ("tree",), cases, cases, file)


def _lint_branches(
    tree: tuple[Branch, ...], place: Place, cases: list[Conditions], reaching: list[Conditions], file: LibraryFile
) -> Iterator[Finding]:
    """`reaching` are the cases that come to this tree; of the ones in `cases` earlier branches may have taken some."""
    for n, branch in enumerate(tree):
        spot = (*place, n)
        fits = [case for case in cases if all(holds(check, case) for check in branch.checks)]
        taken = [case for case in reaching if all(holds(check, case) for check in branch.checks)]
        if not taken:
            why = "earlier branches take all of its cases" if fits else "its conditions never hold together here"
            yield tell("dead-branch", file.where, file.page.find_line(spot), f"branch {n + 1}: {why}")
        else:
            yield from _lint_branches(branch.tree, (*spot, "tree"), taken, taken, file)
        reaching = [case for case in reaching if not all(holds(check, case) for check in branch.checks)]


def _find_checks(tree: tuple[Branch, ...]) -> Iterator[Check]:
    for branch in tree:
        yield from branch.checks
        yield from _find_checks(branch.tree)


def _make_cases(checks: list[Check], language: str) -> Iterator[Conditions]:
    """Every kind of case these checks can tell apart; what follows from the count or the feeling follows here too."""
    named: dict[str, set[Any]] = defaultdict(set)
    for check in checks:
        named[check.name].add(check.value)
    counts = range(1, max([4, *named["contact_count"]]) + 2)
    signals = sorted(named["signals"])
    free: dict[str, list[Any]] = {
        "needs_empathy": [True, False], "root_cause": [True, False], "account": list(VALUES["account"]),
        "asks_for": list(VALUES["asks_for"]), "channel": [*named["channel"], "another"],
        "contact_reason": [*named["contact_reason"] - {""}, ""],
        "signals": [list(s) for n in range(len(signals) + 1) for s in itertools.combinations(signals, n)],
    }  # fmt: skip
    # a name that is not asked needs one value only
    options = [values if name in named else values[:1] for name, values in free.items()]
    for count, feeling, promise in itertools.product(counts, VALUES["feeling"], VALUES["promise"]):
        charged = feeling in STRAINED or count >= CHARGED_FROM_CONTACT or promise == "broken"
        for values in itertools.product(*options):
            case: Any = dict(zip(free, values, strict=True)) | {
                "contact_count": count, "is_repeat": count > 1, "feeling": feeling, "promise": promise,
                "charged": charged, "language": language,
            }  # fmt: skip
            yield case
