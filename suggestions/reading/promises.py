"""What agents said would happen, and whether the record shows that it did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from suggestions.model import Promise, PromiseState
from suggestions.reading.numbers import MONTHS, WEEKDAYS, parse_count, say_date
from suggestions.reading.span import Passage
from suggestions.reading.text import SENTENCE, clean_body, plain_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from suggestions.model import Comment, Ticket

WILL = r"(?:i|we|our (?:\w+ )?(?:team|engineer|technician|colleagues?|department)|someone|somebody|a (?:\w+ )?(?:colleague|manager|engineer|technician|specialist|supervisor)|he|she|they)(?:'ll| will| am going to| are going to| is going to)"
# said with a condition, or denied, or mere courtesy: none of these is a promise
CAUTIOUS = re.compile(
    r"\b(?:if|unless|once you|as soon as you|when you|may|might|could|hopefully|usually|normally|not|never|no longer|won't|can't|cannot|"
    r"unable|happy|glad|pleased|any (?:further |other )?questions?|survey|terms|newsletter)\b",
    re.IGNORECASE,
)
PASSIVE_REFUND = (
    r"(?:refund|money|amount|payment|credit)\b[^.!?]{0,40}\b(?:will|should) (?:be|arrive|reach|appear|show)"
)
# action, the words that make it, and how the draft names it
ACTIONS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (action, re.compile(pattern, re.IGNORECASE), noun)
    for action, pattern, noun in (
        ("call", rf"\b{WILL}\b[^.!?]{{0,25}}\b(?:call|phone|ring)\b|\b(?:you will|you'll) (?:receive|get|have) a (?:call|phone call)", "the call you were promised"),
        ("visit", rf"\b{WILL}\b[^.!?]{{0,25}}\b(?:visit|come (?:out|by|to)|be with you)\b|\b(?:engineer|technician) (?:will|is (?:booked|scheduled))|\b{WILL} (?:send|book|arrange)\b[^.!?]{{0,20}}\b(?:engineer|technician)", "the visit you were promised"),
        ("refund", rf"\b{WILL}\b[^.!?]{{0,25}}\b(?:refund|credit|reimburse|return (?:the|your) money|pay\b[^.!?]{{0,12}}back)|\b{PASSIVE_REFUND}|you(?:'ll| will) (?:receive|get|have|see) (?:a|the|your) (?:full )?(?:refund|money|credit)", "the refund you were promised"),
        ("replacement", rf"\b{WILL}\b[^.!?]{{0,25}}\b(?:send|ship|dispatch)\b[^.!?]{{0,30}}\b(?:new one|replacement|another)|\breplacement (?:will|is going to)", "the replacement you were promised"),
        ("delivery", rf"\b(?:parcel|order|package|delivery|item|laptop|device|letter|it)s?\b[^.!?]{{0,25}}\b(?:will|should) (?:arrive|ship|be shipped|be posted|be dispatched|be delivered|be with you|reach you)|\b{WILL}\b[^.!?]{{0,20}}\b(?:deliver|redeliver)\b", "the delivery you were promised"),
        ("fix", rf"\b{WILL}\b[^.!?]{{0,25}}\b(?:fix|repair|resolve|correct|sort (?:it|this) out|put (?:it|this) right)|\bwill be (?:fixed|resolved|corrected|restored|back)\b", "the fix you were promised"),
        ("item", r"\b(?:you will|you'll) (?:have|receive|get) (?:an?|the|your) (?P<what>(?:[a-z]+ ){0,2}(?:invoice|bill|contract|statement|voucher|letter|label|copy|card|router|modem|device|part|document|certificate|key|code))\b", "the {what} you were promised"),
        ("answer", rf"\b{WILL}\b[^.!?]{{0,30}}\b(?:get back to|reply|answer|respond|update|write|email|e-mail|let you know|come back to|contact|inform|send you)\b|\byou(?:'ll| will) (?:hear|receive|get|have) [^.!?]{{0,24}}(?:from us|from me|reply|answer|update|response|email|confirmation)", "the answer you were promised"),
    )
)  # fmt: skip
DAY_NAME = "|".join(WEEKDAYS)
MONTH_NAME = "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS)
DUE = (
    ("date", re.compile(rf"\b(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH_NAME})\b|\b(?P<month2>{MONTH_NAME})\s+(?P<dom2>\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE)),
    ("today", re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight|by the end of (?:the )?day|within the hour)\b", re.IGNORECASE)),
    ("tomorrow", re.compile(r"\btomorrow\b", re.IGNORECASE)),
    ("weekday", re.compile(rf"\b(?:by|on|before|until|this|next)?\s*(?:this |next )?(?P<day>{DAY_NAME})\b", re.IGNORECASE)),
    ("span", re.compile(r"\b(?:within|in|in the next|takes?|after)\s+(?:the next\s+)?(?:\d+\s*(?:-|–|to)\s*)?(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple of)\s+(?P<work>working |business )?(?P<unit>minute|hour|day|week|month)s?\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:this week|by the end of (?:the|this) week)\b", re.IGNORECASE)),
    ("next week", re.compile(r"\bnext week\b", re.IGNORECASE)),
)  # fmt: skip
# what customers write once it came, by what was promised
KEPT = {
    "call": re.compile(r"\b(?:called|rang|phoned) (?:me|us)\b|\b(?:good|nice) (?:talking|speaking) to\b|\bwe spoke\b", re.IGNORECASE),
    "visit": re.compile(r"\b(?:engineer|technician|he|she|they|someone) (?:came|was here|visited|turned up|has been)\b", re.IGNORECASE),
    "refund": re.compile(r"\b(?:got|received) (?:the|my) (?:refund|money)|(?:refund|money) (?:has )?(?:came|come|arrived|landed|is here)\b", re.IGNORECASE),
    "answer": re.compile(r"\b(?:thank you|thanks) for (?:your|the) (?:reply|answer|email|message|update)\b|\byou (?:wrote|replied|answered)\b", re.IGNORECASE),
    "fix": re.compile(r"\b(?:works|working|fixed|sorted) (?:again|now)\b", re.IGNORECASE),
    "replacement": re.compile(r"\b(?:replacement|new one) (?:has )?(?:arrived|came)\b", re.IGNORECASE),
    "delivery": re.compile(r"\b(?:parcel|order|delivery|it) (?:has )?arrived\b", re.IGNORECASE),
}  # fmt: skip
KEPT_ANYHOW = re.compile(r"\bas (?:he|she|they|you|was)? ?promised\b", re.IGNORECASE)
DENIED = re.compile(
    r"(?:n't|\b(?:not|never|no|nobody|no one|still|without|nothing|none|broken|damaged|wrong|should|supposed|if))\b",
    re.IGNORECASE,
)
UNDATED_GRACE = timedelta(days=7)
# nobody promises in larger numbers; what looks like it is something else
LONGEST_SPAN = 100
# what agents write once it is done
DONE = {
    "refund": re.compile(r"\b(?:have|has been|was|is) (?:now |already )?(?:refunded|credited)|refund (?:was|has been) (?:issued|sent|made)|refunded you", re.IGNORECASE),
    "call": re.compile(r"\b(?:as (?:we )?discussed|thank you for (?:taking my call|speaking)|i (?:have )?called you|thank(?:s| you) for the call|we spoke|tried to (?:reach|call|phone) you)\b", re.IGNORECASE),
    "visit": re.compile(r"\b(?:engineer|technician) (?:visited|came|was with you|has been)\b|\bduring the visit\b", re.IGNORECASE),
    "replacement": re.compile(r"\b(?:replacement|new one) (?:was|has been|is) (?:sent|shipped|dispatched|on its way)|\bhave (?:sent|shipped) (?:you )?(?:a|the) (?:replacement|new)", re.IGNORECASE),
    "fix": re.compile(r"\b(?:is|has been|was) (?:now )?(?:fixed|repaired|resolved|corrected|restored)\b", re.IGNORECASE),
    "item": re.compile(r"\b(?:here is|attached is|i have (?:sent|attached)|was sent|has been sent)\b", re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    action: str
    noun: str
    quote: str
    due_at: datetime | None


def find_promises(tickets: Iterable[Ticket], now: datetime) -> tuple[Promise, ...]:
    """Commitments in agents' public replies of these tickets, oldest first, one of a kind per reply."""
    everything = list(tickets)
    promises: dict[tuple[int, str], Promise] = {}
    for ticket in everything:
        for reply in ticket.public_replies:
            for found in _read_reply(reply):
                promises.setdefault((reply.id, found.action), _judge(found, ticket, reply, everything, now))
    return tuple(sorted(promises.values(), key=lambda p: p.made_at))


