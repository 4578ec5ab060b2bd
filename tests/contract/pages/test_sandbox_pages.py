import re

import pytest
from browsing import HOSTILE, follow, leave_note, page_of, words_of


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
