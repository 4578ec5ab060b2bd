"""The small print of a note: the ledger, why this response, what else was close, what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from suggestions.drafting.frameworks import TITLES, Framework, cover
from suggestions.drafting.headline import cut
from suggestions.drafting.names import first_name
from suggestions.handoff import find_obstacle
from suggestions.model import STRAINED, PromiseState
from suggestions.reading.numbers import say_date
from suggestions.reading.text import clean_subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from suggestions.library.index import Candidate
    from suggestions.library.responses import Response
    from suggestions.model import LedgerEntry, TicketId
    from suggestions.rules import Rules
    from suggestions.suggestion import Suggestion

SUBJECT_LENGTH = 60
# as an agent would say it, not as the API does
CHANNELS = {"voice": "phone", "native_messaging": "messaging", "api": "form", "chat_transcript": "chat"}
# a response further from its line than this has misread them, and so would its questions
GUIDE_WITHIN = 0.05
# a reading less likely than this is no reading of theirs
WORTH_A_THOUGHT = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    html: str
    text: str


def say_ledger(suggestion: Suggestion, ticket_url: Callable[[TicketId], str], rules: Rules) -> list[Line]:
    """At most five lines, newest first, each linked; what may be related is said to be only that, and so is what was
    not read.
    """
    entries = suggestion.ledger.entries
    lines = [_say_entry(e, suggestion, ticket_url) for e in entries[: rules.ledger_lines]]
    left = len(entries) - len(lines)
    if left > 0:
        more = f"and {left} more"
        lines.append(Line(more, more))
    if suggestion.ledger.truncated and not suggestion.ledger.machine_tickets:
        unread = "Older tickets of theirs were not read."
        lines.append(Line(unread, unread))
    return lines


def _say_entry(entry: LedgerEntry, suggestion: Suggestion, ticket_url: Callable[[TicketId], str]) -> Line:
    ticket = entry.ticket
    day = say_date(ticket.created_at, suggestion.situation.written_at)
    doubt = "" if entry.counted else "may be related: "
    tail = f"{day}, {CHANNELS.get(ticket.channel, ticket.channel)}, {ticket.status}: {_say_subject(entry)}"
    link = Markup('<a href="{}">#{}</a>').format(ticket_url(ticket.id), ticket.id)
    return Line(str(Markup("{}{} {}").format(doubt, link, tail)), f"{doubt}#{ticket.id} {tail}")


def _say_subject(entry: LedgerEntry) -> str:
    """What it was about, and why it is thought to be the same."""
    subject = cut(clean_subject(entry.ticket.subject) or "no subject", SUBJECT_LENGTH)
    why = f" ({', '.join(entry.evidence[:2])})" if entry.evidence else ""
    return f"“{subject}”{why}"


def say_elsewhere(suggestion: Suggestion, ticket_url: Callable[[TicketId], str]) -> list[Line]:
    """Who else in the organisation wrote about it, newest first, each linked."""
    lines = []
    for entry in suggestion.ledger.elsewhere:
        who = first_name(entry.ticket.requester.name) or "Somebody"
        head = f"{who} on {say_date(entry.ticket.created_at, suggestion.situation.written_at)}:"
        tail = _say_subject(entry)
        link = Markup('<a href="{}">#{}</a>').format(ticket_url(entry.ticket.id), entry.ticket.id)
        lines.append(Line(str(Markup("{} {} {}").format(head, link, tail)), f"{head} #{entry.ticket.id} {tail}"))
    return lines


def say_others(suggestion: Suggestion, ticket_url: Callable[[TicketId], str]) -> list[Line]:
    """The newest tickets behind a root cause, each linked."""
    if suggestion.root_cause is None:
        return []
    links = [Markup('<a href="{}">#{}</a>').format(ticket_url(t), t) for t in suggestion.root_cause.tickets]
    return [Line(str(Markup(", ").join(links)), ", ".join(f"#{t}" for t in suggestion.root_cause.tickets))]


def say_why(suggestion: Suggestion) -> str:
    """The response, the exemplar that earned it, the framework and its reason, in one line."""
    match, choice = suggestion.ranking.match, suggestion.choice
    if match is None or choice is None:
        return ""
    head = f"Why: “{match.response.title}” ({match.score:.2f}, nearest to “{cut(match.exemplar, 70)}”)"
    if suggestion.path:
        head = f"{head}; path: {suggestion.path}"
    if suggestion.draft is None or choice.framework is Framework.PLAIN:
        return f"{head}; {TITLES[choice.framework]}: {choice.reason}."
    steps = ", ".join(n if done else f"no {n}" for n, done in cover(choice.framework, suggestion.draft.parts))
    return f"{head}; {TITLES[choice.framework]}: {choice.reason} ({steps})."


def say_alternatives(suggestion: Suggestion) -> str:
    others = suggestion.ranking.others
    if not others or find_obstacle(suggestion.signs) or suggestion.ledger.machine_tickets:
        return ""
    if suggestion.ranking.match:
        names = ", ".join(_say_candidate(c) for c in others)
        return f"Or instead: {names}."
    return f"Nearest, not near enough: {', '.join(f'{c.response.title} ({c.score:.2f})' for c in others)}."


def _say_candidate(candidate: Candidate) -> str:
    """How likely it is stands behind it only where that is worth a thought."""
    title = candidate.response.title
    return f"{title} ({candidate.score:.2f})" if candidate.score >= WORTH_A_THOUGHT else title


def say_guideline(response: Response) -> str:
    """What the team holds to for this contact reason, and what makes it worse."""
    avoid = f" Avoid: {response.avoid}" if response.avoid else ""
    return f"Guideline: {response.guideline}{avoid}" if response.guideline else ""


def say_guide(suggestion: Suggestion, rules: Rules) -> list[Line]:
    """The conversation guide of the nearest response, when there is no draft and a guide can help."""
    best = suggestion.ranking.best
    if best is None or find_obstacle(suggestion.signs) or suggestion.ledger.machine_tickets:
        return []
    if best.score < rules.pick_line - GUIDE_WITHIN:
        return []
    return [Line(str(escape(q)), q) for q in best.response.guide]


def say_ladder(suggestion: Suggestion) -> list[Line]:
    """Said, chosen signals, possible readings, ask before assuming: four short lines (voice.md, Ladder)."""
    choice, match = suggestion.choice, suggestion.ranking.match
    if choice is None or match is None or choice.framework is not Framework.LADDER:
        return []
    situation = suggestion.situation
    said = situation.feeling_quotes[:2] or (cut(situation.text, 80),)
    signals = [f"{situation.feeling}"] if situation.feeling in STRAINED else []
    least = "at least " if suggestion.ledger.truncated else ""
    signals += [f"{least}{suggestion.ledger.contact_count} contacts"] if suggestion.ledger.is_repeat else []
    signals += ["a promise not kept"] if any(p.state is PromiseState.BROKEN for p in suggestion.ledger.promises) else []
    readings = [
        match.response.title,
        *(c.response.title for c in suggestion.ranking.others[:1] if c.score >= WORTH_A_THOUGHT),
    ]
    ask = match.response.guide[:1]
    rows = (
        ("Said", "; ".join(f"“{cut(q, 60)}”" for q in said)),
        ("Signals", ", ".join(signals)),
        ("May be", " or ".join(f"“{r}”" for r in readings)),
        ("Ask yourself", " ".join(ask)),
    )
    return [
        Line(str(Markup("<strong>{}</strong>: {}").format(name, text)), f"{name}: {text}")
        for name, text in rows
        if text
    ]
