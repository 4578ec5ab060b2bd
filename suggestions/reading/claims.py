"""What the customer says about the contact itself: how often they wrote, and whom they want to reach."""

from __future__ import annotations

import re

from suggestions.reading.numbers import parse_count
from suggestions.reading.text import count_words, plain_quotes

NUMBER = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-9]th|10th"
CONTACT = r"(?:email|e-mail|mail|message|ticket|request|call|contact|attempt|letter|complaint|enquiry|inquiry|reminder)"
WRITING = r"(?:writ\w+|wrote|contact\w*|call\w*|ask\w*|email\w*|e-mail\w*|messag\w+|report\w*|chas\w+|reach\w*|request\w*|tell\w*|complain\w*|have to|had to)"
CLAIMS = (
    re.compile(
        rf"\b({NUMBER}) time (?:that )?(?:(?:i|we|i'm|we're|i've|we've|im|ive)\b[^.!?]{{0,12}}\b)?{WRITING}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:my|this is (?:the|my)|now (?:the|my)) ({NUMBER}) {CONTACT}\b", re.IGNORECASE),
    re.compile(rf"\b({NUMBER}) (?:e-?mail|mail|message|ticket) (?:about|on|regarding)\b", re.IGNORECASE),
    re.compile(rf"\b{WRITING}[^.!?]{{0,30}}\bfor the ({NUMBER}) time\b", re.IGNORECASE),
)
ALREADY = re.compile(
    r"\b(?:i've|i have|we've|we have)\s+(?:already\s+|now\s+)?(?:written|contacted|called|emailed|asked|messaged|reported|complained)\b"
    r"[^.!?]{0,40}\b(twice|three times|four times|five times|\d times)\b",
    re.IGNORECASE,
)
BARE = re.compile(rf"\b({NUMBER}) time\b", re.IGNORECASE)
AGAIN = re.compile(
    r"\b(still (?:no|not|nothing|haven't|hasn't|have not|has not|waiting|the same|isn't|missing|don't|doesn't|won't|can't)|yet again|"
    r"once again|again and again|nobody (?:calls|called|answers|answered|replied|responds|came|got back)|no one (?:calls|called|answers|answered|replied|came)|"
    r"(?:have|had)n't (?:heard|had) |no (?:reply|response|answer)|as i (?:said|wrote|explained)|like i said|following up|follow up on|any (?:news|update)|"
    r"my (?:last|previous|earlier) (?:message|email|mail|ticket|request))\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b((?:speak|talk|put me through|escalate\w*)[^.!?]{0,16}\b(?:to|with)\s+(?:a |an |your |the )?(?:real |human |actual )?(?:manager|supervisor|human|person|someone|somebody)|"
    r"(?:real|human|actual) (?:person|being)|call me back|give me a call|phone me)\b",
    re.IGNORECASE,
)


def find_claimed_contacts(subject: str, body: str) -> int | None:
    """How many times they say they have written, this time included; None when they say nothing of it."""
    text = plain_quotes(f"{subject}. {body}")
    for pattern in CLAIMS:
        if match := pattern.search(text):
            return parse_count(match[1])
    if match := ALREADY.search(text):
        earlier = parse_count(match[1].split()[0])
        return None if earlier is None else earlier + 1
    match = BARE.search(subject)
    return parse_count(match[1]) if match and count_words(subject) <= 4 else None


def says_again(text: str) -> bool:
    """Whether their words show that this is not the first time."""
    return bool(AGAIN.search(plain_quotes(text)))


def asks_for_person(text: str) -> bool:
    return bool(PERSON.search(plain_quotes(text)))
