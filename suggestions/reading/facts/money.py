"""Amounts of money as customers write them, with what they are worth."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from price_parser.parser import parse_number

from suggestions.model import Amount, Fact, FactKind
from suggestions.reading.facts.currencies import find_home_currency, money_signs, name_currency, read_words
from suggestions.reading.number_words import SPELLED, parse_number_words
from suggestions.reading.places import overlaps_any
from suggestions.reading.sentences import sentence_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suggestions.reading.span import Passage

# 1,234.50 1.234,50 1 234,50 1'234.50 1,25,000 49.90 45k; "750,-" and "20.-" are whole
NUMBER = (
    r"(?:\d{1,3}(?:,\d{2}){1,3},\d{3}(?:\.\d{1,2})?|\d{1,3}(?:[.,' ]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?)"
    r"(?![.,]?\d)(?:\s?k(?!\w)|\s(?:grand|thousand|million|mln)(?!\w))?(?:[.,][-–—]{1,2})?(?!\s?%)"
)
# a bare 49.90 is money only beside a word that makes it so
MONEY_WORD = re.compile(
    r"\b(?:charg\w{1,4}|paid|pay(?:s|ing|ments?)?|took|taken|money|refund\w{0,3}|fees?|bill\w{0,3}|invoice\w?|cost\w{0,4}|price\w?|debit\w{0,3}|amount\w?|credit\w{0,3}|"
    r"deposit\w{0,3}|ow(?:e|es|ed|ing)|missing|raised|quoted?|total\w{0,3}|premium|tariff|rent|salary|balance|spent)\b",
    re.IGNORECASE,
)
DECIMALS = re.compile(
    r"(?<![\w.,:/#+-])\d{1,6}[.,]\d{2}(?![\w%:/-]|\.[,;)]|[.,]\d|\s?%|\s?(?:[GMK]B|[kc]?m|kg|g|ml|l|hours?|hrs?|minutes?|mins?|stars?|am|pm|h|bar|degrees|inch|inches|miles|volts?|amps?)\b)"
)
DATE_WORD = re.compile(
    r"(?:^|[.!?]\s|\b(?:on|at|since|from|until|till|by|dated|before|after|version|v|firmware|build|release|page|section|point|paragraph)\s)$",
    re.IGNORECASE,
)
# a whole number without a sign must stand between a word of paying and nothing that it could count
WHOLE = re.compile(
    r"\b(?:charged|paid|pay|billed|debited|refunded?|owed?|owes|costs?|cost(?:ing)?|deposited|transferred|fee of|bill of|charge of|refund of|payment of|amount of|total of|"
    r"price of|invoice of|balance of|deposit of|credit of|bill is|fee is|price is|total is)"
    r"(?:\s(?:me|us|you|them|him|her))?(?:\s(?:an extra|another|only|over|about|around|almost|nearly|roughly|exactly|just))?\s"
    r"(?P<n>\d{2,6})(?!\d|[.,:/-]\d|[-/]\w|\s?%)(?=[.,;!?)]|$|\n|\s(?:for|on|in|from|to|instead|extra|more|twice|each|per|a|and|but|when|by|because|without|too|already|again|last|this|so)\b)",
    re.IGNORECASE,
)
FROM_TO = re.compile(
    r"\bfrom\s(?P<a>\d{2,6}(?:[.,]\d{2})?)\s(?:straight\s|up\s|right\s)?to\s(?P<b>\d{2,6}(?:[.,]\d{2})?)(?![\w%]|[.,:/]\d|\s?%|\s(?:percent|per cent|users?|seats?|people|"
    r"days?|hours?|weeks?|months?|years?|minutes?|degrees|kwh|units|mbps|gb|mb|km|kg|cm|points?)\b)",
    re.IGNORECASE,
)
WENT = re.compile(
    r"\b(?:bill|charge|price|fee|premium|rent|tariff|rate|payments?|direct debit|subscription|cost|invoice|instal\w{1,9})s?\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
BEFORE_RANGE = re.compile(
    rf"(?<![\w.,])(?:(?P<open>between|from|either)\s)?(?P<n>{NUMBER})\s?(?P<link>and|to|or|-|–)\s?$", re.IGNORECASE
)
AFTER_RANGE = re.compile(
    rf"\s?(?:-|–|to)\s?(?P<n>{NUMBER})(?!\w|\s(?:days?|hours?|weeks?|months?|minutes?|years?|people|times)\b)",
    re.IGNORECASE,
)
HEAVY = re.compile(
    r"\b(?:weigh\w{0,3}|weights?|heavy|lift\w{0,3}|lbs?|kilos?|kg|stone|baby|newborn|lighter|heavier|lost|gained)\b",
    re.IGNORECASE,
)
TAKEN = re.compile(
    r"\s(?:was|were|has been|have been|got|is)\s(?:taken|charged|debited|deducted|billed|paid|missing|withdrawn|gone)\b"
)
INSTEAD = re.compile(r"\s(?:instead of|rather than|and not|not)\s(?P<n>\d{2,6})(?![\w%]|[.,:/-]\d|\s?%)")
PENCE = re.compile(r"(?<![\w.,])(?P<n>\d{1,2})p(?!\w)")
BEFORE_LENGTH = 40
THOUSANDS = {"k": 1000, "grand": 1000, "thousand": 1000, "million": 1_000_000, "mln": 1_000_000}


class Found(NamedTuple):
    start: int
    end: int
    amount: Amount


def find_amounts(passage: Passage) -> list[Fact]:
    """Every amount, in reading order, as the customer wrote it; `value` is an Amount."""
    text = passage.plain
    home = find_home_currency(passage.time_zone)
    found = sorted([*_find_signed(text, home), *_find_pence(text, home)])
    found = sorted([*found, *_find_ranges(text, found)])
    places = sorted((one.start, one.end) for one in found)
    found += [more for more in _find_bare(text, found) if not overlaps_any(places, more.start, more.end)]
    facts = []
    for start, end, amount in sorted(found):
        words = " ".join(passage.text[start:end].split())
        facts.append(passage.make_fact("amount", FactKind.MONEY, words, (start, end), amount))
    return facts


def parse_amount(words: str) -> Decimal | None:
    """The number in `€1.234,50`, `45k`, `forty quid` or `750,-`; None when there is none."""
    digits = re.search(r"\d(?:[\d.,' ]*\d)?", words)
    if digits is None:
        spelled = re.search(SPELLED, words, re.IGNORECASE)
        count = parse_number_words(spelled[0]) if spelled else None
        thousand = re.search(r"\bgrand\b", words, re.IGNORECASE)
        if count is None and thousand and re.match(r"a\s", words, re.IGNORECASE):
            count = 1
        return None if count is None else Decimal(count * (1000 if thousand else 1))
    number = parse_number(digits[0].replace("'", "").replace(" ", ""))
    scale = re.match(r"\s?(k|grand|thousand|million|mln)\b", words[digits.end() :], re.IGNORECASE)
    return None if number is None else number * (THOUSANDS[scale[1].lower()] if scale else 1)


def amount_key(text: str) -> str:
    """The number alone, so that `€49.90` and `49,90` are seen as the same amount."""
    return f"{parse_amount(text) or 0:.2f}"


@cache
def _signed(home: str) -> re.Pattern[str]:
    before, after = money_signs(home)
    named = "|".join(read_words()["named"])
    return re.compile(
        rf"(?<![\w.,])(?:(?P<sign>{before})\s?(?P<n>{NUMBER})"
        rf"|(?P<n2>{NUMBER})[\s-]?(?P<sign2>{after})(?![\w$€£])"
        rf"|(?i:(?<!couple )(?<!couple of )(?<!few )(?<!several )(?P<n3>{SPELLED}|a)\s(?:(?P<grand>grand)\s?)?)(?P<sign3>{after})(?!\w)"
        rf"|(?i:(?P<n4>a|one|two|three)\s(?P<named>{named})s?)(?!\w))"
    )


def _find_signed(text: str, home: str) -> Iterator[Found]:
    for match in _signed(home).finditer(text):
        if match["named"]:
            worth, currency = read_words()["named"][match["named"].lower()]
            yield Found(*match.span(), Amount(Decimal(worth * (parse_number_words(match["n4"]) or 1)), currency))
            continue
        sign = match["sign"] or match["sign2"] or match["sign3"]
        number = parse_amount(match["n"] or match["n2"] or f"{match['n3']} {match['grand'] or ''}")
        if number is None or (match["n3"] or "").lower() == "a" or _is_weight(text, match, sign):
            continue
        yield Found(*match.span(), Amount(number, name_currency(sign, home)))


def _find_pence(text: str, home: str) -> Iterator[Found]:
    """`50p`, where pence are money."""
    if home == "GBP":
        for match in PENCE.finditer(text):
            yield Found(*match.span(), Amount(Decimal(match["n"]) / 100, home))


def _is_weight(text: str, match: re.Match[str], sign: str) -> bool:
    if not sign.lower().startswith("pound"):
        return False
    start, end = sentence_around(text, match.start())
    if text[match.end() : match.end() + len(" of ")] == " of ":
        return True
    return (
        HEAVY.search(text, max(start, match.start() - 2 * BEFORE_LENGTH), min(end, match.end() + BEFORE_LENGTH))
        is not None
    )


def _find_ranges(text: str, found: list[Found]) -> list[Found]:
    """The other end of `between 200 and 300 euros`, `€20-30`: the sign stands for both."""
    more = []
    for start, end, amount in found:
        begin = max(0, start - BEFORE_LENGTH)
        match = BEFORE_RANGE.search(text[begin:start])
        if match and (match["open"] or match["link"] in "-–" or match["link"].lower() in {"to", "or"}):
            number = parse_amount(match["n"])
            if number is not None:
                more.append(Found(begin + match.start("n"), begin + match.end("n"), Amount(number, amount.currency)))
        after = AFTER_RANGE.match(text, end)
        number = parse_amount(after["n"]) if after and text[end - 1].isdigit() else None
        if after and number is not None and number > amount.number:
            more.append(Found(*after.span("n"), Amount(number, amount.currency)))
    places = [(one.start, one.end) for one in found]
    return [one for one in more if not overlaps_any(places, one.start, one.end)]


def _find_bare(text: str, signed: list[Found]) -> Iterator[Found]:
    """Numbers without a sign that the words around them make money. Beside others their sign is meant too."""
    starts = [one.start for one in signed]
    for start, end in _bare_places(text, bool(signed)):
        number = parse_amount(text[start:end])
        if number is not None:
            first, last = sentence_around(text, start)
            beside = {one.amount.currency for one in signed[bisect_left(starts, first) : bisect_left(starts, last)]}
            shared = len(beside) == 1 and not text[start:end].endswith("k")
            yield Found(start, end, Amount(number, beside.pop() if shared else None))


def _bare_places(text: str, beside_signed: bool) -> Iterator[tuple[int, int]]:  # noqa: FBT001  # one fact about the text
    money = MONEY_WORD.search(text) is not None
    for match in DECIMALS.finditer(text):
        before = text[max(0, match.start() - BEFORE_LENGTH) : match.start()]
        if (DATE_WORD.search(before) or match.start() == 0) and not TAKEN.match(text, match.end()):
            continue
        # beside amounts with a sign a number with a full stop is more often a date or a version
        if (money and not beside_signed) or (beside_signed and "," in match.group()) or _is_rate(text, match.end()):
            yield match.span()
    for match in WHOLE.finditer(text):
        yield match.span("n")
        if other := INSTEAD.match(text, match.end()):
            yield other.span("n")
    for match in FROM_TO.finditer(text):
        if WENT.search(text[max(0, match.start() - 2 * BEFORE_LENGTH) : match.start()]):
            yield match.span("a")
            yield match.span("b")
    if money:
        for match in re.finditer(
            rf"(?<![\w.,])(?:\d{{1,4}}(?:[.,]\d)?k|(?i:\d{{1,3}}|{SPELLED}|a)\sgrand)(?!\w)", text
        ):
            yield match.span()


def _is_rate(text: str, end: int) -> bool:
    return re.match(r"\s(?:a|per|each)\s?(?:day|week|month|year|item|piece)?\b", text[end : end + 12]) is not None
