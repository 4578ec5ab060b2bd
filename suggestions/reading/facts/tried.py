"""What the customer already tried to put it right, from their own words.

The verbs are data (tried.yaml). A clause counts when it is theirs: its subject is one of them, or it has none and
stands in a row with one that does, or begins the sentence as notes do ("Descaled the nozzle. Swapped the hose.").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from suggestions.model import Fact, FactKind
from suggestions.reading.facts.turning import turn_round
from suggestions.reading.sentences import Clause, split_clauses, split_sentences

if TYPE_CHECKING:
    from suggestions.reading.places import Place
    from suggestions.reading.span import Passage

WORDS = Path(__file__).with_name("tried.yaml")
ADVERBS = r"(?:(?:already|also|now|even|just|then|since|finally|once|twice|carefully|manually|both|again|so far|of course|obviously|only|first|all|fully|completely|repeatedly|immediately|personally|tried and)\s){0,3}"
OPENING = r"(?:(?:and|then|also|so far|so|first|next|after that|finally|in the meantime|of course|yes|ok|okay|well|btw|meanwhile|what you've done|tried so far|already tried|what i tried|steps taken|i mean),?:?\s){0,2}"
# what comes before makes it no deed, or not yet one
UNDONE = re.compile(
    r"(?:\b(?:if|unless|when|whenever|after|since|until|till|once|because|who|should|could|can|would|will|shall|might|may|not|never|to|please)|n't)\s*$"
)
JOINTS_THAT_UNDO = frozenset({"if", "unless", "when", "until", "till", "or", "because", "since", "as", "which"})
FIRST_USE = re.compile(
    r"(?:i|we)(?:'ve|\shave)?\s(?:just\s|only\s)?(?:plugged|switched|turned|connected|charged|pressed|typed|opened|entered|clicked|tapped)\b"
)
FIRST_TIME = re.compile(
    r"\bfor the first time\b|\bwith this one\b|\b(?:once|twice|times)\sa\s(?:day|week|month|year)\b|\bevery\s(?:day|week|month|morning|evening)\b|\bto make (?:room|space)\b|\bby mistake\b"
)
IT = re.compile(r"\b(?:it|them|both)\b")
# a clause of theirs about something else keeps the row going: "I went home, restarted it"
OTHER_SUBJECT = re.compile(
    r"^(?:you|your|they|the|it|this|that|there|nobody|no one|someone|somebody|he|she|everything|nothing|who|which)\b"
)
LONGEST_WORDS, LONGEST = 16, 600
# words in a said-back clause that would lose whom they mean
UNSAFE = re.compile(
    r"\b(?:you|your|yours|he|she|him|his|her|they|them|their|it|its|this|that|these|those|everything|all of|stuff)\b|[\"(]",
    re.IGNORECASE,
)
SAID = re.compile(
    r"^(?P<who>i|we)(?:'ve|\shave)?(?:\salready|\salso|\snow|\seven|\sjust)?\s(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
MOST_SAID = 9


def find_tried_by_requester(passage: Passage) -> list[Fact]:
    """Each deed, in reading order; `text` reads `you restarted the router twice`, empty where it cannot be said back."""
    facts, plain = [], passage.plain
    for start, end in read_deeds(passage):
        clause = " ".join(plain[start:end].split())
        facts.append(passage.make_fact("tried", FactKind.ACTION, _say(clause), (start, end)))
    return facts


def _say(clause: str) -> str:
    """Turned to face them; empty when the subject is somebody else, or a word needs what stood before it."""
    said = SAID.match(clause)
    if (
        said is None
        or UNSAFE.search(said["rest"])
        or len(said["rest"].split()) > MOST_SAID
        or not _patterns().verb.match(said["rest"].lower())
    ):
        return ""
    return turn_round(f"{said['who']} {said['rest'].rstrip(' .!?,')}")


@lru_cache(maxsize=8)
def read_deeds(passage: Passage) -> tuple[Place, ...]:
    """Where the clauses stand that tell of them."""
    small = passage.small
    deeds: list[Place] = []
    for start, end in split_sentences(small):
        stop = min(end, start + LONGEST)
        if small[stop - 1 : stop] == "?" and re.match(
            r"(?:should|can|could|do|did|have|shall|would|is|are|has|what|how|why)\b", small[start:]
        ):
            continue
        deeds += _read_sentence(small, start, stop)
    return tuple(deeds)


def _read_sentence(small: str, start: int, end: int) -> list[Place]:
    clauses = split_clauses(small, start, end)
    fragments = _read_fragments(small, clauses)
    if fragments:
        return fragments
    deeds: list[Place] = []
    in_row = False
    for n, clause in enumerate(clauses):
        words = small[clause.start : clause.end]
        has_subject = _patterns().with_subject.match(words)
        bare = None if has_subject else _patterns().bare.match(words)
        follows = in_row and (bool(deeds) or (bare and bare["verb"] not in _patterns().same_form))
        done = has_subject or (
            bare
            and (
                follows
                or (clause.joint == ":" and bare["verb"] not in _patterns().same_form)
                or (n == 0 and _reads_as_note(bare, clauses, small))
            )
        )
        if done and clause.joint in JOINTS_THAT_UNDO and not (clause.joint == "since" and has_subject is None):
            done = None
        if not done:
            done = _patterns().passive.match(words) if n == 0 or in_row or clause.joint in {",", "and"} else None
        if done and (
            _patterns().other.match(words)
            or FIRST_TIME.search(words)
            or (FIRST_USE.match(words) and _goes_wrong(small, clauses, n))
        ):
            done = None
        if done and not UNDONE.search(small[max(start, clause.start - 12) : clause.start]):
            _add(deeds, small, clause)
            in_row = True
        else:
            in_row = (in_row and OTHER_SUBJECT.match(words) is None) or _patterns().own.match(words) is not None
    return deeds


def _goes_wrong(small: str, clauses: list[Clause], n: int) -> bool:
    """Whether the next clause tells what happened then: "I plugged it in and it smelled" is how the trouble began."""
    if n + 1 >= len(clauses) or clauses[n + 1].joint != "and":
        return False
    return (
        re.match(
            r"(?:it|nothing|nobody|got|the|there|smoke|sparks|then|suddenly|a|my)\b", small[clauses[n + 1].start :]
        )
        is not None
    )


def _reads_as_note(bare: re.Match[str], clauses: list[Clause], small: str) -> bool:
    """A clause without a subject at the start tells of a deed when its verb can only be past, or the next one's is."""
    if bare["verb"] not in _patterns().same_form:
        return True
    return len(clauses) > 1 and re.match(r"[a-z-]+ed\b", small[clauses[1].start :]) is not None


