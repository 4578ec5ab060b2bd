"""Which wordings can be used at all, whether every contact finds a next step, and how long a draft can become.

Every situation the conditions can tell apart is made once and asked, so no rule about pairs of conditions is needed.
"""

from __future__ import annotations

import functools
import itertools
import operator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from suggestions.drafting.composing import GIVEN_UP_FIRST, PLANS
from suggestions.drafting.frameworks import Framework
from suggestions.library.lint_rules import tell
from suggestions.library.lint_words import find_longest
from suggestions.library.responses import Failure
from suggestions.library.vocabulary import MANNERS, OWN_FACTS, REPEAT_FACTS, RETOLD_FACTS, Part
from suggestions.model import STRAINED, Feeling
from suggestions.reading.text import count_words
from suggestions.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.library.files import LibraryFile
    from suggestions.library.lint_rules import Finding
    from suggestions.library.responses import Wording

CONTACTS: Final = (frozenset({"first"}), frozenset({"repeat"}), frozenset({"repeat", "third_or_later"}))
YES_NO: Final = (True, False)
# the drafts that are longest of their kind: on which contact, in which framework
DRAFTS: Final = (
    ("first", Framework.PLAIN), ("first", Framework.HEART), ("repeat", Framework.HEART), ("repeat", Framework.LADDER),
)  # fmt: skip
GREETING: Final = 2
# facts that some situations cannot know
UNSURE: Final = REPEAT_FACTS | {"broken_promise"}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a wording asks of a situation; `needs` are those of its facts that some situations cannot know, `retells`
    says that it has the customer's own statement, as what is heard in a plain draft must.
    """

    part: Part
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    retells: bool = False

    @classmethod
    def of(cls, wording: Wording) -> Demand:
        needs = frozenset(wording.needs)
        return cls(wording.part, wording.when, wording.unless, UNSURE & needs, "told" in needs)

    def take_apart(self) -> Iterator[tuple[str, Demand]]:
        """Each single thing it asks, in words and as a demand."""
        bare = Demand(self.part, retells=self.retells)
        for name in sorted(self.when):
            yield f"when {name}", replace(bare, when=frozenset({name}))
        for name in sorted(self.unless):
            yield f"unless {name}", replace(bare, unless=frozenset({name}))
        for name in sorted(self.needs):
            yield f"{{{name}}}", replace(bare, needs=frozenset({name}))

    def __or__(self, other: Demand) -> Demand:
        """Both together."""
        return replace(
            self, when=self.when | other.when, unless=self.unless | other.unless, needs=self.needs | other.needs
        )


@dataclass(frozen=True, slots=True)
class World:
    """One situation: the conditions that hold, the facts that cannot be known there, the parts a draft may have."""

    conditions: frozenset[str]
    unknown: frozenset[str]
    parts: tuple[Part, ...]

    def meets(self, demand: Demand) -> bool:
        possible = (demand.part in self.parts or demand.part in MANNERS) and self.unknown.isdisjoint(demand.needs)
        if demand.part is Part.HEAR and Framework.PLAIN in self.conditions:
            possible = possible and demand.retells
        return possible and demand.when <= self.conditions and self.conditions.isdisjoint(demand.unless)


def lint_paths(file: LibraryFile, shared: tuple[Wording, ...]) -> Iterator[Finding]:
    """The findings about a file's wordings; `shared` are those of its language."""
    lines = file.find_wording_lines()
    seen: set[str] = set()
    for wording in file.wordings:
        line = lines[wording.id]
        if wording.id in seen:
            yield tell("same-wording", file.where, line, f"“{wording.text}”")
        seen.add(wording.id)
        if clash := find_clash(wording, file):
            yield tell("unreachable", file.where, line, f"{clash} in “{wording.text}”")
        if wording.part is Part.EMPATHIZE and not OWN_FACTS & set(wording.needs):
            yield tell("empathy-without-fact", file.where, line, f"“{wording.text}”")
    if file.response:
        yield from _lint_next_step(file, shared)
        yield from _lint_lengths(file, shared)


def find_clash(wording: Wording, file: LibraryFile) -> str:
    """The conditions and facts that keep a wording from ever being used: `first` and {contact_ordinal}; or nothing."""
    failed, offered = _find_setting(file)
    demand = Demand.of(wording)
    if _can_hold(demand, failed, offered):
        return ""
    parts = list(demand.take_apart())
    # the fewest things that no situation gives together
    for size in range(1, len(parts) + 1):
        for several in itertools.combinations(parts, size):
            if not _can_hold(functools.reduce(operator.or_, (one for _, one in several)), failed, offered):
                never = "never holds" if size == 1 else "never hold together"
                return f"{' and '.join(words for words, _ in several)} {never} in {wording.part} here"
    return f"no framework has the part {wording.part}"


def _find_setting(file: LibraryFile) -> tuple[tuple[bool, ...], frozenset[str]]:
    """Whether something went wrong (either, for shared wordings), and the conditions that always hold in the file."""
    if file.response is None:
        return YES_NO, frozenset()
    return (file.response.failure is not Failure.NONE,), file.response.when


