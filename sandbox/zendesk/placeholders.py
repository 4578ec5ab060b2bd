"""Zendesk's placeholders: expanded in agents' comments and in webhook bodies (zendesk.md 2.3, 3.2)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from sandbox.zendesk import markup, stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.tickets import Ticket
    from sandbox.zendesk.users import User

# neither pattern runs past the next opening, so that a long hostile text costs no more than its length
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}|\{%[^{}]*%\}")
CODE = re.compile(r"(?i)(<code\b[^<]*(?:<(?!/?code\b)[^<]*)*</code>)")


def expand(text: str, values: Mapping[str, str]) -> str:
    """Every placeholder replaced; unknown ones and `{% %}` blocks become empty. Names are case sensitive."""
    return PLACEHOLDER.sub(lambda found: values.get((found.group(1) or "").partition("|")[0].strip(), ""), text)


def expand_html(html: str, values: Mapping[str, str]) -> str:
    """As `expand`, with values escaped, and what stands inside `<code>` left alone."""
    safe = {name: value if name.endswith("_html") else escape(value) for name, value in values.items()}
    pieces = CODE.split(html)
    return "".join(piece if CODE.fullmatch(piece) else expand(piece, safe) for piece in pieces)


def values_for(account: Account, ticket: Ticket, actor: User | None) -> dict[str, str]:
    """What each known placeholder stands for, as plain text with no promise of JSON escaping."""
    values = {
        "ticket.id": str(ticket.id),
        "ticket.title": ticket.subject or "",
        "ticket.description": ticket.description,
        "ticket.status": ticket.status.title(),
        "ticket.priority": (ticket.priority or "").title(),
        "ticket.ticket_type": (ticket.type or "").title(),
        "ticket.tags": " ".join(ticket.tags),
        "ticket.via": ticket.via.channel,
        "ticket.external_id": ticket.external_id or "",
        "ticket.url": f"{account.base_url}/agent/tickets/{ticket.id}",
        "ticket.link": f"{account.base_url}/agent/tickets/{ticket.id}",
        "ticket.account": account.subdomain,
        "ticket.brand.name": account.brand["name"],
        "ticket.group.name": account.group["name"] if ticket.group_id else "",
        "ticket.created_at_with_timestamp": stamps.render(ticket.created_at) or "",
        "ticket.updated_at_with_timestamp": stamps.render(ticket.updated_at) or "",
        "ticket.created_at": ticket.created_at.strftime("%B %d"),
        "ticket.updated_at": ticket.updated_at.strftime("%B %d"),
    }
    values.update(_comment_values(ticket))
    for prefix, user in (
        ("ticket.requester", account.users.find(ticket.requester_id)),
        ("ticket.assignee", account.users.find(ticket.assignee_id)),
        ("ticket.submitter", account.users.find(ticket.submitter_id)),
        ("current_user", actor),
    ):
        values.update(_person_values(prefix, user))
    return values


def _comment_values(ticket: Ticket) -> dict[str, str]:
    latest, latest_public = ticket.latest_comment(), ticket.latest_comment(public_only=True)
    return {
        "ticket.latest_comment": latest.body if latest else "",
        "ticket.latest_comment_html": markup.wrap(latest.html) if latest else "",
        "ticket.latest_public_comment": latest_public.body if latest_public else "",
        "ticket.latest_public_comment_html": markup.wrap(latest_public.html) if latest_public else "",
    }


def _person_values(prefix: str, user: User | None) -> dict[str, str]:
    if user is None:
        return {}
    readers: dict[str, Callable[[User], str]] = {
        "id": lambda one: str(one.id),
        "name": lambda one: one.name,
        "first_name": lambda one: one.first_name,
        "last_name": lambda one: one.last_name,
        "email": lambda one: one.email or "",
        "locale": lambda one: one.locale,
        "role": lambda one: one.role,
        "phone": lambda one: one.phone or "",
        "details": lambda one: one.details or "",
        "external_id": lambda one: one.external_id or "",
    }
    return {prefix: user.name, **{f"{prefix}.{name}": read(user) for name, read in readers.items()}}
