import re
from datetime import timedelta

import pytest
from browsing import follow, leave_note, page_of, words_of

from sandbox.zendesk import stamps


def test_the_customer_writes_on_and_the_page_waits_for_a_note(browser, account, maya):
    answer = browser.post("/tickets/1003", data={"write_as": "customer", "message": "Anybody there?"})
    page = page_of(follow(browser, answer))
    assert account.ticket(1003).latest_comment().body == "Anybody there?"
    assert account.ticket(1003).latest_comment().author_id == maya.id
    assert 'http-equiv="refresh"' in page
    assert "The note appears in a moment" in page


def test_nothing_can_be_typed_into_a_page_that_reloads_itself(browser, maya):
    page = page_of(follow(browser, browser.post("/tickets/1003", data={"message": "Hello?"})))
    assert "<textarea" not in page
    assert "Stop waiting" in page


def test_the_page_stops_waiting_when_a_newer_note_is_there(browser, account, maya):
    waiting = browser.post("/tickets/1003", data={"message": "Hello?"}).headers["Location"]
    leave_note(account, 1003)
    page = page_of(browser.get(waiting))
    assert 'http-equiv="refresh"' not in page
    assert '<li class="said note" id="latest">' in page


def test_a_note_older_than_the_last_words_does_not_end_the_wait(browser, account, maya):
    leave_note(account, 1003)
    page = page_of(follow(browser, browser.post("/tickets/1003", data={"message": "Hello?"})))
    assert 'http-equiv="refresh"' in page


def test_the_page_gives_up_waiting_after_twenty_seconds_and_says_so(browser, account, maya):
    account.ticket(1003).latest_comment().created_at = stamps.now() - timedelta(seconds=21)
    page = page_of(browser.get("/tickets/1003?wait=1"))
    assert 'http-equiv="refresh"' not in page
    assert "No note came within twenty seconds" in page


def test_what_a_customer_writes_on_a_closed_ticket_becomes_a_follow_up(browser, account, maya):
    answer = browser.post("/tickets/1001", data={"write_as": "customer", "message": "It happened again."})
    follow_up = account.list_tickets()[-1]
    assert answer.headers["Location"] == f"/tickets/{follow_up.id}?wait=1#latest"
    assert follow_up.id not in {1001, 1002, 1003}


def test_an_agent_replies_in_public_and_solves(browser, account, maya):
    form = {"write_as": "agent", "agent": "Priya", "reply": "It is back on your card.", "solve": "1"}
    page = page_of(follow(browser, browser.post("/tickets/1003", data=form)))
    latest = account.ticket(1003).latest_comment()
    assert (latest.body, latest.public) == ("It is back on your card.", True)
    assert account.users.get(latest.author_id).name == "Priya"
    assert account.ticket(1003).status == "solved"
    assert 'http-equiv="refresh"' not in page


def test_an_agent_replies_without_solving(browser, account, maya):
    browser.post("/tickets/1003", data={"write_as": "agent", "agent": "Jon", "reply": "One moment."})
    assert account.ticket(1003).status == "open"


def test_the_integration_and_strangers_cannot_be_picked_as_agents(browser, account, maya):
    for agent in ("Wellheard", "Nobody", ""):
        answer = browser.post("/tickets/1003", data={"write_as": "agent", "agent": agent, "reply": "Hi there"})
        assert answer.status_code == 422
        assert "Pick the agent who replies" in words_of(answer)
        assert "Hi there" in page_of(answer)
    assert len(account.ticket(1003).comments) == 1


def test_a_closed_ticket_offers_no_reply_and_takes_none(browser, account, maya):
    assert 'name="reply"' not in page_of(browser.get("/tickets/1001"))
    answer = browser.post("/tickets/1001", data={"write_as": "agent", "agent": "Jon", "reply": "Hi"})
    assert answer.status_code == 422
    assert "closed prevents ticket update" in words_of(answer)


@pytest.mark.parametrize("message", ["", "   \n\t ", "\x00\x07", "\u200b\u2060", None])
def test_a_message_with_nothing_to_read_is_refused_in_a_sentence(browser, account, maya, message):
    form = {} if message is None else {"message": message}
    answer = browser.post("/tickets/1003", data=form)
    assert answer.status_code == 422
    assert "The message is empty" in words_of(answer)
    assert len(account.ticket(1003).comments) == 1


def test_half_a_megabyte_is_refused_with_its_size_and_nothing_is_lost(browser, account, maya):
    message = "é" * 250_000
    answer = browser.post("/tickets/1003", data={"message": message})
    assert answer.status_code == 422
    assert "489 kB" in words_of(answer)
    assert message in page_of(answer)
    assert len(account.ticket(1003).comments) == 1


