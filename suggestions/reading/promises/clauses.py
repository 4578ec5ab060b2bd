"""Where a sentence says that something will be: its clauses, and who or what each of them is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suggestions.reading.promises.due import find_times, names_time

WILL = re.compile(
    r"(?:(?<=\w)'ll|\b(?:will|shall|gonna)|(?:(?<=\w)'(?:m|re|s)|\b(?:am|are|is))(?: (?:now|also|just|still|currently|therefore|then|even))? (?:going|(?:just )?about) to|\b(?:i|we) ll|\bill(?= (?:call|ring|phone|send|get|let|check|refund|post|e-?mail|have|update|write|make|sort|fix|ask|come|keep|drop|pop)\b))\b(?!-)|"
    r"\b(?:i|we) (?:hereby )?(?:promise|guarantee|commit|undertake|pledge)(?: you)? to\b|\b(?:has|have) (?:now )?(?:promised|agreed|committed|undertaken) to\b|(?:\b(?:is|are|has been|have been)|(?<=\w)'s)(?: now| already)? (?:due|scheduled|set|booked|arranged) to\b",
    re.IGNORECASE,
)
# what somebody of the company is doing: "I'm sending it today", "The garage is to pay"
DOING = re.compile(
    r"(?:(?<=\w)'(?:m|re|s)|\b(?:am|are|is))(?: (?:now|also|just|personally|\w+ly))?(?= (?!(?:going|looking|moving|sitting|being able) )(?:\w{2,}ing|to [a-z]+)\b)|"
    r"\blet me(?= (?:call|ring|phone|send|get|check|find|ask|refund|write|e-?mail)\b)",
    re.IGNORECASE,
)
# said of what is arranged, and only with a time: "is booked for Tuesday", "arrives on Friday", "Refund to follow"
SET = re.compile(
    r"(?:(?<=\w)'s|\b(?:is|are|has been|have been|'s been)) (?:now |already )?(?=(?:booked|scheduled|arranged|planned|due|set|fixed|confirmed|expected|pencilled in) (?:in |at \w+ (?:\w+ )?|to arrive |for delivery )?(?:for|on|by|to|at|today|tomorrow)\b(?! (?:be|have|take)))|"
    r"(?:(?<=\w)'s|\b(?:is|are|has been|have been)) (?:now |already )?(?=(?:booked|scheduled|arranged|planned|due|set|fixed|expected) (?:back|there|here|with)\b)|(?:(?<=\w)'s|\b(?:is|are))(?= (?:with you|at your|on (?:its|his|her|their|the) way|back (?:on|in|with))\b)|"
    r"^(?=(?:sending|shipping|posting|dropping|popping|calling|e-?mailing|refunding)\b)|(?:^|\b(?:you (?:can|may|should)|please|so|and),?) ?(?=expect\b)|"
    r"^[\w' -]{3,60}?(?= to (?:follow|come|go|be|reach|arrive)\b)|"
    r"(?<=[\w)\"'])(?<!\byour)(?<!\bthe)(?<!\bmy)(?<!\bour)(?<!\ba)(?= (?:arrives?|ships?|leaves?|goes (?:out|back|in|to|live|on)|lands?|comes|calls (?!for)|phones|rings|visits|delivers|brings|collects|gets?|reach(?:es)?|picks|drops|hands|sends|follows?|measures|fits|attends|returns|reverses|pays|unloads|confirms|receives?|clears|exchanges|replaces|repairs|installs|drives|releases|restores|resets|repays|refunds|credits|transfers|provides|supplies|answers|replies|writes|emails|knocks|fetches|swaps|stops by|drops by|starts|finishes|ships|has (?:it|them)) ?)|"
    r"\b(?:i|we)(?:'ve| have)(?: now| already| just)?(?= (?:booked|scheduled|arranged|organi[sz]ed|put you (?:down|in)|got you (?:down|in|on)|you down)\b)|\b(?:i|we)(?:'ve| have)(?: now| already| just)? (?:asked|instructed|told|requested|arranged for)\b(?! you\b| for your)[^,;.]{1,50}? to\b|"
    r"\bshould(?= (?:be|arrive|reach|receive|have(?! been)|get|see|land|come) )",
    re.IGNORECASE,
)
EDGE = re.compile(
    r"[,;:()\u2013\u2014]|\s-{1,2}\s|\b(?:and|but|so|then|or|because|since|as|that|which|who|while|where|when|once|until|till|unless|if|whether|plus|however|therefore|thus|hence|yet|after|before|though|although|meaning|the moment|the minute|meanwhile)\b",
    re.IGNORECASE,
)
ELIDED = re.compile(r"(?:\b(?:and|but|then|or|which|who|that)|,)(?: \w+ly| also| then| still)?\s*$", re.IGNORECASE)
# a question inside the sentence: "I will find out when it will come"
INDIRECT = re.compile(
    r"(?<![,;]) (?:when|how|what|why|where|whether|(?:know|tell you|ask|see|check|find out|decide|sure) (?:who|which))(?: \w+){0,2}\s*$",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"(?:\bwho|\bwhich|\bthat)\s*$", re.IGNORECASE)
AFTER_JOINT = re.compile(
    r"\b(?:after|once|when|if|until|till|before|while|as soon as|unless|because|since|the moment|whether)\s*$",
    re.IGNORECASE,
)
SEEN_TO = re.compile(r"\b(?:make sure|making sure|ensure|see to it|see that)\b[^,;]{0,60}$", re.IGNORECASE)


Times = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One "will" of a sentence: where its clause, its subject and its predicate begin, and where it ends.

    `is_set` is said of what is arranged, a promise only with a time; `is_doing` of what is under way.
    """

    begin: int
    subject: str
    verb: int
    end: int
    is_set: bool
    is_doing: bool


