from datetime import UTC, datetime

from suggestions.drafting.draft import Draft, Passage
from suggestions.drafting.frameworks import Choice, Framework
from suggestions.drafting.ranking import Ranking
from suggestions.library.index import Candidate
from suggestions.library.responses import Failure, Response, Wording
from suggestions.library.vocabulary import Part
from suggestions.model import (
    Comment,
    CommentId,
    Fact,
    FactKind,
    Feeling,
    Ledger,
    Person,
    Reason,
    Situation,
    Source,
    Status,
    Ticket,
    TicketId,
    UserId,
    Withheld,
)
from suggestions.suggestion import Suggestion

NOON = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
TICKET = TicketId(4_300_000_412_777)
COMMENT = CommentId(9_100_000_555_001)
MAYA = UserId(7_200_000_000_003)
REFERENCE = "wh-0123456789"
HEAR = "billing.duplicate_charge.en.hear.a1"
RESPOND = "billing.duplicate_charge.en.respond.b2"


def make_suggestion(
    ticket_id=TICKET, comment_id=COMMENT, reference=REFERENCE, requester_id=MAYA, wordings=(HEAR, RESPOND)
):
    """Maya's third contact; comment_id None stands for a ticket without a comment to answer."""
    maya = Person(requester_id, "Maya Lindqvist")
    comment = Comment(comment_id, maya, "You took 49.90 twice.", public=True, created_at=NOON) if comment_id else None
    ticket = Ticket(
        ticket_id, maya, "third time", "You took 49.90 twice.", Status.OPEN, NOON, NOON,
        comments=(comment,) if comment else (),
    )  # fmt: skip
    amount = Fact("amount", FactKind.MONEY, "49.90", Source(ticket_id, comment_id, 9, 14), "49.90")
    response = Response(
        "billing.duplicate_charge.en", "billing.duplicate_charge", "Charged twice", "en", "the double charge",
        Failure.RESULT, ("You charged me twice",), (),
    )  # fmt: skip
    choice = Choice(Framework.LADDER, "third contact")
    passages = tuple(
        Passage(Part.RESPOND, "The second 49.90 goes back today.", Wording(name, Part.RESPOND, "x"), (amount,), 1)
        for name in wordings
    )
    return Suggestion(
        ticket=ticket, comment=comment, reference=reference,
        situation=Situation(ticket, "third time You took 49.90 twice.", "en", Feeling.FRUSTRATED, needs_empathy=True),
        ledger=Ledger(), ranking=Ranking(Candidate(response, 0.71, "You charged me twice"), (), 0.2),
        facts={"amount": amount}, choice=choice, draft=Draft("Dear Maya,", passages, response, choice, "en"),
    )  # fmt: skip


def make_withheld():
    """The same contact with nothing in the library that fits."""
    told = make_suggestion()
    return Suggestion(
        ticket=told.ticket, comment=told.comment, reference=REFERENCE, situation=told.situation, ledger=told.ledger,
        ranking=Ranking(None, (), 0.0), withheld=Withheld(Reason.NO_MATCH, "Nothing in the library is close enough."),
    )  # fmt: skip
