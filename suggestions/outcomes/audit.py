"""An audit: what the tickets of a span show, as figures, causes and examples. No words of a customer are in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from suggestions.outcomes import definitions
from suggestions.outcomes.conversations import End, find_end
from suggestions.outcomes.figures import (
    Figure,
    Row,
    find_person_figure,
    find_promise_figure,
    find_repeat_figure,
    find_reply_figure,
    find_tone_figure,
)
from suggestions.outcomes.intervals import Share
from suggestions.outcomes.replies import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.model import Promise, TicketId
    from suggestions.outcomes.chains import Problem
    from suggestions.outcomes.contacts import Contacts
    from suggestions.outcomes.conversations import Conversation
    from suggestions.rules import Rules

OTHER_LANGUAGE = "In a language the library does not have"
NOTHING_NEAR = "Nothing in the library is near"
NO_GROUP = "No group"
MOST_EXAMPLES = 5
LENGTHS = ((2, "2 contacts"), (3, "3 contacts"), (4, "4 contacts"), (5, "5 contacts and more"))
DAYS = ((0, "on one day"), (1, "1 to 3 days"), (4, "4 to 7 days"), (8, "8 to 30 days"), (31, "over 30 days"))


@dataclass(frozen=True, slots=True)
class Cause:
    """A contact reason with its chains. `share` is chains of all problems with this reason."""

    label: str
    reason: str
    customers: int
    repeats: int
    share: Share
    examples: tuple[TicketId, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """`problems` are all, oldest first; `conversations` those of them whose comments were read."""

    contacts: Contacts
    problems: tuple[Problem, ...]
    conversations: tuple[Conversation, ...]
    figures: tuple[Figure, ...]
    lengths: tuple[Row, ...]
    days: tuple[Row, ...]
    causes: tuple[Cause, ...]
    by_reason: Figure
    by_group: Figure

    @property
    def chains(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.is_repeated)

    @property
    def promises(self) -> tuple[tuple[Problem, Promise], ...]:
        return tuple((c.problem, p) for c in self.conversations for p in c.promises)

    def count_promises(self, end: End) -> int:
        return sum(c.count_promises(end) for c in self.conversations)

    def find_broken(self) -> tuple[TicketId, ...]:
        """The tickets broken promises were made on, the newest promise first."""
        broken = [p for _, p in self.promises if find_end(p) is End.BROKEN]
        newest = sorted(broken, key=lambda p: p.made_at, reverse=True)
        return tuple(dict.fromkeys(p.source.ticket_id for p in newest))

    def find_asked(self) -> tuple[TicketId, ...]:
        """The last ticket of each problem whose customer asked for a person after a stock reply, newest first."""
        asked = [c.problem for c in self.conversations if c.exchange.asked is Asked.AFTER_STOCK]
        return tuple(p.contacts[-1].id for p in sorted(asked, key=lambda p: p.contacts[-1].created_at, reverse=True))


def choose_to_read(problems: Sequence[Problem], sample: int, seed: int) -> list[Problem]:
    """Every chain, and so many of the problems written about once, drawn at random; the same for the same seed."""
    singles = [p for p in problems if not p.is_repeated]
    drawn = Random(seed).sample(singles, min(sample, len(singles)))  # noqa: S311  # a sample, not a secret
    return [p for p in problems if p.is_repeated] + drawn


def compose_audit(
    contacts: Contacts,
    problems: Sequence[Problem],
    conversations: Sequence[Conversation],
    group_names: Mapping[int, str],
    rules: Rules,
) -> Audit:
    chains = [p for p in problems if p.is_repeated]
    return Audit(
        contacts=contacts,
        problems=tuple(problems),
        conversations=tuple(conversations),
        figures=(
            find_repeat_figure(problems, rules.repeat_window_days),
            find_reply_figure(conversations),
            find_person_figure(conversations),
            find_promise_figure(conversations),
            find_tone_figure(conversations),
        ),
        lengths=_spread([len(p.contacts) for p in chains], LENGTHS),
        days=_spread([p.days for p in chains], DAYS),
        causes=_find_causes(problems),
        by_reason=_break_down(
            "by_reason", "By contact reason", definitions.BY_REASON, [(name_reason(p), p) for p in problems]
        ),
        by_group=_break_down(
            "by_group", "By group", definitions.BY_GROUP, [(name_group(p, group_names), p) for p in problems]
        ),
    )


def name_reason(problem: Problem) -> str:
    if problem.reason:
        return problem.reason.title
    return NOTHING_NEAR if problem.language == "en" else OTHER_LANGUAGE


def name_group(problem: Problem, names: Mapping[int, str]) -> str:
    number = problem.contacts[0].group_id
    return NO_GROUP if number is None else names.get(number) or f"Group {number}"


def _spread(values: Sequence[int], steps: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """How many values lie from each step to the next."""
    counts = Counter(max(start for start, _ in steps if start <= value) for value in values)
    return tuple(Row(label, Share(counts[start], len(values))) for start, label in steps)


def _find_causes(problems: Sequence[Problem]) -> tuple[Cause, ...]:
    """Contact reasons with the most different customers who wrote again, first."""
    by_label: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_label[name_reason(problem)].append(problem)
    causes = []
    for label, mine in by_label.items():
        chains = sorted((p for p in mine if p.is_repeated), key=lambda p: len(p.contacts), reverse=True)
        if chains:
            causes.append(
                Cause(
                    label=label,
                    reason=mine[0].reason.reason if mine[0].reason else "",
                    customers=len({p.requester_id for p in chains}),
                    repeats=sum(len(p.contacts) - 1 for p in chains),
                    share=Share(len(chains), len(mine)),
                    examples=tuple(p.contacts[-1].id for p in chains[:MOST_EXAMPLES]),
                )
            )
    return tuple(sorted(causes, key=lambda c: (-c.customers, -c.repeats, c.label)))


def _break_down(key: str, title: str, definition: str, named: Sequence[tuple[str, Problem]]) -> Figure:
    """One row a name, the most problems first."""
    sizes = Counter(name for name, _ in named)
    repeated = Counter(name for name, problem in named if problem.is_repeated)
    rows = tuple(Row(name, Share(repeated[name], size)) for name, size in sizes.most_common())
    return Figure(key, title, definition, rows)
