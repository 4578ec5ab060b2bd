"""The steps of a clause that promise something: "refund the 20 euro today and send a new filter tomorrow"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suggestions.reading.promises.actions import NONE, read_action
from suggestions.reading.promises.due import find_times

JOINT = re.compile(
    r"(?:,? (?:and|then|plus|as well as)|,(?= (?:also|then|will)\b)| &)(?: (?:then|also|personally|even|will|'ll|to))*\s",
    re.IGNORECASE,
)
INQUIRING = re.compile(
    r"\s*(?:\w+ly |also |then |now |first )*(?:check|look|investigate|review|examine|chase|ask|speak|talk|find|test|read|raise|escalate|discuss|go through|get to the bottom|analy[sz]e|study|dig|consult|trace|search|follow(?! up))\b",
    re.IGNORECASE,
)
# an answer, a call, a paper and money stand for themselves; a visit may be how a fix comes, a delivery how a replacement
ALONE = frozenset({"answer", "call", "refund", "item"})
LIKE = (frozenset({"answer", "item"}), frozenset({"item", "delivery"}), frozenset({"item", "replacement"}))
ARRIVES = re.compile(
    r"(?:will )?(?:be (?:with|at|on|in|back|there|taken|delivered|brought|live)|arrive|reach|land|get (?:to|there)|come)\b",
    re.IGNORECASE,
)
TAKEN_UP = re.compile(r"\w+ (?:it|them|both|everything)\b", re.IGNORECASE)
ASIDE = re.compile(
    r"\b(?:once|as soon as|when|until|till|before|after|while|because|since|so that|so|the moment|the minute|to (?:make sure|be sure|see (?:if|that|whether)|check|confirm|hear))\b",
    re.IGNORECASE,
)
# a shorter piece would say nothing
LEAST = 8
FREE = re.compile(
    r"\b(?:free of charge|for free|(?:at|for) (?:no|our|my) (?:extra |own |additional )?(?:cost|charge|expense)|without (?:any |a )?(?:fee|charge|cost)|no charge)\b",
    re.IGNORECASE,
)
# a step of its own; nothing promised, after a "will" and after a weaker word
SURE, NOTHING, NOTHING_WEAK = 0.8, 0.5, 0.4
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Step:
    """What is promised, and where in the predicate its words begin."""

    action: str
    start: int


def find_steps(subject: str, predicate: str, before: str, *, is_weak: bool = False) -> list[Step]:
    """In their order; empty where nothing is promised. `before` is what the reply said up to here, `is_weak` whether
    the clause has no "will".
    """
    whole = read_action(subject, keep_core(predicate), before)
    if whole[NONE] >= (NOTHING_WEAK if is_weak else NOTHING):
        return []
    action = max((name for name in whole if name != NONE), key=lambda name: whole[name])
    cuts = [0, *(m.end() for m in JOINT.finditer(predicate) if predicate[: m.start()].strip())]
    if len(cuts) == 1:
        return [Step(action, 0)]
    ends = [*cuts[1:], len(predicate)]
    steps: list[Step] = []
    last = 0
    for start, end in zip(cuts, ends, strict=True):
        words = predicate[start:end]
        if len(words.split()) < SHORTEST or INQUIRING.match(words):
            continue
        if start and (ARRIVES.match(words) or TAKEN_UP.match(words)):
            # "will ship on Monday and arrive by Thursday": the last step says by when
            last = start if find_times(words) else last
            continue
        shares = read_action(subject, keep_core(words), before)
        own = max(shares, key=lambda name: shares[name])
        if own != NONE and shares[own] >= SURE and all(_differ(own, step.action) for step in steps):
            steps.append(Step(own, start))
    if len(steps) > 1 and not last:
        return steps
    return [Step(action, last or (steps[0].start if steps else 0))]


def _differ(action: str, other: str) -> bool:
    pair = {action, other}
    return len(pair) == 2 and bool(pair & ALONE) and pair not in LIKE


def keep_core(words: str) -> str:
    """What will be done; when, what for and at whose cost says nothing of that."""
    for start, end in reversed(find_times(words)):
        words = f"{words[:start]} {words[end:]}"
    words = FREE.sub(" ", words)
    aside = ASIDE.search(words, LEAST)
    return words[: aside.start()] if aside else words