def _read_reply(reply: Comment) -> list[_Found]:
    found = []
    for match in SENTENCE.finditer(clean_body(reply.body)):
        sentence = match.group().strip()
        plain = plain_quotes(sentence)
        if plain.endswith("?") or CAUTIOUS.search(plain):
            continue
        hit = next(((a, _name(noun, m)) for a, pattern, noun in ACTIONS if (m := pattern.search(plain))), None)
        if hit:
            found.append(_Found(hit[0], hit[1], sentence, find_due(plain, reply.created_at)))
    return found


def _name(noun: str, match: re.Match[str]) -> str:
    return noun.format(**{key: value.lower() for key, value in match.groupdict().items() if value})


def _judge(found: _Found, ticket: Ticket, reply: Comment, tickets: list[Ticket], now: datetime) -> Promise:
    state = _find_state(found, reply, tickets, now)
    later = found.due_at is not None and found.due_at.date() != reply.created_at.date()
    noun = (
        f"{found.noun} for {say_date(found.due_at, now)}"
        if later and found.due_at
        else f"{found.noun} on {say_date(reply.created_at, now)}"
    )
    passage = Passage(ticket.id, reply.id, found.quote, reply.body, reply.created_at)
    return Promise(
        quote=found.quote, noun=noun, action=found.action, made_by=reply.author.name, made_at=reply.created_at,
        due_at=found.due_at, state=state, source=passage.find_source(found.quote),
    )  # fmt: skip


