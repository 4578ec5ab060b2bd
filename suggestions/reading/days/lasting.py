"""Whether the words around a length of time tell how long a trouble, or the waiting, has lasted."""

from __future__ import annotations

import re

NEARLY = (
    r"(?:(?:the|this|about|over|almost|nearly|around|roughly|approximately|approx|more than|upwards of|at least|well over|already|now|past|last|like|some|only|exactly|easily|literally|"
    r"close to|getting on for|pushing|going on|coming up (?:on|to)|just|so far|(?:the )?(?:best|better) part of|a total of|all of|a good|good|what|not)\s){0,4}$"
)
# right before it: so long it has gone on
LASTING_BEFORE = re.compile(
    r"\b(?:since|waited(?! the)|waiting|been|down|offline|without|dragged on|gone on|going on|it's|it is|that's|thats|that is|this is|that makes|makes it|makes|been open|lasting|pending|been going|wasted|spent|silence|"
    r"in the|for the|over the|(?<!of )the (?:last|past)|these|already|still|now)\s" + NEARLY
)
SINCE_THEN = re.compile(
    r"(?:^|\b(?:still|pending|unanswered|waiting|nothing|even)\b[^.!?;]{0,20}\b)\s?after\s" + NEARLY
)
FOR = re.compile(r"\bfor\s" + NEARLY)
IN = re.compile(r"\bin\s" + NEARLY)
# what has not come in all that time: no reply in five days
NOT_IN = re.compile(
    r"\b(?:haven't|hasn't|hadn't|(?:have|has|'ve|'s|been)\snot|not been|no|nothing|nobody|never(?! in\b)|any)\b[^.!?;,]{0,50}\bin\s"
    + NEARLY
)
# bare, at the end of what is told: stuck in your depot a week; no gas since Sunday, two days
STUCK = re.compile(
    r"\b(?:stuck|leaking|waiting|sitting|standing|down|off|out|gone|dead|still lost|broken|offline|missing|pending|closed|blocked|locked|ringing|beeping|without|hanging|(?:error|fault|problem|noise|leak)|sleep(?:s|ing)? on|on hold|on the (?:phone|line)|in (?:the|your|a) (?:phone )?queue|queued|been(?=[^,]*$)|"
    r"(?:have|has|had|got|still) no|(?:you|they)(?:'ve| have) (?:had|held|kept) (?:my|our|the|it|this))\b[^.!?;,]{0,40}(?:,\s)?$|\bsince\s[^.!?;,]{1,20},\s$"
)
STATE_ENDS = re.compile(r"\s?(?:[.,;!?)]|and\b|but\b|so\b|after\b|according\b|while\b|because\b|$)")
# a sentence or clause that begins with it: "Three weeks and it's still", ", a month of hard water"
BEGINS = re.compile(r"(?:^|[,;:(–-])\s*(?:after\s)?" + NEARLY)
AFTER_BEGIN = re.compile(
    r"\s?(?:$|[.!]|and\s(?:still|it's|it is|you|we|i|the|my|our|nobody|no|not|nothing|counting|all)\b(?!\s(?:will|shall)|'ll)|of\s(?:hard|cold|dirty|brown|bad|broken|empty|constant|endless|pure|sheer|absolute)\b|(?:no|cold|nothing)\s|with\s|(?:have|has|had)\s(?:\w+\s)?(?:passed|gone))"
)
# so much for each
RATE = re.compile(
    r"(?:\d|\b(?:dollars?|euros?|pounds?|bucks?|quid|kr|once|twice|times|hours?|hrs|minutes?|days?|weeks?|much|many|percent|calls?|e-?mails?))\s$"
)
WAIT = re.compile(r"[\s-]?(?:wait|delay|outage|ordeal|saga|silence|hold time)(?!\w)")
# minutes count only where somebody waits
WAITING = re.compile(
    r"\b(?:hold|queue\w*|waiting|on the (?:phone|line)|agent|chat|operator|hanging|nobody|no answer|hung up|music|counter|in line|cut off)\b"
)
AFTER = re.compile(
    r"(?:\s?,)?\s?(?:now|already|running|in a row|straight|so far|later(?=\s?[.,;!?]|$|\s(?:and|i|we|still|no|nothing|nobody)\b)|on(?=\s(?:and|,|the|i|we|my|it|now|there|nothing|still)\b)|and counting|overdue|waiting(?!\s(?:list|time|period|room))|(?:and|&)\s(?:still|nothing|no|not|nobody|i'm still|we're still|i am still|counting)|"
    r"without|with (?:no|nothing)|lost|wasted|of (?:waiting|nothing|this|that|silence|silent|(?:your |the )?(?:hold )?music|calls?|calling|e-?mails|emailing|excuses|correspondence|ping-pong|back and forth|being|trying|chasing|delays?|no|outage|cold|radio|going|"
    r"problems|trouble|misery|hell|stress|phone|phoning|writing|arguing|asking|messages|my life)|"
    r"(?:i|we)(?:'m| am|'re| are|'ve| have)?\s(?:been\s)?(?:now\s|already\s|still\s)?(?:sit|live|sleep|wait|waiting|without|asking|chasing|trying|writing|calling|(?<=\sam\s)\w+ing|(?<='m\s)\w+ing|(?<=\sbeen\s)\w+ing)|in (?:the|your|a) (?:queue|phone queue)|on hold|on the phone|to be (?:exact|precise)|in fact|have passed|has passed|"
    r"have gone by|gone by|since|today|no (?:reply|answer|news|water|heating|refund|internet|power)|one (?:automated|auto)|in your)(?!\w)|\s?,\s?(?:nothing|no|not|one|still|zero|nobody)(?!\w)"
)
# a length of time that is theirs to choose, ours to keep, somebody's age, or a thing's own
SAME_CLAUSE = r"(?:(?!\s(?:and|but|so|because|yet)\s)[^.!?;,]){0,40}$"
OTHER_BEFORE = re.compile(
    r"\b(?:within|in under|in less than|every|each|per|next|another|first|takes?|take|took|(?:valid|good|guaranteed|enough) for|by|(?<!coming )up to|maximum|minimum|at most|under|old|aged?|age of)\s"
    + NEARLY
    + r"|\b(?:(?:will|'ll|shall|going to|must|may|might|(?:can|could|would|should)(?!\snot))\s(?!have\b)|customer|member|client|subscriber|loyal|married|lived? (?:in|at|on|here|there|abroad)|account with you|(?:i|we)(?:'ve|'m| have| am| are)?(?: been)?(?: \w+)? with you|using|shopping|shopped|"
    r"(?:runs|keeps|is|are)(?=\sfor\b)|pregnant|paid|(?<!no )pay|prepaid|holiday|vacation|abroad|need|needs|needed|book\w{0,4}|sav(?:ed|ing)|plann(?:ed|ing)|rent\w{0,3}|hire\w?|want|wanted|contract|warranty|guarantee|plan|trial|lease|notice|subscription|"
    r"(?<!has )(?<!have )(?<!'ve )(?:sat|stood)|drove|talked|spoke|unplugg\w{1,3}|left it|leave it|let it|turned it off|switched it off|stay\w{0,3}|going away|go away|(?:go|goes|going|fly|flying) to|away|charged|charge|charging|soak\w{0,3}|(?:worked|was|ran|been|went) (?:fine|normal|stable|good|well|perfectly|perfect|happy|ok|okay|great)|(?<!n't )(?<!not )(?:worked|works|ran) for|lasts|last only|"
    r"battery|deliver\w{0,3}|told|said|quoted|promised|wait another|to wait|used|use it|'d (?:like|love|prefer|rather)|would like|keep|store|suspend|pause|postpone|lend|wore|worn|owned|(?:i|we)(?:'ve| have)(?: only| just)? had (?:it|(?:this|the|my|our) (?!(?:\w+ )?(?:problem|issue|fault|error)))|had it|tested it|ran it|(?<!on )hold|held|press\w{0,2}|pressed|hang|cook(?:s|ed)?|bake\w?|"
    r"freeze|frozen for|suspended for|taught|study|studied|travel\w{0,4}|(?<!it )(?<!that )(?:was|were) in (?!the|your|an?|pain|bed|tears|touch|contact|hospital)|"
    r"trip|course|valid|extend\w{0,2}|extension|sentenced|worked here|worked there|employed|retired|in advance|upfront|ahead)\b"
    + SAME_CLAUSE
)
OTHER_AFTER = re.compile(
    r"\s?(?:old|ago|late|early|before(?!\s(?:i|we|they|you|it|he|she|the|my|your|someone|somebody|anyone|anybody)\b)|beforehand|notice|trial|warranty|guarantee|contract|plan|lease|delivery|return|returns|free|of age|each|per|a (?:day|week|month|year)|and a (?:half|bit)|from now|to (?:go|reply|respond|answer|pay|return|decide)|"
    r"of (?:pay|wages|work|salary|holiday|leave|vacation|rent|income|credit|service|cover|membership|use|age)|"
    r"turnaround|rule|policy|window|period|money-back|subscription|pass|ticket|commitment|supply|refill|fill|credit|satisfaction|in advance|left|later than|course|tour|trip|stay|flight|drive|journey|film|battery|shift|history|"
    r"as a|customer|member|with you|by (?:car|train|bus|plane)|away|max|maximum|at most|or (?:so )?to|or (?:two|three|more|less)|pregnant|package|off(?! and)|leave|holiday)(?!\w)|'"
)
# what goes on until now, what was and is over, and what is wrong
HAS_BEEN = re.compile(r"\b(?:have|has|had|been|still|waiting|without)\b|'ve\b")
LASTS = re.compile(r"\b(?:have|has|had|been|is|are|am|keeps?|can't|cannot|still|waiting|without)\b|'(?:ve|m|re|s)\b")
PAST = re.compile(
    r"\b(?:\w{2,}ed|was|were|did|had|got|gave|took|made|kept|ran|went|bought|threw|put|set|read|sat|slept|drank|ate|wore|wrote|spoke|held|lent|left|sold|paid)\b"
)
TROUBLE = re.compile(
    r"\b(?:no|not|nothing|nobody|never|none|without|still|wait\w*|chas\w+|pending|stuck|(?:is|are|was|been|went|gone) down|offline|out of order|broken|dead|faults?|faulty|problems?|issues?|errors?|leak\w*|locked|blocked|frozen|suspended|"
    r"missing|hold|queue\w*|ignor\w+|un\w+ed|correspondence|delay\w*|hanging|dark|darkness|overcharg\w+|double|unreachable|unavailable|outage|beep\w*|(?:was|were) off|on the (?:line|phone))\b|n't\b"
)


