"""Who is to keep a promise: by who will, and in the passive by whom."""

from __future__ import annotations

import re

from suggestions.reading.promises.actions import find_families

ME = re.compile(r"\b(?:i|myself|me)\b", re.IGNORECASE)
US = re.compile(r"\b(?:we|us|our|my)\b|\b(?:team|department|colleague)\b", re.IGNORECASE)
THEIRS = re.compile(
    r"\b(?:courier|carriers?|bank|post|postman|airline|supplier|manufacturer|insurer|contractor|forward\w+|parcel service|delivery (?:company|partner|service)|partner|hotel|operator|provider|authority|city|council|shipper|haulier|issuer|dhl|ups|fedex|dpd|gls|hermes|usps|royal mail|garage|driver)\b",
    re.IGNORECASE,
)
THING = re.compile(r"^(?:it|this|that|these|those|you|there|everything|both)?$", re.IGNORECASE)
THEY = frozenset({"they", "he", "she"})
BY_US = re.compile(r"\b(?:by|from) (?:our|us|the team|a colleague|one of)\b", re.IGNORECASE)
FROM_ME = re.compile(r"\b(?:from|by) me\b|\bmy (?!team|colleague)", re.IGNORECASE)
PASSIVE = re.compile(
    r"^(?:\w+ly |also |then |now |all )*(?:be|get|being|getting) (?:\w+ly )?(?:\w+ed|sent|brought|paid|put|given|made|done|set|taken|flown|built|cut|written)\b",
    re.IGNORECASE,
)
# "…, I'm issuing it now": the agent is at it
AT_IT = re.compile(r"[,;–-]\s*(?:and )?(?:i'm|i am|i'll)\b", re.IGNORECASE)
NAME = re.compile(r"[A-Z]\w+$")
# what "they" are here is goods
ARRIVING = re.compile(r"(?:be with you|arrive|reach|land|ship|leave)\b", re.IGNORECASE)
PEOPLE = frozenset({"worker", "team", "maker"})
OURS = re.compile(r"\b(?:our|we|colleagues?|team)\b", re.IGNORECASE)
NEAR = 160


def find_owner(subject: str, predicate: str, before: str, after: str) -> str:
    """me, team or other. `before` is what the reply said up to the clause, `after` what the sentence says next."""
    told, does = subject.strip(), predicate.strip()
    families = find_families(told)
    is_they = told.lower() in THEY
    is_done = PASSIVE.match(does) is not None
    names_people = bool(families & PEOPLE) or bool(not families and NAME.match(told) and not THING.match(told))
    checks = (
        (ME.search(told), "me"),
        (is_they and (is_done or ARRIVING.match(does) or _are_theirs(before)), "other"),
        (is_they or US.search(told), "team"),
        (FROM_ME.search(does), "me"),
        (BY_US.search(does), "team"),
        (THEIRS.search(told), "other"),
        (names_people and not is_done, "team"),
        (AT_IT.search(does + after), "me"),
    )
    return next((owner for holds, owner in checks if holds), "other")


def _are_theirs(before: str) -> bool:
    """Whether those spoken of last are a carrier's or a bank's, not the company's own."""
    last = before[-NEAR:]
    return bool(THEIRS.search(last) and not OURS.search(last))
