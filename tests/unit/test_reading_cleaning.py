"""What may never happen to a body, whatever stands in it."""

import re
import time
from collections import Counter

import pytest
from build import examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.mail.characters import read_characters
from suggestions.reading.text import clean_body

SECONDS = 1.5
MEGABYTE = 1_000_000

# every kind of line that the cleaning knows, and lines that only look like one
LINES = st.sampled_from([
    "I paid 49.90 twice.", "Where is it?", "yes", "> 5 items in blue", "> We will refund you.", ">", ">> older",
    ">>> print(1)", "",
    "On Mon, 1 Sep 2026 at 10:12, Jon <jon@example.org> wrote:", "On Mon, 1 Sep 2026 at 10:12, Jon wrote:",
    "On Monday I wrote:",
    "> On 1 Sep 2026, at 10:12, Jon <jon@example.org> wrote:", "Am 01.09.26 um 10:12 schrieb Jon:",
    "support@example.org> a écrit :",
    "From: Jon <jon@example.org>", "Sent: 1 September 2026 10:12", "To: Maya", "Subject: Refund",
    "From: London", "Date: 14 September",
    "-----Original Message-----", "---------- Forwarded message ---------", "________________________________",
    "--", "---", "* * *",
    "##- Please type your reply above this line -##", "Your request (88123) has been updated.",
    "Kind regards", "Best regards,", "Thanks,", "Cheers, Tom", "Maya", "Maya Lindqvist", "Finance Manager",
    "Tall Oak Joinery Ltd",
    "Tel: +44 20 7946 0182", "maya@example.org", "www.example.org", "Order 48213", "P.S. I still have the receipt.",
    "Sent from my iPhone", "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "CAUTION: This email originated from outside the company.",
    "If you are not the intended recipient of this message, please delete it and all of its copies now.",
    "Please consider the environment before printing this mail.", "I am out of the office until Monday.",
    "Thank you for your message.",
    "This is an automatic reply.", "Your message", "was read on 1 September.", "Name: Dorothy",
    "E-mail: d@example.org", "Message: the lid is cracked",
    "Message:", "Phone:", "IP: 203.0.113.7", "(10:12:14) Maya: hello", "(10:12:40) *** Jon joined the chat ***",
    "(10:13:00) Jon: hi", "10:15 it froze",
    "Chat started: 2026-09-01", "The error says:", "\u200b", "\ufeff", "a\u00a0b", "e\u0301", "&lt;3", "&nbsp;",
    "\tx", "Straße", "שלום",
])  # fmt: skip
ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", "\u2028"])
PLAIN = st.sampled_from(["the lid", "is cracked", "and I", "want", "another one", "since Tuesday"])


def joined(pieces):
    return "".join("".join(piece) for piece in pieces)


BODIES = st.lists(st.tuples(LINES | st.text(max_size=40), ENDS), max_size=25).map(joined)


def count(text):
    return Counter(re.findall(r"\w+", text))


@examples(300)
@given(BODIES)
def test_no_word_is_kept_that_the_body_does_not_hold(body):
    assert not count(clean_body(body)) - count(read_characters(body))


@examples(300)
@given(BODIES.filter(lambda body: "&" not in body and not body.lstrip().startswith("<")))
def test_cleaning_twice_is_cleaning_once(body):
    cleaned = clean_body(body)
    assert clean_body(cleaned) == cleaned


@examples(200)
@given(st.text(max_size=400) | BODIES)
def test_no_body_stops_the_cleaning(body):
    cleaned = clean_body(body, limit=50)
    assert len(cleaned) <= 50


@examples(200)
@given(st.lists(PLAIN, min_size=1, max_size=30).map(" ".join))
def test_plain_words_stay_as_they_are(words):
    assert clean_body(words) == words


@pytest.mark.parametrize("piece", [
    ">", "> ", ">\n", "> a\nb\n", "From: a\n", "From: a@b.c\nSent: 10:12\nTo: c\nSubject: d\n",
    "On Mon, 1 Sep 2026 at 10:12, ", "On 1 ",
    "-", "-- \nTom\n", "\n", " ", "Best regards,\n", "Sent from my iPhone\n", "<", "<p>", "<blockquote>",
    "<!--", "&", "a", "10:12 A: b\n",
    "Name: x\nE-mail: y\nMessage: z\n", "confidential privileged ", "*", "_", "\u200b", "e\u0301", "P.S. a\n",
    "##- a reply above -##\n",
])  # fmt: skip
def test_a_megabyte_of_anything_is_cleaned_within_a_blink(piece):
    body = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
    started = time.process_time()
    clean_body(body)
    assert time.process_time() - started < SECONDS
