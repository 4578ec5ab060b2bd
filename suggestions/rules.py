"""The tuning numbers, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """The tuning numbers. All lines are probabilities.

    How the lines were chosen: docs/architecture.md, "Where the lines come from".
    """

    pick_line: float = 0.50
    pick_line_called_for: float = 0.15
    pick_margin: float = 0.10
    pick_sure: float = 0.60
    pick_certain: float = 0.75
    repeat_line: float = 0.65
    repeat_related_line: float = 0.32
    model_languages: frozenset[str] = frozenset({"en"})
    repeat_window_days: int = 120
    likeliest_earlier: int = 3
    ledger_lines: int = 5
    words_plain: int = 60
    words_hard: int = 130
    text_limit: int = 20_000
    root_cause_days: int = 14
    root_cause_requesters: int = 5
    root_cause_percent: int = 25
    tag: str = "wellheard"
    off_tag: str = "wellheard_off"
    handoff_tags: bool = True
    prompt_only: bool = False
    premium_tags: frozenset[str] = field(default_factory=lambda: frozenset({"premium", "plan_premium", "vip"}))
