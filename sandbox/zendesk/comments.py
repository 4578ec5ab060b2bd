"""Comments: public replies and internal notes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.zendesk import markup, stamps
from sandbox.zendesk.vias import Via

# D:/api-reference/ticketing/tickets/ticket_comments: past this a ticket takes no more (zendesk.md 3.1)
MOST_COMMENTS = 5000


@dataclass
class Comment:
    """One comment; `html` is sanitised and unwrapped, `body` its plain text."""

    id: int
    author_id: int
    body: str
    html: str
    public: bool
    created_at: datetime
    audit_id: int
    via: Via
    # how mail came in, for instance 4 for an automatic answer (zendesk.md 8, row 11)
    flags: list[int] = field(default_factory=list)


def render_comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "type": "Comment",
        "author_id": comment.author_id,
        "body": comment.body,
        "html_body": markup.wrap(comment.html),
        # the real thing leaves this one entity in its plain text (zendesk.md 3.2)
        "plain_body": comment.body.replace("\N{NO-BREAK SPACE}", "&nbsp;"),
        "public": comment.public,
        "attachments": [],
        "audit_id": comment.audit_id,
        "via": comment.via.render(),
        "created_at": stamps.render(comment.created_at),
        "metadata": {"system": {}, "custom": {}, "flags": list(comment.flags), "flags_options": {}},
    }
