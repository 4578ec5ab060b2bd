"""What agents said would happen, found in their public replies, and what became of it.

English is read by its grammar and a small classifier (commitments.py, actions.py), German and French by their commonest forms (foreign_commitments.py).
Figures: docs/measured.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from suggestions.model import Promise, PromiseOwner, PromiseState, Source
from suggestions.reading.bots.bots import is_bot_name
from suggestions.reading.mail import bot_chats
from suggestions.reading.mail.characters import read_characters, tidy
from suggestions.reading.mail.history import keep_own
from suggestions.reading.numbers import say_date
from suggestions.reading.promises.actions import find_paper
from suggestions.reading.promises.commitments import Commitment, find_commitments
from suggestions.reading.promises.due import Speaker, find_due, find_zone
from suggestions.reading.promises.foreign_commitments import find_foreign_commitments, tell_language
from suggestions.reading.promises.state import judge
from suggestions.reading.promises.statements import split_statements
from suggestions.reading.quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from suggestions.model import Comment, Ticket, TicketId

# a whole sentence reads better than a piece of it, as long as a note can show it
LONGEST_QUOTE = 110
LONGEST_REPLY = 20_000
NOUNS = {
    "call": "the call", "visit": "the visit", "refund": "the refund", "replacement": "the replacement",
    "delivery": "the delivery", "fix": "the fix", "answer": "the answer",
}  # fmt: skip
# what Zendesk's rules and mail programs write in somebody's name (zendesk.md 1.1)
MACHINE = re.compile(r"\b(?:automation|system|no-?reply|automatic\w*|auto-?repl\w+|autoresponder)\b", re.IGNORECASE)
GREETING = re.compile(
    r"(?:hi|hello|hey|dear|morning|good (?:morning|day|afternoon|evening)|guten (?:tag|morgen|abend)|hallo|sehr geehrte\w*|bonjour|madame|monsieur)\b[^,.;:!]{0,40}[,!]\s+(?=\S)",
    re.IGNORECASE,
)
MACHINE_CHANNELS = frozenset({"rule", "system", "automation", "answer_bot", "answer_bot_for_web_widget"})


@dataclass(frozen=True, slots=True)
class Found:
    """A promise as a reply makes it. `due_at` in UTC, `source` where it stands in the body as stored."""

    action: str
    owner: PromiseOwner
    quote: str
    due_at: datetime | None
    source: Source
    thing: str


def find_promises(tickets: Iterable[Ticket], now: datetime) -> tuple[Promise, ...]:
    """Commitments in agents' public replies of these tickets, oldest first, judged by what the record shows until
    `now`. One that was promised again before it was kept counts once: the newest, with `times`.
    """
    everything = list(tickets)
    made = [
        _judge(found, reply, everything, now)
        for ticket in everything
        for reply in ticket.public_replies
        if reply.created_at <= now
        for found in read_reply(reply, ticket.id)
    ]
    return tuple(_drop_repeated(sorted(made, key=lambda p: (p.made_at, p.source.start))))


def read_reply(reply: Comment, ticket_id: TicketId) -> list[Found]:
    """The promises of one reply in reading order, whoever wrote it. Never raises on odd input."""
    text = tidy(keep_own(_keep_staff(read_characters(reply.body).split("\n"))))[:LONGEST_REPLY]
    quotes = Quotes(reply.body)
    found: list[Found] = []
    for statement in split_statements(text):
        language = tell_language(statement.words)
        speaker = Speaker(reply.created_at, reply.author.time_zone, language, reply.author.locale)
        commitments = (
            find_commitments(statement, text[: statement.start])
            if language == "en"
            else find_foreign_commitments(statement, language, reply.created_at)
        )
        for one in commitments:
            same = next((f.due_at for f in reversed(found) if f.due_at), None)
            due_at = find_due(one.words, speaker, same)
            if due_at is None and one.needs_time:
                continue
            start, end = one.start, one.end
            opening = GREETING.match(statement.words)
            if len(commitments) == 1 and statement.end - statement.start <= LONGEST_QUOTE and not statement.asks:
                start, end = min(statement.start + (opening.end() if opening else 0), one.start), statement.end
            span = quotes.find(text[start:end])
            if span:
                source = Source(ticket_id, reply.id, *span)
                quote = " ".join(text[start:end].split())
                found.append(Found(one.action, _find_owner(one, reply), quote, due_at, source, _name(one)))
    return found


def _keep_staff(lines: list[str]) -> list[str]:
    """Of a chat with a bot that staff posted what colleagues wrote in it and around it; other replies as they are."""
    chat = bot_chats.read_bot_chat(lines)
    if chat is None:
        return lines
    said = [line for turn in chat.turns if turn.speaker is bot_chats.Speaker.COLLEAGUE for line in turn.lines]
    return [*chat.before, *said, *chat.after]


def is_automatic(reply: Comment) -> bool:
    """Whether a machine wrote it under a staff member's name."""
    name = reply.author.name
    return reply.author.id <= 0 or reply.channel in MACHINE_CHANNELS or is_bot_name(name) or bool(MACHINE.search(name))


def _find_owner(one: Commitment, reply: Comment) -> PromiseOwner:
    return PromiseOwner.AUTOMATIC if is_automatic(reply) else PromiseOwner(one.owner)


def _name(one: Commitment) -> str:
    """How a sentence names it: `the call`, `the invoice`, `what`."""
    if one.action != "item":
        return NOUNS[one.action]
    paper = find_paper(one.words)
    return f"the {paper}" if paper else "what"


def _judge(found: Found, reply: Comment, tickets: list[Ticket], now: datetime) -> Promise:
    state, certain = judge(found.action, found.due_at, reply, tickets, now)
    zone = reply.author.time_zone
    made, due = (moment.astimezone(find_zone(zone)) if moment else None for moment in (reply.created_at, found.due_at))
    assert made is not None
    later = due is not None and due.date() != made.date()
    day = say_date(due if due and later else made, now, tickets[0].requester.locale)
    return Promise(
        quote=found.quote, noun=f"{found.thing} you were promised {'for' if later else 'on'} {day}", action=found.action,
        made_by=reply.author.name, made_at=reply.created_at, due_at=found.due_at, state=state, source=found.source,
        owner=found.owner, certain=certain, time_zone=zone,
    )  # fmt: skip


def _drop_repeated(promises: list[Promise]) -> list[Promise]:
    """Of the same thing promised again in a later reply, before it was kept, the newest."""
    kept: list[Promise] = []
    for promise in promises:
        earlier = next((p for p in kept if _is_repeated(p, promise)), None)
        if earlier:
            kept.remove(earlier)
            promise = replace(promise, times=earlier.times + 1)  # noqa: PLW2901  # the same promise, made again
        kept.append(promise)
    return kept


def _is_repeated(earlier: Promise, later: Promise) -> bool:
    return (
        earlier.action == later.action
        and earlier.source.comment_id != later.source.comment_id
        and earlier.state not in {PromiseState.KEPT, PromiseState.LATE}
        and (earlier.action != "item" or earlier.noun.split(" you ")[0] == later.noun.split(" you ")[0])
    )
