"""Which wording says most that is true here, for one part of a draft."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from suggestions.drafting.apologies import SORRY
from suggestions.drafting.filling import fill
from suggestions.drafting.frameworks import Framework
from suggestions.drafting.order import find_conditions
from suggestions.drafting.sameness import Echoes
from suggestions.library.vocabulary import OWN_FACTS, RETOLD_FACTS, Part
from suggestions.model import STRAINED
from suggestions.reading.bots.questions import asks_what_they_said, find_asked
from suggestions.reading.repeats.repeats import ticket_words
from suggestions.reading.text import SENTENCE, count_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from suggestions.drafting.draft import Passage
    from suggestions.drafting.order import Order
    from suggestions.library.responses import Wording
    from suggestions.model import Fact

# what a detail adds to a sentence; naming one the draft has already named takes it away again
WEIGHT = {
    "broken_promise": 3.0, "contact_ordinal": 2.5, "contact_times": 2.0, "consequence": 3.0, "deadline": 2.0,
    "open_promise": 4.0,
    "tried": 1.5, "amount": 1.5, "order": 1.5, "invoice": 1.5, "tracking": 1.5, "stated_duration": 1.5, "since": 1.5,
    "waiting_time": 1.2, "colleague": 2.0, "asked": 2.0, "wanted": 3.0, "wish": 2.0,
    "first_contact_date": 1.0, "last_contact_date": 1.0, "thing": 0.5,
}  # fmt: skip
CONDITION_WEIGHT = 0.8
# on top: what they ask for is answered before anything else
WISH_WEIGHT = 1.5
OWN_WORDS = 2.0
# a wording made for something they said outdoes any draw
OWN_STORY = 1.6
SPREAD = 1.2
# a wording steps back when the team has read it more often than this in a month
USUAL, OVERUSE = 4, 0.6
SHORT_MESSAGE = 30
# so many forms of one wording are weighed; one whose sentences others were sent lately steps back, and further where
# the same person would already have read another sentence of the draft
FORMS, WORN, ALIKE = 12, 1.5, 4.0
# two facts that say the same thing: how often, how long, by which number
SAME_NEWS = (frozenset({"contact_ordinal", "contact_times"}), frozenset({"waiting_time", "first_contact_date"}))
# the shared wordings may name these only where the response itself speaks of them
OF_THE_PROBLEM = frozenset({"amount", "order", "invoice", "tracking", "case"})
# what can be of an amount
MONEY_NOUNS = frozenset({
    "charge", "charges", "payment", "payments", "fee", "fees", "refund", "bill", "invoice", "amount",
    "deposit", "credit", "transfer", "cost", "costs", "difference", "debit", "compensation", "discount", "fine",
})  # fmt: skip
# what a statement of theirs adds, and each name or number in it
TOLD, TOLD_TOO, TOLD_DETAIL = 2.5, 1.0, 0.5
EMPATHY = frozenset({Part.HEAR, Part.EMPATHIZE, Part.APOLOGIZE})


@dataclass(frozen=True)
class Chooser:
    """What is the same for every part and every attempt of one order."""

    order: Order
    facts: Mapping[str, Fact]

    def choose(self, part: Part, chosen: Sequence[Passage]) -> Passage | None:
        """The best wording in the form that suits this customer; None where nothing true and specific can be said."""
        if part is Part.EMPATHIZE and any(p.part is Part.APOLOGIZE for p in chosen):
            return None  # one sentence of empathy at the start is enough (capabilities G28)
        named = self._find_named(chosen)
        usable = [w for w in self._usable(part) if self._goes_with(w, part, chosen, named)]
        fresh = [w for w in usable if w.id not in self.order.memory.sent_here]
        if not fresh and part is Part.RESPOND:
            fresh = usable
        ticket_id = self.order.situation.ticket.id
        forms = (self._fill(w.vary(f"{ticket_id}|{n}")) for w in fresh for n in range(FORMS if w.varies else 1))
        unsaid = [p for p in forms if not _was_said(p.text, self.order.memory.said)]
        return max(unsaid, key=lambda p: self._value(p, named, chosen), default=None)

    def _find_named(self, chosen: Sequence[Passage]) -> set[str]:
        """The facts the draft has named: by their slots, and those that stand in a statement of theirs it says back."""
        named = {name for p in chosen for name in p.wording.needs}
        told = [fact for p in chosen for fact in p.facts if fact.name in RETOLD_FACTS]
        return named | {name for name, fact in self.facts.items() for one in told if one.source.overlaps(fact.source)}

    @cached_property
    def conditions(self) -> frozenset[str]:
        return find_conditions(self.order)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(w.id for w in self.order.response.wordings)

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        return frozenset(name for own in self.order.response.wordings for name in own.needs)

    @cached_property
    def _their_words(self) -> str:
        limit = self.order.rules.text_limit
        earlier = (ticket_words(e.ticket, limit) for e in self.order.ledger.counted)
        return "\n".join([self.order.situation.text, *earlier])

    @cached_property
    def _echoes(self) -> Echoes:
        return Echoes(self.order.memory.recent)

    @cached_property
    def _usable_by_part(self) -> dict[Part, tuple[Wording, ...]]:
        return {}

    def _usable(self, part: Part) -> tuple[Wording, ...]:
        known = self._usable_by_part
        if part not in known:
            wordings = self.order.library.find_wordings(self.order.response, part)
            known[part] = tuple(w for w in wordings if self._fits(w) and self._is_safe(w))
        return known[part]

    def _fits(self, wording: Wording) -> bool:
        """Whether its conditions hold, its facts are known, and what it presumes was said."""
        if not wording.holds(self.conditions):
            return False
        if not set(wording.needs) <= set(self.facts) or not _reads_well(wording, self.facts):
            return False
        plain = self.order.choice.framework is Framework.PLAIN
        if plain and wording.part is Part.HEAR and not self._adds_detail(wording):
            return False
        if not wording.is_borne_out_by(self._their_words):
            return False
        return wording.id in self._own or OF_THE_PROBLEM & set(wording.needs) <= self._spoken_of

    def _adds_detail(self, wording: Wording) -> bool:
        """Whether a routine reply that begins with it says a number or a name of theirs."""
        return "told" in wording.needs and bool(self.facts["told"].value)

    def _is_safe(self, wording: Wording) -> bool:
        """Whether it claims no more than the match allows, and asks for nothing that is known."""
        order = self.order
        if wording.part in EMPATHY | {Part.THANK} and not order.sure:
            # the response's own words say what happened, and that is known only when the match is sure
            return wording.id not in self._own
        if wording.part is Part.THANK:
            return self._may_thank(wording)
        if wording.part is not Part.ASK:
            return True
        # what they told us is never asked for; a choice between two ways or a paraphrase does not ask for it
        short = order.unclear and count_words(order.situation.text) < SHORT_MESSAGE
        return (short or bool(wording.when & {"care", "ladder"})) and not self._asks_for_known(wording)

    def _may_thank(self, wording: Wording) -> bool:
        """Thanks close a routine reply. Who is strained or writes again is thanked only for something of their own, or
        in words made for a third contact or a broken promise.
        """
        plain_thanks = not (self.order.ledger.is_repeat or self.order.situation.feeling in STRAINED)
        made_for_it = wording.when & {"third_or_later", "broken_promise"}
        return plain_thanks or bool(OWN_FACTS & set(wording.needs) or wording.words or made_for_it)

    def _asks_for_known(self, wording: Wording) -> bool:
        """Whether it asks for a fact that is known, or for what they have told a bot."""
        known = find_asked(wording.text) & set(self.order.facts)
        return bool(known) or (self.order.told_bot and asks_what_they_said(wording.text))

    def _goes_with(self, wording: Wording, part: Part, chosen: Sequence[Passage], named: set[str]) -> bool:
        """One apology a draft; no thanks for what was named; a part that shows empathy says something of its own."""
        own = OWN_FACTS & set(wording.needs)
        if part is Part.THANK and own and own <= named:
            return False
        if SORRY.search(wording.text) and any(SORRY.search(p.text) for p in chosen):
            return False
        return part not in EMPATHY or self._is_specific(wording, named)

    def _is_specific(self, wording: Wording, named: set[str]) -> bool:
        """Whether the sentence could only have been written to this customer (voice.md, "Specific or silent")."""
        needs = set(wording.needs)
        if needs & (OWN_FACTS - named):
            return True
        if wording.part is Part.EMPATHIZE:
            return False
        return wording.id in self._own or "thing" in needs or bool(wording.when & {"repeat", "broken_promise"})

    def _fill(self, wording: Wording) -> Passage:
        return fill(wording, self.facts, self.order.situation.ticket.requester.locale)

    def _value(self, passage: Passage, named: set[str], chosen: Sequence[Passage]) -> float:
        """How much it adds here; what the team or this customer has read often steps back."""
        wording = passage.wording
        told = named | {name for news in SAME_NEWS if news & named for name in news}
        needs = dict.fromkeys(wording.needs)
        worth = sum(-1.5 * self._weigh(n) if n in told else self._weigh(n) for n in needs)
        worth += CONDITION_WEIGHT * len(wording.when & self.conditions)
        worth += WISH_WEIGHT * any(name.startswith("asks:") for name in wording.when)
        worth += OWN_STORY * bool(wording.words)
        worth += OWN_WORDS * (wording.id in self._own)
        worth -= OVERUSE * math.log1p(max(0, self.order.memory.counts.get(wording.id, 0) - USUAL))
        worth -= WORN * math.log1p(self._echoes.count_worn(passage.text))
        worth -= ALIKE * self._echoes.count_alike(passage.text, [p.text for p in chosen])
        # one customer always gets the same draft for the same words; two customers seldom do
        return worth + SPREAD * self._draw(wording.id) + self._draw(passage.text) / 100

    def _weigh(self, name: str) -> float:
        """What a detail adds to a sentence; a statement of theirs adds more the more names and numbers it holds."""
        if name in {"told", "told_too"}:
            details = self.facts[name].value
            plain = TOLD if name == "told" else TOLD_TOO
            return plain + TOLD_DETAIL * (details if isinstance(details, int) else 0)
        return WEIGHT.get(name, 1.0)

    def _draw(self, text: str) -> float:
        """Between 0 and 1, the same for the same ticket and text; a wording is drawn once for all its forms."""
        return hashlib.sha256(f"{self.order.situation.ticket.id}|{text}".encode()).digest()[0] / 255


def _was_said(text: str, said: frozenset[str]) -> bool:
    """Whether an agent already wrote one of its sentences to this customer."""
    return any(sentence.group().strip().casefold() in said for sentence in SENTENCE.finditer(text))


def _reads_well(wording: Wording, facts: Mapping[str, Fact]) -> bool:
    """Whether the thing goes with what stands beside it: not "your cancellation of 54.00", for that is no money, nor
    "your refund, and the refund you were promised".
    """
    if "thing" not in wording.needs:
        return True
    noun = facts["thing"].text.split()[-1].lower()
    if "{thing} of {amount}" in wording.text and noun not in MONEY_NOUNS:
        return False
    return "broken_promise" not in wording.needs or noun not in facts["broken_promise"].text.lower().split()
