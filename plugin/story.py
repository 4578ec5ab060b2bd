"""One story as a helpdesk in memory: for reviewers, for replay, and for judging words in bulk.

The shape is that of the sandbox's stories: a requester, earlier tickets with comments, a new ticket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from suggestions.errors import TicketGone
from suggestions.model import Comment, CommentId, History, Person, Role, Status, Ticket, TicketId, UserId
from suggestions.root_cause import Spread

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from suggestions.drafting.note import InternalNote
    from suggestions.reminders import Remembered
    from suggestions.suggestion import Suggestion

REQUESTER_ID = UserId(1)
OWN_ID = UserId(2)
ORGANIZATION_ID = 1
# as much as one read of an account brings
NEWEST = 100
_LOOSE = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class StoryProblem(Exception):
    """The story cannot be read; the sentence names the field."""


class _Comment(BaseModel):
    model_config = _LOOSE
    author: str = "requester"
    public: bool = True
    created_at: AwareDatetime | None = None
    body: str | None = ""


class _Ticket(BaseModel):
    model_config = _LOOSE
    id: int = Field(gt=0)
    subject: str | None = ""
    status: Literal["new", "open", "pending", "hold", "solved", "closed"] = "open"
    via: str = "web"
    created_at: AwareDatetime
    solved_at: AwareDatetime | None = None
    tags: list[str] = Field(default_factory=list)
    comments: list[_Comment] = Field(default_factory=list)
    body: str | None = None
    follow_up_of: int | None = None


class _Requester(BaseModel):
    model_config = _LOOSE
    name: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    organization: str | None = None


class _OthersTicket(_Ticket):
    """A ticket of somebody else in the organisation; `requester` is their name, with or without `other:` before it."""

    requester: str = Field(min_length=1)


class Story(BaseModel):
    model_config = _LOOSE
    id: str = "story"
    requester: _Requester = Field(default_factory=_Requester)
    plan: str = "standard"
    earlier_tickets: list[_Ticket] = Field(default_factory=list)
    organization_tickets: list[_OthersTicket] = Field(default_factory=list)
    new_ticket: _Ticket


def parse_story(text: str | bytes) -> Story:
    """One story from JSON. Raises StoryProblem with the first field that is wrong."""
    try:
        return Story.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the story"
        raise StoryProblem(f"{where}: {first['msg']}. The shape is that of sandbox/stories.") from None


@dataclass
class StoryHelpdesk:
    """The Helpdesk port over one story. What would be posted is kept in `notes`."""

    story: Story
    notes: list[InternalNote] = field(default_factory=list)

    @property
    def own_user_id(self) -> UserId | None:
        return OWN_ID

    def fetch_ticket(self, ticket_id: TicketId) -> Ticket:
        if ticket_id != self.story.new_ticket.id:
            raise TicketGone(f"The story has no new ticket {ticket_id}.")
        return self._ticket(self.story.new_ticket)

    def fetch_history(self, ticket: Ticket) -> History:
        """The newest hundred, like an account."""
        told = self._sort_earlier(ticket)
        return History(tuple(map(self._ticket, told[:NEWEST])), truncated=len(told) > NEWEST)

    def fetch_whole_history(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """All earlier tickets, newest first, for who counts a whole span."""
        return tuple(map(self._ticket, self._sort_earlier(ticket)))

    def fetch_organization_tickets(self, ticket: Ticket) -> tuple[Ticket, ...]:
        del ticket
        told = sorted(self.story.organization_tickets, key=lambda t: (t.created_at, t.id), reverse=True)
        return tuple(self._ticket(t, self._colleague(t.requester.removeprefix("other:"))) for t in told)

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        return ticket.comments

    def post_internal_note(
        self, ticket: Ticket, note: InternalNote, tags: Sequence[str], drop: Collection[str] = ()
    ) -> CommentId | None:
        del drop
        self.notes.append(note)
        return CommentId(len(ticket.comments) + len(tags) + 1)

    def _sort_earlier(self, ticket: Ticket) -> list[_Ticket]:
        return sorted((t for t in self.story.earlier_tickets if t.id != ticket.id), key=lambda t: t.id, reverse=True)

    @property
    def requester(self) -> Person:
        asked = self.story.requester
        return Person(
            REQUESTER_ID, asked.name, Role.END_USER, asked.locale, asked.time_zone, tags=frozenset({self.story.plan})
        )

    def _ticket(self, told: _Ticket, requester: Person | None = None) -> Ticket:
        requester = requester or self.requester
        in_organization = self.story.requester.organization or self.story.organization_tickets
        comments = list(told.comments)
        if told.body is not None or not comments:
            comments.insert(0, _Comment(body=told.body or "", created_at=told.created_at))
        written = tuple(
            Comment(
                CommentId(told.id * 1000 + n), requester if c.author == "requester" else self._person(c.author),
                c.body or "", c.public,
                (c.created_at or told.created_at).astimezone(UTC), told.via,
            )
            for n, c in enumerate(comments)
        )  # fmt: skip
        own = [c.body for c in written if c.public and c.author.id == requester.id]
        updated = told.solved_at or written[-1].created_at
        return Ticket(
            id=TicketId(told.id), requester=requester, subject=told.subject or "",
            description=own[0] if own else written[0].body, status=Status(told.status),
            created_at=told.created_at.astimezone(UTC), updated_at=updated.astimezone(UTC),
            submitter_id=written[0].author.id, tags=tuple(told.tags), channel=told.via,
            follow_up_of=TicketId(told.follow_up_of) if told.follow_up_of else None,
            organization_id=ORGANIZATION_ID if in_organization else None, comments=written,
        )  # fmt: skip

    def _colleague(self, name: str) -> Person:
        return self.requester if name == self.story.requester.name else self._person(f"other:{name}")

    def _person(self, author: str) -> Person:
        kind, _, name = author.partition(":")
        if kind == "requester":
            return self.requester
        role = Role.AGENT if kind == "agent" else Role.END_USER
        number = UserId(10 + sum(map(ord, author)))
        return Person(number, name or kind, role)


@dataclass
class NoRecords:
    """Records that remember nothing: a story stands alone."""

    def claim(self, ticket_id: TicketId, comment_id: int, owner: str, now: datetime) -> bool:
        del ticket_id, comment_id, owner, now
        return True

    def release(self, ticket_id: TicketId, comment_id: int, owner: str) -> None: ...

    def learn_promises(self, ticket_id: TicketId, found: Collection[Remembered]) -> None: ...

    def record(self, suggestion: Suggestion, note_comment_id: CommentId | None, now: datetime) -> None: ...

    def find_wordings_sent(self, requester_id: UserId, but: str = "") -> frozenset[str]:
        del requester_id, but
        return frozenset()

    def count_wordings(self, since: datetime, but: str = "") -> dict[str, int]:
        del since, but
        return {}

    def find_sentences(self, response_id: str, but: str = "") -> tuple[frozenset[str], ...]:
        del response_id, but
        return ()

    def count_repeaters(self, reason: str, since: datetime, but: UserId) -> Spread:
        del reason, since, but
        return Spread()
