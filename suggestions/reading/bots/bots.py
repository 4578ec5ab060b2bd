"""How bots are called and what they say: when they give up, what they tell people to try (bots.yaml)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from suggestions.reading.mail.characters import plain_quotes

if TYPE_CHECKING:
    from suggestions.model import Comment, UserId

PATTERNS = Path(__file__).with_name("bots.yaml")
# of what Zendesk's own bots write: answer_bot_for_web_widget, answer_bot_for_sdk …
BOT_CHANNEL: Final = "answer_bot"
# "HelpBot" is a bot; "Talbot" is a family
JOINED: Final = re.compile(r"[a-z]Bot(?![a-z])|\bBot[A-Z]|[(\[](?:[Bb]ot|AI)[)\]]")
HINT: Final = re.compile(r"bot|assist|asist|asystent|\bAI\b|agent|helper", re.IGNORECASE)
LONGEST_LINE: Final = 300
LONGEST_NAME: Final = 60
LONGEST_TURN: Final = 4_000
MOST_NAMES: Final = 4
FEW_WORDS: Final = 6
SENTENCES: Final = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+[.!?]*")
STEM: Final = 5
NO_STEMS: Final = frozenset(
    {"your", "have", "please", "that", "this", "then", "them", "with", "from", "again", "already"}
)
UNDONE: Final = re.compile(r"n't\b|\b(?:not|never|cannot|how|unable|will|should|if)\b", re.IGNORECASE)
LEADS_IN: Final = (
    r"^\W{0,4}(?:\d{1,2}[.)]\s*|step \d{1,2}:?\s*)?(?:(?:ok(?:ay)?|sure|great|first|then|next|now|also|please|alright|so|bitte)[, ]+){0,3}"
    r"(?:(?:have|did) you (?:tried|try)(?: to| already)?\s+|(?:could|can|would) you (?:please |try |try to )?|you (?:can|could|should|may)(?: also)?(?: try)?(?: to)?\s+|"
    r"i(?:'d| would) (?:suggest|recommend)\s+)?"
)


def is_bot_name(name: str) -> bool:
    """Whether somebody called so is a bot: `Zendesk bot`, `HelpBot`, `Ava (bot)`; a person called Talbot is none."""
    name = _tidy_name(name)
    if len(name.split()) > MOST_NAMES:
        return False
    return bool(
        JOINED.search(name)
        or _compile("names", r"(?:^|[\s(\[-])(?:{})[)\]]?(?: \d{{1,3}})?$").search(name)
        or _compile("whole_names", r"^(?:{})$").search(name)
        or re.search(rf"(?:^|[\s(-])(?:{'|'.join(_lines('upper_names'))})\)?$", name)
    )


def names_role(role: str, name: str) -> bool:
    """Whether a speaker is called by a role: `customers`, `staff`, `systems`, or it is a field of a form (`fields`)."""
    return _compile(role, r"^(?:{})(?: #?\w*\d\w*)?$").search(_tidy_name(name)) is not None


def may_name_bot(line: str) -> bool:
    """A quick look that spares most texts the slow one: false only where is_bot_name and introduces_itself are."""
    return HINT.search(line) is not None


def matches(kind: str, line: str) -> bool:
    """Whether a whole line reads so: `headings`; or begins so, for `about_them`."""
    shape = r"^\W*(?:{})\W*$" if kind == "headings" else r"^\W*(?:{})(?!\w)"
    return _compile(kind, shape).search(plain_quotes(line[:LONGEST_LINE])) is not None


def is_bot_comment(comment: Comment, requester_id: UserId) -> bool:
    """Whether a bot wrote a comment of its own, by the name of its author or, of one without a name, by its channel."""
    if comment.author.id == requester_id:
        return False
    return is_bot_name(comment.author.name) or (not comment.author.name and comment.channel.startswith(BOT_CHANNEL))


def introduces_itself(name: str, words: str) -> bool:
    """Whether somebody called so says `I'm Ava, your virtual assistant`."""
    return _says("introduces_itself", re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", words[:LONGEST_LINE]))


def find_giving_up(words: str) -> str:
    """The sentence of a bot's that says it cannot help, or brings somebody else; empty when none does."""
    for sentence in _split(words):
        if _says("hands_over", sentence) or _says("not_understood", sentence):
            return sentence
    return ""


def only_acknowledges(words: str) -> bool:
    """Whether it says no more than that the message came in."""
    return _says("acknowledges", words) and "?" not in words and not find_advice(words)


def find_advice(words: str) -> list[str]:
    """The sentences of a bot's that tell somebody to try something."""
    pattern = _compile("advice", LEADS_IN.replace("{", "{{").replace("}", "}}") + r"(?:{})\b")
    return [s for s in _split(words) if pattern.search(plain_quotes(s)) and not find_giving_up(s)]


def strip_lead(advice: str) -> str:
    """What is to be done: `restarting your router` of `Have you tried restarting your router?`"""
    bare = re.sub(rf"{LEADS_IN}(?:try(?:ing)? (?:to |(?=\w+ing\b)))?", "", plain_quotes(advice), flags=re.IGNORECASE)
    return bare[:1].lower() + bare[1:].rstrip(" .!?:")


def wants_person(words: str) -> bool:
    """`agent!!`, as one writes to a machine; whole sentences are read by claims.asks_for_person."""
    return len(words.split()) <= FEW_WORDS and _says("wants_person", words)


def says_settled(words: str) -> bool:
    return _says("settled", words) and not _says("not_settled", words)


def says_done(words: str, advice: str) -> bool:
    """Whether they answer that what they were told to try is done, or changed nothing; or say it back: `restarted the
    router` to `Restart your router`.
    """
    if _says("done", words):
        return True
    return tells_back(words, advice) and "?" not in words and not UNDONE.search(plain_quotes(words))


def tells_back(words: str, advice: str) -> bool:
    """Whether two words of what is to be done are in them, in any form."""
    return len(_find_stems(words) & _find_stems(strip_lead(advice))) > 1


def _find_stems(words: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{4,}", words[:LONGEST_TURN].lower()) if word not in NO_STEMS}


def _says(kind: str, words: str) -> bool:
    return _compile(kind, r"(?<!\w)(?:{})(?!\w)").search(plain_quotes(words[:LONGEST_TURN])) is not None


def _split(words: str) -> list[str]:
    return [" ".join(s.group().split()) for s in SENTENCES.finditer(words[:LONGEST_TURN]) if s.group().strip()]


def _tidy_name(name: str) -> str:
    return " ".join(plain_quotes(name[:LONGEST_NAME]).split()).strip(" *_-:·•|<>🤖")


@cache
def _lines(kind: str) -> tuple[str, ...]:
    return tuple(line for line in _file()[kind].splitlines() if line)


@cache
def _compile(kind: str, shape: str) -> re.Pattern[str]:
    """Any line of the kind in the shape, which holds {} where they go."""
    return re.compile(shape.format("|".join(_lines(kind))), re.IGNORECASE)


@cache
def _file() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return loaded
