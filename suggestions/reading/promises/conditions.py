"""Whether what is said will happen only if something else does, or is no commitment of the speaker at all."""

from __future__ import annotations

import re

from suggestions.reading.promises.words import find_pattern

IF = re.compile(
    r"\b(?:if|unless|otherwise|whenever|in case|provided|as long as|should (?:you|the|it|this|that|your|there|they|we|any|anything)\b(?! (?:have|be|see|get|receive|now|already)\b))",
    re.IGNORECASE,
)
# "check if", "even if": no condition; "let me know if": one of its own
NO_CONDITION = re.compile(
    r"(?:\b(?:even|as|check(?:ing)?|see|seeing|ask(?:ed|ing)?|know(?:ing)?|sure|wonder(?:ed|ing)?|tell me|let (?:me|us) know|find out|test|verify|confirm|asking|what|say|shout|unsure|clear) |\b(?:ask|asked) (?:me|us|them|him|her) )$",
    re.IGNORECASE,
)
NOT_LATER = re.compile(
    r"^if (?:not (?:sooner|earlier|before)|possible|anything|at all|only|needed|necessary|need be)\b", re.IGNORECASE
)
OWN_CLAUSE = re.compile(
    r"^[^,;]{3,80}(?:,|;|–| - )|\b(?:just|please|simply|do|let|give|reply|call|write|tell|ring|text|message|shout|say|feel free|get in touch)\b",
    re.IGNORECASE,
)
# bound to what the customer does first
YOURS = re.compile(
    r"\b(?:once|as soon as|when|after|the moment|the minute|on receipt of|upon receipt of|upon|following|subject to|depending on|pending|assuming|given) (?:that )?"
    r"(?:you(?! (?:can|could|may|arrive|come|get|land|wake|pick|collect|open|check|return|are (?:back|home))\b)(?!r (?:order|parcel|refund|claim|case|complaint|file|request|ticket|engineer|replacement|new|delivery|repair|invoice|payment (?:clears|has cleared)))|we(?:'ve| have)? (?:got |had )?(?:receiv\w+|got|get|have|hear\w*|collect\w*|inspect\w*|see|are sent)\b(?! (?:news|more|an? (?:answer|update|date|decision|reply)|the (?:result|answer|part|decision|go-ahead|stock|green|all|results|report)|approval|stock|word|back from|from (?:the|our|them)))|i(?:'ve| have)? (?:got |had )?(?:receiv\w+|got|have) (?:it|them|that|this|those|these|your|the (?:photo|picture|form|number|document|return|details|answer)|both|all)|"
    r"(?:receipt|receiving|(?:the|your|all) (?:signed |completed )?(?:forms?|contracts?|documents?|papers|photos?|pictures|agreement) (?:is|are|has|have|arrives?|comes?)|your (?:reply|answer|payment|photos?|documents?|form|confirmation)|payment|inspection)\b)",
    re.IGNORECASE,
)
# bound to what the customer sends back; it holds for what is given in return, not for a message about it
RETURNED = re.compile(
    r"\b(?:once|as soon as|when|after|the moment|the minute|upon|following|on|pending) (?:the )?(?:(?:it|they|the (?:return\w*|old \w+|item|items|parcel|package|machine|device|product|shoes|unit|kettle|toaster|phone|laptop|goods)|your (?:return|old \w+|item|parcel|package)|return|returned \w+) (?:has |have |is |are |'s |'re )?(?:been |arriv\w+ |come |got |safely )*(?:back|returned|received|arrives?|arrived|reach\w*|scanned in|with us|inspected|checked in|collected|here|sent)|(?:the |your )?return\b)",
    re.IGNORECASE,
)
OPENERS = (";", "–", "—", ":", " -", "(", ", and", ", but", " but", " and")
IN_RETURN = frozenset({"refund", "replacement"})
JOINED = re.compile(r"(?:,|\band\b|\bthen\b|\bor\b|–|—|-|\bso (?:that )?|:|;)(?: (?:then|also|so))*\s*$", re.IGNORECASE)
PURPOSE = re.compile(r"\b(?:so|so that|in order that)\s+(?:you|your [\w ]+|that you)$", re.IGNORECASE)
RESTART = re.compile(
    r"(?:;|,? (?:so|but|and)|(?<=\w\w), (?=i|we|our)|, (?:therefore|hence|which is why|meanwhile)|\. | [–—-] )\s*(?:then |therefore |that's why )?(?:i|we|our)\b",
    re.IGNORECASE,
)
ALLOWED_TELLER = re.compile(
    r"\b(?:carrier|courier|warehouse|depot|supplier|bank|manufacturer|workshop|driver|airline|hotel|factory|garage|branch|engineer|technician)\b",
    re.IGNORECASE,
)
NEED = re.compile(
    r"\b(?:need|need only|only need|require|waiting for|await|ask you for) (?:just )?(?:you|your|a |an |the |this|that|two|some|to (?:know|see|have))",
    re.IGNORECASE,
)
LET_ALONE = re.compile(
    r"\bunless (?:you|i|we) (?:tell|say|hear|object|prefer|write|let)|\b(?:regardless|whatever happens|either way)\b",
    re.IGNORECASE,
)
# a first step, and what follows it is promised: "I will try the depot and call you"
STEP = re.compile(
    r"(?:try|wait|see (?:if|whether|what)|have to|need to|leave|ask you)\b[^;.]*\band (?:then )?(?:will |'ll )?(?!i\b|we\b|you\b)\w+",
    re.IGNORECASE,
)
AWAY = re.compile(r"be back (?:in|at|from|on)\b(?! (?:touch|contact))", re.IGNORECASE)
NEXT_SUBJECT = re.compile(
    r";| and | but | so |,\s(?:it|they|that|this|which|you|we|i|he|she|the|your|as|though|allow)\b", re.IGNORECASE
)
HEDGE_LENGTH = 90


