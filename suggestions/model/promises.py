"""What was said would happen, by whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import date, datetime

    from suggestions.model.facts import Source


class PromiseState(StrEnum):
    """As far as the record shows: broken is past due and nothing shows it was done; late was done after that."""

    BROKEN = "broken"
    OPEN = "open"
    KEPT = "kept"
    LATE = "late"


class PromiseOwner(StrEnum):
    """Who is to do it: the agent who wrote, the team, somebody else (a carrier, a bank, nobody named), or nobody at
    all, because a machine wrote the message.
    """

    ME = "me"
    TEAM = "team"
    OTHER = "other"
    AUTOMATIC = "automatic message"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something an agent said would happen. `due_at` is None when no time was given.

    `noun` names it inside a sentence: "the call you were promised on 2 September". `certain` is false for a broken one
    of which only silence speaks: a call may have come without a word in the record. `times` is how often it was
    promised; `time_zone` is the clock on which its days are counted.
    """

    quote: str
    noun: str
    action: str
    made_by: str
    made_at: datetime
    due_at: datetime | None
    state: PromiseState
    source: Source
    owner: PromiseOwner = PromiseOwner.TEAM
    certain: bool = True
    times: int = 1
    time_zone: str = "UTC"

    @property
    def due_on(self) -> date | None:
        """The last day, on the clock of whoever promised; an unknown zone reads as UTC."""
        if self.due_at is None:
            return None
        try:
            return self.due_at.astimezone(ZoneInfo(self.time_zone)).date()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return self.due_at.date()
