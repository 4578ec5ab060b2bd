from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zendesk_exchanges import MAYA, recorded

from plugin.zendesk_records import LONG_AGO, parse_comment, parse_people, parse_ref, parse_ticket
from suggestions.model import Person, Role, Status, UserId
from suggestions.reading.text import clean_body

TICKET = {**recorded("ticket")["ticket"]}
COMMENT = {**recorded("comments")["comments"][0]}
PERSON = {**recorded("ticket")["users"][0]}

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _with_odd_values(record):
    return st.dictionaries(st.sampled_from(sorted(record)), ODD).map(lambda odd: {**record, **odd})


@given(_with_odd_values(TICKET))
def test_no_value_in_a_ticket_stops_us(record):
    parse_ticket(record, {})


@given(_with_odd_values(COMMENT))
def test_no_value_in_a_comment_stops_us(record):
    parse_comment(record, {}, MAYA)


@given(_with_odd_values(PERSON))
def test_no_value_in_a_person_stops_us(record):
    parse_people([record])


def test_an_unknown_status_is_open():
    assert parse_ticket({**TICKET, "status": "waiting on courier"}, {}).status is Status.OPEN


def test_a_time_that_cannot_be_read_is_long_ago():
    assert parse_ref({**TICKET, "updated_at": "soon"}).updated_at == LONG_AGO


def test_a_time_with_an_offset_becomes_utc():
    ref = parse_ref({**TICKET, "updated_at": "2026-03-09T10:41:07+01:00"})
    assert ref.updated_at == datetime(2026, 3, 9, 9, 41, 7, tzinfo=UTC)


def test_an_id_written_as_text_is_read():
    assert parse_ref({**TICKET, "id": "4300000412"}).id == 4300000412


@pytest.mark.parametrize("record_id", [None, True, "forty-two", 4.5, [42]])
def test_a_record_without_an_id_is_left_out(record_id):
    assert parse_ref({**TICKET, "id": record_id}) is None


def test_null_subject_description_and_tags_are_empty():
    ticket = parse_ticket({**TICKET, "subject": None, "description": None, "tags": None}, {})
    assert (ticket.subject, ticket.description, ticket.tags) == ("", "", ())


def test_a_ticket_names_its_organisation():
    assert parse_ticket({**TICKET, "organization_id": "360001"}, {}).organization_id == 360001


@pytest.mark.parametrize(("value", "entry"), [
    ("ORD-48213", "ORD-48213"), ("  48213 ", "48213"), (48213, "48213"), (12.5, "12.5"), (0, "0"),
])  # fmt: skip
def test_a_custom_field_of_text_or_a_number_is_kept_as_text(value, entry):
    assert parse_ticket({**TICKET, "custom_fields": [{"id": 7, "value": value}]}, {}).fields == ((7, entry),)


@pytest.mark.parametrize("value", [None, True, False, ["red", "blue"], {}, "", "  ", "2026-11-03", float("nan")])
def test_a_custom_field_that_holds_nothing_of_the_customers_own_is_left_out(value):
    assert parse_ticket({**TICKET, "custom_fields": [{"id": 7, "value": value}]}, {}).fields == ()


@pytest.mark.parametrize("fields", [None, {}, "x", [None, 7, {}, {"id": None, "value": "x"}]])
def test_custom_fields_of_another_shape_are_none(fields):
    assert parse_ticket({**TICKET, "custom_fields": fields}, {}).fields == ()


def test_an_unknown_requester_is_an_end_user_with_only_an_id():
    requester = parse_ticket(TICKET, {}).requester
    assert (requester.id, requester.name, requester.role) == (9000000017, "", Role.END_USER)


def test_half_a_surrogate_pair_can_be_encoded_afterwards():
    assert parse_ticket({**TICKET, "subject": "broken \ud83d"}, {}).subject.encode()


def test_a_comment_without_plain_body_is_read_from_its_body():
    comment = parse_comment({**COMMENT, "plain_body": None, "body": "5 &lt; 6"}, {}, MAYA)
    assert comment.body == "5 < 6"


def test_a_comment_without_any_body_is_empty():
    assert parse_comment({**COMMENT, "plain_body": None, "body": None, "html_body": None}, {}, MAYA).body == ""


