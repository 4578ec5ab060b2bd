"""Commitments in German and French replies: the commonest forms, because a promise binds in any language.

A clause commits when it holds one of the language's lines (promise_words.yaml) and none of its weak words. Both
languages promise in the present tense too ("ich rufe Sie morgen an"), so most actions need a time beside them there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from suggestions.reading.promises.commitments import Commitment
from suggestions.reading.promises.due import Speaker, find_due
from suggestions.reading.promises.words import find_lines, find_pattern

if TYPE_CHECKING:
    from datetime import datetime

    from suggestions.reading.promises.statements import Statement
    from suggestions.reading.promises.words import Line

TELLING = {
    "en": re.compile(r"\b(?:the|you|your|and|will|we|is|to|of|for|have|with|this|it|by|a)\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:der|die|das|und|sie|ihnen|wir|ich|ihr\w*|ist|den|dem|ein\w*|mit|bei|bis|wird|werden|unser\w*|zu|von|im|am|es)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:le|la|les|vous|nous|je|j'\w+|votre|vos|notre|de|du|des|et|un|une|est|sera|dans|pour|d'ici|en|à|au|sous)\b", re.IGNORECASE),
}  # fmt: skip
# a clause of these ties the whole sentence to something else
DEPENDS = {
    "de": re.compile(r"\b(?:wenn|falls|sofern|vorausgesetzt|sollten (?:sie|es|das|die|der)|sobald (?:sie|du|uns|wir (?:die|das|ihre?|den|ihr))|nachdem (?:sie|du|wir (?:die|das|ihre?|den))|nach (?:eingang|erhalt))\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:si(?! vite)|s'il|s'ils|s'elle|sauf si|au cas où|(?:dès|une fois|lors|après) que vous|lorsque vous|quand vous|(?:après|dès|à) (?:réception|retour))\b", re.IGNORECASE),
}  # fmt: skip
FUTURE = {
    "de": re.compile(r"\b(?:werden?|wird|wirst)\b", re.IGNORECASE),
    "fr": re.compile(r"\b\w+(?:rai|rons|ra|ront|rez)\b|\b(?:vais|allons|va|vont)\b", re.IGNORECASE),
}
CUT = re.compile(r"[,;:–—]\s|\s-\s|\s(?=(?:und|aber|sowie|oder|et|mais|puis|car|denn)\s)")
# these are promises of one's own also without a time
PERSONAL = frozenset({"call", "refund", "answer"})
ME = {
    "de": re.compile(r"\b(?:ich|mich|mir|meine?)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:je|j'|me|m')", re.IGNORECASE),
}
US = {
    "de": re.compile(r"\b(?:wir|uns|unser\w*|kolleg\w+|techniker\w*|monteur\w*|jemand|buchhaltung|kundendienst|team|mitarbeiter\w*)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:nous|notre|nos|on|technicien\w*|collègue|équipe|quelqu'un|conseiller\w*)\b", re.IGNORECASE),
}  # fmt: skip
THEIRS = re.compile(
    r"\b(?:spediteur|spedition|bank|post|dhl|paketdienst|lieferant|hersteller|transporteur|banque|poste|fournisseur|fabricant|coursier)\b",
    re.IGNORECASE,
)


def tell_language(words: str) -> str:
    """en, de or fr, by the small words; en when none of them tells."""
    counts = {name: len(pattern.findall(words)) for name, pattern in TELLING.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > counts["en"] else "en"


def find_foreign_commitments(statement: Statement, language: str, said_at: datetime) -> list[Commitment]:
    """The commitments of one German or French sentence, one a clause."""
    text = statement.words
    if statement.asks or DEPENDS[language].search(text):
        return []
    found = []
    for begin, end in _split(text):
        words = text[begin:end]
        if find_pattern(language, "weak").search(words):
            continue
        action = next((line.action for line in _find_lines(words, language)), None)
        if action is None or not _is_promised(words, action, language, said_at):
            continue
        owner = _find_owner(words, text, language)
        found.append(Commitment(action, statement.start + begin, statement.start + end, owner, words))
    return found


def _split(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in CUT.finditer(text)), len(text)]
    pieces = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip(" ,;:.!–—-")]
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip(" ,;:–—-"))) for a, b in pieces]


def _find_lines(words: str, language: str) -> list[Line]:
    """The lines the words hold, the action that is tried first at the front."""
    return [line for line in find_lines(language) if line.verb.search(words)]


def _is_promised(words: str, action: str, language: str, said_at: datetime) -> bool:
    if FUTURE[language].search(words):
        return True
    if find_due(words, Speaker(said_at, language=language)) is not None:
        return True
    return action in PERSONAL and bool(ME[language].search(words) or US[language].search(words))


def _find_owner(words: str, sentence: str, language: str) -> str:
    if THEIRS.search(words):
        return "other"
    for owner, pattern in (("me", ME[language]), ("team", US[language])):
        if pattern.search(words):
            return owner
    return "me" if ME[language].match(sentence) else "other"
