"""One pretend Zendesk account: everything it remembers, under one lock."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Any

from sandbox.zendesk import creation, customers, imports, stamps
from sandbox.zendesk.delivery import Delivery
from sandbox.zendesk.directory import Directory
from sandbox.zendesk.errors import not_found
from sandbox.zendesk.faults import Faults
from sandbox.zendesk.ids import Ids
from sandbox.zendesk.limits import Limits
from sandbox.zendesk.oauth import Client, Clients
from sandbox.zendesk.requestlog import RequestLog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sandbox.zendesk.jobs import Job
    from sandbox.zendesk.ticket_input import TicketInput
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.triggers import Trigger
    from sandbox.zendesk.users import User
    from sandbox.zendesk.webhooks import Webhook

INSTALLER_SCOPES = "read write triggers:read triggers:write webhooks:read webhooks:write"


class Account:
    """An account in memory. Take `lock` around anything that reads or writes it from another thread.

    It starts with an admin the integration acts as, two agents (Jon, Priya), a group, a brand, and two OAuth
    clients: `wellheard` for the worker and `wellheard-installer` for who connects webhook and trigger.
    `export_lag_seconds` is how much of the newest time incremental exports hold back (zendesk.md 3.4).
    """

    def __init__(  # noqa: PLR0913 a test names only what it cares about
        self,
        subdomain: str = "sandbox",
        *,
        account_id: int = 20_458_301,
        client_secret: str | None = None,
        installer_secret: str | None = None,
        api_token: str | None = None,
        limits: Limits | None = None,
        export_lag_seconds: int = 60,
    ) -> None:
        self.subdomain = subdomain
        self.id = account_id
        self.base_url = f"http://{subdomain}.localhost"
        self.api_token = api_token
        self.export_lag_seconds = export_lag_seconds
        self.lock = threading.RLock()
        self.ids = Ids()
        self.limits = limits or Limits.off()
        self.faults = Faults()
        self.log = RequestLog()
        self.delivery = Delivery(self.id, self.faults)
        self.users = Directory(lambda: self.ids.take("user"))
        self.tickets: dict[int, Ticket] = {}
        self.webhooks: dict[str, Webhook] = {}
        self.triggers: dict[int, Trigger] = {}
        self.macros: dict[int, dict[str, Any]] = {}
        self.organizations: dict[int, dict[str, Any]] = {}
        self.jobs: dict[str, Job] = {}
        self.stories: dict[str, dict[str, Any]] = {}
        self.answered: dict[str, tuple[float, str, int]] = {}
        self.group: dict[str, Any] = {"id": self.ids.take("group"), "name": "Support"}
        self.brand: dict[str, Any] = {"id": self.ids.take("brand"), "name": subdomain.title()}
        self.integration = self.users.add("Wellheard", f"wellheard@{subdomain}.example", role="admin")
        for name in ("Jon", "Priya"):
            self.users.add(name, f"{name.lower()}@{subdomain}.example", role="agent")
        self.clients = Clients(
            Client("wellheard", client_secret or secrets.token_urlsafe(24), self.integration.id),
            Client("wellheard-installer", installer_secret or secrets.token_urlsafe(24), self.integration.id),
        )

    @property
    def client(self) -> Client:
        """The OAuth client of the worker."""
        return self.clients.get("wellheard")

    @property
    def installer(self) -> Client:
        """The OAuth client of who connects webhook and trigger."""
        return self.clients.get("wellheard-installer")

    def ticket(self, ticket_id: int) -> Ticket:
        """Raises 404 for no ticket and for a deleted one."""
        ticket = self.tickets.get(ticket_id)
        if ticket is None or ticket.deleted:
            raise not_found()
        return ticket

    def list_tickets(self, *, requester_id: int | None = None, archived: bool = True) -> list[Ticket]:
        """Tickets by id, without deleted ones; only one person's, or only live ones, when asked."""
        now = stamps.now()
        return [
            ticket
            for _, ticket in sorted(self.tickets.items())
            if not ticket.deleted
            and requester_id in {None, ticket.requester_id}
            and (archived or not ticket.archived(now))
        ]

    def agent(self, name: str) -> User:
        """The agent of that name, hired on the spot if there is none."""
        with self.lock:
            found = self.users.by_name(name, staff=True)
            return found or self.users.add(name, f"{name.lower()}@{self.subdomain}.example", role="agent")

    def add_user(self, name: str, email: str | None = None, **fields: Any) -> User:
        """A new user; `fields` are those of `users.User`."""
        with self.lock:
            return self.users.add(name, email, **fields)

    def organization(self, name: str) -> int:
        """The id of the organisation of that name, founded on the spot if there is none."""
        with self.lock:
            known = next((one["id"] for one in self.organizations.values() if one["name"] == name), None)
            number = known or self.ids.take("organization")
            self.organizations.setdefault(number, {"id": number, "name": name})
            return number

    def import_ticket(self, given: TicketInput, *, keep_id: bool = False) -> Ticket:
        """A ticket with its own dates that fires no trigger."""
        with self.lock:
            return imports.import_ticket(self, given, self.integration, keep_id=keep_id)

    def create_ticket(self, given: TicketInput, actor: User) -> Ticket:
        """A new ticket made by `actor`; triggers run."""
        with self.lock:
            return creation.create_ticket(self, given, actor).ticket

    def customer_writes(  # noqa: PLR0913 every word of a message a customer may send
        self,
        requester: User,
        body: str,
        *,
        ticket_id: int | None = None,
        subject: str | None = None,
        via: str = "email",
        at: datetime | None = None,
        flags: Sequence[int] = (),
    ) -> Ticket:
        """A requester's words: a new ticket, a comment, or a follow-up of a closed ticket. Triggers run.

        The comment (and a new ticket) is dated `at` if given; `updated_at` is always the real time. `flags` are
        those of mail: 4 marks an automatic answer.
        """
        with self.lock:
            return customers.writes(
                self, requester, body, ticket_id=ticket_id, subject=subject, via=via, at=at, flags=flags
            )

    def agent_replies(  # noqa: PLR0913 every word of a reply
        self,
        ticket_id: int,
        agent: User,
        body: str,
        *,
        public: bool = True,
        status: str | None = None,
        at: datetime | None = None,
    ) -> Ticket:
        """An agent's comment through the agent interface. Triggers run."""
        with self.lock:
            return customers.agent_replies(self, ticket_id, agent, body, public=public, status=status, at=at)

    def customer_rates(self, ticket_id: int, score: str, words: str | None = None) -> Ticket:
        """The requester's `good` or `bad`, perhaps with words. Triggers run."""
        with self.lock:
            return customers.rates(self, ticket_id, score, words)

    def add_macro(self, title: str, body: str, *, active: bool = True) -> int:
        """A macro that writes a public reply; returns its id."""
        with self.lock:
            number = self.ids.take("macro")
            actions = [{"field": "comment_value", "value": body}]
            self.macros[number] = {"id": number, "title": title, "active": active, "actions": actions}
            return number
