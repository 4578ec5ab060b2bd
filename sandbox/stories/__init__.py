"""Stories of one requester each, a JSON file apiece: their past and a ticket about to be written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Story = dict[str, Any]

WEEK = timedelta(weeks=1)


def load_stories() -> list[Story]:
    """Every story, in the order their new tickets arrive; `expect` is what tests hold the product to."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    stories = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return sorted(stories, key=lambda story: _moment(story["new_ticket"]["created_at"]))


def load_story(story_id: str) -> Story:
    """One story by its id. Raises LookupError naming those there are."""
    stories = {story["id"]: story for story in load_stories()}
    if story_id not in stories:
        raise LookupError(f"There is no story {story_id!r}. Pick one of: {', '.join(sorted(stories))}.")
    return stories[story_id]


def shift(story: Story, now: datetime) -> Story:
    """A copy whose new ticket lies within the seven days up to `now` (which has a zone).

    Every date moves by the same number of whole weeks, so "by Friday" is still a Friday.
    """
    weeks = (now - _moment(story["new_ticket"]["created_at"])) // WEEK
    moved: Story = _moved(story, weeks * WEEK)
    return moved


def _moved(part: Any, distance: timedelta) -> Any:
    if isinstance(part, list):
        return [_moved(one, distance) for one in part]
    if isinstance(part, dict):
        return {
            name: _later(value, distance) if name.endswith("_at") else _moved(value, distance)
            for name, value in part.items()
        }
    return part


def _later(stamp: str | None, distance: timedelta) -> str | None:
    if stamp is None:
        return None
    return (_moment(stamp) + distance).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
