"""Recorded exchanges with an account at ACCOUNT, and the helpdesk that speaks to it."""

import json
from datetime import UTC, datetime
from pathlib import Path

from requests.auth import AuthBase

from plugin.zendesk import ZendeskHelpdesk
from suggestions.model import Person, Status, Ticket, TicketId, UserId

ACCOUNT = "https://acme.zendesk.com"
TICKET_URL = f"{ACCOUNT}/api/v2/tickets/4300000412.json"
COMMENTS_URL = f"{ACCOUNT}/api/v2/tickets/4300000412/comments.json"
REQUESTED_URL = f"{ACCOUNT}/api/v2/users/9000000017/tickets/requested.json"
UPDATED_URL = f"{ACCOUNT}/api/v2/tickets.json"
OWN_USER_URL = f"{ACCOUNT}/api/v2/users/me.json"

MAYA = Person(UserId(9000000017), "Maya Lindqvist")
TICKET_ID = TicketId(4300000412)
TICKET = Ticket(
    id=TICKET_ID,
    requester=MAYA,
    subject="Charged twice, third time asking",
    description="Hello",
    status=Status.OPEN,
    created_at=datetime(2026, 3, 9, 8, 15, tzinfo=UTC),
    updated_at=datetime(2026, 3, 9, 9, 41, 7, tzinfo=UTC),
    updated_stamp="2026-03-09T09:41:07Z",
    tags=("billing", "premium"),
)

_RECORDINGS = Path(__file__).parents[1] / "recordings" / "zendesk"


class KnownToken(AuthBase):
    def __call__(self, request):
        request.headers["Authorization"] = "Bearer known"
        return request


def recorded(name):
    return json.loads((_RECORDINGS / f"{name}.json").read_text())


def make_helpdesk(base_url=ACCOUNT):
    return ZendeskHelpdesk(base_url, KnownToken())
