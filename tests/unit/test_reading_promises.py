"""What counts as a promise in an agent's reply, what it promises, and who is to keep it."""

import re
from datetime import UTC, datetime

import pytest
from build import JON, NOW, PRIYA, days_ago, make_comment, make_ticket, reply

from suggestions.model import Person, PromiseOwner, Role, Status, UserId
from suggestions.reading.promises.promises import find_promises, read_reply

# 2 September 2026 is a Wednesday
SAID_AT = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)


def promised(words, *later, now_words="It is still open.", now=NOW):
    earlier = make_ticket(
        make_comment("Hello", at=days_ago(21)), reply(words, PRIYA, SAID_AT), *later,
        number=1002, at=days_ago(21), status=Status.SOLVED,
    )  # fmt: skip
    return find_promises([make_ticket(now_words, at=now), earlier], now)


def read(words, author=JON):
    return [(f.action, f.due_at.date().isoformat() if f.due_at else None) for f in found_in(words, author)]


def found_in(words, author=JON):
    return read_reply(make_comment(words, author, SAID_AT), 1002)


@pytest.mark.parametrize(("words", "action"), [
    ("I will call you back this afternoon with an answer.", "call"),
    ("You will get a call within the hour.", "call"),
    ("I'll give you a ring on Monday.", "call"),
    ("Our nurse Grace will phone you today.", "call"),
    ("We will refund you within 5 working days.", "refund"),
    ("The refund should arrive by Monday.", "refund"),
    ("The full 412 euro will be back on your card within five days.", "refund"),
    ("I'll take the late fee off your next bill.", "refund"),
    ("An engineer will visit on Tuesday.", "visit"),
    ("An engineer from our team will call round on Thursday.", "visit"),
    ("We'll have two people collect the sofa on Thursday.", "visit"),
    ("I've booked an electrician for Thursday afternoon.", "visit"),
    ("We'll send a replacement next week.", "replacement"),
    ("I'll pop the size 6 in the post tomorrow.", "replacement"),
    ("A new fan will be dispatched by our warehouse in 5-7 days.", "replacement"),
    ("Your parcel should arrive on Thursday.", "delivery"),
    ("It will reach you in 3 to 4 working days.", "delivery"),
    ("The carrier will try again tomorrow.", "delivery"),
    ("I will fix it by Friday.", "fix"),
    ("Our crew will have it spliced and running by Sunday.", "fix"),
    ("You'll be able to log in again from tomorrow.", "fix"),
    ("Our team will get back to you tomorrow.", "answer"),
    ("I'll keep you posted.", "answer"),
    ("You'll hear from me by tomorrow evening.", "answer"),
    ("I'll email you the copy of the invoice first thing tomorrow.", "item"),
    ("You'll get the tracking link from me later today.", "item"),
    ("A corrected letter will be posted to you by 23 October.", "item"),
])  # fmt: skip
def test_a_commitment_is_found_and_named(words, action):
    assert [found.action for found in found_in(words)] == [action]


def test_the_name_a_sentence_gives_it_holds_the_day():
    (promise,) = promised("I will call you back this afternoon with an answer.")
    assert (promise.noun, promise.made_by) == ("the call you were promised on 2 September", "Priya")


@pytest.mark.parametrize("words", [
    "I won't call you.",
    "If it fails, I will call you.",
    "We'll send an engineer if it is not working by then.",
    "Should it happen again, we'll replace the unit.",
    "We might refund you.",
    "Shall I call you tomorrow?",
    "Would it help if we sent someone on Friday?",
    "I called you today.",
    "I have refunded the fee today.",
    "Thank you for your message.",
    "Once you send the form we will refund it.",
    "As soon as we receive the return, we will refund you.",
    "Reply with your size and we'll send the new pair.",
    "Send us the receipt, then we'll refund you.",
    "Refunds usually take 5 days.",
    "Refunds will be paid within 14 days.",
    "I can't promise that it will arrive tomorrow.",
    "I hope it will arrive tomorrow.",
    "It will probably be fixed by Friday.",
    "I'll be happy to help.",
    "I look forward to hearing from you.",
    "You wrote that somebody will call you on Friday.",
    "You wrote “we will call you on Friday”, so I looked it up.",
    "You will need to return it by Friday.",
    "The offer will expire on Friday.",
    "I'll be out of the office until Monday.",
    "We will do our best to call you today.",
    "Your cover will end on 30 September.",
    "I don't know when it will be delivered.",
    "The technician will need access to the loft.",
    "You won't be charged again.",
])  # fmt: skip
def test_words_that_commit_to_nothing_are_no_promise(words):
    assert read(words) == []


@pytest.mark.parametrize(("words", "expected"), [
    ("Please leave it outside and we'll collect it tomorrow.", [("visit", "2026-09-03")]),
    ("I'll call you tomorrow, and if you miss it, I'll try again at five.", [("call", "2026-09-03")]),
    ("I'll call you tomorrow; if that doesn't suit, tell me.", [("call", "2026-09-03")]),
    ("I will update you tomorrow even if there is no news.", [("answer", "2026-09-03")]),
    ("I'll check if it is in stock and write to you on Friday.", [("answer", "2026-09-04")]),
    ("I'll text you once the label has been printed, no later than tomorrow.", [("answer", "2026-09-03")]),
    ("We will finish it by Tuesday, so perhaps you'd rather keep it?", [("fix", "2026-09-08")]),
    ("The carrier tells me it will be delivered tomorrow.", [("delivery", "2026-09-03")]),
])  # fmt: skip
def test_a_condition_on_something_else_takes_nothing_back(words, expected):
    assert read(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("I'll refund the 20 euro today and send a new filter tomorrow.",
     [("refund", "2026-09-02"), ("replacement", "2026-09-03")]),
    ("Tomorrow I will call you, and on Friday you will get the label.",
     [("call", "2026-09-03"), ("item", "2026-09-04")]),
    ("I'll pay it into your account by Tuesday and I will reply here the same day.",
     [("refund", "2026-09-08"), ("answer", "2026-09-08")]),
    ("I will speak to the depot and come back to you within two working days.", [("answer", "2026-09-04")]),
    ("I'm going to push it again and it will be live by tomorrow noon.", [("fix", "2026-09-03")]),
    ("Our vet will review the decision and we will write to you by Friday.", [("answer", "2026-09-04")]),
    ("The king size will leave us today and be with you by Friday.", [("replacement", "2026-09-04")]),
    ("Your order leaves our warehouse tonight and gets to you on Friday.", [("delivery", "2026-09-04")]),
    ("We're remaking all three and our fitter will hang them on Monday.", [("replacement", "2026-09-07")]),
])  # fmt: skip
def test_each_promise_of_a_reply_keeps_its_own_day(words, expected):
    assert read(words) == expected