# left in a place where nobody stays of their own will
STRANDED = re.compile(
    r"\b(?:(?:sat|stood|sitting|standing|left|kept)\b[^.!?;,]{0,30}\b(?:dark|queue|line|cold|rain|snow|outside|traffic|lift|elevator|runway|tarmac|platform|station|"
    r"counter|pavement|waiting room|chair)|stranded|trapped|stuck)\s(?:[^.!?;,]{1,30}\s)?for\s" + NEARLY
)
LASTED = re.compile(
    r"\b(?:outage|pain|fault|silence|delay|wait|blackout|power cut|failure|interruption|downtime|closure|trouble|problem|noise)s?\b[^.!?;]{0,16}\s(?:has\s|have\s)?lasted\s"
    + NEARLY
)
# how long it took somebody to come or answer
TOOK = re.compile(
    r"(?<!should have )\b(?:took|taken)\s(?:(?:you|them|him|her|someone|somebody|anyone|(?:your|the)\s\w+)\s)?" + NEARLY
)
TO_COME = re.compile(
    r"\s?to\s(?:come|answer|reply|respond|arrive|turn up|show up|pick up|get\s(?:through|hold|an?\s(?:answer|reply|person)))\b"
)
HELP_TOOK = re.compile(r"\b(?:roadside|recovery|breakdown|tow truck|ambulance|help|rescue)\s(?:\w+\s)?took\s" + NEARLY)
# what is ours to give back
KEPT = re.compile(
    r"\b(?:you|they|your\s\w+(?:\s\w+)?)(?:'ve|\shave|\shas)\s(?:had|held|kept|been\s(?:holding|keeping|sitting on))\s(?:my|our|it)\b[^.!?;,]{0,30}\s(?:for\s)?"
    + NEARLY
)
BEGINS_IN = re.compile(r"^\s*(?:and\s)?in\s" + NEARLY)
NOBODY = re.compile(r",?\s(?:nobody|no one|nothing|not (?:one|a)|no)\b")


