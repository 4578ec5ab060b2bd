"""What this person faces now, read from the ticket alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suggestions.model import STRAINED, Comment, Feeling, Situation, Ticket
from suggestions.reading.facts.claims import asks_for_call, asks_for_person, find_claimed_contacts, says_again
from suggestions.reading.facts.facts import find_facts
from suggestions.reading.feeling.words import read_feeling_words
from suggestions.reading.language import choose_language, detect_language
from suggestions.reading.retelling.asking import find_asked
from suggestions.reading.retelling.telling import find_told
from suggestions.reading.span import Passage
from suggestions.reading.text import clean_body, clean_subject, join_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suggestions.ports import Embedder
    from suggestions.rules import Rules

# what a fact adds to a frustration that the words only hint at
HARDSHIP = {"consequence": 0.8, "stated_duration": 0.3, "since": 0.3, "deadline": 0.2, "tried": 0.3}
# wishes, as the learnt reader names them, that only somebody can fulfil
SOMEBODY = frozenset({"person", "manager", "callback"})
AGAIN, MANY_TIMES, URGENCY = 0.3, 0.6, 0.5


def newest_words(ticket: Ticket) -> tuple[Comment, ...]:
    """The requester's comments since staff last answered in public, oldest first.

    Several quick messages are one; what was answered already is not said anew. Automatic mail is nobody's words.
    """
    newest: list[Comment] = []
    for comment in reversed(ticket.comments):
        if not comment.public or comment.automatic:
            continue
        if comment.author.id == ticket.requester.id:
            newest.append(comment)
        elif comment.author.role.is_staff and newest:
            break
    return tuple(reversed(newest))


def read_situation(ticket: Ticket, rules: Rules, embedder: Embedder | None = None) -> Situation:
    """Language, facts and what the words alone show of a feeling. Never raises on odd input.

    Without an embedder, what a clause tells is read by its words alone: fewer costs, attempts and wishes are found.
    """
    comments = newest_words(ticket)
    passages = _passages(ticket, comments, rules.text_limit)
    body = "\n".join(p.text for p in passages if p.comment_id is not None)
    if not comments:
        body = clean_body(ticket.description, rules.text_limit)
    subject = clean_subject(ticket.subject)
    text = join_subject(subject, body)
    facts = find_facts(passages, embedder)
    claimed = find_claimed_contacts(subject, body)
    hardship = sum(HARDSHIP.get(name, 0.0) for name in {f.name for f in facts})
    hardship += AGAIN * says_again(text) + MANY_TIMES * (claimed is not None and claimed > 2)
    read = read_feeling_words(text, hardship, URGENCY * any(f.name == "deadline" for f in facts))
    language = choose_language(detect_language(body or text), ticket.requester.locale)
    bodies = [p for p in passages if p.comment_id is not None] if language == "en" else []
    return Situation(
        ticket=ticket,
        text=text,
        language=language,
        feeling=read.feeling if language == "en" else Feeling.UNSURE,
        needs_empathy=language == "en" and read.feeling in STRAINED,
        feeling_quotes=read.quotes if language == "en" else (),
        facts=facts,
        claimed_contacts=claimed,
        asks_for_person=asks_for_person(text) or asks_for_call(text) or any(f.value in SOMEBODY for f in facts),
        told=tuple(fact for p in bodies for fact in find_told(p)),
        asked=tuple(fact for p in bodies for fact in find_asked(p)),
    )


def _passages(ticket: Ticket, comments: Sequence[Comment], limit: int) -> tuple[Passage, ...]:
    zone, locale = ticket.requester.time_zone, ticket.requester.locale
    first = not ticket.public_replies
    head = clean_subject(ticket.subject) if first else ""
    passages = [Passage(ticket.id, None, head, ticket.subject, ticket.created_at, zone, locale)] if head else []
    return (
        *passages,
        *(Passage(ticket.id, c.id, clean_body(c.body, limit), c.body, c.created_at, zone, locale) for c in comments),
    )
