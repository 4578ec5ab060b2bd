"""A suggestion with its why, and nothing posted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plugin import wiring
from plugin.embedder import limit_threads
from plugin.neighbours import TeamNeighbours
from plugin.report import describe
from suggestions.drafting.frameworks import Framework
from suggestions.model import TicketId, Withheld

if TYPE_CHECKING:
    from plugin.settings import Settings
    from suggestions.suggester import Suggester

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """`body` is the JSON object of `--json`; `text` is the note as lines."""

    body: dict[str, Any]
    text: str


def suggest_for_ticket(settings: Settings, ticket_id: int, framework: str | None = None) -> Report:
    """Read the ticket and its history now. Raises suggestions.errors."""
    limit_threads()
    redis = wiring.open_redis(settings) if settings.redis_url.get_secret_value() else None
    helpdesk = wiring.open_helpdesk(settings, redis)
    store = wiring.open_store(settings)
    embedder = wiring.open_embedder(settings)
    index = wiring.open_index(settings, embedder)
    neighbours = TeamNeighbours(store, embedder, index, wiring.now)
    suggester = wiring.open_suggester(settings, helpdesk, embedder, index, store, neighbours)
    return _suggest(suggester, TicketId(ticket_id), framework)


def suggest_for_story(settings: Settings, told: bytes, framework: str | None = None) -> Report:
    """One story, without any network. Raises StoryProblem."""
    from plugin.story import NoRecords, StoryHelpdesk, parse_story

    story = parse_story(told)
    limit_threads(2)
    embedder = wiring.open_embedder(settings)
    index = wiring.open_index(settings, embedder)
    suggester = wiring.open_suggester(settings, StoryHelpdesk(story), embedder, index, NoRecords())
    return _suggest(suggester, TicketId(story.new_ticket.id), framework)


def _suggest(suggester: Suggester, ticket_id: TicketId, framework: str | None) -> Report:
    asked = Framework(framework) if framework else None
    suggestion = suggester.suggest(ticket_id, again=True, framework=asked)
    if isinstance(suggestion, Withheld):
        return Report(describe(suggestion, None), f"No note. {suggestion.sentence}")
    note = suggester.render(suggestion)
    return Report(describe(suggestion, note), note.text)