def depends(text: str, begin: int, verb: int, end: int) -> bool:
    """For the commitment whose clause begins at `begin` and whose predicate runs from `verb` to `end`."""
    head, tail = text[:begin], text[verb:end]
    lead = text[begin:verb]
    return (
        _is_conditional_before(head, lead)
        or _is_conditional_after(text, verb, end)
        or _is_asked_for(head)
        or _is_spoken_of(head, lead)
        or _is_weak(text, begin, verb, end)
        or bool(PURPOSE.search(text[:verb].rstrip().removesuffix("'ll").removesuffix("will").rstrip()))
    ) and not LET_ALONE.search(tail)


def awaits_return(words: str, action: str) -> bool:
    """`We will refund you once it is back`: whether it depends on what the customer sends first."""
    return action in IN_RETURN and RETURNED.search(words) is not None


def _is_conditional_before(head: str, lead: str) -> bool:
    whole = head + lead
    for found in IF.finditer(whole):
        before = whole[: found.start()]
        if NO_CONDITION.search(before):
            continue
        # a commitment before the "if" already closed it: "I will call, and if you miss it, I will call again"
        if LET_ALONE.match(whole[found.start() :]):
            continue
        return True
    return any(not re.search(r"[;]", head[m.end() :]) for m in YOURS.finditer(whole))


def _is_conditional_after(text: str, verb: int, end: int) -> bool:
    tail = text[verb:end]
    for found in IF.finditer(tail):
        if NO_CONDITION.search(tail[: found.start()]) or NOT_LATER.match(tail[found.start() :]):
            continue
        before, after = tail[: found.start()].rstrip(), text[verb + found.end() :]
        opens_another = before.endswith(OPENERS) or (before.endswith(",") and OWN_CLAUSE.search(after))
        return not opens_another
    return YOURS.search(tail) is not None


def _is_asked_for(head: str) -> bool:
    """`Send me a photo and I will replace it`: the customer goes first."""
    if not JOINED.search(head.rstrip()):
        return False
    last = re.split(r"[.;]|(?<=\w), (?=(?:i|we|our)\b)", head.rstrip(), flags=re.IGNORECASE)[-1]
    clauses = re.split(r",\s|\s(?:and|but|so|then|or)\s|\s[–—-]\s|:\s", last)
    told = [c.strip(" ,–—-") for c in clauses if c.strip(" ,–—-")]
    asked = any(find_pattern("en", "asked").match(c) for c in told)
    if re.search(r"\b(?:and|then|or|so)\s*$", head.rstrip(), re.IGNORECASE):
        asked = asked or any(find_pattern("en", "imperative").match(c) for c in told)
    return (
        asked
        or bool(NEED.search(last))
        or bool(
            re.search(
                r"\b(?:could|can|would|will) you\b|\byou (?:can|could|may) (?:also )?(?:reply|send|tell|call|choose|return|bring|take|visit|go|hand|book|order|contact|ask|come|pay|use)\b|\blet (?:me|us) know\b",
                last,
                re.IGNORECASE,
            )
        )
    )


def _is_spoken_of(head: str, lead: str) -> bool:
    """Hoped, denied, or said by somebody else before."""
    for found in find_pattern("en", "hedge").finditer(head + lead):
        rest = (head + lead)[found.end() :]
        if RESTART.search(rest) or len(rest) > HEDGE_LENGTH:
            continue
        if ALLOWED_TELLER.search((head + lead)[max(0, found.start() - 30) : found.start()]):
            continue
        return True
    return False


def _is_weak(text: str, begin: int, verb: int, end: int) -> bool:
    weak = find_pattern("en", "weak")
    lead, tail = text[begin:verb], text[verb:end]
    first = re.match(
        r"\s*(?:also |then |now |certainly |of course |personally |definitely |gladly |just |still |always |happily |therefore |obviously |naturally )*",
        tail,
    )
    start = first.end() if first else 0
    if weak.match(tail, start) and not STEP.match(tail, start):
        return True
    adverbs = re.compile(
        r"\b(?:hopefully|probably|perhaps|maybe|possibly|likely|presumably|usually|normally|generally|typically|as a rule|in most cases|often|ordinarily|ideally|potentially|theoretically)\b",
        re.IGNORECASE,
    )
    if re.match(r"(?:i|we)\b", text[begin:].lstrip(), re.IGNORECASE) and AWAY.match(tail, start):
        return True
    return bool(adverbs.search(lead) or adverbs.search(NEXT_SUBJECT.split(tail)[0]))
