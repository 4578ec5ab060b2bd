"""Which of the known actions a predicate names: call, visit, refund, replacement, delivery, fix, answer, item."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from suggestions.reading.promises.due import Speaker, find_due
from suggestions.reading.promises.sendings import POSTED, find_object, recall, says_more
from suggestions.reading.promises.words import find_lines, find_pattern

if TYPE_CHECKING:
    from suggestions.reading.promises.words import Line

# after these a word names a thing, and nobody does it: "call you about the refund"
NAMING = re.compile(
    r"\b(?:the|your|a|an|this|that|any|my|our|of|for|full|no|each|every|about|with|its|their|partial|her|his|these|those|regarding|as|per|not|n't|never|which|who)\s+$",
    re.IGNORECASE,
)
DETERMINER = re.compile(r"(?:the|your)\b", re.IGNORECASE)
JOINT = re.compile(
    r"(?:,|\band|\bthen|\bbut|&|\bplus|\bas well as)(?: (?:then|also|personally|even|will|'ll|to))*\s*$", re.IGNORECASE
)
QUESTION = re.compile(
    r"\b(?:check|find out|see|ask|look into|understand|establish|work out|clarify|investigate|explain|know|understood)(?: \w+){0,3}? (?:if|when|whether|why|how|what|where|which|who)\b[^,;]*?(?=,|;| and (?:let|then|call|get|come|write|update|tell|report|send|email|inform|be|reply|ring|i|we)|$)",
    re.IGNORECASE,
)
PARTICIPLES = re.compile(r"^\s*(?:\w+ly |also |then )?be\b", re.IGNORECASE)
INQUIRING = re.compile(
    r"^\s*(?:\w+ly |also |then |now |first )*(?:check|look|investigate|review|examine|chase|ask|speak|talk|find|test|read|raise|escalate|discuss|go through|get to the bottom|analy[sz]e|study|dig|consult|trace|search|follow)\b",
    re.IGNORECASE,
)
IDLE = re.compile(
    r"^\s*(?:\w+ly |also |then |now |still )*(?:be\b|see you|keep|hold|leave|stay|remain|close|note|pass|have (?:to|a|an|no|time|until|access|more|you)\b|need|wait|know|mean|find\b|look forward|continue|log|forward|hear|add a note|flag|mark|hope|use|show|appear|ask\b|take (?:your|this|that) (?:feedback|on board|into)|bear|miss|celebrate|treat|count|run|last|owe|stand|monitor|keep an eye|start|begin)",
    re.IGNORECASE,
)
DOER = re.compile(
    r"\b(?:i|we|our|team|colleague|engineers?|developers?|technicians?|workshop|department|manager|accounts|desk|specialists?|office|branch|they)\b",
    re.IGNORECASE,
)
RECEIVE = re.compile(r"^\s*(?:also |then |soon )?(?:receive|get|have|see|expect)\b", re.IGNORECASE)
PRONOUN = re.compile(r"^(?:it|they|this|that|these|those|both|everything|all)$", re.IGNORECASE)
SENT = re.compile(
    r"\s*(?:also |then |\w+ly )?be (?:re-?)?(?:sent|posted|mailed|e-?mailed|forwarded|shipped|dispatched)\b",
    re.IGNORECASE,
)
HAVE_IT = re.compile(
    r"\s*(?:\w+ly |also |then )?(?:have|get|receive|see) (?:it|them|that|this|both|everything)\b", re.IGNORECASE
)
# what goes out or comes in is no visit
THING = re.compile(
    r"(?:it|this|that|these|those|everything|both|all)$|(?:the|your|a|an) (?!\w* ?(?:engineer|technician|team|colleague|manager|driver|crew|man|woman|men|nurse|vet|doctor|office|adjuster|assessor|officer|inspector|plumber|electrician|fitter|courier|contractor|advis\w+|specialist|surveyor|mechanic|gardener|cleaner|locksmith|sweep|secretary|installer|carrier)\b)(?:[\w'-]+ ?){1,4}$",
    re.IGNORECASE,
)
# working days and months are counted from some day; which one does not matter here
ANY_MOMENT = Speaker(datetime(2026, 1, 1, tzinfo=UTC))
BROUGHT = re.compile(
    r"\b(?:handed|flown|unloaded|dropped|brought|carried|attempt|redeliver\w*|waiting (?:for you|at|in))\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:sent|go|goes|arrive|reach|come|leave|available|ready|with you|posted|taken|moved|follow)\b", re.IGNORECASE
)
CARRIER = re.compile(r"\b(?:carrier|courier|driver|postman|forwarder|parcel service)\b", re.IGNORECASE)
INFLECTED = re.compile(
    r"\s*(?:be )?(?P<word>(?:send|ship|post|call|phon|ring|refund|replac|return|com|arriv|visit|transferr|dispatch|deliver|email|mail|gett|pay|bring|exchang|fix|issu|collect|giv|forward|credit|repair|updat|writ|reimburs|putt|dropp|popp|process|arrang|order|mak|prepar|tak|cancell?|correct|waiv|be)ing|calls|phones|rings|visits|delivers|brings|collects|gets|arrives|ships|leaves|goes|comes|lands|reaches)\b",
    re.IGNORECASE,
)
IRREGULAR = {
    "shipping": "ship", "phoning": "phone", "replacing": "replace", "coming": "come", "arriving": "arrive",
    "transferring": "transfer", "getting": "get", "exchanging": "exchange", "issuing": "issue", "giving": "give",
    "updating": "update", "writing": "write", "reimbursing": "reimburse", "goes": "go", "reaches": "reach",
    "leaves": "leave", "being": "be", "arranging": "arrange", "making": "make", "preparing": "prepare", "taking": "take", "cancelling": "cancel", "waiving": "waive", "arrives": "arrive", "putting": "put", "dropping": "drop", "popping": "pop",
}  # fmt: skip


def find_actions(
    subject: str, predicate: str, before: str, last: str | None = None, *, is_set: bool = False
) -> list[tuple[str, int]]:
    """The actions in the order they are named, each with the place in the predicate where its words begin.

    `before` is what was said up to here, `last` the action promised last in the same sentence.
    """
    text = _to_base(QUESTION.sub(lambda m: "_" * len(m.group()), predicate))
    if last and subject.strip().lower() == "you" and HAVE_IT.match(text):
        return [(last, 0)]
    hits = _find_hits(subject, text, before)
    if not hits:
        fallback = None if is_set else _guess(subject, text, is_timed=find_due(text, ANY_MOMENT) is not None)
        return [(fallback, 0)] if fallback else []
    kept: list[tuple[str, int]] = []
    for start, _, action in hits:
        joined = JOINT.search(text[:start])
        if not kept:
            kept.append((action, start))
        elif joined and PARTICIPLES.match(text):
            # "will be released and delivered": one thing, and the last word says what comes of it
            kept[-1] = (action, kept[-1][1])
        elif joined and action != kept[-1][0]:
            kept.append((action, start))
        elif joined and len(kept) == 1:
            # "will ship on Monday and arrive by Thursday": the last step says by when
            kept[0] = (action, start)
    return kept


def _to_base(text: str) -> str:
    """`be sending` and `ships` as their plain verb, blanks before it, so that every place stays what it was."""
    found = INFLECTED.match(text)
    if found is None:
        return text
    word = found["word"].lower()
    base = IRREGULAR.get(word) or re.sub(r"(?:ing|s)$", "", word)
    return base.rjust(found.end()) + text[found.end() :]


def is_joined(predicate: str, at: int) -> bool:
    """Whether the words at this place follow others of the same predicate: "check it and call you"."""
    return bool(predicate[:at].strip()) and JOINT.search(predicate[:at]) is not None


def _find_hits(subject: str, text: str, before: str) -> list[tuple[int, int, str]]:
    """Place, rank and action of what stands there, one a place."""
    found: dict[int, tuple[int, int, str]] = {}
    # what names who or what does it says more than the verb alone
    for rank, line in enumerate(sorted(find_lines("en"), key=lambda line: line.subject is None)):
        for start in _find_line(line, subject, text):
            if start not in found:
                found[start] = (start, rank, recall(before) if _is_sent_on(line, subject, text) else line.action)
    for verb in find_pattern("en", "send").finditer(text):
        if NAMING.search(text[: verb.start()]):
            continue
        known = found.get(verb.start())
        action = find_object(text[verb.end() :], before, is_posted=POSTED.match(verb.group()) is not None)
        if action and (known is None or says_more(known[2], action, verb.group())):
            found[verb.start()] = (verb.start(), 0, action)
    if subject.strip().lower() == "you" and RECEIVE.match(text) and 0 not in found:
        verb_match = re.search(r"\w+", text)
        action = find_object(text[verb_match.end() if verb_match else 0 :], before, is_posted=True)
        if action and verb_match and verb_match.start() not in found:
            found[verb_match.start()] = (verb_match.start(), 0, action)
    return sorted(found.values())


def _find_line(line: Line, subject: str, text: str) -> list[int]:
    if line.subject:
        named = line.subject.search(subject.strip())
        if named is None or _is_paper(line.action, subject.strip(), named.start()):
            return []
        stripped = re.match(r"\s*(?:\w+ly |also |then |now |all |both |soon |still |certainly |just )*", text)
        start = stripped.end() if stripped else 0
        return [start] if line.verb.match(text, start) else []
    if line.verb.pattern.startswith(r"(?<!\w)(?:^"):
        lead = re.match(r"\s*(?:also |then |soon |now )?", text)
        start = lead.end() if lead else 0
        return [start] if subject.strip().lower().endswith("you") and line.verb.match(text[start:]) else []
    if line.action == "visit" and THING.match(subject.strip()):
        return []
    return [
        m.start()
        for m in line.verb.finditer(text)
        if DETERMINER.match(m.group()) or not NAMING.search(text[: m.start()])
    ]


def _is_paper(action: str, subject: str, place: int) -> bool:
    """`A voucher for £10`, `your new invoice`: neither money nor goods."""
    paper = find_pattern("en", "paper").search(subject) if action in {"refund", "replacement"} else None
    return paper is not None and (action == "replacement" or paper.start() < place)


def _is_sent_on(line: Line, subject: str, text: str) -> bool:
    """`It will be posted tomorrow`: a parcel, or a letter, as was said before."""
    return line.action == "delivery" and bool(PRONOUN.match(subject.strip()) and SENT.match(text))


def _guess(subject: str, text: str, *, is_timed: bool) -> str | None:
    """What has no name of its own here counts when a time is named: somebody will have to keep it."""
    told = subject.strip()
    if not is_timed or told.lower() == "you" or (IDLE.match(text) and not PARTICIPLES.match(text)):
        return None
    if DOER.search(told):
        inquires = "answer" if INQUIRING.match(text) else "fix"
        return None if PARTICIPLES.match(text) else inquires
    if BROUGHT.search(text):
        return "delivery"
    kinds = {"money": "refund", "paper": "item", "word": "answer", "parcel": "delivery"}
    places = {name: m.start() for name in kinds if (m := find_pattern("en", name).search(told))}
    if places:
        name = min(places, key=lambda name: places[name])
        return "fix" if name in {"parcel", "paper"} and not MOVED.search(text) else kinds[name]
    return "delivery" if CARRIER.search(told) else "fix"
