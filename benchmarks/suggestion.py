"""What a suggestion costs beside encoding its ticket once: reading, ranking, composing, the note."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plugin.embedder import SentenceTransformerEmbedder, limit_threads

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 15
STORY = "double-charge-third-contact"


def run() -> None:
    """Prints milliseconds of one encode, of a suggestion with a known history, and their ratio."""
    limit_threads()
    with TemporaryDirectory(prefix="wh-") as folder:
        encode, suggest = _prepare(Path(folder))
        rounds: dict[str, list[float]] = {"one encode": [], "a suggestion, its ticket and history known": []}
        for _ in range(ROUNDS):
            for name, act in zip(rounds, (encode, suggest), strict=True):
                started = time.process_time()
                act()
                rounds[name].append(time.process_time() - started)
    medians = {name: statistics.median(found) for name, found in rounds.items()}
    for name, median in medians.items():
        print(f"{name:46} {1000 * median:7.1f} ms of CPU")
    one, other = medians.values()
    print(f"ratio, the rest of a suggestion to one encode: {other / one:5.2f}")


def _prepare(folder: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    from plugin import wiring
    from plugin.embedding_cache import CachedEmbedder
    from plugin.settings import load_settings
    from plugin.story import NoRecords, StoryHelpdesk, parse_story
    from sandbox.stories import load_story
    from suggestions.model import TicketId

    settings = load_settings(state_dir=folder)
    model = SentenceTransformerEmbedder(settings.model)
    embedder = CachedEmbedder(model, wiring.open_store(settings))
    index = wiring.open_index(settings, embedder)
    story = parse_story(json.dumps(load_story(STORY)))
    suggester = wiring.open_suggester(settings, StoryHelpdesk(story), embedder, index, NoRecords())
    ticket_id, text = TicketId(story.new_ticket.id), str(story.new_ticket.body)

    def suggest() -> object:
        suggestion = suggester.suggest(ticket_id)
        return suggester.render(suggestion)  # type: ignore[arg-type]  # this story is never withheld

    suggest()
    return lambda: model.encode([text]), suggest


if __name__ == "__main__":
    run()
