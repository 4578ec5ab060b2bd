"""Whatever is written: no exception, no promise without its place, and no long wait."""

import time
from datetime import UTC, datetime

import pytest
from build import JON, MAYA, NOW, examples, make_comment, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.model import PromiseState
from suggestions.reading.promises.promises import find_promises, read_reply

PIECES = [
    "I will call you", "we'll refund you", "the parcel will arrive", "by Friday", "on 03/04", "within 3-5 days", "if",
    "tomorrow", "at 25:99", "on 31 February", "in 9999999999 days", "the 99th", "Ich melde mich bis", "Freitag",
    "nous vous rappelons", "demain", "and", ", ", ". ", "?", "\n", "> ", "“", "”", '"', "'", "\u200b", "\u202e",
    "２４ hours", "٣ days", "&amp;", "<p>", "</p>", "Mr.", "p.m.", "will", "'ll", "going to", "you will have it", "🙂",
    "éé", "I will send you the invoice", "24 h", "by the end of", "before", "or", "between", "next week",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map(" ".join) | st.text(max_size=300)
# Hypothesis makes plain times and gives them the zone
MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(WORDS, MOMENTS)
@examples(400)
def test_every_promise_stands_where_its_source_says(words, moment):
    for found in read_reply(make_comment(words, JON, moment), 1002):
        stood = words[found.source.start : found.source.end]
        assert found.source.start < found.source.end
        assert simplify(found.quote) == simplify(stood)


@given(WORDS, MOMENTS)
@examples(200)
def test_nothing_falls_due_before_it_was_promised(words, moment):
    found = read_reply(make_comment(words, JON, moment), 1002)
    assert [f for f in found if f.due_at and f.due_at < moment] == []


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6))
@examples(100)
def test_a_whole_conversation_is_judged_whatever_it_says(told):
    comments = [make_comment(words, JON if staff else MAYA) for words, staff in told]
    found = find_promises([make_ticket(*comments)], NOW)
    assert [p for p in found if not p.certain and p.state is not PromiseState.BROKEN] == []


@pytest.mark.parametrize("body", [
    "1" * 1_000_000, "a " * 500_000, "1.1." * 250_000, "I will call you " * 60_000, "I will, " * 125_000,
    '"' * 1_000_000, "wir werden " * 90_000, "\n" * 1_000_000,
], ids=lambda body: body[:10])  # fmt: skip
def test_a_body_of_a_megabyte_is_read_within_a_breath(body):
    started = time.perf_counter()
    read_reply(make_comment(body, JON), 1002)
    assert time.perf_counter() - started < 5


def simplify(words):
    """Without white space, unseen marks and the difference of quote marks."""
    plain = words.translate(str.maketrans("’‘“”\u00a0", "''\"\" "))
    return "".join(c for c in plain if not c.isspace() and c.isprintable())
