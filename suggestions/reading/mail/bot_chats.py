"""Chats with a bot that arrive as one text, in the layouts they come in: who said what, and when.

A chat without a bot is read by transcripts.py. No source tells the forms of all chat products; the layouts are those
of Zendesk's transcripts and what chat windows, messengers and bots' own hand-over notes share: a name, often a time,
before or above what was said. A text is such a chat only when a bot and somebody else take three turns, or two where
a time or a heading makes it plain.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from suggestions.reading.bots.bots import introduces_itself, is_bot_name, matches, may_name_bot, names_role
from suggestions.reading.mail import transcripts
from suggestions.reading.mail.transcripts import EVENT, FEWEST_TURNS, STARTED, VISITOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = r"[*_]{0,3}"
NAME = rf"{MARK}(?:[^\w\s<>()\[\]*#:|-]{{1,3}}\s?)?(?P<name>[^\W\d_][^:|\n<>\[\]*]{{0,39}}?){MARK}"
MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[cz])[^\W\d_]{0,7}\.?"
DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|"
    rf"(?:[^\W\d_]{{2,9}}\.?,? )?(?:\d{{1,2}}\.? {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?),?(?: \d{{4}})?|today|yesterday)"
)
TIME = r"(?<![\d.,])\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?(?:\s?[AaPp]\.?[Mm]\.?)?"
ZONE = r"(?:\s?(?:Z|UTC|GMT|CES?T|[ECMP][SD]T)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?"
STAMP = rf"[(\[]?(?:(?P<date>{DATE})[,T]?\s?(?:at |um |à )?)?(?P<time>{TIME}){ZONE}[)\]]?"
APART = r"(?:\s*[,·•|–-]\s*|\s+|(?=[(\[]))"
# a time before or behind a name and a mark after both: whoever is named there speaks
STAMPED: Final = (
    # (10:02:11) Bot: …   [2026-09-22 10:02] Bot: …   10:02 - Bot: …   10:02 | Bot | …
    re.compile(rf"^{STAMP}\s*[-–—|]?\s*{NAME}\s*[:|]{MARK}(?:\s+(?P<words>.*))?$", re.IGNORECASE),
    # Bot (10:02): …   Bot, 22 Sep 2026 10:02: …
    re.compile(rf"^{NAME}{APART}{STAMP}\s*[:|–-]{MARK}(?:\s+(?P<words>.*))?$", re.IGNORECASE),
)
LAYOUTS: Final = (
    *STAMPED,
    # Bot 10:02   and below it what was said
    re.compile(rf"^{NAME}{APART}{STAMP}$", re.IGNORECASE),
    re.compile(rf"^{STAMP}{APART}{NAME}:?$", re.IGNORECASE),
    # Bot: …   **Bot:** …   Bot said: …
    re.compile(rf"^(?:[-•]\s)?{NAME}(?: (?:said|says|wrote|writes))?\s?:{MARK}(?:\s+(?P<words>.*))?$", re.IGNORECASE),
    # [Bot] …   <Bot> …
    re.compile(r"^[\[<](?P<name>[^\W\d_][^:|\n<>\[\]*]{0,39})[\]>]\s?:?(?:\s*(?P<words>.*))?$"),
)
CLOCK: Final = re.compile(rf"^{STAMP}(?=\s)", re.IGNORECASE)
HEAD: Final = 160
MOST_NAMES: Final = 4
FEWEST_STAMPED: Final = 2
DAY: Final = 24 * 3600


class Speaker(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    SYSTEM = "system"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a clock in the chat showed. `day` is the date as it stands there, empty without one."""

    day: str
    second: int

    def count_seconds_to(self, later: Moment) -> int:
        """A chat goes on past midnight; where the dates differ it took a day longer than the clocks show."""
        return (later.second - self.second) % DAY + DAY * (self.day != later.day)


@dataclass(frozen=True, slots=True)
class Turn:
    """`lines` are the words of one speaker until the next one speaks."""

    speaker: Speaker
    name: str
    moment: Moment | None
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True)
class BotChat:
    """`before` and `after` are lines of whoever sent the chat, as one does who pastes it into a mail. `ended` is the
    last moment any clock in it shows.
    """

    before: tuple[str, ...]
    turns: tuple[Turn, ...]
    ended: Moment | None = None
    after: tuple[str, ...] = ()

    @property
    def customer(self) -> str:
        """What the customer is called in the chat; empty for one who said nothing."""
        return next((t.name for t in self.turns if t.speaker is Speaker.CUSTOMER), "")

    @property
    def own_lines(self) -> list[str]:
        said = [line for t in self.turns if t.speaker is Speaker.CUSTOMER for line in t.lines]
        return [*self.before, *said, *self.after]


def keep_customer(lines: list[str]) -> list[str]:
    """What the customer says in a chat, with a bot or with people; other texts as they are."""
    chat = read_bot_chat(lines)
    return chat.own_lines if chat else transcripts.keep_customer(lines)


