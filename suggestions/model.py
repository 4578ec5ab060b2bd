"""What the thinking is about: people, tickets, what was read from them, and what is suggested.

Times are aware datetimes in UTC; texts are plain, without quoted history; ids are distinct types.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

TicketId = NewType("TicketId", int)
CommentId = NewType("CommentId", int)
UserId = NewType("UserId", int)


class Role(StrEnum):
    """Who a person is to the account (zendesk.md 8, point 4)."""

    END_USER = "end-user"
    AGENT = "agent"
    ADMIN = "admin"

    @property
    def is_staff(self) -> bool:
        return self is not Role.END_USER


@dataclass(frozen=True, slots=True)
class Person:
    id: UserId
    name: str
    role: Role = Role.END_USER
    locale: str = "en"
    time_zone: str = "UTC"
    suspended: bool = False
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `body` is plain text as stored; `public` is false for an internal note.

    `automatic`: a machine wrote it, or Zendesk doubts its sender; it never counts as its author's words.
    """

    id: CommentId
    author: Person
    body: str
    public: bool
    created_at: datetime
    channel: str = "web"
    automatic: bool = False


class Status(StrEnum):
    """Status categories; custom statuses map onto these (zendesk.md 8, point 14)."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    HOLD = "hold"
    SOLVED = "solved"
    CLOSED = "closed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as read from the helpdesk.

    `updated_stamp` is the `updated_at` text exactly as read: a safe update sends it back (zendesk.md 3.1).
    `comments` is empty for an earlier ticket until its comments were fetched; `description` is always there.
    `fields` are the custom fields that hold text or numbers, as (field id, entry).
    """

    id: TicketId
    requester: Person
    subject: str
    description: str
    status: Status
    created_at: datetime
    updated_at: datetime
    updated_stamp: str = ""
    submitter_id: UserId | None = None
    assignee_id: UserId | None = None
    group_id: int | None = None
    brand_id: int | None = None
    tags: tuple[str, ...] = ()
    channel: str = "web"
    follow_up_of: TicketId | None = None
    organization_id: int | None = None
    fields: tuple[tuple[int, str], ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def requester_comments(self) -> tuple[Comment, ...]:
        """What the requester wrote in public, oldest first; automatic mail of theirs is left out."""
        return tuple(c for c in self.comments if c.public and c.author.id == self.requester.id and not c.automatic)

    @property
    def public_replies(self) -> tuple[Comment, ...]:
        """What staff wrote to the requester."""
        return tuple(c for c in self.comments if c.public and c.author.role.is_staff)


@dataclass(frozen=True, slots=True)
class History:
    """The requester's other tickets, newest first, any status and channel.

    `truncated` says that there are older ones which were not read.
    """

    tickets: tuple[Ticket, ...] = ()
    truncated: bool = False


class Feeling(StrEnum):
    """The strain a reply should acknowledge, or none."""

    FRUSTRATED = "frustrated"
    ANXIOUS = "anxious"
    SAD = "sad"
    CONFUSED = "confused"
    GRATEFUL = "grateful"
    CALM = "calm"
    UNSURE = "unsure"


STRAINED = frozenset({Feeling.FRUSTRATED, Feeling.ANXIOUS, Feeling.SAD})


class FactKind(StrEnum):
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    ORDINAL = "ordinal"
    IDENTIFIER = "identifier"
    PROMISE = "promise"
    CONSEQUENCE = "consequence"
    NAME = "name"
    ACTION = "action"
    PHONE = "phone"
    PRODUCT = "product"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: characters start to end (exclusive) of a comment's plain text.

    `comment_id` is None when the words stand in the subject. A fact counted from several tickets
    (a contact count, a waiting time) names the earliest of them and has an empty span.
    """

    ticket_id: TicketId
    comment_id: CommentId | None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Amount:
    """Money. `currency` is an ISO 4217 code, None when the words do not settle it."""

    number: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Duration:
    """`unit` is minute, hour, day, week, month or year."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about this case. `name` is the slot a wording asks for; `text` is how it reads there.

    `text` is empty when the fact is known but cannot be said back in a sentence of ours. `value` is what the words
    mean, where they mean one thing: an amount, a day, a count, letters and digits; None when they leave it open.
    """

    name: str
    kind: FactKind
    text: str
    source: Source
    quote: str = ""
    value: Amount | Duration | date | int | str | None = None


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


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One earlier ticket that is, or may be, about the same problem. `score` is between 0 and 1."""

    ticket: Ticket
    score: float
    evidence: tuple[str, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The contacts about one problem, newest first. Only counted entries are counted.

    `elsewhere` are contacts of other people of the same organisation about it: shown apart, never counted.
    `machine_tickets` is how many tickets of the same words this address sent since `machine_since`, when a machine
    must have; they are no contacts. `truncated` says that older tickets were not read, so that the count is a least
    one.
    """

    entries: tuple[LedgerEntry, ...] = ()
    promises: tuple[Promise, ...] = ()
    elsewhere: tuple[LedgerEntry, ...] = ()
    machine_tickets: int = 0
    machine_since: datetime | None = None
    truncated: bool = False

    @property
    def counted(self) -> tuple[LedgerEntry, ...]:
        return tuple(e for e in self.entries if e.counted)

    @property
    def related(self) -> tuple[LedgerEntry, ...]:
        return tuple(e for e in self.entries if not e.counted)

    @property
    def contact_count(self) -> int:
        """How many times they have written about this, the present ticket included."""
        return len(self.counted) + 1

    @property
    def is_repeat(self) -> bool:
        return bool(self.counted)

    @property
    def first_at(self) -> datetime | None:
        return min((e.ticket.created_at for e in self.counted), default=None)

    @property
    def broken_promise(self) -> Promise | None:
        """The newest promise that was certainly not kept: what a draft may say of it, it says of this one."""
        broken = [p for p in self.promises if p.state is PromiseState.BROKEN and p.certain]
        return max(broken, key=lambda p: p.made_at, default=None)


@dataclass(frozen=True, slots=True)
class Situation:
    """What this person faces now.

    `text` is the requester's own newest words (subject first); `language` an ISO 639-1 code, or "und" when
    unsure; `feeling_quotes` the words the feeling rests on; `claimed_contacts` what the customer says of the
    count ("third time" is 3), or None.
    """

    ticket: Ticket
    text: str
    language: str
    feeling: Feeling
    needs_empathy: bool
    feeling_quotes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    claimed_contacts: int | None = None
    asks_for_person: bool = False

    @property
    def written_at(self) -> datetime:
        """When the newest words were written: what is due, late or long is counted to then."""
        comments = self.ticket.requester_comments
        return comments[-1].created_at if comments else self.ticket.created_at


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
