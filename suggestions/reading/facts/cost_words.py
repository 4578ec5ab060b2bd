"""The words that keep a cost from being said back: doubt, other people, small matters, and what is nobody's to repeat."""

from __future__ import annotations

import re

# somebody who is not named in the clause, or the company
UNSAID = re.compile(
    r"\b(?:you|your|yours|he|she|him|hers|they|them|it|its|this|that|these|those|there|here|everything|anything|never)\b(?!\s(?:week|month|year)\b)|n['’]t\b(?<!can't)(?<!couldn't)(?<!wasn't)(?<!haven't)(?<!hasn't)|[\"(“”*]",
    re.IGNORECASE,
)
# a word that means nothing without what stood before
VAGUE = re.compile(
    r"\b(?:stuff|thing|things|something|someone|somebody|one of them|such|so much|so many|as I|other|another one|(?:second|new|old|cheap|big|small|wrong|right|bigger|smaller) one|the same|more|less|"
    r"either|neither|between|like|as|than|even|not only|whether|what|whatever|how|where|which|who|whose|why|when|while|if|both)\b|\?",
    re.IGNORECASE,
)
# what would be is not what was
UNCERTAIN = re.compile(
    r"\b(?:will|would|could(?!\s?n[o']t)|might|may|should|shall|must|going to|about to|gonna|want|wants|wanted|wish|hope|hoping|fear|afraid|"
    r"worried|worry|need|needs|think|thought|guess|believe|feel|feels|felt|seem|seems|almost|nearly|probably|maybe|perhaps|supposed|planning|"
    r"planned|risk|threaten\w*|try|trying|tried|used to|expect\w*|know|knew|remember|say|said|says|told|tells|tell|ask|asked|asks)\b|'(?:d|ll)\b",
    re.IGNORECASE,
)
# what they did with us, or tried, is not what it cost them
ABOUT_US = re.compile(
    r"\b(?:call(?:ed|ing)?(?! (?:a|an|in|out|off|the)\b)|phon(?:ed|ing)|r[au]ng|e-?mail(?:ed|ing|s)?|wrote|written|writing|chas(?:ed|ing)|complain\w*|contact\w*|queue[ds]?|"
    r"queuing|hold|wait(?:ed|ing)?(?! in)|order(?:ed|ing)|reset|restart\w*|reinstall\w*|reboot\w*|log(?:ged)? in|download\w*|upload\w*|click\w*|"
    r"subscrib\w*|cancell?ed (?:my|our|the) (?:order|subscription|contract|account|membership|plan)|switch(?:ed)? (?:provider|supplier)s?|(?:my|the|a|no|another) refund|refund(?:ed|ing)? (?:me|us)|"
    r"report(?:ed|ing)?|agents?|customer service|helpline|chatbot|app|website|update|password|pin)\b",
    re.IGNORECASE,
)
# small matters, and what would be their own fault said back to them
TRIVIAL = re.compile(
    r"\blost (?:my |our |the |all |any )?(?:\w+ )?(?:password|number|code|receipt|box|manual|link|ticket|patience|weight|count|track|interest|access|connection|"
    r"signal|trust|faith|order|temper|mind|hope|respect|confidence|parcel|package|key|keys|game|match|way|will|touch)\b|"
    r"\bmiss(?:ed|ing)? (?:the |a |my |our |two |three |\d+ )?(?:\w+ )?(?:payments?|e-?mails?|mail|message|calls?|deadline|delivery|parcel|postman|courier|driver|parts?|pieces?|screws?|old|bit)\b|"
    r"\bhad to (?:smile|wait$|laugh|sign|register|enter|type|accept|agree|choose|admit|repeat|explain (?:it|everything|again|the|my|to (?:every|each))|scan|return|send (?:back|in|photos?|proof|my|the|an?)|contact|message|say|find out|look|check|search|give up|live with|put up|deal with)\b|"
    r"\bpa(?:id|y|ying) (?:twice|double)\b|\bspent (?:a fortune|an? (?:nice|lovely)|ages|enough)\b",
    re.IGNORECASE,
)
# being unable is mostly the problem itself, and not what came of it
CANNOT = re.compile(
    r"\b(?:can['’]?t|cannot|can not|couldn['’]?t|could not|unable to|not able to|wasn['’]t able to|am not able to)\b",
    re.IGNORECASE,
)
DAILY_LIFE = re.compile(
    r"\b(?:can['’]?t|cannot|can not|couldn['’]?t|could not|able to)\s(?:(?:even|now|go to|go|get to|afford to|do my|do our)\s)?"
    r"(?:work|pay|afford|sleep|school|travel|eat|study|cook|shower|earn|teach|wash|drive|heat|feed|bathe|bake|trade|walk|attend|visit|bury|fly|train|"
    r"serve|deliver|invoice|celebrate|enter the country|get to (?:work|school|college|church|mass|(?:my|our|her|his|the) (?:\w+ )?(?:exam|interview|wedding|appointment|hospital|class|shift|clinic))|take (?:any )?(?:card )?payments?|collect (?:my|our) (?:son|daughter|kids|children|mother|father|wife|husband|twins)|take (?:my|our|any|a|the) (?:shifts?|exams?|tests?|bookings?|orders|patients|customers|clients)|"
    r"do (?:my|our) (?:job|work|laundry|homework|coursework|shopping|tax return|accounts)|open (?:my|our|the) (?:shop|cafe|café|salon|restaurant|doors|bakery|stall|office|surgery|practice|store))\b",
    re.IGNORECASE,
)
# what nobody wants to read back from a stranger
TOO_CLOSE = re.compile(
    r"\b(?:funeral|burial|bury|buried|cremat\w*|died|dead|death|dying|miscarr\w*|suicid\w*|cancer|pregnan\w*|breast|milk|wetting|vomit\w*|sick|nits|lice|"
    r"naked|toilet|divorc\w*|separated|drunk|drugs?|pills|tablets|suspended|fired|sacked|bankrupt\w*|insolven\w*|bailiffs?|arrest\w*|police|prison|jail|custody|"
    r"benefits?|food bank|debt|debts|overdraft|poor|broke|fool|embarrass\w*|humiliat\w*|asham\w*|ridicul\w*|idiot|crazy|mad|insane|mental\w*|depress\w*|panic|anxi\w*|"
    r"cried|cry|shak(?:ing|y)|crying|cries|tears|blood|bleed\w*|bled|wound|fat|ugly|smell\w*|stink\w*|stank|filthy|rash|infect\w*|lobster|like a|like an|"
    r"warnings?|sued?|suing|remortgag\w*|alone|lonely|moved out|walked out|(?:left|leaving) (?:me|us)|smok\w*|drinking|pawn\w*|raped?|abus\w*|assault\w*|murder\w*|killed|kill|jesus|christ|god|ex|affair|period|diarrh\w*|nappy|nappies|sore|pain\w*|fault|weight)\b",
    re.IGNORECASE,
)
# words with which somebody is blamed
BLAME = re.compile(
    r"\b(?:liars?|lied|cheat\w*|stole|steal|robbed|rob|robbing|scam\w*|fraud\w*|con|conned|ripped|rubbish|shit\w*|fuck\w*|damn\w*|bloody|hell|crap\w*|arse|ass|piss\w*|"
    r"stupid|incompeten\w*|useless|ridiculous|pathetic|sodding|blasted|shambles|mess|circus|joke)\b",
    re.IGNORECASE,
)
# times that have moved on when the reply is read
UNPLACED = re.compile(
    r"\b(?:ago|tonight|tomorrow|today|yesterday|(?:last|next|this|coming) (?:night|week|weekend|month|year|term|season|summer|winter|spring|autumn|time|morning|"
    r"afternoon|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|at the moment|right now|currently|by now|as I type|so far)\b",
    re.IGNORECASE,
)
# before the clause, in its sentence: what follows has not happened
CONDITIONAL = re.compile(
    r"\b(?:if|unless|in case|otherwise|or else|imagine|suppose|supposing|would|wish|pretend\w*|might|what)\b",
    re.IGNORECASE,
)
# right before it: what follows is somebody's word
SAYING = re.compile(
    r"\b(?:said|says?|told|tells?|claim\w*|think|thought|thinking|why|not sure|asked|meant|hope|afraid|worried|promis\w+|until|before|or)\b",
    re.IGNORECASE,
)
# a state, and nothing that came of anything; or an apostrophe left out
NO_EVENT = re.compile(
    r"(?i:^(?:i|we) (?:had (?!to\b|no\b|only\b|nothing\b)|have (?!to\b|no\b|a headache\b|(?:now |already |even |also |not |just )*(?:been|had|got|\w+ed|\w+n|lost|spent|paid|sold|bought|put|cut|left|lent|slept|sent|run|thrown|shut|gone|missed)\b))|"
    r"\b(?:is|are|starts?|begins?|runs? out|expires?|closes?|ends?|opens?) (?:on|at|in) (?:the )?(?:\w+day\b|\d|midnight|noon|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"\bat (?:my|our) \w+s$|^(?:i|we)(?:'m|'re| am| are) (?:an?|the|only|just|also)\b|^the (?:\w+ ){1,2}(?:was|were|is|are)(?! \w+ing\b| without\b| sent\b| left\b))|"
    r"\b(?:a|my|our|the|his|her) (?:friend|mate|mum|mom|dad|mother|father|sister|brother|gran|nan|son|daughter|neighbour|wife|husband|boss)s\b(?!')|"
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|november|december|euro|gbp|usd|eur)\b"
)
# left without its subject, yet surely of the writer's own
NO_SUBJECT = re.compile(
    r"(?:had to|ended up|(?:missed|lost) (?:my|our|a|an|two|three|four|five|half|\d+)|slept|spent (?:my|our|a|an|the|two|three|four|five|\d|£|\$|€)|"
    r"took (?:a|an|two|three|half a|unpaid)|paid (?:a|an|my|for a|for an|£|\$|€|\d)|drove|(?:can['’]?t|couldn['’]?t|cannot|could not) (?:pay|work|sleep|cook|wash|shower|drive))\b",
    re.IGNORECASE,
)
# of theirs, but the matter itself
OTHER_MATTER = re.compile(
    r"\b(?:orders?|parcels?|packages?|deliver(?:y|ies)|refunds?|apps?|routers?|modems?|internet|broadband|wi-?fi|websites?|invoices?|bills?|subscriptions?|"
    r"tickets?|cases?|complaints?|claims?|requests?|e-?mails?|mails?|accounts?|logins?|passwords?|bookings?|reservations?|connections?|lines?|signal|contracts?|"
    r"memberships?|cards?|payments?|transfers?|money|phone|laptop|tablet|problem|issue|matter|question|item|items|product|device|update|drivers?|couriers?|engineers?|"
    r"technicians?|agents?|fitters?|plumbers?|fault|wait|first|last|second|third|same|next|other|whole|only)\b"
)
# people and animals of a home or a business, whom `the` names well enough
HOUSEHOLD = re.compile(
    r"(?:kids|children|baby|twins|toddler|boys|girls|guests?|customers?|clients?|tenants?|neighbours?|neighbors?|pupils|students|patients|residents|staff|"
    r"employees|visitors|dog|cat|dogs|cats|hens|horses|family|grandchildren|bank|landlord|landlady|school|nursery|accountant|people)$"
)
