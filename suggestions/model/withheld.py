"""Why nothing, or no draft, was suggested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nothing, or no draft, was suggested."""

    ALREADY_SUGGESTED = "already_suggested"
    STAFF_REQUESTER = "staff_requester"
    SUSPENDED_REQUESTER = "suspended_requester"
    NOT_OPEN = "not_open"
    MUTED = "muted"
    NO_WORDS = "no_words"
    AUTOMATIC = "automatic"
    AGENT_ANSWERED = "agent_answered"
    SIDE_CONVERSATION = "side_conversation"
    TICKET_BUSY = "ticket_busy"
    NO_MATCH = "no_match"
    LANGUAGE = "language"
    NO_ACTION = "no_action"
    STOCK_PHRASE = "stock_phrase"
    UNTRUE = "untrue"
    OVER_WARM = "over_warm"
    TELLS_TOO_MUCH = "tells_too_much"
    RISK_OF_HARM = "risk_of_harm"
    THREAT = "threat"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Withheld:
    """We chose to suggest nothing. `sentence` tells an agent why, and stands on its own."""

    reason: Reason
    sentence: str
