"""Stories: one customer's past, loaded with its dates, and the new ticket it leads to."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from sandbox.zendesk import creation, imports
from sandbox.zendesk.errors import not_found
from sandbox.zendesk.ticket_input import CommentInput, Id, Moment, RequesterInput, Tags, TicketInput, ViaInput
from sandbox.zendesk.vias import channel_named

if TYPE_CHECKING:
    from sandbox.zendesk.account import Account
    from sandbox.zendesk.errors import Json
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User


class Person(BaseModel):
    """`organization` is its name; whoever writes the story's `organization_tickets` belongs to it."""

    name: str
    email: str | None = None
    organization: str | None = None
    locale: str = "en-US"
    time_zone: str = "Etc/UTC"


class Said(BaseModel):
    """A comment; `author` is `requester`, `agent:Name` or `other:Name`."""

    author: str = "requester"
    body: str
    public: bool = True
    created_at: Moment = None


class Earlier(BaseModel):
    id: Id | None = None
    subject: str | None = None
    status: Literal["new", "open", "pending", "hold", "solved", "closed"] = "closed"
    via: str = "email"
    created_at: Moment = None
    solved_at: Moment = None
    tags: Tags = Field(default_factory=list)
    comments: list[Said] = Field(min_length=1)
    satisfaction_rating: dict[str, Any] | None = None


class Others(Earlier):
    """A ticket of somebody else in the organisation; `requester` is their name, with or without `other:` before it."""

    requester: str = Field(min_length=1)


class Arriving(BaseModel):
    id: Id | None = None
    subject: str | None = None
    via: str = "email"
    created_at: Moment = None
    tags: Tags = Field(default_factory=list)
    body: str


class Story(BaseModel):
    """One story; keys the sandbox has no use for are passed over."""

    id: str = Field(default_factory=lambda: secrets.token_hex(4))
    requester: Person
    plan: str | None = None
    earlier_tickets: list[Earlier] = Field(default_factory=list)
    organization_tickets: list[Others] = Field(default_factory=list)
    new_ticket: Arriving | None = None


def load(account: Account, story: Story, *, play: bool = False) -> Json:
    """Import the past; says which ids were given and, when played, the new ticket's.

    A ticket keeps its own id where that is still free. The plan becomes a tag `plan_…` and a field of the user.
    """
    requester = _requester(account, story)
    ids = [_import(account, requester, ticket).id for ticket in story.earlier_tickets]
    for ticket in story.organization_tickets:
        _import(account, _colleague(account, requester, ticket.requester.removeprefix("other:")), ticket)
    account.stories[story.id] = {"story": story, "requester_id": requester.id}
    new = play_ticket(account, story, requester).id if play and story.new_ticket else None
    return {"id": story.id, "requester_id": requester.id, "ticket_ids": ids, "new_ticket_id": new}


def play(account: Account, story_id: str) -> Ticket:
    """Write the new ticket of a loaded story; triggers run. Raises 404 for a story that is not loaded."""
    loaded = account.stories.get(story_id)
    if loaded is None or loaded["story"].new_ticket is None:
        raise not_found()
    return play_ticket(account, loaded["story"], account.users.get(loaded["requester_id"]))


def play_ticket(account: Account, story: Story, requester: User) -> Ticket:
    arriving = story.new_ticket
    if arriving is None:
        raise not_found()
    ticket_id = arriving.id if arriving.id not in account.tickets else None
    if ticket_id:
        account.ids.reserve("ticket", ticket_id)
    comment = CommentInput(body=arriving.body, public=True)
    given = TicketInput(subject=arriving.subject, tags=arriving.tags, comment=comment)
    return creation.create_ticket(
        account, given, requester, channel=channel_named(arriving.via), at=arriving.created_at, ticket_id=ticket_id
    ).ticket


def _requester(account: Account, story: Story) -> User:
    person = story.requester
    known = account.users.by_email(person.email) if person.email else None
    user = known or account.users.add(person.name, person.email, locale=person.locale, time_zone=person.time_zone)
    if person.organization or story.organization_tickets:
        name = person.organization or f"{person.name}'s organisation"
        account.users.change(user, {"organization_id": account.organization(name)})
    if story.plan:
        changes = {"user_fields": {**user.user_fields, "plan": story.plan}}
        account.users.change(user, {**changes, "tags": sorted({*user.tags, f"plan_{story.plan}"})})
    return user


def _colleague(account: Account, requester: User, name: str) -> User:
    """Of that name in the same organisation, a new one if there is none."""
    known = account.users.by_name(name, staff=False)
    if known and known.organization_id == requester.organization_id:
        return known
    return account.users.add(name, None, organization_id=requester.organization_id)


def _import(account: Account, requester: User, earlier: Earlier) -> Ticket:
    said = [
        CommentInput(
            body=one.body,
            public=one.public,
            created_at=one.created_at,
            author_id=_author(account, requester, one.author).id,
        )
        for one in earlier.comments
    ]
    given = TicketInput.model_validate(
        {
            **earlier.model_dump(include={"id", "subject", "status", "created_at", "solved_at", "tags"}),
            "comments": [one.model_dump() for one in said],
            "requester_id": requester.id,
            "via": ViaInput(channel=earlier.via).model_dump(),
        }
    )
    ticket = imports.import_ticket(account, given, account.integration, keep_id=True)
    ticket.satisfaction_rating = earlier.satisfaction_rating
    return ticket


def _author(account: Account, requester: User, author: str) -> User:
    kind, _, name = author.partition(":")
    if kind == "agent":
        return account.agent(name)
    if kind == "other":
        asked = TicketInput(requester=RequesterInput(name=name))
        return account.users.by_name(name, staff=False) or creation.requester_of(account, asked, requester)
    return requester
