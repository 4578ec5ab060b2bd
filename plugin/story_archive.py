"""A folder of stories as an archive of tickets, so that an audit can be tried without an account."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plugin.story import StoryHelpdesk, StoryProblem, parse_story
from suggestions.model import CommentId, TicketId, UserId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from suggestions.model import Comment, Person, Ticket

# each story numbers its people from 1 on, and no story has so many
PEOPLE_EACH = 1_000_000


@dataclass
class StoryArchive:
    """plugin.audit.Archive over the *.json files of a folder, one story and so one requester each.

    Whatever their status, all tickets count, the new one too: it is how the story ends. A ticket keeps its number
    unless an earlier file has it. Raises StoryProblem when a file cannot be read, or there is none.
    """

    folder: Path
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)

    def __post_init__(self) -> None:
        files = sorted(self.folder.glob("*.json"))
        if not files:
            raise StoryProblem(f"{self.folder} holds no story. A story is a file ending in .json.")
        for number, file in enumerate(files, 1):
            for ticket in _read(file, number):
                ticket_id = ticket.id if ticket.id not in self.tickets else TicketId(max(self.tickets) + 1)
                self.tickets[ticket_id] = replace(ticket, id=ticket_id)

    @property
    def oldest_at(self) -> datetime:
        return min(t.created_at for t in self.tickets.values())

    @property
    def newest_at(self) -> datetime:
        """The last moment any story tells of."""
        moments = [t.updated_at for t in self.tickets.values()]
        moments += [c.created_at for t in self.tickets.values() for c in t.comments]
        return max(moments)

    def fetch_solved(self, since: datetime, until: datetime) -> Iterator[tuple[Ticket, ...]]:
        yield tuple(t for t in self.tickets.values() if since <= t.created_at < until)

    def fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        return self.tickets[ticket.id].comments

    def fetch_group_names(self) -> dict[int, str]:
        return {}


def _read(file: Path, number: int) -> list[Ticket]:
    try:
        story = parse_story(file.read_bytes())
    except (StoryProblem, OSError) as problem:
        raise StoryProblem(f"{file}: {problem}") from None
    helpdesk = StoryHelpdesk(story)
    new = helpdesk.fetch_ticket(TicketId(story.new_ticket.id))
    return [_own(ticket, number) for ticket in (*reversed(helpdesk.fetch_whole_history(new)), new)]


def _own(ticket: Ticket, number: int) -> Ticket:
    """With people and comments of this story alone: another story's Maya is somebody else."""

    def own(person: Person) -> Person:
        return replace(person, id=UserId(number * PEOPLE_EACH + person.id))

    comments = tuple(
        replace(c, author=own(c.author), id=CommentId(number * PEOPLE_EACH**2 + c.id)) for c in ticket.comments
    )
    submitter = None if ticket.submitter_id is None else UserId(number * PEOPLE_EACH + ticket.submitter_id)
    return replace(ticket, requester=own(ticket.requester), submitter_id=submitter, comments=comments)