@pytest.mark.parametrize(("words", "owner"), [
    ("I will call you tomorrow.", PromiseOwner.ME),
    ("We will call you tomorrow.", PromiseOwner.TEAM),
    ("A colleague will call you tomorrow.", PromiseOwner.TEAM),
    ("The courier will bring it tomorrow.", PromiseOwner.OTHER),
    ("Your parcel will arrive tomorrow.", PromiseOwner.OTHER),
    ("A new fan will be sent by our warehouse tomorrow.", PromiseOwner.TEAM),
])  # fmt: skip
def test_who_is_to_keep_it_is_read_from_who_will(words, owner):
    assert [found.owner for found in found_in(words)] == [owner]


@pytest.mark.parametrize("name", ["Answer Bot", "no-reply", "Support Automation"])
def test_what_a_machine_promises_is_an_automatic_message(name):
    machine = Person(UserId(13), name, Role.AGENT)
    assert [found.owner for found in found_in("We will call you tomorrow.", machine)] == [PromiseOwner.AUTOMATIC]


BOT_CHAT = """(10:02) Ava (bot): Hi, how can I help?
(10:03) Maya: My kettle leaks.
(10:03) Ava (bot): We will refund you by Friday.
(10:04) Maya: I will call you tomorrow.
(10:09) Ava (bot): Let me get you a colleague.
"""


def test_what_a_bot_says_in_a_chat_that_staff_posted_is_no_promise():
    assert read(BOT_CHAT) == []


def test_what_a_colleague_promises_in_a_chat_with_a_bot_counts():
    assert read(f"{BOT_CHAT}(10:12) Jon: I will send a new kettle tomorrow.\n") == [("replacement", "2026-09-03")]


def test_what_the_requester_or_a_note_says_is_no_promise():
    ticket = make_ticket("I will call you tomorrow.", make_comment("I will refund them today.", PRIYA, public=False))
    assert find_promises([ticket], NOW) == ()


def test_a_day_is_counted_on_the_agents_own_clock():
    auckland = Person(UserId(13), "Aroha", Role.AGENT, time_zone="Pacific/Auckland")
    (promise,) = find_promises([make_ticket(make_comment("I will call you today.", auckland, SAID_AT))], SAID_AT)
    # half past three in the afternoon in London is half past three of the next night there
    assert (promise.due_on.isoformat(), promise.due_at) == ("2026-09-03", datetime(2026, 9, 3, 11, 59, tzinfo=UTC))


def test_the_source_of_a_promise_is_the_sentence_in_the_reply():
    (promise,) = promised("Hello. I will call you back tomorrow. Bye.")
    assert "Hello. I will call you back tomorrow. Bye."[promise.source.start : promise.source.end] == promise.quote


def test_a_line_broken_by_the_mail_program_still_holds_one_promise():
    body = "Hello,\nI will call you\nback tomorrow."
    (promise,) = promised(body)
    assert (promise.quote, body[promise.source.start : promise.source.end]) == (
        "I will call you back tomorrow.", "I will call you\nback tomorrow.",
    )  # fmt: skip


def test_promises_are_told_oldest_first():
    found = promised("I will call you tomorrow.", reply("I will refund you today.", PRIYA, days_ago(10)))
    assert [p.action for p in found] == ["call", "refund"]


def test_an_amount_with_a_point_does_not_cut_the_promise_from_its_day():
    (promise,) = promised("I will refund you the 49.90 by Friday.")
    assert (promise.quote, promise.due_at is None) == ("I will refund you the 49.90 by Friday.", False)


def test_a_promise_made_again_before_it_was_kept_counts_once_with_the_newest_day():
    (promise,) = promised("I will call you on Friday.", reply("Sorry. I will call you tomorrow.", JON, days_ago(10)))
    assert (promise.times, promise.made_by, promise.due_on.isoformat()) == (2, "Jon", "2026-09-13")


def test_the_same_promise_made_after_the_first_was_kept_is_another_one():
    found = promised(
        "I will call you on Friday.",
        reply("Thank you for taking my call. I will call you again tomorrow.", JON, days_ago(18)),
    )
    assert [p.times for p in found] == [1, 1]


def test_two_different_papers_are_two_promises():
    found = promised("I will send you the label today.", reply("I will send you the invoice today.", JON, days_ago(10)))
    assert [re.sub(" you were.*", "", p.noun) for p in found] == ["the label", "the invoice"]


def test_a_promise_on_a_closed_ticket_still_binds():
    closed = make_ticket("Hi", reply("I will call you tomorrow.", PRIYA, days_ago(20)), status=Status.CLOSED)
    assert len(find_promises([closed], NOW)) == 1
