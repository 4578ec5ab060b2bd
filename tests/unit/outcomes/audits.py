"""Tickets, problems and conversations as an audit sees them."""

from dataclasses import replace

from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    JON,
    MAYA,
    NOW,
    RULES,
    WordEmbedder,
    days_ago,
    make_library,
    make_ticket,
    reply,
)

from suggestions.library.index import LibraryIndex
from suggestions.model import Person, Status, UserId
from suggestions.outcomes.chains import Problem, group_problems
from suggestions.outcomes.contacts import sort_contacts
from suggestions.outcomes.conversations import read_conversations

INDEX = LibraryIndex(make_library(CHARGED_TWICE, CHANGE_ADDRESS), WordEmbedder())


def person(number, **more):
    return Person(UserId(number), **{"name": f"Customer {number}", **more})


def solved(text, *, number, days=20, requester=MAYA, **more):
    """A solved ticket as listed: its first words, no comments."""
    ticket = make_ticket(text, number=number, requester=requester, at=days_ago(days), status=Status.SOLVED, **more)
    return replace(ticket, comments=())


def grouped(tickets):
    return group_problems(sort_contacts(tickets).kept, INDEX, WordEmbedder(), RULES)


def group(tickets):
    return grouped(tickets).problems


def numbers(problems):
    return [[t.id for t in p.contacts] for p in problems]


def talk(*said, number=1003, requester=MAYA, start=20, **more):
    """A ticket read with its comments, a day apart: plain text is the customer's, a pair is (agent's text,)."""
    comments = []
    for days, words in enumerate(said):
        at = days_ago(start - days)
        comments.append(
            reply(words[0], JON, at) if isinstance(words, tuple) else replace(reply(words, requester), created_at=at)
        )
    return make_ticket(*comments, number=number, requester=requester, at=days_ago(start), status=Status.SOLVED, **more)


def problem(*tickets, language="en", reason=None):
    return Problem(tuple(tickets), reason, language)


def read(*problems, as_of=NOW):
    return read_conversations(problems, as_of, RULES)
