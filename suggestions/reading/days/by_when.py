"""The words before a day that tell whether something is needed by it."""

from __future__ import annotations

import re

from suggestions.reading.days.tense import PERFECT
from suggestions.reading.sentences import sentence_around

TIME_OF_DAY = r"noon|midday|midnight|lunchtime|breakfast|the morning of|the evening of|morning|afternoon|evening|close of business|close of play|end of (?:play|business|day)|cob|eod|latest|\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|h|hrs|o'clock)?"
BY = re.compile(
    r"\b(?P<by>by|on or before|before|no later than|not later than|at the latest(?: by| on)?|latest(?: by| on)?|prior to|ahead of|in time for|up to)"
    rf"\s(?:(?:on|the|around|about|this|next|coming|{TIME_OF_DAY})\s){{0,4}}$"
)
UNTIL = re.compile(r"\b(?P<by>until|till|til)\s(?:(?:on|the)\s){0,2}$")
# somebody here needs something; what is to be done to it belongs to the need: "it has to be paid by"
NEED = (
    r"(?:needs?|must|(?:has|have|'ve got|got)\sto)\sbe(?:\s\w+)?|(?:needs?|wants?)\s(?:it|this|that|them|him|her)\s\w+ed|"
    rf"needs?|needed|must(?!\s{PERFECT})|"
    r"(?:has|have|'ve got|got)\sto\s(?:have|move|leave|hand|submit|file|present|return|give|send|start|show|pay|vacate|travel|fly)|expects?\s(?:an?|the|your|it|this|to)|requires?d?|wants?|"
    r"(?:would|i'd|we'd)\s(?:really\s|also\s)?(?:love|like|appreciate|prefer|be\sgrateful)|accepts?\s(?:it|this|them|these|papers?|forms?|documents?|applications?)|deadline(?: is)?|last date|last day|due date (?:is|was)|cut-?off|(?:i|we|you)(?:'ve| have)?(?: got)? until|"
    r"so\s(?:that\s)?(?:it|they|these|this)\b(?!\s(?:was|were|had|did|would))|either|make sure|ensure|if not(?!\s(?:i|we)\b)|patience|urgent\w{0,2}"
)
ASKED = r"please|kindly|pls|plz|(?:can|could|would|will) (?:you|u|ya)|can (?:someone|somebody|anyone)|could (?:someone|somebody|anyone)|(?:get|call|ring|phone|send)\s(?:me|it|this|them)|do needful"
# what was said or planned by others, or happened: not theirs to need
TOLD = (
    r"said|says|saying|told|tells|promis\w{1,4}|swore|assured|supposed|meant|scheduled|expected|estimated|guaranteed|quoted|should (?:have|be|come|arrive)|would|was to|were to|was due|were due|"
    r"you wrote|(?:delivery|arrival) (?:date|window|day|slot)|is coming|are coming|will (?:be|come|arrive|call|ring|cancel|dispute)|i'll|confirm(?:ed|ation (?:says|said|e-?mail|shows))|holiday|vacation|away|closed|valid|waited|was|were|had|did|didn't|went|came|missed|happened|charged|ordered|paid|bought|called|arrived|arriving|booked|since|"
    r"cancelled|canceled|effect"
)
CUE = re.compile(rf"(?<![\w'])(?:(?P<need>{NEED})|(?P<asked>{ASKED})|(?P<told>{TOLD}))(?!\w)")
# German and Spanish, where a word of need stands in the same sentence
BY_ABROAD = re.compile(
    r"\b(?:bis(?:\s(?:spätestens|zum|zu))?|spätestens(?:\s(?:bis|am|zum))?|vor(?:\s(?:dem|kommendem))?|antes\sdel?|a\smás\starde?r?\sel|para\sel)\s(?:(?:nächsten|kommenden|próximo)\s)?$"
)
NEED_ABROAD = re.compile(
    r"\b(?:bitte|brauch\w*|benötig\w*|muss|müssen|müsste|können\ssie|könnten\ssie|necesit\w+|por\sfavor|tiene\sque|debe|puede[ns]?|quiero|quisiera)\b"
)
TOLD_ABROAD = re.compile(
    r"\b(?:sagte\w*|hieß|versprochen|versprach\w*|sollte\w*|geschlossen|geöffnet|urlaub|dij\w+|prometi\w+|debía|cerrad\w+|abiert\w+)\b"
)
# the hour is what it is needed by: `mañana antes de las 15h`
HOUR_ABROAD = re.compile(
    r"(?:hoy|mañana|pasado\smañana|el\s\w+|heute|morgen|übermorgen|\w+tag)\s(?:antes\sde\slas?|bis|vor|spätestens(?:\sum)?)\s\d"
)
HAVE_UNTIL = re.compile(
    r"\b(?:(?:i|we|you)(?:'ve| have)?(?: only)?(?: got)?|(?:gave|give|gives|given|giving)\s(?:me|us|you|them|him|her)|(?:'ll|will|shall|can)(?: only)? wait)\s$"
)
FOR_EVENT = re.compile(
    r"(?<!look forward )(?<![a-ce-z]ed )\b(?P<for>for|before|in time for|ahead of)\s(?:(?:an?|the|my|our|his|her|their)\s)?(?P<what>(?:[a-z'-]{1,14}\s){1,3}?)(?:(?:on|at|this|next|the)\s){0,3}$"
)
NO_EVENT = re.compile(
    r"\b(?:i|we|earlier|\w{2,}ed|deliver\w{1,3}|install\w{0,6}|visit|collection|engineer|technician|repair|pick-?up|call|refund|payment|then|it|me|us|you|them|this|that|time|nothing|free|good|now|sale|arrival|booked|go|goes|is|are|was|starts?|leaves?|out)\b"
)
# the day of a thing, and since when: an invoice of 12 August is not needed on it
ITS_OWN = re.compile(
    r"\b(?:(?:of|dated|from|since|after)|(?:booking|appointment|reservation|order|flight|trip|stay|payment|charge|visit|slot|lesson|class|delivery|collection|event)\s(?:on|for))\s(?:the\s)?$"
)
OTHER_MATTER = re.compile(
    r"[;:]|,\s(?:i|we|it|he|she|they|you)\b|\b(?:if|when|because|after|what|why)\s(?:i|we|it|he|she|they|you)\b|"
    r"\band\s(?:the|my|it|he|she|they|you|your|i|we)\b|\bsee you\b"
)
BY_THEN = re.compile(r"\b(?:by|before|until)\sthen\b")
# what has been done by a day is not to come
DONE = re.compile(r"\b(?!need)[a-z]{2,}ed\b")
AT_LATEST = re.compile(r",?\s(?:at\sthe\s)?(?:very\s)?latest\b")
# a day that is set: "the hearing is Thursday"; not the day it is now
STATED = re.compile(
    r"\b(?!(?:it|today|this|that|there)(?:'s|\sis)\s)[a-z-]{2,20}(?:'s|\sis|\sare)\s(?:on\s)?(?:the\s)?$"
)
NAMED = re.compile(r"\b(?:deadline|due|due date|needed by|cut-?off)\s?:\s?$")
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


