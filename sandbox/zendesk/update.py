"""One update in the making: its comment and changes collect in one audit, then the triggers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.zendesk import markup, placeholders, stamps, triggers
from sandbox.zendesk.audits import Audit, Change
from sandbox.zendesk.comments import MOST_COMMENTS, Comment
from sandbox.zendesk.errors import invalid

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.ticket_input import CommentInput
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User
    from sandbox.zendesk.vias import Via


class Update:
    """`at` dates the comment and the audit; the ticket's `updated_at` is always the real time."""

    def __init__(  # noqa: PLR0913 who did what to which ticket, how and when
        self,
        account: Account,
        ticket: Ticket,
        actor: User,
        via: Via,
        *,
        at: datetime | None = None,
        creating: bool = False,
    ) -> None:
        self.account = account
        self.ticket: Ticket = ticket
        self.actor: User = actor
        self.via: Via = via
        self.at = at or stamps.now()
        self.creating = creating
        self.audit: Audit = Audit(account.ids.take("event"), ticket.id, actor.id, self.at, via)

    def set(self, name: str, value: Any) -> None:
        """Give a field another value; the same value is no change."""
        previous = getattr(self.ticket, name)
        if previous == value:
            return
        setattr(self.ticket, name, value)
        change = Change(self.account.ids.take("event"), name, value, previous, created=self.creating)
        self.audit.changes.append(change)
        if name == "status":
            self._status_moved(previous, value)

    def say(self, given: CommentInput) -> Comment:
        """Add a comment: cut, expanded, sanitised, public as the ticket's creation set it unless told."""
        if len(self.ticket.comments) >= MOST_COMMENTS:
            raise invalid("comments", f"Comments: a ticket takes at most {MOST_COMMENTS} comments", "TooManyValues")
        author = self.actor if given.author_id is None else self.account.users.find(given.author_id)
        if author is None:
            raise invalid("author_id", "Author: no such user", "RecordNotFound")
        body, html = self._bodies(given, author)
        comment = Comment(
            self.account.ids.take("event"),
            author.id,
            body,
            html,
            public=self._is_public(given),
            created_at=self.at,
            audit_id=self.audit.id,
            via=self.via,
            flags=[] if self.actor.is_staff else list(given.flags),
        )
        self.ticket.comments.append(comment)
        self.audit.comment = comment
        return comment

    def finish(self) -> Audit:
        """Stamp the ticket, keep the audit and run the triggers. An update that changed nothing leaves no trace."""
        if not (self.audit.comment or self.audit.changes or self.audit.metadata):
            return self.audit
        self.ticket.audits.append(self.audit)
        if not self.creating:
            self.ticket.touch(stamps.now())
        triggers.run(self)
        return self.audit

    def _status_moved(self, previous: str, value: str) -> None:
        if value in {"solved", "closed"}:
            self.ticket.solved_at = self.ticket.solved_at or self.at
        elif previous == "solved":
            self.ticket.reopens += 1
            self.ticket.solved_at = None

    def _is_public(self, given: CommentInput) -> bool:
        if not self.actor.is_staff:
            return True
        if self.actor.only_private_comments:
            return False
        return self.ticket.public_by_default if given.public is None else given.public

    def _bodies(self, given: CommentInput, author: User) -> tuple[str, str]:
        html = markup.truncate(markup.unwrap(given.html_body or ""))
        text = markup.truncate(given.body or given.value or "")
        if author.is_staff:
            values = placeholders.values_for(self.account, self.ticket, self.actor)
            html, text = placeholders.expand_html(html, values), placeholders.expand(text, values)
        if html:
            html = markup.sanitise(html)
            return markup.to_text(html), html
        return text, markup.from_text(text)
