import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.errors import WebhookRejected
from webhooks.events import KINDS, TRIGGER, UNKNOWN, Ignored, TicketEvent, parse_event
from webhooks.signature import PUBLIC_TEST_SECRET, TIMESTAMP, SignaturePolicy, verify

RECORDINGS = {path.stem: path for path in (Path(__file__).parents[1] / "recordings/webhooks").glob("*.json")}
IDS_ONLY = {"v": 1, "ticket_id": "42", "requester_id": "7", "actor_id": "7"}


def recorded(kind):
    return json.loads(RECORDINGS[kind].read_text("utf-8"))


def as_sent(body):
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def comment_added(**changes):
    body = recorded("ticket.comment_added")["body"]
    body["event"]["comment"].update(changes)
    return as_sent(body)


def code_of(raw):
    with pytest.raises(WebhookRejected) as caught:
        parse_event(raw)
    assert caught.value.status == 400
    return caught.value.code


def test_every_event_kind_has_a_recording_and_every_recording_a_kind():
    assert set(RECORDINGS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(RECORDINGS))
def test_a_recording_is_read_as_its_kind(kind):
    assert parse_event(as_sent(recorded(kind)["body"])).kind == kind


@pytest.mark.parametrize("kind", sorted(RECORDINGS))
def test_a_recording_asks_for_a_suggestion_exactly_when_the_table_says_so(kind):
    event = parse_event(as_sent(recorded(kind)["body"]))
    assert isinstance(event, TicketEvent) == (KINDS[kind] is None)


@pytest.mark.parametrize("kind", sorted(RECORDINGS))
def test_a_recording_carries_a_genuine_signature(kind):
    exchange = recorded(kind)
    policy = SignaturePolicy((PUBLIC_TEST_SECRET,), account_id="1111", sandbox=True)
    sent_at = datetime.fromisoformat(exchange["headers"][TIMESTAMP])
    verify(exchange["headers"], as_sent(exchange["body"]), policy=policy, now=sent_at)


def test_our_trigger_tells_the_ids():
    assert parse_event(as_sent(IDS_ONLY)) == TicketEvent(TRIGGER, 42, 7, 7, None)


def test_ids_may_be_numbers():
    body = {"v": 1, "ticket_id": 42, "requester_id": 7, "actor_id": 9}
    assert parse_event(as_sent(body)) == TicketEvent(TRIGGER, 42, 7, 9, None)


def test_a_comment_event_tells_the_ids_and_its_own_name():
    event = parse_event(as_sent(recorded("ticket.comment_added")["body"]))
    name = recorded("ticket.comment_added")["body"]["id"]
    assert event == TicketEvent("ticket.comment_added", 42, 7, 7, name)


def test_a_hand_made_trigger_with_a_ticket_id_alone_is_enough():
    assert parse_event(b'{"ticket_id":"42"}') == TicketEvent(TRIGGER, 42, None, None, None)


@pytest.mark.parametrize("nobody", ["", None, "-1", -1])
def test_an_empty_placeholder_or_zendesk_itself_is_nobody(nobody):
    assert parse_event(as_sent({**IDS_ONLY, "actor_id": nobody})).actor_id is None


def test_the_largest_id_there_is_passes():
    assert parse_event(as_sent({"ticket_id": str(2**63 - 1)})).ticket_id == 2**63 - 1


def test_an_internal_note_is_ignored():
    assert parse_event(comment_added(is_public=False)) == Ignored("ticket.comment_added", "an internal note")


def test_a_comment_by_staff_is_ignored():
    jon = {"id": "9", "is_staff": True, "name": "Jon"}
    assert parse_event(comment_added(author=jon)) == Ignored("ticket.comment_added", "staff wrote it")


@pytest.mark.parametrize("doubtful", [None, "false", 0])
def test_a_comment_not_plainly_from_outside_staff_is_ignored(doubtful):
    event = parse_event(comment_added(author={"id": "9", "is_staff": doubtful}))
    assert isinstance(event, Ignored)


@pytest.mark.parametrize(
    "kind",
    ["zen:event-type:ticket.sung", "zen:event-type:user.created", "ticket.created", "trigger",
     "zen:event-type:trigger ", "", "\ud800"],
)  # fmt: skip
def test_an_event_nobody_told_us_of_is_ignored(kind):
    assert parse_event(json.dumps({"type": kind}).encode()) == Ignored(UNKNOWN, "unknown event")


