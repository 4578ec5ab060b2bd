"""Holds an app package against Zendesk's rules before it is uploaded, without a network (zendesk.md 6.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manifest import check_files, check_manifest, check_parameters, check_translations

if TYPE_CHECKING:
    from manifest.problem import Package, Problem, Rule

RULES: tuple[Rule, ...] = (
    *check_files.RULES, *check_manifest.RULES, *check_parameters.RULES, *check_translations.RULES,
)  # fmt: skip


def check_package(package: Package) -> list[Problem]:
    """All problems, in the order of the rules; empty when Zendesk should take the package."""
    return [problem for rule in RULES for problem in rule(package)]
