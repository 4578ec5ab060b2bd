"""How long it has lasted: the problem, or the waiting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Duration, Fact, FactKind
from suggestions.reading.number_words import SPELLED, parse_number_words
from suggestions.reading.numbers import ORDINALS, parse_count, say_cardinal

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

NTH = "|".join((*ORDINALS[2:], "2nd", "3rd", r"\dth", r"1\dth"))
LENGTH = re.compile(
    rf"(?<![\w.,/-])(?:(?P<n>\d{{1,3}}|an?(?:\scouple\sof)?|half an?|half a dozen|a dozen|{SPELLED})(?:\s(?:full|whole|entire|long|good|solid|working|business|bloody|damn|f\w+ing))?[\s-]?"
    rf"(?P<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?|wks?|months?|mths?|years?|yrs?|fortnights?)"
    rf"|(?P<unit2>day|week|month)\s(?:number\s)?(?P<n2>\d{{1,3}}|{SPELLED})"
    rf"|(?P<nth>{NTH})\s(?P<unit3>day|week|month)(?=\s(?:without|with no|of|now|in a row|running|that)\b))(?!\w|-\w|/)"
)
NEARLY = r"(?:(?:the|about|over|almost|nearly|around|roughly|approximately|more than|at least|well over|already|now|past|last|like|some|only|exactly|close to|going on|coming up on|just|so far|a good|good|what|not)\s){0,4}$"
# right before it: so long it has gone on
LASTING_BEFORE = re.compile(
    r"\b(?:since|waited|waiting|been|down|offline|without|dragged on|gone on|going on|it's|it is|that's|thats|that is|this is|that makes|makes it|been open|pending|been going|lost|wasted|spent|silence|"
    r"in the|for the|over the|these|already|still|now)\s" + NEARLY
)
SINCE_THEN = re.compile(
    r"(?:^|\b(?:still|pending|unanswered|waiting|nothing|even)\b[^.!?;]{0,20}\b)\s?after\s" + NEARLY
)
FOR = re.compile(r"\bfor\s" + NEARLY)
# bare, at the end of what is told: stuck in your depot a week
STUCK = re.compile(
    r"\b(?:stuck|leaking|waiting|sitting|standing|down|off|out|gone|dead|broken|offline|missing|pending|closed|blocked|locked|ringing|beeping|without internet|without water|without heating|without power|been)\b[^.!?;,]{0,30}$"
)
WAIT = re.compile(r"[\s-]?(?:wait|delay|outage|ordeal|saga|silence|hold time)(?!\w)")
# minutes count only where somebody waits
WAITING = re.compile(r"\b(?:hold|queue|waiting|waited|wait|on the (?:phone|line)|nobody|no answer|hung up)\b")
AFTER = re.compile(
    r"(?:\s?,)?\s?(?:now|already|running|in a row|straight|so far|later|on(?=\s(?:and|,|the|i|we|my|it|now|there|nothing|still)\b)|and counting|(?:and|&)\s(?:still|nothing|no|not|nobody|i'm still|we're still|i am still|counting)|"
    r"without|with (?:no|nothing)|lost|wasted|of (?:waiting|nothing|this|that|silence|silent|calls?|calling|e-?mails|emailing|excuses|correspondence|ping-pong|back and forth|being|trying|chasing|delays?|no|outage|cold|radio|going|"
    r"problems|trouble|misery|hell|stress|phone|phoning|writing|arguing|asking|messages|my life)|"
    r"(?:i|we)(?:'m| am|'re| are|'ve| have)?\s(?:been\s)?(?:now\s|already\s|still\s)?(?:wait|waiting|without|asking|chasing|trying|writing|calling)|in (?:the|your|a) (?:queue|phone queue)|on hold|on the phone|have passed|has passed|"
    r"have gone by|gone by|since|today|no (?:reply|answer|news|water|heating|refund|internet|power)|one (?:automated|auto)|in your)(?!\w)|\s?,\s?(?:nothing|no|not|one|still|zero|nobody)(?!\w)"
)
# a length of time that is theirs to choose, ours to keep, somebody's age, or a thing's own
OTHER_BEFORE = re.compile(
    r"\b(?:within|in under|in less than|every|each|per|next|another|first|takes?|take|took|valid|for up to|up to|maximum|minimum|at most|under|old|aged?|age of)\s"
    + NEARLY
    + r"|\b(?:customer|member|client|subscriber|loyal|married|lived|live|(?:been|am|bank|account|banking|insured) with you|paid|pay|prepaid|holiday|vacation|need|needs|needed|book\w{0,4}|rent\w{0,3}|hire\w?|want|wanted|contract|warranty|guarantee|plan|trial|lease|notice|subscription|"
    r"sat|drove|talked|spoke|stood|unplugg\w{1,3}|left it|turned it off|switched it off|stay\w{0,3}|going away|go away|away|charged|charge|charging|soak\w{0,3}|(?:worked|was|ran|been|went) (?:fine|well|perfectly|perfect|happy|ok|okay|great)|lasts|last only|"
    r"battery|deliver\w{0,3}|told|said|quoted|promised|wait another|to wait|used it|use it|wore|worn|owned|had it|tested it|ran it|(?<!on )hold|held|press\w{0,2}|pressed|hang|cook\w{0,2}|bake\w?|freeze|frozen for|suspended for|taught|study|studied|travel\w{0,4}|"
    r"trip|course|valid|extend\w{0,2}|extension|sentenced|worked here|worked there|employed|retired|in advance|upfront|ahead)\b[^.!?;,]{0,34}$"
)
OTHER_AFTER = re.compile(
    r"\s?(?:old|ago|late|early|before|beforehand|notice|trial|warranty|guarantee|contract|plan|lease|delivery|return|returns|free|of age|each|per|a (?:day|week|month|year)|from now|to (?:go|reply|respond|answer|pay|return|decide)|"
    r"turnaround|rule|policy|window|period|money-back|subscription|pass|ticket|commitment|supply|refill|fill|credit|satisfaction|in advance|left|later than|course|tour|trip|stay|flight|drive|journey|film|battery|shift|history|"
    r"as a|customer|member|with you|by (?:car|train|bus|plane)|away|max|maximum|at most|or (?:so )?to|pregnant|package|off(?! and)|leave|holiday)(?!\w)|'"
)
UNITS = {"min": "minute", "hr": "hour", "h": "hour", "wk": "week", "mth": "month", "yr": "year"}
HALVES = {"year": (6, "month"), "day": (12, "hour")}
LEFT, RIGHT = 70, 40


def find_durations(passage: Passage) -> list[Fact]:
    """How long it has lasted; `text` reads `two days`, `value` is a Duration."""
    small = passage.small
    facts = []
    for match in LENGTH.finditer(small):
        lasted = _read(match)
        if lasted and _has_lasted(small, match):
            said = f"{say_cardinal(lasted.count)} {lasted.unit}{'' if lasted.count == 1 else 's'}"
            facts.append(passage.make_fact("stated_duration", FactKind.DURATION, said, match.span(), lasted))
    return facts


def _read(match: re.Match[str]) -> Duration | None:
    if match["nth"]:
        return Duration(parse_count(match["nth"]) or 0, match["unit3"])
    number, told = match["n"] or match["n2"], (match["unit"] or match["unit2"]).rstrip("s")
    unit = UNITS.get(told, told)
    if number.startswith("half a") and not number.startswith("half a dozen"):
        return Duration(*HALVES[unit]) if unit in HALVES else None
    count = int(number) if number.isdigit() else parse_number_words(number)
    if not count:
        return None
    return Duration(2 * count, "week") if unit == "fortnight" else Duration(count, unit)


def _has_lasted(small: str, match: re.Match[str]) -> bool:
    left, right = _before(small, match.start()), small[match.end() : match.end() + RIGHT]
    if OTHER_AFTER.match(right) or re.search(r"\bin\s" + NEARLY, left) or OTHER_BEFORE.search(left):
        return False
    if (match["unit"] or "").startswith("min") and not (WAITING.search(left) or WAITING.search(right)):
        return False
    if match["unit2"] or match["nth"]:
        return _is_counted_day(match, left, right)
    return WAIT.match(right) is not None or _tells_lasting(left, right)


def _is_counted_day(match: re.Match[str], left: str, right: str) -> bool:
    """`day 9 and no dishwasher`, `the fifth day without water`; not `day 6 of 7`."""
    if match["nth"]:
        return re.search(r"\b(?:the|our|my|a)\s$", left) is not None
    begins = not left.strip() or re.search(r"\b(?:at|on|is|now|it's|already)\s$", left) is not None
    return begins and not re.match(r"\s(?:of|trip|pass)\b", right)


def _tells_lasting(left: str, right: str) -> bool:
    if AFTER.match(right) or any(words.search(left) for words in (LASTING_BEFORE, FOR, SINCE_THEN)):
        return True
    ends = re.match(r"\s?(?:[.,;!?)]|and\b|but\b|$)", right) is not None
    return ends and STUCK.search(left) is not None


def _before(small: str, place: int) -> str:
    """The words before, back to the end of the last sentence."""
    return re.split(r"[.!?\n](?=\s|$)", small[max(0, place - LEFT) : place])[-1]