def read_bot_chat(lines: Sequence[str]) -> BotChat | None:
    """The chat with a bot that these lines are, or hold; None for any other text. Takes time in proportion to them."""
    if not any(may_name_bot(line) for line in lines):
        return None
    for layout in LAYOUTS:
        heads = [None if EVENT.match(line[:200]) else layout.match(line[:HEAD]) for line in lines]
        told = [(head, line) for head, line in zip(heads, lines, strict=True) if head]
        speakers = _find_speakers(told, everybody=layout in STAMPED)
        taken = [head if head and _name(head) in speakers else None for head in heads]
        fewest = (
            FEWEST_STAMPED if layout in STAMPED or any(matches("headings", line) for line in lines) else FEWEST_TURNS
        )
        if sum(head is not None for head in taken) >= fewest and set(speakers.values()) > {Speaker.BOT}:
            return _read(lines, taken, speakers)
    return None


def _name(head: re.Match[str]) -> str:
    return head["name"].strip(" *_,·•-–")


def _find_speakers(heads: list[tuple[re.Match[str], str]], *, everybody: bool) -> dict[str, Speaker]:
    """Who speaks, by what they are called; empty when no bot does. Unless `everybody` with a time before the name
    does, a field such as `Order: 48213` is nobody, and a colleague must speak twice to be told from one.
    """
    names = Counter(_name(head) for head, _ in heads)
    bots = {_name(h) for h, line in heads if is_bot_name(_name(h)) or introduces_itself(_name(h), line)}
    if not bots:
        return {}
    found = {name: Speaker.BOT if name in bots else _find_role(name) for name in names}
    people = [n for n in found if found[n] is None and (everybody or _is_persons(n))]
    if Speaker.CUSTOMER not in found.values():
        # in a chat that begins with a bot the customer speaks before any colleague
        ours = people if everybody else [n for n in people if names[n] > 1] or people
        found.update(dict.fromkeys(ours[:1], Speaker.CUSTOMER))
    found.update({n: Speaker.COLLEAGUE for n in people if found[n] is None and (everybody or names[n] > 1)})
    return {name: speaker for name, speaker in found.items() if speaker}


def _find_role(name: str) -> Speaker | None:
    if names_role("staff", name):
        return Speaker.COLLEAGUE
    if VISITOR.match(name) or names_role("customers", name):
        return Speaker.CUSTOMER
    return Speaker.SYSTEM if names_role("systems", name) else None


def _is_persons(name: str) -> bool:
    """Whether a person may be called so, who is no field of a form."""
    words = name.split()
    no_field = not (names_role("fields", name) or names_role("machine_fields", name) or matches("headings", name))
    return 0 < len(words) <= MOST_NAMES and name[0].isupper() and no_field


def _read(lines: Sequence[str], heads: list[re.Match[str] | None], speakers: dict[str, Speaker]) -> BotChat:
    at = [n for n, head in enumerate(heads) if head]
    before = tuple(_keep_own(lines[: at[0]]))
    turns = []
    for start, end in zip(at, [*at[1:], len(lines)], strict=True):
        head = heads[start]
        assert head is not None
        first = lines[start][head.start("words") :] if head.groupdict().get("words") is not None else ""
        rest = [line for line in lines[start + 1 : end] if not _is_event(line)]
        turns.append(Turn(speakers[_name(head)], _name(head), _find_moment(head), (first, *rest)))
    return _part_from_sender(BotChat(before, tuple(turns), _find_end(lines, heads)))


def _find_end(lines: Sequence[str], heads: list[re.Match[str] | None]) -> Moment | None:
    """The last clock, of somebody who speaks or of an event such as `(10:04) *** Maya left the chat ***`."""
    clocks = [
        head or (CLOCK.match(line[:HEAD]) if _is_event(line) else None) for line, head in zip(lines, heads, strict=True)
    ]
    return next((moment for clock in reversed(clocks) if clock and (moment := _find_moment(clock))), None)


def _part_from_sender(chat: BotChat) -> BotChat:
    """Who wrote above the chat may have gone on below it, past an empty line."""
    last = chat.turns[-1]
    blank = next((n for n, line in enumerate(last.lines) if n and not line.strip()), None)
    if not any(line.strip() for line in chat.before) or blank is None or last.speaker is Speaker.CUSTOMER:
        return chat
    turns = (*chat.turns[:-1], Turn(last.speaker, last.name, last.moment, last.lines[:blank]))
    return BotChat(chat.before, turns, chat.ended, last.lines[blank:])


def _is_event(line: str) -> bool:
    return EVENT.match(line[:200]) is not None or matches("headings", line)


def _keep_own(lines: Sequence[str]) -> Iterator[str]:
    """Of what stands above the chat, what its sender may have written: no heading, no summary by a machine."""
    for line in lines:
        label, colon, _ = line[:HEAD].partition(":")
        told = STARTED.match(line[:200]) or (colon and names_role("machine_fields", label))
        if not (told or _is_event(line) or matches("about_them", line)):
            yield line


def _find_moment(head: re.Match[str]) -> Moment | None:
    told = head.groupdict()
    if not told.get("time"):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", told["time"])[:3]]
    hour, minute, second = (*numbers, 0)[:3] if len(numbers) < 3 else numbers
    half = re.search(r"[ap]", told["time"].lower())
    if half:
        hour = hour % 12 + 12 * (half[0] == "p")
    return Moment((told.get("date") or "").lower(), (hour * 3600 + minute * 60 + second) % DAY)
