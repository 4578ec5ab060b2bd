"""What the customer told a bot before, for the agent: so that nobody asks for it again."""

from __future__ import annotations

import re
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from suggestions.handoff import find_obstacle
from suggestions.model import FactKind
from suggestions.reading.bots.bots import strip_lead, tells_back, wants_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.model import Fact
    from suggestions.reading.bots.bot_talk import Advice, BotTalk
    from suggestions.suggestion import Suggestion

# a reply this soon after the bot gave up reads like the bot's
SOON: Final = timedelta(minutes=2)
JUST_NOW: Final = timedelta(seconds=30)
A_MINUTE: Final = timedelta(seconds=90)
MOST_ITEMS, MOST_STEPS, QUOTE_LENGTH, STEP_LENGTH = 5, 2, 90, 60
FEWEST_QUOTED_WORDS: Final = 4
# what somebody might ask them again: as it stands in a list, and as a clause
NAMED: Final = (FactKind.IDENTIFIER, FactKind.MONEY, FactKind.PRODUCT, FactKind.PHONE)
CLAUSES: Final = {
    "stated_duration": "that it has lasted {}", "since": "that it has been so {}",
    "deadline": "that they need it by {}", "tried": "that {}",
}  # fmt: skip
TURN: Final = {
    "you": "they", "your": "their", "yours": "theirs", "yourself": "themselves", "yourselves": "themselves",
}  # fmt: skip


def say_told_bot(suggestion: Suggestion) -> str:
    """The line under the headline; empty when they told a bot nothing, and where a life comes first."""
    talk = suggestion.told_bot
    if talk is None or find_obstacle(suggestion.signs):
        return ""
    told = _say_told(talk)
    steps = [strip_lead(advice.text) for advice in talk.advice if not advice.done and not _is_told(advice, talk)]
    sentences = [f"{told} Do not ask again."] if told else []
    if steps:
        sentences.append(f"{'It' if told else 'A bot'} suggested: {_quote_steps(steps)}.")
    return " ".join(sentences)


def say_gave_up(suggestion: Suggestion) -> list[str]:
    """A check for a reply that would come within two minutes of the bot's last words."""
    talk = suggestion.told_bot
    if talk is None or not talk.failed or talk.ended_at is None or find_obstacle(suggestion.signs):
        return []
    since = max(suggestion.situation.written_at - talk.ended_at, timedelta())
    if since > SOON:
        return []
    when = "just now" if since <= JUST_NOW else "a minute ago" if since <= A_MINUTE else "two minutes ago"
    look = "a reply that comes at once can look automatic; say one thing only a person would know."
    return [f"The bot gave up {when}: {look}"]


def _say_told(talk: BotTalk) -> str:
    facts = [fact for kind in NAMED for fact in talk.facts if fact.kind is kind and fact.text]
    named = list(dict.fromkeys(_name_product(f.text) if f.kind is FactKind.PRODUCT else f.text for f in facts))
    clauses = list(dict.fromkeys(_say_clauses(talk)))
    items = [*named, *clauses][:MOST_ITEMS]
    if items:
        return f"They already told the bot: {_join(items)}."
    # without a fact, what it is about
    words = next((w for w in talk.words if len(w.split()) >= FEWEST_QUOTED_WORDS and not wants_person(w)), "")
    quote = textwrap.shorten(words, QUOTE_LENGTH, placeholder=" …").rstrip(".")
    stop = "" if quote.endswith(("?", "!")) else "."
    return f"They already told the bot: “{quote}”{stop}" if quote else ""


def _name_product(text: str) -> str:
    return text if text.partition(" ")[0].lower() in {"the", "a", "an"} else f"the {text}"


def _say_clauses(talk: BotTalk) -> Iterator[str]:
    for fact in talk.facts:
        if fact.name in CLAUSES and fact.text:
            yield CLAUSES[fact.name].format(_turn(fact))
    done = [strip_lead(advice.text) for advice in talk.advice if advice.done and not _is_told(advice, talk)]
    if done:
        yield f"that they have done this: {_quote_steps(done)}"


def _quote_steps(steps: list[str]) -> str:
    return _join([f"“{textwrap.shorten(step, STEP_LENGTH, placeholder=' …')}”" for step in steps[:MOST_STEPS]])


def _turn(fact: Fact) -> str:
    """A clause that faces the customer, turned to tell of them: `you reset your router`, `they reset their router`."""
    if fact.kind is not FactKind.ACTION:
        return fact.text
    return re.sub(r"\b[Yy]ou(?:r|rs|rself|rselves)?\b", lambda m: TURN[m[0].lower()], fact.text)


def _is_told(advice: Advice, talk: BotTalk) -> bool:
    """Whether they said in words of their own that they did this."""
    return any(tells_back(fact.text, advice.text) for fact in talk.facts if fact.name == "tried")


def _join(items: list[str]) -> str:
    """`order 48213, 49.90, and that they restarted the router`."""
    if len(items) < 2:
        return "".join(items)
    comma = "," if len(items) > 2 or items[-1].startswith("that ") else ""
    return f"{', '.join(items[:-1])}{comma} and {items[-1]}"