def _is_plain(left: str, right: str) -> bool:
    """Told by words that leave no other reading, whatever else stands there."""
    took = HELP_TOOK.search(left) or (TOOK.search(left) and TO_COME.match(right))
    none_came = BEGINS_IN.search(left) and NOBODY.match(right)
    return bool(took or none_came or any(words.search(left) for words in (NOT_IN, STRANDED, LASTED, KEPT)))


def tells_lasting(left: str, right: str) -> bool:
    """Whether the words of a sentence before and after a length, in small letters, tell that so long something lasts."""
    if _is_plain(left, right):
        return True
    if OTHER_AFTER.match(right):
        return False
    if is_another(left, right):
        return False
    if any(words.match(right) for words in (WAIT, AFTER)) or any(w.search(left) for w in (LASTING_BEFORE, SINCE_THEN)):
        return True
    if FOR.search(left):
        return _goes_on(left, right)
    is_bare = STATE_ENDS.match(right) and STUCK.search(left)
    return bool(is_bare or (AFTER_BEGIN.match(right) and BEGINS.search(left)))


def is_another(left: str, right: str) -> bool:
    """Whether it is a length they choose, keep or own: within five days, a contract for a year, three days late."""
    return any(words.search(left) for words in (IN, OTHER_BEFORE)) or OTHER_AFTER.match(right) is not None


def _goes_on(left: str, right: str) -> bool:
    """`For two weeks I can't log in`, `we had no gas for two days`; not `we tested it for two weeks`."""
    clause = re.split(r"[.,;!?]", right)[0]
    return not PAST.search(left) or bool(LASTS.search(left) or TROUBLE.search(left + clause))
