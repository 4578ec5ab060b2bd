"""The forms in which people name a day, and what only looks like one."""

from __future__ import annotations

import re
from functools import cache

from suggestions.reading.days.calendar_words import (
    DAY_ORDINALS,
    any_of,
    month_numbers,
    short_weekday_numbers,
    weekday_numbers,
)

RELATIVE = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1,
    "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2, "day before yesterday": -2, "the night before last": -2,
    "day after tomorrow": 2, "2day": 0, "tonite": 0, "2nite": 0, "yday": -1, "tmrw": 1, "tmr": 1, "tomoz": 1, "2moro": 1, "heute": 0, "gestern": -1,
    "aujourd'hui": 0, "demain": 1, "ayer": -1, "vandaag": 0, "gisteren": -1,
    "morgen": 1, "übermorgen": 2, "hoy": 0, "mañana": 1, "pasado mañana": 2,
}  # fmt: skip
FEASTS = {
    "christmas": (12, 25), "xmas": (12, 25), "christmas day": (12, 25), "xmas day": (12, 25), "christmas eve": (12, 24),
    "xmas eve": (12, 24), "boxing day": (12, 26), "new year's eve": (12, 31), "new years eve": (12, 31),
    "new year's day": (1, 1), "new years day": (1, 1), "valentine's day": (2, 14), "valentines day": (2, 14),
    "halloween": (10, 31),
}  # fmt: skip
BEFORE_DAY = r"on|since|from|until|till|by|before|after|dated|sent|ordered|bought|delivered|promised|booked|posted|paid|received|due"
# what may follow "the 3rd" when it is a day and not the third of something: never a noun
AFTER_ORDINAL = (
    r"(?=\s?(?:[.,;:!?)\"]|$|\n)|\s(?:and|or|but|so|because|when|while|where|that|which|who|if|as|to|at|in|on|for|from|with|without|by|around|between|before|"
    r"after|until|till|since|during|about|via|of\s(?P<ordinal_of>this|last|next|the)\smonth|i|we|he|she|it|they|you|there|somebody|someone|nobody|nothing|no|not|the|an?|all|my|our|your|"
    r"is|was|are|were|has|had|have|will|would|can|could|should|must|did|does|came|went|said|already|now|yet|still|again|please|instead|only|just|early|late|latest|"
    r"onwards?|this|last|next|around|morning|afternoon|evening|night|&|-|–)(?!\w))"
)
ORDINAL = (
    r"(?=\s?(?:[.,;:!?)\"]|$|\n)|\s(?:and|or|but|so|because|when|that|which|to|at|in|for|from|of\s(?:this|last|next|the)\s(?:month)|i|we|he|she|it|they|you|is|was|my|our|with|"
    r"already|now|by|nobody|nothing|no|this|around|between|before|after|until|morning|afternoon|evening|if|as|-|–)(?!\w))"
)
ORDINAL = r"1st|2nd|3rd|21st|22nd|23rd|31st|(?:[4-9]|1\d|20|2[4-9]|30)th"
ORDINAL_LISTED = "|".join(
    rf"(?<=\d(?:st|nd|rd|th){between})" for between in (r",\s", r"\sand\s", r",\sand\s", r"\s&\s", r"\sor\s", r"\sto\s")
)
NO_STREET = r"(?!\s(?:street|st|road|rd|avenue|ave|lane|drive|court|place|terrace|gardens|square)(?!\w))"
AGO = r"\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
AFTER_FEAST = r"(?=[.,;:!?)]|$|\n|\s(?:and|or|but|so|because|is|if|when|at|this|last|for|to|we|i|it|as)(?!\w))"
# also verbs and a planet: a month only beside a preposition, an ending or a year
SMALL_MONTHS = frozenset({"may", "march", "mar"})
SMALL_SHORT_DAYS = frozenset({"sat", "sun", "wed"})
HABIT = re.compile(
    r"(?:\b(?:an?|every(?:\s(?:second|other|third))?|each|any|black|cyber|good|ash|shrove|easter)|\bthe)\s$",
    re.IGNORECASE,
)
RANGE_BEFORE = re.compile(r"\w(?:\s?[-–]\s?|day\s(?:to|through|thru)\s)$", re.IGNORECASE)
# a day that names what comes with it every week
HABITUAL = re.compile(
    r"\s(?:lunch|roast|dinner|papers?|leagues?|market|school|mass|best|supplement|cartoons|mornings|afternoons|evenings|nights)\b",
    re.IGNORECASE,
)
# the morning, and not the day to come
GREETING = re.compile(r"\b(?:guten|goede|schönen|am|la|der|den|jeden|diesen|heute|gestern)\s$", re.IGNORECASE)
MEASURE = re.compile(r"\b(?:sizes?|ratio|scale|waist|pressure|rated?|scored?|grade)\s$", re.IGNORECASE)
NEAR = 16


