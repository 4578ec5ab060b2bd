"""A library response and the text file it is kept in (docs/library-format.md)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.library.vocabulary import CONDITIONS, SLOTS, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SLOT = re.compile(r"\{([a-z_]+)\}")
BLANK = re.compile(r"\[\[(.+?)\]\]")
KEYS = frozenset(
    {"reason", "title", "language", "thing", "failure", "exemplars", "parts", "guideline", "avoid", "guide", "words"}
)


class Failure(StrEnum):
    """What went wrong, which decides whether and where to apologise (voice.md, third row of the table)."""

    NONE = "none"
    RESULT = "result"
    RUNAROUND = "runaround"


class LibraryProblem(Exception):  # it is a problem of a file, shown in lists beside others
    """What is wrong with a file, where, and what to do."""

    def __init__(self, where: str, sentence: str) -> None:
        super().__init__(f"{where}: {sentence}")
        self.where = where
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a part. `id` follows the words, so a changed wording is a new one."""

    id: str
    part: Part
    text: str
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def is_borne_out_by(self, text: str) -> bool:
        """Whether what the wording presumes was said: one of `words` starts a word of the customer's."""
        return has_word(text, self.words)

    @property
    def needs(self) -> tuple[str, ...]:
        """The slots in the order they are read."""
        return tuple(SLOT.findall(self.text))

    @property
    def blanks(self) -> tuple[str, ...]:
        return tuple(BLANK.findall(self.text))


@dataclass(frozen=True, slots=True)
class Response:
    """A proven answer to one contact reason, in one language."""

    id: str
    reason: str
    title: str
    language: str
    thing: str
    failure: Failure
    exemplars: tuple[str, ...]
    wordings: tuple[Wording, ...]
    guideline: str = ""
    avoid: str = ""
    guide: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def is_called_for(self, text: str) -> bool:
        """Whether one of `words` starts a word of the text; a response without them is for any text."""
        return has_word(text, self.words)


@dataclass(frozen=True, slots=True)
class Library:
    """All responses, and the wordings every response of a language may draw on."""

    responses: tuple[Response, ...]
    shared: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(r.language for r in self.responses)

    def find_wordings(self, response: Response, part: Part) -> tuple[Wording, ...]:
        """The response's own wordings for the part first, then the shared ones of its language."""
        own = tuple(w for w in response.wordings if w.part is part)
        return own + tuple(w for w in self.shared.get(response.language, ()) if w.part is part)


def has_word(text: str, starts: tuple[str, ...]) -> bool:
    """Whether one of these starts a word of the text; with none to look for, always."""
    plain = text.lower()
    return not starts or any(re.search(rf"\b{re.escape(start)}", plain) for start in starts)


