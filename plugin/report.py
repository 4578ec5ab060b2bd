"""A suggestion as one JSON object: for reviewers, for replay, and for judging words in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from suggestions.conditions import find_conditions
from suggestions.drafting.why import say_alternatives, say_why
from suggestions.handoff import find_signals
from suggestions.model import Withheld

if TYPE_CHECKING:
    from suggestions.drafting.note import InternalNote
    from suggestions.model import Fact, LedgerEntry, Promise, Source
    from suggestions.reading.bots.bot_talk import BotTalk
    from suggestions.suggestion import Suggestion


def describe(suggestion: Suggestion | Withheld, note: InternalNote | None) -> dict[str, Any]:
    """The keys of design.md, "Command line". With nothing read, all but `withheld` are empty."""
    if isinstance(suggestion, Withheld):
        empty = dict.fromkeys(("note_text", "note_html", "draft", "feeling", "needs_empathy", "framework", "response"))
        rest: dict[str, Any] = {
            "contact_count": None, "repeat_of": [], "same_organisation": [], "machine_tickets": 0, "facts": [],
            "promises": [], "alternatives": [], "told_bot": None, "conditions": {},
        }  # fmt: skip
        return {**empty, **rest, "withheld": _describe_withheld(suggestion), "why": {"sentence": suggestion.sentence}}
    situation, ledger, draft = suggestion.situation, suggestion.ledger, suggestion.draft
    match = suggestion.ranking.match
    return {
        "note_text": note.text if note else None,
        "note_html": note.html if note else None,
        "draft": draft.text if draft else None,
        "withheld": _describe_withheld(suggestion.withheld) if suggestion.withheld else None,
        "contact_count": ledger.contact_count,
        "repeat_of": sorted(e.ticket.id for e in ledger.counted),
        "same_organisation": [_describe_other(e) for e in ledger.elsewhere],
        "machine_tickets": ledger.machine_tickets,
        "feeling": str(situation.feeling),
        "needs_empathy": situation.needs_empathy,
        "framework": str(suggestion.choice.framework) if suggestion.choice else None,
        "facts": [_describe_fact(f) for f in suggestion.facts.values()],
        "promises": [_describe_promise(p) for p in ledger.promises],
        "response": {
            "id": match.response.id,
            "title": match.response.title,
            "score": match.score,
            "exemplar": match.exemplar,
        }
        if match
        else None,
        "alternatives": [
            {"id": c.response.id, "title": c.response.title, "score": c.score} for c in suggestion.ranking.others
        ],
        "told_bot": _describe_bot_talk(suggestion.told_bot) if suggestion.told_bot else None,
        "conditions": find_conditions(suggestion),
        "why": _describe_why(suggestion),
    }


def _describe_why(suggestion: Suggestion) -> dict[str, Any]:
    draft = suggestion.draft
    return {
        "sentence": say_why(suggestion),
        "nearest": say_alternatives(suggestion),
        "framework": suggestion.choice.reason if suggestion.choice else None,
        "language": suggestion.situation.language,
        "feeling": list(suggestion.situation.feeling_quotes),
        "ledger": [_describe_entry(e) for e in suggestion.ledger.entries],
        "truncated": suggestion.ledger.truncated,
        "blanks": list(draft.blanks) if draft else [],
        "signals": [{"tag": str(s.tag), "words": s.words} for s in find_signals(suggestion)],
        "sentences": [
            {"part": str(p.part), "text": p.text, "wording": p.wording.id, "facts": [f.name for f in p.facts]}
            for p in (draft.passages if draft else ())
        ],
        "reference": suggestion.reference,
    }


def _describe_bot_talk(talk: BotTalk) -> dict[str, Any]:
    return {
        "facts": [_describe_fact(f) for f in talk.facts], "words": list(talk.words),
        "advice": [{"text": a.text, "done": a.done} for a in talk.advice],
        "failed": talk.failed, "failure": talk.failure,
        "ended_at": talk.ended_at.isoformat() if talk.ended_at else None,
    }  # fmt: skip


def _describe_withheld(withheld: Withheld) -> dict[str, str]:
    return {"reason": str(withheld.reason), "sentence": withheld.sentence}


def _describe_fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name, "kind": str(fact.kind), "text": fact.text, "quote": fact.quote,
        "source": _describe_source(fact.source),
    }  # fmt: skip


def _describe_source(source: Source) -> dict[str, Any]:
    return {"ticket_id": source.ticket_id, "comment_id": source.comment_id, "start": source.start, "end": source.end}


def _describe_promise(promise: Promise) -> dict[str, Any]:
    return {
        "quote": promise.quote, "action": promise.action, "made_by": promise.made_by,
        "made_at": promise.made_at.isoformat(), "due_at": promise.due_at.isoformat() if promise.due_at else None,
        "state": str(promise.state), "source": _describe_source(promise.source),
    }  # fmt: skip


def _describe_other(entry: LedgerEntry) -> dict[str, Any]:
    return {"requester": entry.ticket.requester.name, **_describe_entry(entry)}


def _describe_entry(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "ticket_id": entry.ticket.id, "counted": entry.counted, "score": entry.score, "evidence": list(entry.evidence),
        "created_at": entry.ticket.created_at.isoformat(),
    }  # fmt: skip