def test_sixty_four_kilobytes_are_taken_whole(browser, account, maya):
    message = "é" * (32 * 1024)
    assert browser.post("/tickets/1003", data={"message": message}).status_code == 303
    assert account.ticket(1003).latest_comment().body == message


def test_a_flood_is_refused_in_a_sentence(browser, maya):
    answer = browser.post("/tickets/1003", data={"message": "x" * 5_000_000})
    assert answer.status_code == 413
    assert "far more text than a ticket holds" in words_of(answer)


def test_control_characters_go_and_line_ends_become_one_kind(browser, account, maya):
    browser.post("/tickets/1003", data={"message": "one\r\ntwo\x00\x1b[31m\u2028three\x85 \x7f"})
    assert account.ticket(1003).latest_comment().body == "one\ntwo[31m\nthree"


@pytest.mark.parametrize("text", ["🙈👩‍👩‍👧 ok", "مرحبا \u200f123", "שלום", "日本語", "ﷺ\u202enot backwards"])
def test_emoji_and_every_script_come_back_as_written(browser, account, maya, text):
    page = page_of(follow(browser, browser.post("/tickets/1003", data={"message": text})))
    assert account.ticket(1003).latest_comment().body == text
    assert text in page


def test_a_new_customer_writes_a_ticket(browser, account):
    form = {"writer": "new", "name": "Ada  Ek\n", "language": "sv", "subject": "Hej", "message": "Var är paketet?"}
    page = page_of(follow(browser, browser.post("/write", data=form)))
    ticket = account.list_tickets()[-1]
    writer = account.users.get(ticket.requester_id)
    assert (writer.name, writer.locale, writer.email) == ("Ada Ek", "sv", "ada.ek@example.org")
    assert (ticket.subject, ticket.description) == ("Hej", "Var är paketet?")
    assert "The note appears in a moment" in page


def test_two_new_customers_of_one_name_are_two_people(browser, account):
    for _ in range(2):
        browser.post("/write", data={"writer": "new", "name": "李明", "message": "你好"})
    first, second = account.list_tickets()
    assert first.requester_id != second.requester_id


def test_a_new_customer_needs_a_name_and_keeps_what_they_wrote(browser, account):
    answer = browser.post("/write", data={"writer": "new", "name": " ", "subject": "A", "message": "Kept words"})
    assert answer.status_code == 422
    assert "A new customer needs a name" in words_of(answer)
    assert "Kept words" in page_of(answer)
    assert account.list_tickets() == []


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": "Ada", "message": "Hi", "language": "xx"}, "Pick a language from the list"),
        ({"name": "Ada", "message": "Hi", "subject": "s" * 151}, "The subject has 151 characters"),
        ({"name": "n" * 151, "message": "Hi"}, "The name has 151 characters"),
        ({"writer": "gone@example.org", "message": "Hi"}, "no longer here"),
        ({"writer": "wellheard@sandbox.example", "message": "Hi"}, "no longer here"),
        ({"name": "Ada"}, "The message is empty"),
    ],
)
def test_what_a_new_ticket_cannot_take_is_said_in_a_sentence(browser, account, form, sentence):
    answer = browser.post("/write", data=form)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert account.list_tickets() == []


def test_a_member_of_the_cast_arrives_with_their_past(browser, account):
    browser.post("/write", data={"writer": "keziah@example.org", "subject": "W-58213", "message": "Where is it?"})
    earlier, later, new = account.list_tickets()
    assert [earlier.id, later.id] == [1301, 1302]
    assert new.subject == "W-58213"
    assert {earlier.requester_id, later.requester_id} == {new.requester_id}


def test_a_member_of_the_cast_arrives_once(browser, account):
    for _ in range(2):
        browser.post("/write", data={"writer": "keziah@example.org", "message": "Where is it?"})
    assert len(account.list_tickets()) == 4


def test_a_story_fills_in_the_form_without_writing_anything(browser, account):
    page = page_of(browser.get("/write?story=missing-parcel-portuguese"))
    assert "seis anos no sábado" in page
    assert re.search(r'value="ines.carvalho@example.org" selected', page)
    assert account.list_tickets() == []


def test_an_unknown_story_leaves_the_form_empty(browser):
    assert browser.get("/write?story=nope").status_code == 200


def test_suspended_customers_are_refused_in_the_words_of_the_account(browser, account, maya):
    maya.suspended = True
    answer = browser.post("/tickets/1003", data={"message": "Hello?"})
    assert answer.status_code == 422
    assert "is suspended" in words_of(answer)