def _read_fragments(small: str, clauses: list[Clause]) -> list[Place]:
    """`New spark plug, fresh petrol.`: a sentence that is nothing but new parts."""
    fit = [_patterns().new_part.fullmatch(small[c.start : c.end].rstrip(" .!")) is not None for c in clauses]
    if clauses and all(fit) and (len(fit) > 1 or small[clauses[0].end - 1 : clauses[0].end] == "."):
        return [(c.start, c.end) for c in clauses] if len(fit) > 1 else []
    if sum(fit) and any(_tells_deed(small[c.start : c.end]) for c, new in zip(clauses, fit, strict=True) if not new):
        deeds: list[Place] = []
        for clause, new in zip(clauses, fit, strict=True):
            words = small[clause.start : clause.end]
            if new or _tells_deed(words):
                _add(deeds, small, clause)
        return deeds
    return []


def _tells_deed(words: str) -> bool:
    return bool(_patterns().bare.match(words) or _patterns().passive.match(words))


def _add(deeds: list[Place], small: str, clause: Clause) -> None:
    """One more deed; "took it out and rinsed it" is one, because its second half leans on the first."""
    words = small[clause.start : clause.end].rstrip(" .!?,;:")
    end = clause.start + len(" ".join(words.split(" ")[:LONGEST_WORDS]))
    if deeds and clause.joint == "and":
        begin, before = deeds[-1]
        if IT.search(small[begin:before]) or IT.search(words):
            deeds[-1] = (begin, end)
            return
    deeds.append((clause.start, end))


class _Patterns:
    """Compiled from tried.yaml."""

    def __init__(self, told: dict[str, Any]) -> None:
        sure = "|".join(re.escape(verb) for verb in sorted(told["sure"], key=len, reverse=True))
        weak = "|".join(rf"{verb}\s(?:{pattern})" for verb, pattern in told["weak"].items())
        verb = rf"(?:(?P<verb>(?:{sure})(?!\w|\s(?:neither|nothing|no|none|off\sfor)\b)|(?:{'|'.join(told['same_form'])})(?=\s(?:it|the|my|them)\b))|(?:{weak}))".replace(
            " ", r"\s"
        )
        own = told["own"].replace(" ", r"\s")
        have = r"(?:'ve|'s|'d|\shave|\shas|\shad|\sdid)?"
        self.verb = re.compile(verb)
        self.own = re.compile(rf"{OPENING}{own}\b(?!\s(?:was|were|am|is|will|would|can|could)\b)")
        self.with_subject = re.compile(rf"{OPENING}{own}{have}\s{ADVERBS}{verb}")
        self.bare = re.compile(rf"{OPENING}(?:have\s|has\s|having\s)?{ADVERBS}{verb}(?!\s(?:by|with\sthanks)\b)")
        passive = "|".join(told["passive"]).replace(" ", r"\s")
        after = told["done_after"].replace(" ", r"\s")
        parts = "|".join(told["changed"])
        thing = r"(?:(?!(?:you|your|they|i|we)\b)[a-z0-9'-]+\s){0,5}?"
        self.passive = re.compile(
            rf"{OPENING}{thing}(?:[a-z0-9-]+(?:'s|\shas|\shave|'ve)\s(?:all\s)?been\s(?:{passive})(?!\w)(?!\sby\s(?:you|the|a|an)\b)|{after}\sdone\b|"
            rf"[a-z0-9-]+\s(?:{passive})(?=\s(?:with|as|per|using|twice|several|by\shand|overnight|again|already|too)\b|\.?$)|[a-z]+\smode\son\sand\soff\b|"
            rf"(?:both\s|all\s|new\s)?(?:{parts})\s(?:changed|cleaned|checked|replaced|swapped|tested|updated|cleared|reset|restarted|reinstalled|rebooted|emptied|tightened|removed|refilled|oiled|recharged|charged)(?=[.,]|\s(?:and|twice|again|too)|$))"
        )
        objects = "|".join(re.escape(word) for word in told["other_objects"]).replace(r"\ ", r"\s")
        self.other = re.compile(
            rf"{OPENING}(?:{own}{have}\s)?{ADVERBS}(?!re|tried|followed)[a-z-]+\s(?:(?:off|on|in|out|up|down)\s)?(?:(?:the|my|our|your|an?|it\sin\sthe|this|that|two|both)\s)?(?:\w+\s)?(?:{objects})(?!\w|\s(?:slot|reader|valve|cover|lid|part|details|holder|cable|field)\b)"
        )
        self.new_part = re.compile(rf"(?:and\s)?{told['new']}\s(?!{told['not_new']}\b)(?:[a-z-]+\s){{0,3}}[a-z-]+")
        self.same_form = frozenset(told["same_form"])


@cache
def _patterns() -> _Patterns:
    return _Patterns(yaml.safe_load(WORDS.read_text(encoding="utf-8")))
