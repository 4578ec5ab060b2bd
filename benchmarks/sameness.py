"""How often two of 200 drafts for different customers share more than half of their sentences, reason by reason.

    python -m benchmarks.sameness [REASON...]

A calm first contact and a second contact, with no fact of the customer's own, which is the hardest case: any fact in a
sentence makes it theirs alone. Each draft is remembered as the team's records would.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

import suggestions.library
from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Choice, Framework
from suggestions.drafting.order import Memory, Order
from suggestions.drafting.sameness import digest_sentences
from suggestions.library.files import load_library
from suggestions.library.responses import Failure, Library, Response
from suggestions.model import Feeling, Ledger, LedgerEntry, Person, Situation, Status, Ticket, TicketId, UserId
from suggestions.rules import Rules

DRAFTS = 200
NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)


def make_ticket(number: int) -> Ticket:
    person = Person(UserId(number), "Maya Lindqvist")
    return Ticket(TicketId(number), person, "", "", Status.OPEN, NOW, NOW)


def count_alike(library: Library, response: Response, *, repeat: bool) -> int:
    """How many of the pairs of drafts share more than half of the shorter one's sentences."""
    plain = not repeat and response.failure is Failure.NONE
    choice = Choice(Framework.PLAIN if plain else Framework.HEART, "benchmark")
    drafts: list[frozenset[str]] = []
    for number in range(1, DRAFTS + 1):
        ticket = make_ticket(number)
        earlier = LedgerEntry(make_ticket(10_000 + number), 0.9, (), counted=True)
        situation = Situation(ticket, "", response.language, Feeling.CALM, needs_empathy=False)
        ledger = Ledger((earlier,)) if repeat else Ledger()
        memory = Memory(recent=tuple(reversed(drafts)))
        draft = compose_draft(Order(situation, ledger, response, library, {}, choice, memory, Rules()))
        drafts.append(digest_sentences(draft))
    return sum(2 * len(a & b) > min(len(a), len(b)) for a, b in itertools.combinations(drafts, 2))


def main() -> None:
    library = load_library(Path(suggestions.library.__file__).parent / "starter")
    pairs = DRAFTS * (DRAFTS - 1) // 2
    print(f"share of {pairs} pairs alike: first contact, second contact")
    for response in library.responses:
        if not sys.argv[1:] or response.id in sys.argv[1:]:
            first, second = (count_alike(library, response, repeat=again) / pairs for again in (False, True))
            print(f"{response.id:50} {first:7.4f} {second:7.4f}", flush=True)


if __name__ == "__main__":
    main()
