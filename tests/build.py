"""Small people, tickets and libraries for tests, made with as few words as a test needs."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
from hypothesis import settings

import suggestions.library
from suggestions.conditions import find_conditions
from suggestions.drafting.frameworks import Choice, Framework
from suggestions.drafting.order import Memory, Order
from suggestions.drafting.ranking import Ranking
from suggestions.drafting.router import load_router
from suggestions.library.files import load_library
from suggestions.library.index import Candidate
from suggestions.library.parsing import parse_response, parse_shared
from suggestions.library.responses import Library
from suggestions.model import (
    Comment,
    CommentId,
    Fact,
    FactKind,
    Feeling,
    Ledger,
    LedgerEntry,
    Person,
    Promise,
    PromiseState,
    Role,
    Situation,
    Source,
    Status,
    Ticket,
    TicketId,
    UserId,
)
from suggestions.reading.span import Passage
from suggestions.rules import Rules
from suggestions.suggestion import Suggestion

NOW = datetime(2026, 9, 22, 19, 5, tzinfo=UTC)
RULES = Rules()
MAYA = Person(UserId(1), "Maya Lindqvist", locale="en-GB", time_zone="Europe/Stockholm")
SAM = Person(UserId(2), "Sam Okafor", locale="en-GB")
JON = Person(UserId(11), "Jon", Role.AGENT)
PRIYA = Person(UserId(12), "Priya", Role.AGENT)
OURSELVES = Person(UserId(99), "Wellheard", Role.AGENT)
STARTER = Path(suggestions.library.__file__).parent / "starter"

_numbers = count(5000)

CHARGED_TWICE = """
reason: billing.duplicate_charge
title: Charged twice
thing: the double charge
failure: result
exemplars:
  - "You took the money twice this month."
  - "I was charged two times for the same order."
parts:
  hear:
    - text: "You were charged {amount} twice."
      when: [first]
  apologize:
    - text: "I am sorry you have to ask for money that is yours."
      when: [first]
    - text: "I am sorry that money was missing, and that {consequence}."
      when: [strained]
  respond:
    - text: "I will [[refund the second charge]] and confirm it to you by [[day and time]]."
    - text: "I will compare both payments and write to you by [[day and time]]."
  thank:
    - text: "Thank you for spotting it."
      when: [first]
guide:
  - "Which of the two payments do they expect to keep?"
"""

CHANGE_ADDRESS = """
reason: delivery.change_address
title: Change the delivery address
thing: the delivery address
failure: none
exemplars:
  - "Hi, where do I change my delivery address?"
  - "I need to update the shipping address on my parcel."
parts:
  respond:
    - text: "You can change it under [[Account > Addresses]] until the parcel is packed."
    - text: "Open [[Account > Addresses]] and save the new one."
  thank:
    - text: "Thanks for checking first."
      when: [first]
"""

SHARED = """
language: en
parts:
  hear:
    - text: "This is the {contact_ordinal} time you have had to write about {thing}, and {broken_promise} never came."
      when: [repeat, broken_promise]
    - text: "This is your {contact_ordinal} message about {thing}; the first was on {first_contact_date}."
      when: [repeat]
      unless: [broken_promise]
  empathize:
    - text: "Because of it {consequence}."
      when: [first, strained]
  apologize:
    - text: "I am sorry you were left to chase this."
      when: [repeat, broken_promise]
    - text: "I am sorry you have had to explain it {contact_times}."
      when: [repeat]
  ask:
    - text: "Which would suit you better: [[first option]] or [[second option]]?"
      when: [care]
  follow_up:
    - text: "This ticket stays with me until you tell me it is settled."
      when: [repeat]
  thank:
    - text: "Thank you for coming back to us about it."
      when: [repeat]
    - text: "Thank you for asking."
      when: [first, plain]
