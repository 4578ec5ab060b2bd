"""The story of one ticket: read it, find out whether they wrote before, choose and fit the words, leave a note."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from suggestions.drafting.composing import Memory, Order, compose_draft
from suggestions.drafting.frameworks import route
from suggestions.drafting.guards import find_said, guard_draft
from suggestions.drafting.note import render_note
from suggestions.drafting.ranking import rank
from suggestions.eligibility import check_eligible, find_newest_comment, find_references, make_reference
from suggestions.errors import TicketClosed, TicketGone, TicketMoved
from suggestions.model import Ledger, Reason, Withheld
from suggestions.reading.facts import gather_facts
from suggestions.reading.promises import find_promises
from suggestions.reading.repeats import find_repeat_contacts
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules
from suggestions.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from suggestions.drafting.note import InternalNote
    from suggestions.library.index import LibraryIndex
    from suggestions.model import Comment, CommentId, History, Situation, Ticket, TicketId
    from suggestions.ports import Embedder, Helpdesk, Records

log = logging.getLogger(__name__)
MOST_TRIES = 3
OVERUSE_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The note is on the ticket."""

    suggestion: Suggestion
    note_comment_id: CommentId | None


@dataclass(frozen=True, slots=True)
class Suggester:
    """All that one suggestion needs. `ticket_url` is where an agent opens a ticket, `clock` tells the time in UTC."""

    helpdesk: Helpdesk
    embedder: Embedder
    index: LibraryIndex
    records: Records
    ticket_url: Callable[[TicketId], str]
    clock: Callable[[], datetime]
    rules: Rules = field(default_factory=Rules)

    def suggest_and_deliver(self, ticket_id: TicketId, owner: str) -> Delivered | Withheld:
        """One note, or the reason for none. A ticket that moves under us is read and decided again, three times."""
        for _ in range(MOST_TRIES):
            suggestion = self.suggest(ticket_id)
            if isinstance(suggestion, Withheld):
                return suggestion
            try:
                return self.deliver(suggestion, owner)
            except TicketMoved:
                log.info("ticket %s changed while its note was written; reading it again", ticket_id)
            except TicketClosed:
                return Withheld(Reason.NOT_OPEN, "The ticket was closed while its note was written.")
        return Withheld(Reason.TICKET_BUSY, "The ticket kept changing while its note was written.")

    def suggest(self, ticket_id: TicketId, *, again: bool = False) -> Suggestion | Withheld:
        """What would be suggested now. Reads only. `again`: also where our note is there already."""
        ticket = self.helpdesk.fetch_ticket(ticket_id)
        if withheld := check_eligible(ticket, self.helpdesk.own_user_id, self.rules, again=again):
            return withheld
        situation = read_situation(ticket, self.rules)
        history = self.helpdesk.fetch_history(ticket)
        ledger = self._read_ledger(situation, history)
        ranking = rank(situation, ledger, self.index, self.embedder, self.rules)
        comment = find_newest_comment(ticket)
        suggestion = Suggestion(
            ticket=ticket, comment=comment, reference=make_reference(ticket, comment), situation=situation,
            ledger=ledger, ranking=ranking, replaces=self._find_replaced(ticket),
            facts=gather_facts(situation, ledger, self.rules.text_limit),
        )  # fmt: skip
        return self._draft(suggestion)

    def render(self, suggestion: Suggestion) -> InternalNote:
        return render_note(suggestion, self.ticket_url, self.rules)

    def deliver(self, suggestion: Suggestion, owner: str) -> Delivered | Withheld:
        """Leave the note in one update and remember it. Raises TicketMoved, TicketClosed."""
        ticket = suggestion.ticket
        comment_id = suggestion.comment.id if suggestion.comment else 0
        if not self.records.claim(ticket.id, comment_id, owner, self.clock()):
            return Withheld(Reason.ALREADY_SUGGESTED, "Another delivery of this message is writing the note.")
        try:
            note_id = self.helpdesk.post_internal_note(ticket, self.render(suggestion), (self.rules.tag,))
        except (TicketMoved, TicketClosed):
            self.records.release(ticket.id, comment_id, owner)
            raise
        # the time after the post: our own note must not look like a change nobody has seen
        self.records.record(suggestion, note_id, self.clock())
        return Delivered(suggestion, note_id)

    def _read_ledger(self, situation: Situation, history: History) -> Ledger:
        """Comments are read for the likeliest few earlier tickets only, whatever the history's length."""
        ledger = find_repeat_contacts(situation, history, self.index, self.embedder, self.rules)
        likeliest = sorted(ledger.counted, key=lambda e: -e.score)[: self.rules.likeliest_earlier]
        wanted = {e.ticket.id for e in likeliest}
        entries = tuple(
            replace(e, ticket=replace(e.ticket, comments=self._fetch_comments(e.ticket)))
            if e.ticket.id in wanted
            else e
            for e in ledger.entries
        )
        tickets = [situation.ticket, *(e.ticket for e in entries if e.counted)]
        return Ledger(entries, find_promises(tickets, situation.written_at))

    def _fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """A ticket deleted meanwhile still counts; what was said on it is not known."""
        try:
            return self.helpdesk.fetch_comments(ticket)
        except TicketGone:
            return ()

    def _draft(self, suggestion: Suggestion) -> Suggestion:
        if withheld := self._find_obstacle(suggestion):
            return replace(suggestion, withheld=withheld)
        match = suggestion.ranking.match
        assert match is not None
        situation, ledger = suggestion.situation, suggestion.ledger
        unclear = suggestion.ranking.is_doubtful(self.rules) and suggestion.ranking.margin < self.rules.pick_margin
        choice = route(situation, ledger, match.response, self.rules, unclear=unclear)
        memory = Memory(
            sent_here=self.records.find_wordings_sent(suggestion.ticket.requester.id, but=suggestion.reference),
            said=find_said([suggestion.ticket, *(e.ticket for e in ledger.entries)]),
            counts=self.records.count_wordings(self.clock() - OVERUSE_WINDOW, but=suggestion.reference),
        )
        draft = compose_draft(
            Order(
                situation, ledger, match.response, self.index.library, suggestion.facts, choice, memory, self.rules,
                unclear, sure=not suggestion.ranking.is_doubtful(self.rules),
            )
        )  # fmt: skip
        withheld = guard_draft(draft, suggestion.facts)
        return replace(
            suggestion, choice=choice, draft=None if withheld else draft, withheld=withheld,
            doubtful=suggestion.ranking.is_doubtful(self.rules),
        )  # fmt: skip

    def _find_obstacle(self, suggestion: Suggestion) -> Withheld | None:
        language = suggestion.situation.language
        if language not in self.index.library.languages:
            return Withheld(Reason.LANGUAGE, _say_language(language))
        if not suggestion.situation.text.strip():
            return Withheld(Reason.NO_WORDS, "The message holds no words, perhaps only an attachment.")
        if suggestion.ranking.ambiguous:
            titles = " or ".join(f"“{c.response.title}”" for c in suggestion.ranking.others[:2])
            return Withheld(Reason.NO_MATCH, f"Too few words to tell whether this is {titles}.")
        if suggestion.ranking.match is None:
            return Withheld(Reason.NO_MATCH, "Nothing in the library is close enough to this message.")
        return None

    def _find_replaced(self, ticket: Ticket) -> str | None:
        own = make_reference(ticket, find_newest_comment(ticket))
        references = [r for r in find_references(ticket, self.helpdesk.own_user_id) if r != own]
        return references[-1] if references else None


def _say_language(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        name = f"a language we know only as “{language[:12]}”"
    return f"They write in {name}, and the library has no responses in it."
