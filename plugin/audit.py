"""`wellheard audit`: tickets in, an audit out. Everything is read, nothing is written to Zendesk."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from plugin import wiring
from suggestions.outcomes.audit import choose_to_read, compose_audit
from suggestions.outcomes.chains import group_problems
from suggestions.outcomes.contacts import sort_contacts
from suggestions.outcomes.conversations import read_conversations
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from plugin.settings import Settings
    from plugin.zendesk_archive import ZendeskArchive
    from suggestions.library.index import LibraryIndex
    from suggestions.model import Comment, Ticket
    from suggestions.outcomes.audit import Audit
    from suggestions.outcomes.chains import Problem
    from suggestions.ports import Embedder, Neighbours

log = logging.getLogger(__name__)
DEFAULT_SAMPLE = 200
DEFAULT_SEED = 1


class Archive(Protocol):
    """Where the tickets of an audit come from. May raise suggestions.errors."""

    def fetch_solved(self, since: datetime, until: datetime) -> Iterator[tuple[Ticket, ...]]:
        """The tickets written from `since` to before `until`, in pages; a ticket may come twice."""
        ...

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """Oldest first; none where they cannot be had any more."""
        ...

    def fetch_group_names(self) -> dict[int, str]: ...


class Progress(Protocol):
    """Hears how far an audit is. `total` is None while nobody knows it."""

    def start(self, step: str, total: int | None) -> None: ...

    def advance(self, count: int = 1) -> None: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be read: tickets written from `since` to before `until`, at most `limit` of them.

    `sample` is how many problems written about once have their comments read, drawn by `seed`; promises are judged
    as of `as_of`. `base_url` is where tickets are linked to, empty for stories.
    """

    since: datetime
    until: datetime
    as_of: datetime
    limit: int | None = None
    sample: int = DEFAULT_SAMPLE
    seed: int = DEFAULT_SEED
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """An audit with what it was made from. `comments_of` is the number of tickets whose comments were read."""

    scope: Scope
    audit: Audit
    tickets: int
    comments_of: int
    limit_reached: bool


def run_audit(  # noqa: PLR0913, PLR0917  # the parts of one reading, each of another kind
    scope: Scope,
    archive: Archive,
    index: LibraryIndex,
    embedder: Embedder,
    progress: Progress,
    neighbours: Neighbours | None = None,
) -> AuditReport:
    """Read and count. What was read becomes part of the team's `neighbours`. Raises suggestions.errors."""
    rules = Rules()
    tickets, limit_reached = _fetch_tickets(scope, archive, progress)
    contacts = sort_contacts(tickets)
    progress.start("Comparing what each customer wrote", contacts.count)
    grouped = group_problems(contacts.kept, index, embedder, rules, progress.advance)
    if neighbours:
        neighbours.remember(grouped.compared)
    problems, comments_of = _read_comments(grouped.problems, scope, archive, progress)
    conversations = read_conversations(problems, scope.as_of, rules)
    names = archive.fetch_group_names() if any(t.group_id for t in tickets) else {}
    audit = compose_audit(contacts.without(grouped.machine), problems, conversations, names, rules)
    return AuditReport(scope, audit, len(tickets), comments_of, limit_reached)


def _fetch_tickets(scope: Scope, archive: Archive, progress: Progress) -> tuple[list[Ticket], bool]:
    """Each ticket once, and whether there were more than the limit."""
    progress.start("Reading tickets", scope.limit)
    found: dict[int, Ticket] = {}
    for page in archive.fetch_solved(scope.since, scope.until):
        known = len(found)
        found |= {t.id: t for t in page}
        progress.advance(len(found) - known)
        if scope.limit is not None and len(found) > scope.limit:
            return list(found.values())[: scope.limit], True
    return list(found.values()), False


def _read_comments(
    problems: list[Problem], scope: Scope, archive: Archive, progress: Progress
) -> tuple[list[Problem], int]:
    """The problems, those chosen with their comments; and of how many tickets comments were read."""
    chosen = choose_to_read(problems, scope.sample, scope.seed)
    progress.start("Reading comments", sum(len(p.contacts) for p in chosen))
    read: dict[int, Problem] = {}
    count = 0
    for problem in chosen:
        contacts = []
        for ticket in problem.contacts:
            comments = archive.fetch_comments(ticket)
            count += bool(comments)
            contacts.append(replace(ticket, comments=comments))
            progress.advance()
        read[problem.contacts[0].id] = replace(problem, contacts=tuple(contacts))
    return [read.get(p.contacts[0].id, p) for p in problems], count


def open_archive(settings: Settings, on_wait: Callable[[float], None]) -> ZendeskArchive:
    """The account of the settings, or the sandbox running beside them. Raises NotRunning where there is neither."""
    from plugin.oauth_token import ClientCredentials, MemoryTokenCache
    from plugin.zendesk_archive import READ_SCOPE, ZendeskArchive

    if settings.uses_sandbox:
        raise wiring.NotRunning(
            "No Zendesk account is set and no sandbox is running here. Start everything with: make run. "
            "Or try it on stories: wellheard audit --stories sandbox/stories --out audit"
        )

    def sign(scope: str) -> ClientCredentials:
        return ClientCredentials(
            settings.zendesk_url, settings.zendesk_client_id, settings.zendesk_client_secret.get_secret_value(), scope,
            MemoryTokenCache(), wiring.now,
        )  # fmt: skip

    return ZendeskArchive(settings.zendesk_url, sign(READ_SCOPE), sign(settings.zendesk_scope), on_wait=on_wait)
