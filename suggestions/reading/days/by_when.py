"""The words before a day that tell whether something is needed by it."""

from __future__ import annotations

import re

from suggestions.reading.sentences import sentence_around

TIME_OF_DAY = r"noon|midday|midnight|lunchtime|breakfast|the morning of|the evening of|morning|afternoon|evening|close of business|close of play|end of (?:play|business|day)|cob|eod|latest|\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|h|hrs|o'clock)?"
BY = re.compile(
    r"\b(?P<by>by|before|no later than|not later than|at the latest(?: by| on)?|latest(?: by| on)?|prior to|ahead of|in time for|up to)"
    rf"\s(?:(?:on|the|around|about|this|next|coming|{TIME_OF_DAY})\s){{0,4}}$"
)
UNTIL = re.compile(r"\b(?P<by>until|till|til)\s(?:(?:on|the)\s){0,2}$")
# somebody here needs something
NEED = (
    r"needs?|needed|must|(?:has|have|'ve got|got)\sto\s(?:be|have|move|leave|hand|submit|file|present|return|give|send|start|show|pay|vacate|travel|fly)|expects?\s(?:an?|the|your|it|this|to)|requires?d?|wants?|i'd like|we'd like|deadline|last date|last day|due date|cut-?off|(?:i|we|you)(?:'ve| have)?(?: got)? until|"
    r"patience|urgent\w{0,2}"
)
ASKED = r"please|kindly|can you|could you|would you|will you|can (?:someone|somebody|anyone)|could (?:someone|somebody|anyone)|(?:get|call|ring|phone|send)\s(?:me|it|this|them)|do needful"
# what was said or planned by others, or happened: not theirs to need
TOLD = (
    r"said|says|saying|told|tells|promis\w{1,4}|swore|assured|supposed|meant|scheduled|expected|estimated|guaranteed|quoted|should (?:have|be|come|arrive)|would|was to|were to|was due|were due|"
    r"you wrote|(?:delivery|arrival) (?:date|window|day|slot)|is coming|are coming|will (?:be|come|arrive|call|ring|cancel|dispute)|i'll|confirm(?:ed|ation)|holiday|vacation|away|closed|valid|waited|was|were|had|did|didn't|went|came|missed|happened|charged|ordered|paid|bought|called|arrived|booked|since|"
    r"cancelled|canceled|effect"
)
CUE = re.compile(rf"(?<![\w'])(?:(?P<need>{NEED})|(?P<asked>{ASKED})|(?P<told>{TOLD}))(?!\w)")
HAVE_UNTIL = re.compile(r"\b(?:i|we|you)(?:'ve| have)?(?: only)?(?: got)?\s$")
FOR_EVENT = re.compile(
    r"(?<!look forward )\b(?P<for>for|before|in time for|ahead of)\s(?:(?:an?|the|my|our|his|her|their)\s)?(?P<what>(?:[a-z'-]{1,14}\s){1,3}?)(?:(?:on|at|this|next|the)\s){0,3}$"
)
NO_EVENT = re.compile(
    r"\b(?:deliver\w{1,3}|install\w{0,6}|visit|collection|engineer|technician|repair|pick-?up|call|refund|payment|then|it|me|us|you|them|this|that|time|nothing|free|good|now|sale|arrival|booked|go|goes|is|are|was|starts?|leaves?|out)\b"
)
# further off than this, a word says nothing of the day
NEAR = 160


def left_of(small: str, place: int) -> str:
    """The words of its sentence before the place."""
    begin, _ = sentence_around(small, place)
    return small[max(begin, place - NEAR) : place]


def last_cue(left: str) -> str | None:
    """need, asked or told: what the nearest word before the day says; None when there is none."""
    cues = list(CUE.finditer(left))
    return cues[-1].lastgroup if cues else None


def is_until(left: str) -> bool:
    """`please until Monday`, `I have until Thursday`; not `closed until Monday`."""
    match = UNTIL.search(left)
    return match is not None and (
        last_cue(left) in {"need", "asked"} or HAVE_UNTIL.search(left[: match.start()]) is not None
    )


def is_for_event(left: str) -> bool:
    """`for a film shoot on Thursday`, `before our opening on 3 July`; not `for the delivery on Monday`."""
    match = FOR_EVENT.search(left)
    return match is not None and NO_EVENT.search(match["what"]) is None and last_cue(left) != "told"


def points_ahead(left: str) -> bool:
    """Whether the words before a day make it one that is still to come: `by Friday`, `I have until Monday`."""
    match = BY.search(left)
    if match is None:
        return is_until(left) or is_for_event(left)
    cue = last_cue(left[: match.start()])
    return cue in {"need", "asked"} or (cue is None and match["by"] == "by")