@functools.cache
def _can_hold(demand: Demand, failed: tuple[bool, ...], given: frozenset[str]) -> bool:
    """Whether any situation in which `given` holds meets the demand."""
    return any(world.meets(demand) for world in find_worlds(failed, given, demand.when | demand.unless))


def find_worlds(failed: tuple[bool, ...], given: frozenset[str], named: frozenset[str]) -> Iterator[World]:
    """Every situation in which `given` holds, as far as the conditions `named` can tell them apart."""
    valued = sorted(name for name in named | given if ":" in name)
    options: list[list[str]] = []
    for kind, names in itertools.groupby(valued, key=lambda name: name.partition(":")[0]):
        if kind == "asks":
            options += [[name, ""] for name in names]  # one may ask for two things
        else:
            # plan has two values and no third; of any other kind there are more than a file names
            options.append(["plan:premium", "plan:standard"] if kind == "plan" else [*names, ""])
    for world in _make_worlds(failed):
        for several in itertools.product(*options):
            conditions = world.conditions | (frozenset(several) - {""})
            if given <= conditions:
                yield replace(world, conditions=conditions)


@functools.cache
def _make_worlds(failed: tuple[bool, ...]) -> tuple[World, ...]:
    worlds = []
    for contact, feeling, framework, *rest in itertools.product(CONTACTS, Feeling, PLANS, YES_NO, YES_NO, failed):
        flags = zip(("broken_promise", "asks_person", "failed"), rest, strict=True)
        strained = {"strained"} if feeling in STRAINED else set()
        conditions = contact | {str(feeling), str(framework)} | strained | {name for name, holds in flags if holds}
        unknown = REPEAT_FACTS if "first" in contact else frozenset()
        unknown = unknown if "broken_promise" in conditions else unknown | {"broken_promise"}
        worlds.append(World(conditions, unknown, PLANS[framework]))
        if failed == YES_NO and "failed" not in conditions:
            # shared wordings serve an outline too, which no response goes with
            worlds.append(World(conditions | {"unmatched"}, unknown, PLANS[framework]))
    return tuple(worlds)


def _lint_next_step(file: LibraryFile, shared: tuple[Wording, ...]) -> Iterator[Finding]:
    """Whether a first and a repeat contact find a respond wording where no fact is known."""
    own = [w for w in file.wordings if w.part is Part.RESPOND]
    usable = [w for w in [*own, *(w for w in shared if w.part is Part.RESPOND)] if not w.needs and not w.words]
    line = file.page.find_line(("parts", "respond"))
    named = frozenset(name for w in usable for name in w.when | w.unless)
    stuck = [w for w in find_worlds(*_find_setting(file), named) if not any(u.holds(w.conditions) for u in usable)]
    for contact in ("first", "repeat"):
        if those := [world for world in stuck if contact in world.conditions]:
            feelings = [str(f) for f in Feeling if any(f in w.conditions for w in those)]
            some = f" of a customer who is {', '.join(feelings)}" if len(feelings) < len(Feeling) else ""
            yield tell(f"missing-{contact}", file.where, line, f"nothing to do on a {contact} contact{some}")
    if not any(w.when & {"repeat", "third_or_later", "broken_promise"} for w in own):
        yield tell("same-on-repeat", file.where, line, "no respond wording is for repeat contacts")


def _lint_lengths(file: LibraryFile, shared: tuple[Wording, ...]) -> Iterator[Finding]:
    """The longest wordings of each part together, for every kind of draft."""
    rules = Rules()
    # a customer's own statement is as long as they made it, and the composer minds that
    both = (w for w in (*file.wordings, *shared) if w.part not in MANNERS)
    counted = (w for w in both if RETOLD_FACTS.isdisjoint(w.needs))
    wordings = [(w, count_words(find_longest(w))) for w in counted]
    failed, offered = _find_setting(file)
    for contact, framework in DRAFTS:
        given = offered | {contact, str(framework)}
        longest: dict[Part, int] = {}
        for wording, count in wordings:
            if count > longest.get(wording.part, 0) and _can_hold(Demand.of(wording), failed, given):
                longest[wording.part] = count
        if Part.APOLOGIZE in longest:
            # one sentence of empathy is enough
            longest.pop(Part.EMPATHIZE, None)
        limit = rules.words_plain if framework is Framework.PLAIN else rules.words_hard
        staying = {part: count for part, count in longest.items() if part not in GIVEN_UP_FIRST}
        # a question is asked only where something is unclear
        usual = {part: count for part, count in longest.items() if part is not Part.ASK}
        for rule, words in (("over-limit", staying), ("gives-up", usual)):
            if (total := sum(words.values()) + GREETING) > limit:
                told = ", ".join(f"{part} {count}" for part, count in words.items())
                what = f"{total} words of {limit} in a {framework} draft on a {contact} contact ({told})"
                yield tell(rule, file.where, file.page.find_line(("parts",)), what)
                break
