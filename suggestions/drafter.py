"""From what was read to a draft that may be shown, or the reason for none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from suggestions.conditions import find_conditions
from suggestions.drafting.composing import compose_draft
from suggestions.drafting.guards import find_said, guard_draft
from suggestions.drafting.languages import put_into
from suggestions.drafting.order import Memory, Order, find_holding
from suggestions.drafting.outline import is_outline, make_outline
from suggestions.drafting.privacy import find_strangers, keep_discreet
from suggestions.drafting.retelling import find_retold
from suggestions.handoff import find_obstacle
from suggestions.library.trees import Walk, walk_tree
from suggestions.model import Reason, Withheld

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from suggestions.conditions import Conditions
    from suggestions.drafting.frameworks import Framework
    from suggestions.drafting.router import Router
    from suggestions.library.index import LibraryIndex
    from suggestions.library.responses import Response
    from suggestions.model import Ledger
    from suggestions.ports import Records
    from suggestions.rules import Rules
    from suggestions.suggestion import Suggestion

OVERUSE_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Drafter:
    """All that drafting needs. `clock` tells the time in UTC."""

    index: LibraryIndex
    records: Records
    router: Router
    rules: Rules
    clock: Callable[[], datetime]

    def draft(self, suggestion: Suggestion, framework: Framework | None = None) -> Suggestion:
        """The suggestion with its draft, or with the reason why there is none; with both where the draft is an outline.

        `framework`: in this one, whatever the router says.
        """
        if withheld := self._find_obstacle(suggestion):
            return replace(suggestion, withheld=withheld)
        match = suggestion.ranking.match
        if match is not None:
            return self._fit(suggestion, match.response, framework)
        withheld = _say_no_match(suggestion)
        outlined = self._fit(suggestion, make_outline(suggestion.situation.language), framework)
        if outlined.draft is None:
            return replace(suggestion, withheld=withheld)
        return replace(outlined, withheld=withheld)

    def _fit(self, suggestion: Suggestion, response: Response, framework: Framework | None) -> Suggestion:
        situation, ledger = suggestion.situation, suggestion.ledger
        walk, conditions = self._walk(suggestion, response)
        choice = self.router.route(conditions, ledger, framework)
        tickets = [suggestion.ticket, *(e.ticket for e in ledger.entries)]
        strangers = find_strangers(tickets)
        known = {**suggestion.facts, **find_retold(suggestion, walk.response, self.index)}
        facts = keep_discreet(put_into(known, situation, ledger, walk.response.language), strangers)
        memory = Memory(
            sent_here=self.records.find_wordings_sent(suggestion.ticket.requester.id, but=suggestion.reference),
            said=find_said(tickets),
            counts=self.records.count_wordings(self.clock() - OVERUSE_WINDOW, but=suggestion.reference),
            recent=self.records.find_sentences(walk.response.id, but=suggestion.reference),
        )
        draft = compose_draft(
            Order(
                situation, ledger, walk.response, self.index.library, facts, choice, memory, self.rules,
                conditions["unclear"], sure=not suggestion.doubtful, told_bot=suggestion.told_bot is not None,
            )
        )  # fmt: skip
        withheld = guard_draft(draft, facts, strangers)
        return replace(
            suggestion, choice=choice, draft=None if withheld else draft, withheld=withheld, path=walk.path, facts=known
        )

    def _walk(self, suggestion: Suggestion, response: Response) -> tuple[Walk, Conditions]:
        conditions = find_conditions(suggestion, self.rules)
        holding = find_holding(suggestion.situation, suggestion.ledger, self.rules)
        walk = walk_tree(response, conditions, self.index.library, holding)
        conditions["failure"] = str(walk.response.failure)
        if is_outline(response):
            conditions["unclear"] = False  # an outline claims nothing that could be read in two ways
        return walk, conditions

    def _find_obstacle(self, suggestion: Suggestion) -> Withheld | None:
        """What forbids any draft."""
        if withheld := find_obstacle(suggestion.signs) or _find_machine(suggestion.ledger, self.rules):
            return withheld
        language = suggestion.situation.language
        if language not in self.index.library.languages:
            return Withheld(Reason.LANGUAGE, _say_language(language))
        if not suggestion.situation.text.strip():
            return Withheld(Reason.NO_WORDS, "The message holds no words, perhaps only an attachment.")
        return None


def _say_no_match(suggestion: Suggestion) -> Withheld:
    if suggestion.ranking.ambiguous:
        titles = " or ".join(f"“{c.response.title}”" for c in suggestion.ranking.others[:2])
        return Withheld(Reason.NO_MATCH, f"Too few words to tell whether this is {titles}.")
    return Withheld(Reason.NO_MATCH, "Nothing in the library is close enough to this message.")


def _find_machine(ledger: Ledger, rules: Rules) -> Withheld | None:
    sentence = (
        "Nobody at this address waits for a kind reply. Look at what it reports. "
        f"A trigger that sets the tag {rules.off_tag} keeps these notes away from it."
    )
    return Withheld(Reason.MACHINE, sentence) if ledger.machine_tickets else None


def _say_language(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        name = f"a language we know only as “{language[:12]}”"
    return f"They write in {name}, and the library has no responses in it."