@cache
def day_pattern() -> re.Pattern[str]:
    """All forms of a day, in small letters; the group that closes last names the form."""
    months, days, short = any_of(month_numbers()), any_of(weekday_numbers()), any_of(short_weekday_numbers())
    weekday = rf"(?:{days}|{short})"
    spelled = any_of(DAY_ORDINALS)
    forms = (
        r"(?<![\w/-])(?P<iso>(?P<iso_y>20\d\d)(?P<iso_s>[-/])(?P<iso_m>\d\d)(?P=iso_s)(?P<iso_d>\d\d))(?![\w/-])",
        rf"(?<![\w./-])(?:{weekday},?\s)?(?P<full>(?P<full_a>\d{{1,2}})(?P<full_s>[./-])\s?(?P<full_b>\d{{1,2}})(?P=full_s)\s?(?P<full_y>20\d\d|\d\d))(?![\w/-]|[.,]\d)",
        (
            rf"(?<![\w.,/-])(?P<dm>(?:(?P<dm_w>{weekday})\.?,?\s(?:the\s)?)?(?:(?P<dm_d>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?(?:\s(?:(?:of|de|di)\s)?|[-/])|(?P<dm_o>{spelled})\sof\s)"
            rf"(?P<dm_m>{months})(?:(?:\.?,?\s|[-/])(?P<dm_y>(?:19|20)\d\d|'\d\d))?)(?![\w-]){NO_STREET}"
        ),
        (
            rf"(?<!\w)(?P<md>(?:(?P<md_w>{weekday})\.?,?\s)?(?P<md_m>{months})\.?\s(?:(?:the\s)?(?P<md_d>\d{{1,2}})(?:st|nd|rd|th)?|the\s(?P<md_o>{spelled}))(?:,?\s(?P<md_y>(?:19|20)\d\d))?)"
            r"(?![\w%/-]|[:.,]\d|\s?(?:%|am|pm|people|days|times|users)(?!\w))"
        ),
        rf"(?<!\w)(?P<wdnum>(?P<wdnum_w>{weekday})\.?,?\s(?:the\s)?(?:(?P<wdnum_a>\d{{1,2}})[/.](?P<wdnum_b>\d{{1,2}})\.?|(?P<wdnum_d>{ORDINAL}|\d{{1,2}}(?=[.,;!?)]|$|\n))))(?![\w:/-])",
        rf"(?<!\w)(?:{BEFORE_DAY})\s(?:the\s)?(?P<short>(?P<short_a>\d{{1,2}})[./](?P<short_b>\d{{1,2}})\.?)(?![\w/%-]|[.,:]\d)",
        r"(?<![\w.,/-])(?P<stops>(?P<stops_a>[0-3]?\d)\.(?P<stops_b>0?[1-9]|1[012])\.)(?:(?=[,;)])|(?<=\sat\s\d\d\.\d\.)|(?<=\sat\s\d\.\d\.))",
        r"(?<![\w./-])(?P<slash>(?P<slash_a>\d\d)/(?P<slash_b>\d\d))(?![\w/%-]|[.,:]\d)",
        rf"(?<!\w)(?P<relative>{any_of(RELATIVE)})(?!\w)",
        rf"(?<!\w)(?P<ago>(?P<ago_n>{AGO})\s(?:(?:days?|nights?)\sago|(?P<ago_w>weeks?\sago\s(?:today|to\sthe\sday))))(?!\w)",
        (
            rf"(?<!\w)(?P<weekday>(?:(?P<weekday_q>last week(?:\son)?|next week(?:\son)?|a week(?:\son)?|last|this past|this coming|this|next|past|coming)\s)?(?P<weekday_w>{days})"
            rf"(?:\s(?P<weekday_k>(?:of\s)?(?:last|next) week|week(?=[.,;!?)]|$)|before last|(?:just\s)?gone(?=[.,;!?)]|$)))?)(?!\w)"
        ),
        rf"(?<!\w)(?:(?:(?P<near_q>last|next|this)|on|by|since|until|till|before|from)\s(?P<near>(?P<near_w>{short}))|(?P<bare>(?P<bare_w>tues|weds|thurs?)))(?!\w|\.?\s?(?:-|–|to)\s?(?:{weekday})|\.?,?\s(?:the\s)?\d)",
        rf"(?<!\w)(?:(?:the|on|by|since|until|before|from)\s|{ORDINAL_LISTED})(?P<ordinal>(?:{ORDINAL}){AFTER_ORDINAL})",
        rf"(?<!\w)(?:from|between|for)\s(?:the\s)?(?P<first>\d{{1,2}})(?=\s(?:to|and|until|till)\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{months})(?!\w))",
        r"(?<!\w)(?P<end>(?:the\s)?end\sof\s(?:(?:the|this)\s)?(?P<end_of>month|week|year|day))(?!\w)",
        rf"(?<!\w)(?:on|by|before|for|until|since|at)\s(?P<feast>{any_of(FEASTS)}){AFTER_FEAST}",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))