def _find_state(found: _Found, reply: Comment, tickets: list[Ticket], now: datetime) -> PromiseState:
    """Kept when a later word of either side shows it; broken when it is past due and nothing does."""
    later = [c for t in tickets for c in t.comments if c.public and c.created_at > reply.created_at]
    from_staff = [c for c in later if c.author.role.is_staff]
    from_requester = [c for c in later if not c.author.role.is_staff]
    if found.action == "answer" and from_staff:
        in_time = any(_in_time(c.created_at, found.due_at) for c in from_staff)
        return PromiseState.KEPT if in_time else PromiseState.LATE
    if any(_says(DONE.get(found.action), c.body) for c in from_staff):
        return PromiseState.KEPT
    if any(_says(KEPT.get(found.action), c.body) or _says(KEPT_ANYHOW, c.body) for c in from_requester):
        return PromiseState.KEPT
    if found.due_at is None:
        return PromiseState.BROKEN if from_requester and now - reply.created_at > UNDATED_GRACE else PromiseState.OPEN
    return PromiseState.BROKEN if now > found.due_at else PromiseState.OPEN


def _says(pattern: re.Pattern[str] | None, body: str) -> bool:
    """Whether one sentence says it, and does not deny it."""
    if pattern is None:
        return False
    sentences = (plain_quotes(match.group()) for match in SENTENCE.finditer(clean_body(body)))
    return any(pattern.search(sentence) and not DENIED.search(sentence) for sentence in sentences)


def _in_time(moment: datetime, due_at: datetime | None) -> bool:
    return due_at is None or moment <= due_at + timedelta(days=1)


def find_due(sentence: str, said_at: datetime) -> datetime | None:
    """By when, counted from when it was said; the end of that day unless hours were named."""
    for kind, pattern in DUE:
        if match := pattern.search(sentence):
            return _resolve(kind, match, said_at)
    return None


def _resolve(kind: str, match: re.Match[str], said_at: datetime) -> datetime | None:
    if kind == "date":
        return _find_date(match, said_at)
    if kind == "weekday":
        ahead = (WEEKDAYS.index(match["day"].lower()) - said_at.weekday()) % 7
        return _end_of_day(said_at + timedelta(days=ahead or 7))
    if kind == "span":
        number = parse_count(match["n"]) or 1
        if number > LONGEST_SPAN:
            return None
        unit = match["unit"].lower()
        if unit in {"minute", "hour"}:
            return said_at + timedelta(**{f"{unit}s": number})
        days = number * {"day": 1, "week": 7, "month": 30}[unit]
        return _end_of_day(_add_workdays(said_at, number) if match["work"] else said_at + timedelta(days=days))
    days = {"today": 0, "tomorrow": 1, "week": 6 - said_at.weekday(), "next week": 13 - said_at.weekday()}[kind]
    return _end_of_day(said_at + timedelta(days=days))


def _find_date(match: re.Match[str], said_at: datetime) -> datetime | None:
    """The named day on or after the day it was said; None for a day no calendar has."""
    month = 1 + [m[:3] for m in MONTHS].index((match["month"] or match["month2"])[:3].lower())
    try:
        day = datetime(said_at.year, month, int(match["dom"] or match["dom2"]), tzinfo=UTC)
        if day.date() < said_at.date():
            day = day.replace(year=day.year + 1)
    except ValueError:
        return None
    return _end_of_day(day)


def _add_workdays(moment: datetime, number: int) -> datetime:
    left = min(number, 250)
    while left:
        moment += timedelta(days=1)
        left -= moment.weekday() < WEEKDAYS.index("saturday")
    return moment


def _end_of_day(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(23, 59), UTC)