"""


def days_ago(days, **more):
    return NOW - timedelta(days=days, **more)


def make_comment(body, author=MAYA, at=NOW, *, public=True, number=None):
    return Comment(CommentId(number or next(_numbers)), author, body, public, at)


def reply(body, author=JON, at=NOW):
    return make_comment(body, author, at)


def make_ticket(*comments, number=1003, requester=MAYA, at=None, subject="", status=Status.OPEN, **more):
    """A ticket from its comments, oldest first; a plain text is a public comment of the requester."""
    start = at or NOW
    written = tuple(make_comment(c, requester, start) if isinstance(c, str) else c for c in comments)
    own = [c.body for c in written if c.public and c.author.id == requester.id]
    return Ticket(
        id=TicketId(number), requester=requester, subject=subject, description=(own or [""])[0], status=status,
        created_at=start, updated_at=start, comments=written, **more,
    )  # fmt: skip


def make_passage(text, *, at=NOW, time_zone="UTC", comment_id=7):
    return Passage(TicketId(1003), CommentId(comment_id), text, text, at, time_zone)


def make_entry(ticket, *, score=0.9, evidence=("similar words",), counted=True):
    return LedgerEntry(ticket, score, tuple(evidence), counted)


def make_earlier(days, *comments, number=None, subject="Charged twice"):
    """An entry that counts, from so many days ago."""
    return make_entry(
        make_ticket(*(comments or ("You took the money twice this month.",)), number=number or next(_numbers),
                    at=days_ago(days), subject=subject, status=Status.SOLVED)
    )  # fmt: skip


def make_promise(state=PromiseState.BROKEN, *, days=20, due=None, quote="I will call you back this afternoon."):
    at = days_ago(days)
    return Promise(
        quote=quote, noun="the call you were promised on 2 September", action="call", made_by="Priya", made_at=at,
        due_at=due or at, state=state, source=Source(TicketId(1002), CommentId(1)),
    )  # fmt: skip


def make_ledger(contacts, *, promises=()):
    """A ledger of so many contacts, the present one included, 20 days apart."""
    return Ledger(tuple(make_earlier(20 * n) for n in range(1, contacts)), tuple(promises))


def make_situation(text="You took the money twice this month.", *, feeling=Feeling.CALM, ticket=None, **more):
    return Situation(
        ticket=ticket or make_ticket(text), text=text, language="en", feeling=feeling,
        needs_empathy=feeling is not Feeling.CALM, **more,
    )  # fmt: skip


KINDS = {
    "amount": FactKind.MONEY, "stated_duration": FactKind.DURATION, "waiting_time": FactKind.DURATION,
    "consequence": FactKind.CONSEQUENCE, "contact_ordinal": FactKind.ORDINAL, "contact_times": FactKind.ORDINAL,
    "broken_promise": FactKind.PROMISE, "open_promise": FactKind.PROMISE, "colleague": FactKind.NAME,
    "previous_agent": FactKind.NAME, "tried": FactKind.ACTION,
}  # fmt: skip
IDENTIFIERS = frozenset({"order", "invoice", "tracking", "case"})
FACT_TEXTS = {
    "amount": "49.90", "order": "order 48213", "invoice": "invoice 33479", "tracking": "tracking number JD0146",
    "case": "case 8841", "stated_duration": "two days", "since": "since Monday", "deadline": "Friday",
    "consequence": "you had to borrow from your sister for rent", "tried": "you restarted the router twice",
    "colleague": "Priya",
}  # fmt: skip
REPEAT_TEXTS = {
    "contact_ordinal": "third", "contact_times": "three times", "first_contact_date": "12 August",
    "last_contact_date": "2 September", "waiting_time": "41 days", "previous_agent": "Priya",
    "broken_promise": "the call you were promised on 2 September",
    "open_promise": "the call you were promised for 30 September",
}  # fmt: skip


def make_facts(**texts):
    return {
        name: Fact(
            name,
            FactKind.IDENTIFIER if name in IDENTIFIERS else KINDS.get(name, FactKind.DATE),
            text,
            Source(TicketId(1003), CommentId(7)),
            text,
        )
        for name, text in texts.items()
    }


def make_library(*responses, shared=SHARED):
    parsed = tuple(parse_response(text, f"{n}.yaml") for n, text in enumerate(responses or (CHARGED_TWICE,)))
    language, wordings = parse_shared(shared, "shared.yaml")
    return Library(parsed, {language: wordings})


def load_starter():
    return load_library(STARTER)


def make_order(
    library=None, response=None, *, situation=None, ledger=None, facts=None, framework=Framework.HEART, memory=None,
    unclear=False, sure=True, rules=RULES,
):  # fmt: skip
    library = library or make_library()
    return Order(
        situation or make_situation(), ledger or Ledger(), response or library.responses[0], library, facts or {},
        Choice(framework, "a reason"), memory or Memory(), rules, unclear, sure,
    )  # fmt: skip


def make_suggestion(*, situation=None, ledger=None, **more):
    situation = situation or make_situation()
    response = make_library().responses[0]
    more.setdefault("ranking", Ranking(Candidate(response, 0.7, response.exemplars[0]), (), 0.2))
    return Suggestion(
        ticket=situation.ticket, comment=situation.ticket.comments[-1], reference="wh-0123456789",
        situation=situation, ledger=ledger or Ledger(), **more,
    )  # fmt: skip


def choose_framework(situation, ledger, response, *, unclear=False, asked=None):
    """What the shipped table says of this case."""
    candidate = Candidate(response, 0.7, response.exemplars[0])
    suggestion = make_suggestion(
        situation=situation, ledger=ledger, ranking=Ranking(candidate, (), 0.0 if unclear else 0.2), doubtful=unclear
    )
    return load_router().route(find_conditions(suggestion, RULES), ledger, asked)


def examples(most):
    """So many examples, the same ones on every run and machine, and nothing written to disk."""
    return settings(max_examples=most, derandomize=True, database=None)


def ticket_url(number):
    return f"https://example.zendesk.com/agent/tickets/{number}"


class WordEmbedder:
    """A vector per text from its words alone: the same words are near, no shared word is far. No model."""

    name = "words"

    def __init__(self, size=512):
        self._size = size

    def encode(self, texts):
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(-1, self._size)

    def _row(self, text):
        row = np.zeros(self._size, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            row[int.from_bytes(hashlib.md5(word.encode()).digest()[:4], "big") % self._size] += 1
        return row / max(float(np.linalg.norm(row)), 1e-9)