def parse_response(text: str, where: str) -> Response:
    """One file's text to a response. Raises LibraryProblem with the first thing that is wrong."""
    raw = _mapping(text, where)
    unknown = sorted(set(raw) - KEYS)
    if unknown:
        raise LibraryProblem(where, f"unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    reason = _line(raw, "reason", where)
    language = str(raw.get("language", "en"))
    failure = str(raw.get("failure", "none"))
    if failure not in set(Failure):
        raise LibraryProblem(where, f"failure is {failure!r}; it must be none, result or runaround")
    exemplars = _lines(raw, "exemplars", where)
    if not exemplars:
        raise LibraryProblem(where, "it has no exemplars; add at least one customer message it answers well")
    wordings = _parts(raw.get("parts"), reason, language, where)
    if not any(w.part is Part.RESPOND for w in wordings):
        raise LibraryProblem(where, "it has no respond part; say what the customer should get or do")
    return Response(
        id=f"{reason}.{language}",
        reason=reason,
        title=_line(raw, "title", where),
        language=language,
        thing=_line(raw, "thing", where),
        failure=Failure(failure),
        exemplars=exemplars,
        wordings=wordings,
        guideline=str(raw.get("guideline", "")).strip(),
        avoid=str(raw.get("avoid", "")).strip(),
        guide=_lines(raw, "guide", where),
        words=tuple(word.lower() for word in _lines(raw, "words", where)),
    )


def parse_shared(text: str, where: str) -> tuple[str, tuple[Wording, ...]]:
    """The file of wordings every response of a language may draw on, as (language, wordings)."""
    raw = _mapping(text, where)
    language = str(raw.get("language", "en"))
    return language, _parts(raw.get("parts"), "shared", language, where)


def load_library(folder: Path) -> Library:
    """Every `*.yaml` below the folder. Raises LibraryProblem naming the file and the cure."""
    responses: dict[str, Response] = {}
    shared: dict[str, tuple[Wording, ...]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        where = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.stem.split(".")[0] == "shared":
            language, wordings = parse_shared(text, where)
            shared[language] = shared.get(language, ()) + wordings
            continue
        response = parse_response(text, where)
        if response.id in responses:
            raise LibraryProblem(where, f"{response.id} is in the library already; rename one of them")
        responses[response.id] = response
    if not responses:
        raise LibraryProblem(str(folder), "no response files here; a library is a folder of .yaml files")
    return Library(tuple(responses.values()), shared)


def _mapping(text: str, where: str) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise LibraryProblem(where, f"{line}not readable as YAML ({getattr(error, 'problem', error)})") from error
    if not isinstance(raw, dict):
        raise LibraryProblem(where, "the file must hold keys such as reason, thing, exemplars and parts")
    return raw


def _line(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LibraryProblem(where, f"{key} is missing; write it as one line of text")
    return " ".join(value.split())


def _lines(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key) or []
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise LibraryProblem(where, f"{key} must be a list of texts; put quotes round any with a colon or a number")
    return tuple(" ".join(v.split()) for v in value)


def _parts(raw: object, reason: str, language: str, where: str) -> tuple[Wording, ...]:
    if not isinstance(raw, dict):
        raise LibraryProblem(where, "parts is missing; it holds hear, respond, thank and so on")
    wordings: list[Wording] = []
    for name, items in raw.items():
        if name not in set(Part):
            raise LibraryProblem(where, f"unknown part {name!r}; known are {', '.join(Part)}")
        if not isinstance(items, list):
            raise LibraryProblem(where, f"parts.{name} must be a list of wordings")
        wordings += [_wording(item, Part(name), f"{reason}.{language}", where) for item in items]
    return tuple(wordings)


def _wording(item: object, part: Part, owner: str, where: str) -> Wording:
    spec: Mapping[str, Any] = {"text": item} if isinstance(item, str) else item if isinstance(item, dict) else {}
    text = " ".join(str(spec.get("text", "")).split())
    if not text:
        raise LibraryProblem(where, f"a wording of {part} has no text")
    for slot in SLOT.findall(text):
        if slot not in SLOTS:
            raise LibraryProblem(where, f"unknown fact {{{slot}}} in {text!r}; known are {', '.join(SLOTS)}")
    bare = SLOT.sub("", BLANK.sub("", text))
    if any(mark in bare for mark in ("{", "}", "[[", "]]")):
        raise LibraryProblem(where, f"a bracket is left open in {text!r}; facts are {{amount}}, blanks [[your words]]")
    when, unless = (_conditions(spec.get(key), text, where) for key in ("when", "unless"))
    digest = hashlib.sha256(f"{owner}|{part}|{text}".encode()).hexdigest()[:10]
    words = tuple(word.lower() for word in _lines(spec, "words", where))
    return Wording(f"{owner}.{part}.{digest}", part, text, when, unless, words)


def _conditions(value: object, text: str, where: str) -> frozenset[str]:
    names: Iterable[object] = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    for name in names:
        if name not in CONDITIONS:
            raise LibraryProblem(where, f"unknown condition {name!r} at {text!r}; known are {', '.join(CONDITIONS)}")
    return frozenset(str(name) for name in names)