def is_something_else(text: str, match: re.Match[str]) -> bool:
    """Opening days, habits and names: `a Saturday`, `Mon to Fri`, `Black Friday`, `the Sunday story hour`, `I may 3`.

    The match was made in small letters; `text` is as they wrote it.
    """
    form = str(match.lastgroup)
    before, after = text[max(0, match.start(form) - NEAR) : match.start(form)], text[match.end() : match.end() + NEAR]
    if form == "relative":
        return GREETING.search(before) is not None
    if form == "weekday" and not match["weekday_q"]:
        return _is_habit(before, after)
    if form in {"slash", "short"}:
        return MEASURE.search(before) is not None or re.match(r"\s?(?:to\s\d|stars?\b)", after) is not None
    if form in {"bare", "near"}:
        short = form == "near" and text[slice(*match.span("near_w"))] in SMALL_SHORT_DAYS
        return short or (form == "bare" and RANGE_BEFORE.search(before) is not None)
    month = text[slice(*match.span(f"{form}_m"))] if form in {"dm", "md"} else ""
    after_stop = form == "dm" and re.match(r"\d+\.\s", match["dm"])
    if month not in SMALL_MONTHS and not (after_stop and month.lower() in SMALL_MONTHS):
        return False
    sure = re.search(rf"\b(?:{BEFORE_DAY}|of|the)\s$", before, re.IGNORECASE) or re.search(
        r"\d(?:st|nd|rd|th)", match[form]
    )
    return not sure and not match[f"{form}_y"]


def _is_habit(before: str, after: str) -> bool:
    if HABIT.search(before) and not re.match(r"\s?[.,;!?]", after if before.lower().endswith("the ") else "x"):
        return True
    return bool(RANGE_BEFORE.search(before) or _range_after().match(after) or HABITUAL.match(after))


@cache
def _range_after() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:to|through|thru|-|–)\s?{any_of(weekday_numbers())}", re.IGNORECASE)
