import time
from datetime import timedelta

import pytest
from build import JON, MAYA, NOW, RULES, days_ago, examples, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.repeats.contacts import MACHINE_FROM, find_contacts, find_machine_tickets

WORDS = "The router drops the connection every evening"
WINDOW = timedelta(days=RULES.repeat_window_days)
LIMIT = RULES.text_limit


def earlier(days=10, text=WORDS, number=1002, **more):
    return make_ticket(text, number=number, at=days_ago(days), **more)


def find(*others, ticket=None):
    return find_contacts(ticket or make_ticket(WORDS), others, RULES)


def count_machine(*texts, now=WORDS, subject=""):
    others = [earlier(n % 100, text, 2000 + n, subject=subject) for n, text in enumerate(texts)]
    return len(find_machine_tickets(make_ticket(now, subject=subject), others, LIMIT))


def test_what_they_wrote_before_is_a_contact():
    ticket = earlier()
    assert find(ticket) == [ticket]


@pytest.mark.parametrize("status", ["solved", "closed", "deleted", "hold", "pending", "new"])
def test_a_contact_is_one_in_any_status(status):
    assert len(find(earlier(status=status))) == 1


@pytest.mark.parametrize("channel", ["web", "email", "chat", "facebook", "twitter", "sms", "native_messaging", "api"])
def test_a_contact_is_one_on_any_channel(channel):
    assert len(find(earlier(channel=channel))) == 1


def test_the_edge_of_the_window_is_inside():
    assert len(find(earlier(RULES.repeat_window_days))) == 1


def test_a_second_past_the_window_is_outside():
    assert find(make_ticket(WORDS, number=1002, at=NOW - WINDOW - timedelta(seconds=1))) == []


@pytest.mark.parametrize("more", [
    {"channel": "side_conversation"},
    {"tags": ("vip", "closed_by_merge")},
    {"submitter_id": JON.id},
    {"submitter_id": JON.id, "channel": "email"},
])  # fmt: skip
def test_what_the_requester_did_not_write_as_a_ticket_of_its_own_is_no_contact(more):
    assert find(earlier(**more)) == []


@pytest.mark.parametrize("channel", ["phone", "voice", "phone_call_inbound", "voicemail"])
def test_a_call_an_agent_wrote_down_is_a_contact(channel):
    assert len(find(earlier(submitter_id=JON.id, channel=channel))) == 1


def test_a_ticket_they_submitted_themselves_is_a_contact():
    assert len(find(earlier(submitter_id=MAYA.id))) == 1


def test_contacts_keep_the_order_of_the_list():
    listed = [earlier(5, number=3), earlier(9, number=7), earlier(1, number=5)]
    assert find(*listed) == listed


TICKETS = st.builds(
    lambda number, seconds, channel, tags, submitter: make_ticket(
        WORDS, number=number, at=NOW + timedelta(seconds=seconds), channel=channel, tags=tags, submitter_id=submitter
    ),
    st.integers(1, 2000),
    st.integers(-200 * 86_400, 86_400) | st.sampled_from([0, -1, 1]),
    st.sampled_from(["web", "email", "side_conversation", "phone", "chat"]),
    st.sampled_from([(), ("closed_by_merge",), ("vip",)]),
    st.sampled_from([None, MAYA.id, JON.id]),
)


@given(st.lists(TICKETS, max_size=30))
@examples(200)
def test_no_contact_is_later_too_old_merged_away_a_side_channel_or_an_agents(others):
    ticket = make_ticket(WORDS, number=1000)
    for contact in find(*others, ticket=ticket):
        assert timedelta(0) <= ticket.created_at - contact.created_at <= WINDOW
        assert contact.id != ticket.id
        assert contact.channel != "side_conversation"
        assert "closed_by_merge" not in contact.tags
        assert contact.submitter_id in {None, MAYA.id} or contact.channel == "phone"


@given(st.lists(TICKETS, max_size=30, unique_by=lambda t: t.id), st.randoms(use_true_random=False))
@examples(100)
def test_which_tickets_are_contacts_does_not_depend_on_their_order(others, random):
    shuffled = random.sample(others, len(others))
    assert {t.id for t in find(*others)} == {t.id for t in find(*shuffled)}


def test_a_thousand_identical_tickets_are_a_machines():
    assert count_machine(*[WORDS] * 1000) == 1000


@pytest.mark.parametrize("alarm", [
    "Disk usage on web-{n:02} is {n}% at 2026-09-{d:02}T{h:02}:14:07Z",
    "[#{n}] Backup job failed after {n}.{d} seconds",
    "Job 3f{n:x}c09d{n:04x}ab was killed",
    "Job {n:08x}-{n:04x}-4{d:03x}-8{d:03x}-{n:012x} was killed",
    "Down: https://shop.example.org/health?try={n} answered 503 at {h}:{d:02}",
    "Sensor s{n} reads {n},{d} degrees",
    "Login from 10.0.{d}.{h} at {h:02}h{d:02}",
])  # fmt: skip
def test_times_numbers_and_identifiers_that_change_hide_no_machine(alarm):
    now, *others = [alarm.format(n=37 * n + 11, d=n % 28 + 1, h=n % 24) for n in range(MACHINE_FROM)]
    assert count_machine(*others, now=now) == MACHINE_FROM - 1


def test_eight_messages_of_a_person_vary_and_are_no_machines():
    said = [
        "The wifi is down again this evening",
        "Still no wifi here, please check the line",
        "I restarted the router as you said and nothing changed",
        "It went off at eight, like yesterday",
        "Any news about the engineer?",
        "Now even the light on the box is red",
        "Third time this week that we sit here without internet",
        "Could somebody please call me about the connection",
    ]
    assert count_machine(*said, now="The router drops the connection every evening around eight") == 0


def test_what_comes_of_a_person_between_a_machines_tickets_is_not_counted_among_them():
    assert count_machine(*[WORDS] * 10, "Please switch these alarms off on Sunday") == 10


def test_a_machine_is_told_by_its_subject_where_the_bodies_are_alike():
    others = [earlier(n, "See the attached report", 2000 + n, subject=f"Report of week {n}") for n in range(8)]
    now = make_ticket("See the attached report", subject="Contract for the new office")
    assert find_machine_tickets(now, others, LIMIT) == []


def test_one_alike_fewer_is_no_machine():
    assert count_machine(*[WORDS] * (MACHINE_FROM - 2)) == 0


@given(st.lists(st.text(max_size=80), max_size=12), st.text(max_size=80))
@examples(150)
def test_no_words_stop_the_search_for_a_machine(texts, now):
    assert count_machine(*texts, now=now) in {0, *range(MACHINE_FROM - 1, len(texts) + 1)}


@pytest.mark.parametrize("piece", ["-", ".", ":", "/", "1.", "a", "a1", "_", "12:", "1 "])
def test_a_machines_endless_line_is_read_at_once(piece):
    text = "Disk is full " + (piece * 20_000)[:20_000]
    start = time.process_time()
    count_machine(*[text] * 3, now=text)
    assert time.process_time() - start < 1
