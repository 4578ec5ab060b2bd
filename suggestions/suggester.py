"""The story of one ticket: read it, find out whether they wrote before, choose and fit the words, leave a note."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from suggestions.drafter import Drafter
from suggestions.drafting.note import render_note
from suggestions.drafting.ranking import rank
from suggestions.drafting.router import Router, load_router
from suggestions.eligibility import check_eligible, find_newest_comment, find_references, make_reference
from suggestions.errors import HelpdeskRefused, HelpdeskUnavailable, TicketClosed, TicketGone, TicketMoved
from suggestions.handoff import Tag, find_signals, gather_signs
from suggestions.model import Ledger, Reason, Withheld
from suggestions.reading.bots.bot_comments import tell_bots_apart
from suggestions.reading.bots.bot_talk import add_told_facts, find_bot_talk
from suggestions.reading.facts.facts import gather_facts
from suggestions.reading.feeling.feeling import feel
from suggestions.reading.promises.promises import find_promises
from suggestions.reading.repeats.elsewhere import find_elsewhere
from suggestions.reading.repeats.repeats import find_compared_words, find_repeat_contacts
from suggestions.reading.situation import read_situation
from suggestions.reminders import remember_promises
from suggestions.root_cause import find_root_cause
from suggestions.rules import Rules
from suggestions.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from suggestions.drafting.frameworks import Framework
    from suggestions.drafting.note import InternalNote
    from suggestions.library.index import LibraryIndex
    from suggestions.model import Comment, CommentId, History, LedgerEntry, Situation, Ticket, TicketId
    from suggestions.ports import Embedder, Helpdesk, Neighbours, Records
    from suggestions.reading.repeats.neighbourhood import Neighbourhood
    from suggestions.root_cause import RootCause

log = logging.getLogger(__name__)
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Delivered:
    """The note is on the ticket."""

    suggestion: Suggestion
    note_comment_id: CommentId | None


@dataclass(frozen=True, slots=True)
class Suggester:
    """All that one suggestion needs. `ticket_url` is where an agent opens a ticket, `clock` tells the time in UTC.

    Without `neighbours` contacts are compared among the library's exemplars alone. `archive` is the embedder for words
    that come again, those of earlier tickets; left out it is `embedder`.
    """

    helpdesk: Helpdesk
    embedder: Embedder
    index: LibraryIndex
    records: Records
    ticket_url: Callable[[TicketId], str]
    clock: Callable[[], datetime]
    rules: Rules = field(default_factory=Rules)
    neighbours: Neighbours | None = None
    router: Router = field(default_factory=load_router)
    archive: Embedder | None = None

    def suggest_and_deliver(self, ticket_id: TicketId, owner: str) -> Delivered | Withheld:
        """One note, or the reason for none. A ticket that moves under us is read and decided again, three times."""
        for _ in range(MOST_TRIES):
            ticket = self._fetch_ticket(ticket_id)
            self.records.learn_promises(ticket.id, remember_promises(ticket, self.clock()))
            suggestion = self._suggest(ticket)
            if isinstance(suggestion, Withheld):
                return suggestion
            try:
                return self.deliver(suggestion, owner)
            except TicketMoved:
                log.info("ticket %s changed while its note was written; reading it again", ticket_id)
            except TicketClosed:
                return Withheld(Reason.NOT_OPEN, "The ticket was closed while its note was written.")
        return Withheld(Reason.TICKET_BUSY, "The ticket kept changing while its note was written.")

    def suggest(
        self, ticket_id: TicketId, *, again: bool = False, framework: Framework | None = None
    ) -> Suggestion | Withheld:
        """What would be suggested now. Reads only. `again`: also where our note is there already; `framework`: in this
        one, whatever the router says.
        """
        return self._suggest(self._fetch_ticket(ticket_id), again=again, framework=framework)

    def _suggest(
        self, ticket: Ticket, *, again: bool = False, framework: Framework | None = None
    ) -> Suggestion | Withheld:
        if withheld := check_eligible(ticket, self.helpdesk.own_user_id, self.rules, again=again):
            return withheld
        told_bot = find_bot_talk(ticket, self.embedder)
        situation = feel(add_told_facts(read_situation(ticket, self.rules, self.embedder), told_bot), self.embedder)
        history = self.helpdesk.fetch_history(ticket)
        ledger = self._read_ledger(situation, history)
        ranking = rank(situation, ledger, self.index, self.embedder, self.rules)
        comment = find_newest_comment(ticket)
        suggestion = Suggestion(
            ticket=ticket, comment=comment, reference=make_reference(ticket, comment), situation=situation,
            ledger=ledger, ranking=ranking, replaces=self._find_replaced(ticket),
            facts=gather_facts(situation, ledger, self.rules.text_limit),
            # what a machine repeats says nothing of how this team's tickets lie
            compared=() if ledger.machine_tickets else find_compared_words(situation, history, self.rules),
            doubtful=ranking.is_doubtful(self.rules), signs=gather_signs(ticket, ledger, self.rules.text_limit),
            told_bot=told_bot,
        )  # fmt: skip
        drafter = Drafter(self.index, self.records, self.router, self.rules, self.clock)
        return drafter.draft(replace(suggestion, root_cause=self._find_root_cause(suggestion)), framework)

    def render(self, suggestion: Suggestion) -> InternalNote:
        return render_note(suggestion, self.ticket_url, self.rules)

    def deliver(self, suggestion: Suggestion, owner: str) -> Delivered | Withheld:
        """Leave the note in one update and remember it. Raises TicketMoved, TicketClosed."""
        ticket = suggestion.ticket
        comment_id = suggestion.comment.id if suggestion.comment else 0
        if not self.records.claim(ticket.id, comment_id, owner, self.clock()):
            return Withheld(Reason.ALREADY_SUGGESTED, "Another delivery of this message is writing the note.")
        try:
            # what an earlier note said of them may hold no longer
            tags, stale = self._find_tags(suggestion), tuple(map(str, Tag))
            note_id = self.helpdesk.post_internal_note(ticket, self.render(suggestion), tags, drop=stale)
        except (TicketMoved, TicketClosed):
            self.records.release(ticket.id, comment_id, owner)
            raise
        # the time after the post: our own note must not look like a change nobody has seen
        self.records.record(suggestion, note_id, self.clock())
        if self.neighbours:
            self.neighbours.remember(suggestion.compared)
        return Delivered(suggestion, note_id)

    def _read_ledger(self, situation: Situation, history: History) -> Ledger:
        """Comments are read for the likeliest few earlier tickets only, whatever the history's length."""
        neighbourhood = self._find_neighbourhood()
        ledger = find_repeat_contacts(situation, history, neighbourhood, self.archive or self.embedder, self.rules)
        if ledger.machine_tickets:
            return ledger
        likeliest = sorted(ledger.counted, key=lambda e: -e.score)[: self.rules.likeliest_earlier]
        wanted = {e.ticket.id for e in likeliest}
        entries = tuple(
            replace(e, ticket=replace(e.ticket, comments=self._fetch_comments(e.ticket)))
            if e.ticket.id in wanted
            else e
            for e in ledger.entries
        )
        tickets = [situation.ticket, *(e.ticket for e in entries if e.counted)]
        return replace(
            ledger, entries=entries, promises=find_promises(tickets, situation.written_at),
            elsewhere=self._find_elsewhere(situation, neighbourhood),
        )  # fmt: skip

    def _find_elsewhere(self, situation: Situation, neighbourhood: Neighbourhood) -> tuple[LedgerEntry, ...]:
        """An aside: where the organisation's tickets are not to be had, the suggestion goes on without them."""
        ticket = situation.ticket
        if ticket.organization_id is None or not situation.text:
            return ()
        try:
            tickets = self.helpdesk.fetch_organization_tickets(ticket)
        except (TicketGone, HelpdeskRefused, HelpdeskUnavailable) as trouble:
            log.info("ticket %s: its organisation's tickets were not read: %s", ticket.id, trouble)
            return ()
        return find_elsewhere(situation, tickets, neighbourhood, self.archive or self.embedder, self.rules)

    def _find_neighbourhood(self) -> Neighbourhood:
        return self.neighbours.find() if self.neighbours else self.index.place_among()

    def _fetch_ticket(self, ticket_id: TicketId) -> Ticket:
        return tell_bots_apart(self.helpdesk.fetch_ticket(ticket_id))

    def _fetch_comments(self, ticket: Ticket) -> tuple[Comment, ...]:
        """A ticket deleted meanwhile still counts; what was said on it is not known."""
        try:
            return tell_bots_apart(replace(ticket, comments=self.helpdesk.fetch_comments(ticket))).comments
        except TicketGone:
            return ()

    def _find_root_cause(self, suggestion: Suggestion) -> RootCause | None:
        """Asked of the records only where the contact reason is sure."""
        if suggestion.reason is None:
            return None
        since = self.clock() - timedelta(days=self.rules.root_cause_days)
        others = self.records.count_repeaters(suggestion.reason, since, but=suggestion.ticket.requester.id)
        return find_root_cause(suggestion.reason, others, self.rules, is_repeat=suggestion.ledger.is_repeat)

    def _find_tags(self, suggestion: Suggestion) -> tuple[str, ...]:
        """Our mark, and the signals where the team wants them as tags."""
        signals = find_signals(suggestion) if self.rules.handoff_tags else ()
        return (self.rules.tag, *(str(signal.tag) for signal in signals))

    def _find_replaced(self, ticket: Ticket) -> str | None:
        own = make_reference(ticket, find_newest_comment(ticket))
        references = [r for r in find_references(ticket, self.helpdesk.own_user_id) if r != own]
        return references[-1] if references else None
