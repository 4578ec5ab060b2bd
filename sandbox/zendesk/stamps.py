"""Moments as Zendesk writes them: UTC, whole seconds, a Z at the end."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def render(moment: datetime | None) -> str | None:
    """`2026-01-02T03:04:05Z`, or None for a moment that has not come."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text: str) -> datetime:
    """Read an ISO 8601 date or date and time; without a zone it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError as impossible:
        raise ValueError(f"{text} is outside the calendar") from impossible