def test_a_comment_with_markup_only_keeps_it():
    comment = parse_comment({**COMMENT, "plain_body": None, "body": None, "html_body": "<p>5 &lt; 6</p>"}, {}, MAYA)
    assert (comment.body, clean_body(comment.body)) == ("<p>5 &lt; 6</p>", "5 < 6")


def _flagged(flags, **more):
    return parse_comment({**COMMENT, "author_id": MAYA.id, "metadata": {"flags": flags}, **more}, {}, MAYA)


@pytest.mark.parametrize("flag", [0, 4, 14, "4"])
def test_a_comment_flagged_as_automatic_or_of_a_doubtful_sender_is_automatic(flag):
    assert _flagged([2, flag]).automatic


@pytest.mark.parametrize("flags", [[], [2, 3, 5, 11, 17, 21, 22], None, "4", 4, [None, True, "x"]])
def test_other_flags_make_no_comment_automatic(flags):
    assert not _flagged(flags).automatic


def test_a_plain_absence_note_is_automatic_without_a_flag():
    assert _flagged([], plain_body="Thank you for your message. I am out of the office until Monday.").automatic


def test_what_an_agent_writes_is_never_automatic():
    jon = Person(UserId(5), "Jon", Role.AGENT)
    assert not parse_comment({**COMMENT, "author_id": 5, "metadata": {"flags": [4]}}, {UserId(5): jon}, MAYA).automatic


@pytest.mark.parametrize(("subject", "automatic"), [
    ("Automatic reply: Your order", True), ("Re: Abwesenheitsnotiz: Ihre Bestellung", True),
    ("Undeliverable: Your order", True), ("Delivery failure of my parcel", False),
    ("Out of office hours for your shop?", False), ("Read: my third letter", False), ("", False),
])  # fmt: skip
def test_the_subject_of_an_automatic_mail_marks_the_comment_that_opened_the_ticket(subject, automatic):
    first = _flagged([], created_at=TICKET["created_at"])
    later = _flagged([], created_at="2026-11-01T08:00:00Z")
    ticket = parse_ticket({**TICKET, "subject": subject}, {}, (first, later))
    assert [c.automatic for c in ticket.comments] == [automatic, False]


def test_the_subject_marks_nothing_when_the_opening_comment_was_not_read():
    later = _flagged([], created_at="2026-11-01T08:00:00Z")
    assert not parse_ticket({**TICKET, "subject": "Automatic reply: x"}, {}, (later,)).comments[0].automatic


@pytest.mark.parametrize("public", [None, "true", 1])
def test_a_comment_not_marked_public_is_an_internal_note(public):
    assert parse_comment({**COMMENT, "public": public}, {}, MAYA).public is False


def test_an_unknown_author_is_staff():
    assert parse_comment({**COMMENT, "author_id": 5}, {}, MAYA).author.role is Role.AGENT


def test_an_unknown_author_who_is_the_requester_is_the_requester():
    assert parse_comment({**COMMENT, "author_id": MAYA.id}, {}, MAYA).author is MAYA


def test_the_author_of_a_system_comment_is_staff():
    assert parse_comment({**COMMENT, "author_id": -1}, {}, MAYA).author.role.is_staff


def test_a_voice_comment_has_the_channel_voice():
    assert parse_comment({**COMMENT, "type": "VoiceComment"}, {}, MAYA).channel == "voice"


def _person(**changes):
    (person,) = parse_people([{**PERSON, **changes}]).values()
    return person


def test_an_unknown_role_is_staff():
    assert _person(role="light-agent").role is Role.AGENT


@pytest.mark.parametrize("zone", ["Pacific Time (US & Canada)", "Europe", "../UTC", "a\0b", "", None, 3])
def test_what_is_no_iana_zone_counts_as_utc(zone):
    assert _person(iana_time_zone=zone, time_zone=zone).time_zone == "UTC"


def test_a_person_without_iana_zone_may_have_one_in_time_zone():
    assert _person(iana_time_zone=None, time_zone="Europe/Oslo").time_zone == "Europe/Oslo"


def test_an_inactive_person_counts_as_suspended():
    assert _person(active=False).suspended


def test_a_person_without_locale_reads_english():
    assert _person(locale=None).locale == "en"