def cut_pieces(text: str) -> list[Piece]:
    if not any(pattern.search(text) for pattern in (WILL, DOING, SET)):
        return []
    times = find_times(text)
    marks = _find_marks(text, times)
    begins = [_find_begin(text, m, marks[n - 1].end() if n else 0, times) for n, m in enumerate(marks)]
    pieces: list[Piece] = []
    for n, mark in enumerate(marks):
        begin, subject = begins[n]
        if not subject and pieces:
            subject = pieces[-1].subject
        end = begins[n + 1][0] if n + 1 < len(marks) else len(text)
        pieces.append(Piece(begin, subject, mark.end(), max(end, mark.end()), mark.re is SET, mark.re is DOING))
    return pieces


def _find_marks(text: str, times: Times) -> list[re.Match[str]]:
    """One a clause: what is set or done counts where no "will" stands in its clause."""
    marks: list[tuple[int, re.Match[str]]] = []
    for pattern in (WILL, DOING, SET):
        for mark in pattern.finditer(text):
            begin = _find_begin(text, mark, 0, times)[0]
            if pattern is not WILL and any(
                begin <= other.start() < mark.end() or start <= mark.start() < other.start() for start, other in marks
            ):
                continue
            if INDIRECT.search(text[: mark.start()]) or (pattern is not WILL and _is_subordinate(text, mark, begin)):
                continue
            marks.append((begin, mark))
    return sorted((mark for _, mark in marks), key=lambda mark: mark.start())


def _is_subordinate(text: str, mark: re.Match[str], begin: int) -> bool:
    """`after it arrives`, `make sure it goes out`: part of another commitment or condition."""
    return bool(AFTER_JOINT.search(text[:begin]) or SEEN_TO.search(text[: mark.start()]))


def _find_begin(text: str, mark: re.Match[str], floor: int, times: Times) -> tuple[int, str]:
    """Where the clause of a "will" begins, and who or what will: a name between commas belongs to what it names."""
    if subject := _find_own_subject(text, mark):
        return mark.start(), subject
    before = text[floor : mark.start()]
    # "in the next day or two": no joint
    joints = [e for e in EDGE.finditer(before) if not any(a <= e.start() + floor < b for a, b in times)]
    if joints and ELIDED.search(before) and not before.rstrip().endswith(","):
        last = joints[-1]
        told = re.split(EDGE, before[: last.start()].rstrip(" ,"))[-1]
        # "the adjuster, who will come"; or "I am on it and will call"
        subject = " ".join(told.split()[-3:]) if RELATIVE.search(before) else _find_head(told) if not floor else ""
        return floor + last.end(), subject
    edges = [e for e in joints if before[e.end() :].strip()]
    if before.rstrip().endswith(",") and edges and edges[-1].group() == ",":
        # "Our manager, Mr Sutton, will call"
        edges = edges[:-1]
    begin = edges[-1].end() if edges else 0
    return _with_lead(text, floor + begin, floor), before[begin:].strip(" ,")


def _find_own_subject(text: str, mark: re.Match[str]) -> str:
    """Who will, where the words of the "will" say it themselves or leave it out: `Sending it today`, `Will call you`."""
    first = not text[: mark.start()].strip(" \"'-–")
    if re.match(r"\s*expect\b", text[mark.end() :], re.IGNORECASE):
        return "you"
    if mark.re is SET and first and text[mark.end() :].startswith(" to "):
        return mark.group()
    if mark.end() == 0 or (first and mark.group().lower() in {"will", "shall"} and not text.rstrip().endswith("?")):
        return "I"
    own = re.match(r"(?:i|we)\b|i(?=ll)|let me\b", mark.group(), re.IGNORECASE)
    return own.group().removeprefix("let ").removeprefix("Let ") if own else ""


def _find_head(clause: str) -> str:
    """Who or what a clause without a "will" speaks of: `the refund` of "the refund is on its way"."""
    head = re.match(
        r"\W*(.{1,60}?)(?:'(?:m|s|re|ve)\b|\b(?:am|is|are|was|has|have|had|can|do|did)\b)", clause, re.IGNORECASE
    )
    return head[1].strip() if head else " ".join(clause.split()[:3])


def _with_lead(text: str, begin: int, floor: int) -> int:
    """`By Friday, we will`: a time set apart by a comma belongs to what follows it."""
    head = text[floor:begin].rstrip()
    if head.endswith(","):
        cut = max((e.end() for e in EDGE.finditer(head[:-1])), default=0)
        if names_time(head[cut:-1]):
            return floor + cut
    return begin
