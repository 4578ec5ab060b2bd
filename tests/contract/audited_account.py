"""A small account to audit, and an archive that reads it."""

from datetime import UTC, datetime, timedelta

from build import WordEmbedder, make_library

from plugin.audit import Scope, run_audit
from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from plugin.zendesk_archive import READ_SCOPE, ZendeskArchive
from sandbox.zendesk.ticket_input import CommentInput, TicketInput
from suggestions.library.index import LibraryIndex

AUGUST, NOVEMBER = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 7, 10, tzinfo=UTC)
NARROW = "tickets:read tickets:write users:read"


def sign(sandbox, scope):
    client = sandbox.account.client
    return ClientCredentials(
        sandbox.url, client.identifier, client.secret, scope, MemoryTokenCache(), lambda: datetime.now(UTC)
    )


def connect(sandbox, *, wide=READ_SCOPE, narrow=NARROW, **more):
    return ZendeskArchive(sandbox.url, sign(sandbox, wide), sign(sandbox, narrow), **more)


def add_ticket(sandbox, requester, text, *replies, at=SEPTEMBER, status="closed", **more):
    """A ticket with its own dates; each reply is Jon's, an hour after what was said before."""
    jon = sandbox.account.agent("Jon")
    said = [CommentInput(body=text, author_id=requester.id, public=True, created_at=at)]
    said += [
        CommentInput(body=words, author_id=jon.id, public=True, created_at=at + timedelta(hours=n))
        for n, words in enumerate(replies, 1)
    ]
    given = TicketInput(requester_id=requester.id, created_at=at, status=status, comments=said, **more)
    return sandbox.account.import_ticket(given).id


def fetch_ids(archive, since=AUGUST, until=NOVEMBER):
    return sorted(ticket.id for page in archive.fetch_solved(since, until) for ticket in page)


class Silent:
    """Progress that nobody hears of."""

    def start(self, step, total): ...

    def advance(self, count=1): ...


def audit(archive, base_url="https://acme.zendesk.com", **scope):
    """An audit of August to October, its words compared without a model."""
    asked = {"since": AUGUST, "until": NOVEMBER, "as_of": NOVEMBER, "base_url": base_url, **scope}
    index = LibraryIndex(make_library(), WordEmbedder())
    return run_audit(Scope(**asked), archive, index, WordEmbedder(), Silent())
