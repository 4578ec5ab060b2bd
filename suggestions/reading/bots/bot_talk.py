"""What the customer went through with a bot before a person came: what they told it, what it told them, how it ended.

A ticket holds it as comments of a bot user, or as one comment with the whole chat, posted by whoever handed it over
(zendesk.md 8, point 9). A bot's sentences are never the customer's words, and no agent's promise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from suggestions.model import Fact, FactKind, Source
from suggestions.reading.bots.bot_comments import read_chat
from suggestions.reading.bots.bots import (
    find_advice,
    find_giving_up,
    is_bot_comment,
    only_acknowledges,
    says_done,
    says_settled,
    wants_person,
)
from suggestions.reading.bots.questions import find_asked, find_bare_number
from suggestions.reading.facts.claims import asks_for_person
from suggestions.reading.facts.facts import find_facts_of_each
from suggestions.reading.facts.number_tokens import normalise_number
from suggestions.reading.mail.bot_chats import Speaker
from suggestions.reading.quotes import Quotes
from suggestions.reading.situation import newest_words
from suggestions.reading.span import Passage
from suggestions.reading.text import clean_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from suggestions.model import Comment, Situation, Ticket
    from suggestions.ports import Embedder
    from suggestions.reading.mail.bot_chats import BotChat

LAST_WORDS: Final = 3  # a bot often needs two messages to say that it gives up
MOST_TURNS: Final = 300  # what is longer is no chat; its end is read
FEWEST_WORDS: Final = 4  # "thanks", "yes please"
NOUNS: Final = {"order": "order", "invoice": "invoice", "tracking": "tracking number", "case": "case"}


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of the bot's that told them to try something; `done` when they answered that they had."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class BotTalk:
    """`facts` stand in the customer's words alone, each with its place in the comment that holds it; `words` are
    their messages to the bot, oldest first. `failure` is the sentence that shows the bot could not help, the bot's or
    theirs, and empty where nothing shows it. `ended_at` is when the bot spoke last, None where nobody knows: a chat
    that somebody pasted among words of their own may be of any day.
    """

    facts: tuple[Fact, ...]
    words: tuple[str, ...]
    advice: tuple[Advice, ...]
    failure: str
    ended_at: datetime | None

    @property
    def failed(self) -> bool:
        return bool(self.failure)

    @property
    def asked_for_person(self) -> bool:
        return any(wants_person(words) or asks_for_person(words) for words in self.words)


@dataclass(frozen=True, slots=True)
class _Said:
    """One message. `raw` is the piece of the comment's body it stands in, which begins at character `start`."""

    speaker: Speaker
    words: str
    said_at: datetime
    comment: Comment
    raw: str
    start: int
    in_chat: bool
    timed: bool = True


def find_bot_talk(ticket: Ticket, embedder: Embedder | None = None) -> BotTalk | None:
    """What went on between the customer and a bot on this ticket, or None where no bot took part. Never raises.

    A bot that only wrote that the message came in took no part.
    """
    talks = [talk for talk in _part_by_colleagues(_gather(ticket)) if _is_exchange(talk)]
    if not talks:
        return None
    found = BotTalk(
        facts=_find_facts(talks, ticket, embedder),
        words=tuple(said.words for talk in talks for said in talk if said.speaker is Speaker.CUSTOMER),
        advice=tuple({a.text: a for talk in talks for a in _find_advice(talk)}.values()),
        failure=_find_failure(talks[-1]),
        ended_at=[said.said_at if said.timed else None for said in talks[-1] if said.speaker is Speaker.BOT][-1],
    )
    told = any(len(words.split()) >= FEWEST_WORDS for words in found.words)
    return found if told or found.facts or found.advice or found.failed else None


def add_told_facts(situation: Situation, talk: BotTalk | None) -> Situation:
    """The situation with what only the bot's question makes a fact: `48213` after `What is your order number?`

    Only of the newest words, as all of its facts are.
    """
    newest = {comment.id for comment in newest_words(situation.ticket)}
    known = {(fact.name, fact.text.casefold()) for fact in situation.facts}
    new = tuple(
        fact
        for fact in (talk.facts if talk else ())
        if fact.source.comment_id in newest and (fact.name, fact.text.casefold()) not in known
    )
    return replace(situation, facts=(*situation.facts, *new)) if new else situation


def _gather(ticket: Ticket) -> Iterator[_Said]:
    """Everything said between the customer, bots and staff, in order. Notes count only when they hold a chat."""
    for comment in ticket.comments:
        chat = read_chat(comment.body)
        if chat:
            yield from _read_turns(chat, comment)
            continue
        speaker = _find_speaker(comment, ticket)
        if speaker and not comment.automatic and (words := clean_body(comment.body)):
            yield _Said(speaker, words, comment.created_at, comment, comment.body, 0, in_chat=False)


def _find_speaker(comment: Comment, ticket: Ticket) -> Speaker | None:
    if not comment.public:
        return None
    if comment.author.id == ticket.requester.id:
        return Speaker.CUSTOMER
    if is_bot_comment(comment, ticket.requester.id):
        return Speaker.BOT
    return Speaker.COLLEAGUE if comment.author.role.is_staff else None


