"""What staff already did about it, as their replies tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.numbers import say_date

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.model import Comment
    from suggestions.reading.span import Passage

TEAM = r"(?:our |the )?(?P<team>[a-z]+(?: [a-z]+)? (?:team|department)|warehouse|carrier|courier|engineers|bank)"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (rf"\b(?:forwarded|passed|escalated|sent|referred|handed)\b[^.!?]{{0,24}}\bto {TEAM}", "your request was passed to the {team}"),
        (r"\b(?:reset|have reset) your (?P<what>connection|line|router|password|account|modem)\b", "your {what} was reset"),
        (r"\b(?:restart|reboot) (?:your|the) (?P<what>router|modem|app|phone|device|computer)\b", "you were asked to restart the {what}"),
        (r"\b(?:reinstall|re-install) (?:the|our) app\b", "you were asked to reinstall the app"),
        (r"\b(?:opened|started|raised) (?:an? )?(?P<what>investigation|trace|search|claim|ticket with [a-z ]{3,20})\b", "an {what} was opened"),
        (r"\b(?:have|has been|was) (?:already )?refunded\b|\b(?:issued|processed) (?:a|the|your) refund\b", "a refund was started"),
        (r"\b(?:booked|scheduled|arranged) (?:a|an|the|our) (?P<what>engineer|technician)\b", "a visit by an engineer was booked"),
    )
)  # fmt: skip
# denied, or only thought of, earlier in the same sentence
UNDONE = re.compile(r"(?:n't|\b(?:not|never|if|should|could|whether|once))\b[^.!?\n]*$", re.IGNORECASE)


def find_tried_by_staff(passage: Passage, reply: Comment, now: datetime) -> list[Fact]:
    """Clauses with the day: `your request was passed to the billing team on 13 August`."""
    text = passage.plain
    day = say_date(reply.created_at, now, passage.locale)
    facts = []
    for pattern, said in PATTERNS:
        if (match := pattern.search(text)) and not UNDONE.search(text[: match.start()]):
            words = {key: value.lower() for key, value in match.groupdict().items() if value}
            clause = re.sub(r"\ban (?=[^aeiou])", "a ", said.format(**words))
            facts.append(passage.make_fact("tried", FactKind.ACTION, f"{clause} on {day}", match.span()))
    return facts