@pytest.mark.parametrize("body", [b"", b"{", b"ticket_id=42", b"<xml/>", b'{"ticket_id":"4"2"}', b"\x00"])
def test_what_is_not_json_is_refused(body):
    assert code_of(body) == "not_json"


@pytest.mark.parametrize("body", [b"null", b"[]", b'"42"', b"42", b"true"])
def test_json_that_is_no_object_is_refused(body):
    assert code_of(body) == "not_an_object"


@pytest.mark.parametrize(
    ("encoding", "code"), [("utf-16", "not_utf8"), ("utf-16-be", "not_json"), ("utf-32", "not_utf8")]
)
def test_other_encodings_are_refused(encoding, code):
    assert code_of('{"ticket_id":"42"}'.encode(encoding)) == code


def test_a_broken_byte_is_refused():
    assert code_of(b'{"ticket_id":"42","x":"\xff"}') == "not_utf8"


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 50_000, b'{"ticket_id":' + b"[" * 200_000])
def test_absurd_nesting_is_refused(deep):
    assert code_of(deep) == "too_deep"


def test_nesting_the_reader_still_takes_is_no_id():
    assert code_of(b'{"ticket_id":' + b"[" * 400 + b"]" * 400 + b"}") == "bad_id"


def test_a_key_named_twice_is_refused():
    assert code_of(b'{"ticket_id":"42","ticket_id":"43"}') == "repeated_key"


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"9" * 5000])
def test_numbers_json_does_not_have_are_refused(number):
    assert code_of(b'{"ticket_id":' + number + b"}") == "not_json"


@pytest.mark.parametrize("body", [{}, {"v": 1}, {"ticket_id": None}, {"ticket_id": ""}, {"id": "42"}])
def test_a_body_without_a_ticket_id_is_refused(body):
    assert code_of(as_sent(body)) == "no_ticket_id"


@pytest.mark.parametrize(
    "bad",
    ["0", 0, "-42", -42, -1, "-1", "+42", " 42", "42 ", "4_2", "42.0", 42.0, "4e1", "forty-two", "４２", "²",
     True, False, [], {}, [42], 2**63, str(2**63), "1" * 20, "9" * 5000, "\u0000", "42\n"],
)  # fmt: skip
def test_a_ticket_id_that_is_none_is_refused(bad):
    assert code_of(as_sent({"ticket_id": bad})) == "bad_id"


@pytest.mark.parametrize("name", ["requester_id", "actor_id"])
@pytest.mark.parametrize("bad", ["Maya", "-2", True, [], 0])
def test_a_person_s_id_that_is_none_is_refused(name, bad):
    assert code_of(as_sent({**IDS_ONLY, name: bad})) == "bad_id"


@pytest.mark.parametrize("version", [0, 2, "1", None, True, [], "{{v}}"])
def test_the_body_of_another_version_is_refused(version):
    assert code_of(as_sent({**IDS_ONLY, "v": version})) == "other_version"


@pytest.mark.parametrize("kind", [None, 1, True, [], {}])
def test_an_event_type_that_is_no_text_is_refused(kind):
    assert code_of(as_sent({"type": kind})) == "bad_type"


@pytest.mark.parametrize("detail", [None, [], "42", 42])
def test_an_event_without_its_detail_is_refused(detail):
    assert code_of(as_sent({**recorded("ticket.created")["body"], "detail": detail})) == "no_detail"


def test_a_comment_event_without_its_comment_is_refused():
    assert code_of(as_sent({**recorded("ticket.comment_added")["body"], "event": {}})) == "no_comment"


@pytest.mark.parametrize("bad", ["", 7, "a b", "a\nb", "x" * 129, "é"])
def test_an_event_id_that_could_not_stand_in_a_log_is_refused(bad):
    assert code_of(as_sent({**recorded("ticket.created")["body"], "id": bad})) == "bad_event_id"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(raw):
    try:
        parse_event(raw)
    except WebhookRejected as no:
        assert no.status == 400  # noqa: PT017 - reading is right too


def any_json():
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    )


@given(
    st.dictionaries(
        st.sampled_from(["v", "type", "ticket_id", "requester_id", "actor_id", "id", "detail", "event"]),
        any_json() | st.sampled_from(["zen:event-type:" + kind for kind in KINDS]),
    )
)
def test_any_object_with_our_keys_is_refused_or_read(body):
    try:
        parse_event(json.dumps(body).encode())
    except WebhookRejected as no:
        assert no.status == 400  # noqa: PT017 - reading is right too