def _read_turns(chat: BotChat, comment: Comment) -> Iterator[_Said]:
    """A chat is posted when it ends: its clocks are set by that, whatever their time zone."""
    quotes = Quotes(comment.body)
    pasted = any(line.strip() for line in (*chat.before, *chat.after))
    for turn in chat.turns[-MOST_TURNS:]:
        place = quotes.find(turn.words)
        if turn.speaker is not Speaker.SYSTEM and turn.words:
            before = turn.moment.count_seconds_to(chat.ended) if turn.moment and chat.ended else 0
            said_at = _go_back(comment.created_at, before)
            start, end = place or (0, 0)
            raw = comment.body[start:end]
            yield _Said(turn.speaker, turn.words, said_at, comment, raw, start, in_chat=True, timed=not pasted)


def _go_back(moment: datetime, seconds: int) -> datetime:
    try:
        return moment - timedelta(seconds=seconds)
    except OverflowError:
        return moment


def _part_by_colleagues(everything: Iterator[_Said]) -> list[list[_Said]]:
    """The stretches with a bot in them, each up to its end: a person's answer, or the comment in which the bot gives
    up, because what is written after that is meant for a person.
    """
    stretches: list[list[_Said]] = [[]]
    for said in everything:
        if said.speaker is Speaker.COLLEAGUE:
            stretches.append([])
        else:
            stretches[-1].append(said)
    return [talk for stretch in stretches if (talk := _end_with_bot(stretch))]


def _end_with_bot(stretch: Sequence[_Said]) -> list[_Said]:
    bots = [n for n, said in enumerate(stretch) if said.speaker is Speaker.BOT]
    if not bots:
        return []
    last = stretch[bots[-1]].words
    over = bool(find_giving_up(last)) or only_acknowledges(last)
    return [said for n, said in enumerate(stretch) if n <= bots[-1] or said.in_chat or not over]


def _is_exchange(talk: Sequence[_Said]) -> bool:
    """Whether the bot said more than that a message came in."""
    answered = any(s.speaker is Speaker.BOT and (s.in_chat or not only_acknowledges(s.words)) for s in talk)
    return answered and any(said.speaker is Speaker.CUSTOMER for said in talk)


def _find_facts(talks: Sequence[Sequence[_Said]], ticket: Ticket, embedder: Embedder | None) -> tuple[Fact, ...]:
    """Each fact once, as they said it first. One of a chat is placed within the turn it was said in."""
    theirs = [said for talk in talks for said in talk if said.speaker is Speaker.CUSTOMER]
    passages = [Passage(ticket.id, s.comment.id, s.words, s.raw, s.said_at, ticket.requester.time_zone) for s in theirs]
    stated = iter(find_facts_of_each(passages, embedder))
    found: dict[tuple[str, str], Fact] = {}
    for talk in talks:
        asked = frozenset[str]()
        for said in talk:
            if said.speaker is not Speaker.CUSTOMER:
                asked |= find_asked(said.words)
                continue
            for fact in (*next(stated), *_read_answer(said, asked, ticket)):
                placed = replace(fact, source=_shift(fact.source, said.start))
                found.setdefault((fact.name, fact.text.casefold()), placed)
            asked = frozenset()
    return tuple(found.values())


def _read_answer(said: _Said, asked: frozenset[str], ticket: Ticket) -> Iterator[Fact]:
    """A bare number, when the bot had just asked for one: `48213`, `it's 48213`."""
    number = find_bare_number(said.words)
    names = [name for name in NOUNS if name in asked]
    at = said.raw.find(number)
    if not number or len(names) != 1 or at < 0:
        return
    source = Source(ticket.id, said.comment.id, at, at + len(number))
    yield Fact(names[0], FactKind.IDENTIFIER, f"{NOUNS[names[0]]} {number}", source, number, normalise_number(number))


def _shift(source: Source, start: int) -> Source:
    known = source.end > source.start
    return replace(source, start=source.start + start, end=source.end + start) if known else source


def _find_advice(talk: Sequence[_Said]) -> Iterator[Advice]:
    """What the bot told them to try, and whether what they said before its next words shows that they did."""
    for n, said in enumerate(talk):
        if said.speaker is Speaker.BOT:
            answer = next((later for later in talk[n + 1 :] if later.speaker is Speaker.CUSTOMER), None)
            for text in find_advice(said.words):
                yield Advice(text, done=answer is not None and says_done(answer.words, text))


def _find_failure(talk: Sequence[_Said]) -> str:
    """The sentence that shows how it ended: the bot's last words, else their wish for a person."""
    bots = [said.words for said in talk if said.speaker is Speaker.BOT]
    theirs = [said.words for said in talk if said.speaker is Speaker.CUSTOMER]
    if theirs and says_settled(theirs[-1]):
        return ""
    gave_up = (find_giving_up(words) for words in reversed(bots[-LAST_WORDS:]))
    asked = (" ".join(words.split()) for words in theirs if wants_person(words) or asks_for_person(words))
    return next((sentence for sentence in gave_up if sentence), "") or next(asked, "")
