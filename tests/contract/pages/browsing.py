"""What a test does with a page: leave a note behind it, read it, follow where it sends."""

import re
from html import unescape

from sandbox.zendesk import updates
from sandbox.zendesk.ticket_input import TicketInput

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'


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