def is_by_abroad(small: str, start: int) -> bool:
    """`Bitte schicken Sie es bis Freitag`, `necesito la factura antes del viernes`; not `bis Freitag geschlossen`."""
    begin, end = sentence_around(small, start)
    if NEED_ABROAD.search(small, begin, end) is None or TOLD_ABROAD.search(small, begin, end):
        return False
    return BY_ABROAD.search(left_of(small, start)) is not None or HOUR_ABROAD.match(small, start) is not None


def is_for_event(left: str) -> bool:
    """`for a film shoot on Thursday`, `before our opening on 3 July`; not `for the delivery on Monday`."""
    match = FOR_EVENT.search(left)
    return match is not None and NO_EVENT.search(match["what"]) is None and last_cue(left) != "told"


def reaching_cue(left: str) -> str | None:
    """need, asked or told, where it reaches up to the day: `it must be here Monday`, `please call them today`."""
    cues = [] if ITS_OWN.search(left) else list(CUE.finditer(left))
    return cues[-1].lastgroup if cues and not OTHER_MATTER.search(left[cues[-1].end() :]) else None


def points_ahead(left: str, right: str = "") -> bool:
    """Whether the words around a day make it one that is still to come: `by Friday`, `I have until Monday`."""
    if AT_LATEST.match(right) or BY_THEN.search(right) or any(w.search(left) for w in (STATED, NAMED, BY_ABROAD)):
        return True
    match = BY.search(left)
    if match is None:
        return is_until(left) or is_for_event(left) or reaching_cue(left) == "need"
    cue = last_cue(left[: match.start()])
    return cue in {"need", "asked"} or (cue is None and match["by"] == "by" and DONE.search(left) is None)
