import re
from datetime import timedelta
from html import unescape

import pytest

from sandbox.pages import make_pages
from sandbox.stories import load_story, shift
from sandbox.zendesk import stamps, stories, updates
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import create_app
from sandbox.zendesk.ticket_input import TicketInput

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def browser(account):
    return create_app(account, blueprints=[make_pages(account)]).test_client()


@pytest.fixture
def maya(account):
    """Maya's story, played: tickets 1001, 1002 and 1003."""
    story = shift(load_story("double-charge-third-contact"), stamps.now())
    loaded = stories.load(account, stories.Story.model_validate(story), play=True)
    return account.users.get(loaded["requester_id"])


def leave_note(account, ticket_id, html="<p>A <strong>note</strong></p>"):
    given = TicketInput.model_validate({"comment": {"html_body": html, "public": False}})
    updates.update_ticket(account, account.ticket(ticket_id), given, account.integration)


def page_of(answer):
    return answer.get_data(as_text=True)


def words_of(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page_of(answer))).split())


def follow(browser, answer):
    assert answer.status_code == 303
    return browser.get(answer.headers["Location"])


def test_an_empty_account_says_how_to_begin(browser):
    answer = browser.get("/")
    assert answer.status_code == 200
    assert 'href="/write"' in page_of(answer)
    assert "no tickets yet" in words_of(answer)


def test_the_list_shows_tickets_newest_first(browser, maya):
    page = page_of(browser.get("/"))
    assert page.index("third time") < page.index("still waiting for my money") < page.index("Charged twice")


def test_the_list_shows_who_wrote_the_status_and_how_many_comments(browser, maya):
    words = words_of(browser.get("/"))
    assert re.search(r"Solved Re: still waiting for my money Maya Lindqvist #1002 2 comments", words)


def test_the_list_marks_only_tickets_with_an_internal_note(browser, account, maya):
    assert "Internal note" not in words_of(browser.get("/"))
    leave_note(account, 1003)
    assert words_of(browser.get("/")).count("Internal note") == 1


def test_a_long_list_is_cut_into_pages(browser, account):
    writer = account.add_user("Sam Okafor")
    for number in range(103):
        account.customer_writes(writer, "Hi", subject=f"subject {number}")
    first, second = browser.get("/"), browser.get("/?skip=100")
    assert words_of(first).count("subject ") == 100
    assert 'href="/?skip=100"' in page_of(first)
    assert words_of(second).count("subject ") == 3


@pytest.mark.parametrize("skip", ["-5", "seven", "999999999999999999999999", "2000"])
def test_a_strange_place_in_the_list_is_still_a_page(browser, maya, skip):
    assert browser.get(f"/?skip={skip}").status_code == 200


def test_a_ticket_shows_the_requester_with_plan_language_and_tags(browser, account, maya):
    words = words_of(browser.get("/tickets/1002"))
    for fact in ("maya@example.org", "Plan standard", "Language en-GB", "Time zone Europe/Stockholm", "Tags billing"):
        assert fact in words


def test_a_ticket_shows_the_conversation_newest_last(browser, maya):
    page = page_of(browser.get("/tickets/1002"))
    assert page.index("is still missing") < page.index("call you back this afternoon")


def test_a_ticket_links_to_the_other_tickets_of_the_requester_only(browser, account, maya):
    stranger = account.customer_writes(account.add_user("Sam Okafor"), "Hi")
    page = page_of(browser.get("/tickets/1003"))
    assert 'href="/tickets/1001"' in page
    assert 'href="/tickets/1002"' in page
    assert f'href="/tickets/{stranger.id}"' not in page


def test_customers_replies_and_notes_are_told_apart_by_words_and_by_class(browser, account, maya):
    leave_note(account, 1002)
    page = page_of(browser.get("/tickets/1002"))
    assert re.findall(r'<li class="said (\w+)"', page) == ["customer", "reply", "note"]
    assert re.findall(r'<span class="label">([^<]+)<', page) == ["Customer", "Public reply", "Internal note"]


def test_the_html_of_a_note_is_shown_as_html_without_its_scripts(browser, account, maya):
    leave_note(account, 1003, '<h3>Third contact</h3><blockquote>[[day]]</blockquote><script>alert("x")</script>')
    page = page_of(browser.get("/tickets/1003"))
    assert "<h3>Third contact</h3><blockquote>[[day]]</blockquote>" in page
    assert "alert" not in page


def test_a_link_into_the_agent_interface_leads_to_the_ticket(browser, maya):
    answer = browser.get("/agent/tickets/1001")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tickets/1001")


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "9" * 40, "٣", "%00", "%F0%9F%99%88", "<b>"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_ticket_is_a_sentence_and_a_way_back(browser, maya, number, method):
    answer = getattr(browser, method)(f"/tickets/{number}")
    assert answer.status_code == 404
    assert "There is no ticket" in words_of(answer)
    assert 'href="/"' in page_of(answer)
    assert "<b>" not in page_of(answer)


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


def test_markup_in_names_subjects_and_messages_is_shown_as_text(browser):
    form = {"writer": "new", "name": HOSTILE, "subject": HOSTILE, "message": HOSTILE}
    ticket_page = follow(browser, browser.post("/write", data=form))
    for answer in (ticket_page, browser.get("/"), browser.get("/write")):
        assert "<script" not in page_of(answer)
        assert "<img" not in page_of(answer)
        assert HOSTILE in words_of(answer)


def test_markup_in_a_refused_form_is_shown_as_text(browser):
    answer = browser.post("/write", data={"name": f'"{HOSTILE}', "subject": f'"{HOSTILE}', "message": ""})
    assert answer.status_code == 422
    assert "<script" not in page_of(answer)
    assert 'value="&#34;&lt;script' in page_of(answer)


@pytest.mark.parametrize("header", ["Origin", "Referer"])
def test_a_form_from_another_site_writes_nothing(browser, account, maya, header):
    for origin in ("http://evil.example", "http://localhost.evil.example", "http://localhost:81", "null", "http://["):
        answer = browser.post("/tickets/1003", data={"message": "Hello?"}, headers={header: origin})
        assert answer.status_code == 403
    assert len(account.ticket(1003).comments) == 1


def test_a_form_from_our_own_page_is_taken(browser, account, maya):
    for headers in ({"Origin": "http://localhost"}, {"Referer": "http://localhost/tickets/1003"}):
        answer = browser.post("/tickets/1003", data={"message": "Hello?"}, headers=headers)
        assert answer.status_code == 303


def test_pages_may_load_nothing_but_their_own_stylesheet(browser, maya):
    answer = browser.get("/tickets/1003")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    (stylesheet,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page_of(answer))
    assert browser.get(stylesheet).mimetype == "text/css"


def test_the_api_beside_the_pages_still_answers_in_json(browser):
    assert browser.get("/api/v2/tickets/99").get_json() == {"error": "Couldn't authenticate you"}
