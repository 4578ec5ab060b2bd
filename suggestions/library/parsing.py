"""One library file's text to nouns. Everything that is wrong is told on the page, with its line and its cure."""

from __future__ import annotations

import hashlib
import math
import re
from typing import TYPE_CHECKING, Any

from suggestions.library.marked import LibraryProblem, read_page
from suggestions.library.responses import ALTERNATES, BLANK, SLOT, Example, Failure, Response, Wording
from suggestions.library.trees import parse_tree
from suggestions.library.vocabulary import (
    AFTER_CHOICE,
    CONDITIONS,
    EXAMPLE_KEYS,
    KEYS,
    LANGUAGE,
    MANNERS,
    NAME_FACTS,
    SHARED_KEYS,
    SLOTS,
    WORDING_KEYS,
    Part,
    is_condition,
    say_conditions,
    suggest_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from suggestions.library.marked import Page, Place

REASON = re.compile(r"\w+(?:[.-]\w+)*")
MOST_TEXTS = 64


def parse_response(text: str, where: str) -> Response:
    """One file's text to a response. Raises LibraryProblem with everything that is wrong."""
    page = read_page(text, where)
    response = take_response(page)
    if response is None or page.problems:
        raise LibraryProblem(page.problems)
    return response


def parse_shared(text: str, where: str) -> tuple[str, tuple[Wording, ...]]:
    """The file of wordings every response of a language may draw on, as (language, wordings). Raises LibraryProblem."""
    page = read_page(text, where)
    shared = take_shared(page)
    if page.problems:
        raise LibraryProblem(page.problems)
    return shared


def take_response(page: Page) -> Response | None:
    """The response of a page, good for use only where the page has no problems; None where it holds no keys."""
    raw = _take_keys(page, KEYS)
    if raw is None:
        return None

    def line(key: str) -> str:
        return page.take_line(raw.get(key), (key,), required=KEYS[key].required)

    reason, language, failure = line("reason"), _take_language(page, raw), line("failure") or "none"
    if reason and not REASON.fullmatch(reason):
        page.tell(("reason",), f"the reason {reason!r} is no label", "write one like billing.duplicate_charge")
    if failure not in set(Failure):
        page.tell(("failure",), f"failure is {failure!r}", "it must be none, result or runaround")
        failure = "none"
    return Response(
        id=f"{reason}.{language}", reason=reason, title=line("title"), language=language, thing=line("thing"),
        failure=Failure(failure), exemplars=_take_exemplars(page, raw),
        wordings=_take_own_wordings(page, raw, f"{reason}.{language}"), guideline=line("guideline"),
        avoid=line("avoid"), guide=page.take_lines(raw.get("guide"), ("guide",)),
        words=_take_words(page, raw, "words"), never_with=_take_words(page, raw, "never_with"),
        principle=line("principle"), example=_take_example(page, raw),
        tree=parse_tree(raw.get("tree"), ("tree",), page),
        when=_take_conditions(page, raw.get("when"), ("when",), offering=True),
    )  # fmt: skip


def take_shared(page: Page) -> tuple[str, tuple[Wording, ...]]:
    """The language and wordings of a page, good for use only where the page has no problems."""
    raw = _take_keys(page, SHARED_KEYS)
    if raw is None:
        return "", ()
    language = _take_language(page, raw)
    return language, _take_wordings(page, raw, f"shared.{language}")


def _take_keys(page: Page, keys: Iterable[str]) -> Mapping[str, Any] | None:
    if page.data is None and page.problems:
        return None
    raw = page.take_mapping(page.data, (), keys)
    return raw if isinstance(page.data, dict) else None


def _take_language(page: Page, raw: Mapping[str, Any]) -> str:
    language = page.take_line(raw.get("language"), ("language",)) or "en"
    if not re.fullmatch(LANGUAGE, language):
        page.tell(("language",), f"the language {language!r} is no code", "write one like en, de or es")
    return language


def _take_exemplars(page: Page, raw: Mapping[str, Any]) -> tuple[str, ...]:
    exemplars = page.take_lines(raw.get("exemplars"), ("exemplars",))
    if raw.get("exemplars") in (None, "", []):
        page.tell(("exemplars",), "it has no exemplars", "add at least one customer message it answers well")
    return exemplars


def _take_own_wordings(page: Page, raw: Mapping[str, Any], owner: str) -> tuple[Wording, ...]:
    wordings = _take_wordings(page, raw, owner)
    if isinstance(raw.get("parts"), dict) and Part.RESPOND not in raw["parts"]:
        page.tell(("parts",), "it has no respond part", "say what the customer should get or do")
    return wordings


def _take_wordings(page: Page, raw: Mapping[str, Any], owner: str) -> tuple[Wording, ...]:
    if "parts" not in raw:
        page.tell(("parts",), "parts is missing", "it holds hear, respond, thank and so on")
        return ()
    parts = page.take_mapping(raw["parts"], ("parts",), tuple(Part))
    return tuple(
        _take_wording(page, item, ("parts", name, n), f"{owner}.{name}")
        for name, items in parts.items()
        for n, item in enumerate(page.take_list(items, ("parts", name)))
    )


def _take_wording(page: Page, item: object, place: Place, owner: str) -> Wording:
    spec = {"text": item} if isinstance(item, str) else page.take_mapping(item, place, WORDING_KEYS)
    text = page.take_line(spec.get("text"), (*place, "text"), required=True)
    for slot in SLOT.findall(text):
        if slot not in SLOTS:
            page.tell((*place, "text"), f"unknown fact {{{slot}}}", suggest_name(slot, SLOTS))
        elif slot in NAME_FACTS and Part(owner.rpartition(".")[2]) not in MANNERS:
            page.tell((*place, "text"), f"{{{slot}}} outside a greeting or sign_off", "their name is said once a draft")
    if told := _find_bracket_fault(text) or _find_alternates_fault(text):
        page.tell((*place, "text"), *told)
    when, unless = (_take_conditions(page, spec.get(key), (*place, key)) for key in ("when", "unless"))
    # the part stands last in the owner: billing.duplicate_charge.en.hear
    home, _, part = owner.rpartition(".")
    digest = hashlib.sha256(f"{home}|{part}|{text}".encode()).hexdigest()[:10]
    return Wording(f"{owner}.{digest}", Part(part), text, when, unless, _take_words(page, spec, "words", place))


def _find_bracket_fault(text: str) -> tuple[str, str] | None:
    bare = SLOT.sub("", BLANK.sub("", text))
    if any(mark in bare for mark in ("{", "}", "[[", "]]")):
        return f"a bracket is left open in {text!r}", "facts are {amount}, blanks [[your words]]"
    return None


def _find_alternates_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with the (a|b) of a text: the fault and its cure."""
    if any("|" in blank for blank in BLANK.findall(text)):
        return "a blank holds a bar", "put the alternates outside of it, or write a / b for the agent"
    choices = [found[1].split("|") for found in ALTERNATES.finditer(text)]
    if "|" in ALTERNATES.sub("", text):
        return f"alternates left open, or inside each other, in {text!r}", "write (one|other), none inside another"
    flat = [choice for several in choices for choice in several]
    if any("{" in choice or "[[" in choice for choice in flat):
        return "alternates hold plain words only", "move facts and blanks out of (one|other), or write two wordings"
    if any(len({" ".join(c.split()) for c in several}) < len(several) for several in choices):
        return "two alternates are the same", "write different words, or leave one of them out"
    if (texts := math.prod(map(len, choices))) > MOST_TEXTS:
        return f"the alternates give {texts} texts", f"at most {MOST_TEXTS} can be read by a person: write two wordings"
    return None


def _take_words(page: Page, raw: Mapping[str, Any], key: str, place: Place = ()) -> tuple[str, ...]:
    return tuple(word.lower() for word in page.take_lines(raw.get(key), (*place, key)))


def _take_conditions(page: Page, value: object, place: Place, *, offering: bool = False) -> frozenset[str]:
    names = page.take_list([value] if isinstance(value, str) and value else value, place)
    for n, name in enumerate(names):
        spot = (*place, n)
        if isinstance(name, dict):
            page.tell(spot, "a condition is one word", "write channel:chat without a space")
        elif not is_condition(name):
            cure = f"known are {say_conditions()}" if ":" in name else suggest_name(name, CONDITIONS)
            page.tell(spot, f"unknown condition {name!r}", cure)
        elif offering and name in AFTER_CHOICE:
            page.tell(spot, f"{name} is known only after a response is chosen", "put it at single wordings")
    return frozenset(name for name in names if isinstance(name, str))


def _take_example(page: Page, raw: Mapping[str, Any]) -> Example | None:
    if "example" not in raw:
        return None
    spec = page.take_mapping(raw["example"], ("example",), EXAMPLE_KEYS)
    customer, reply = (page.take_line(spec.get(key), ("example", key), required=True) for key in ("customer", "reply"))
    return Example(customer, reply)
