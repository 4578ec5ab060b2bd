"""The page of an audit, made from a sandbox's tickets: what it says, what it never says, and its form."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from audited_account import SEPTEMBER, add_ticket, audit, connect

from plugin.audit_page import render_page

TWICE = "I was charged two times for the same order 48213, 49.90 both times."
STOCK = "We apologise for any inconvenience."
CALL = "I will call you back tomorrow."
MANAGER = f"{TWICE} I want to speak to a manager."
HOSTILE = "<script>alert(1)</script><b>Müller & Co"
VOID = {"meta", "link", "br"}


@dataclass
class Outline(HTMLParser):
    """Tags still open, every tag with its attributes, and the words of the headings."""

    stack: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    unbalanced: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def outline(page):
    read = Outline()
    read.feed(page)
    read.close()
    return read


def words(page):
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())


@pytest.fixture
def chain(sandbox, maya):
    """Charged twice, met with a stock reply, and a manager asked for three days later; the numbers of both."""
    first = add_ticket(sandbox, maya, TWICE, STOCK, CALL, subject=HOSTILE)
    return first, add_ticket(sandbox, maya, MANAGER, at=SEPTEMBER + timedelta(days=3), subject="=HYPERLINK(1)")


@pytest.fixture
def page(sandbox, chain):
    return render_page(audit(connect(sandbox)))


@pytest.fixture
def empty(sandbox):
    return render_page(audit(connect(sandbox)))


@pytest.mark.parametrize("name", ["page", "empty"])
def test_every_element_is_closed(name, request):
    read = outline(request.getfixturevalue(name))
    assert (read.stack, read.unbalanced) == ([], [])


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    read = outline(page)
    assert read.all("script") == []
    assert [a for _, a in read.tags if any(name.startswith("on") for name in a)] == []
    loaded = [a["href"] for a in read.all("link")] + [a["src"] for _, a in read.tags if "src" in a]
    assert [address for address in loaded if not address.startswith("data:")] == []


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(page):
    read = outline(page)
    assert len(read.all("caption")) == len(read.all("table")) > 0
    assert {a.get("scope") for a in read.all("th")} == {"col", "row", "rowgroup"}


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in outline(page).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


def test_every_id_is_there_once_and_every_link_inside_leads_to_one(page):
    read = outline(page)
    ids = [a["id"] for _, a in read.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in read.all("a") if a["href"].startswith("#")} <= set(ids)


def test_tickets_are_links_into_the_account(page, chain):
    assert f'<a href="https://acme.zendesk.com/agent/tickets/{chain[1]}">#{chain[1]}</a>' in page


def test_stories_have_no_links(sandbox, chain):
    assert "/agent/tickets/" not in render_page(audit(connect(sandbox), base_url=""))


def test_no_words_of_the_customer_and_no_name_are_on_the_page(page):
    found, said = words(page), ("49.90 both", "speak to a manager.", "Maya", "Lindqvist", "HYPERLINK")
    assert [part for part in said if part in found] == []


def test_a_group_name_with_html_is_only_text(sandbox, maya):
    add_ticket(sandbox, maya, TWICE)
    add_ticket(sandbox, maya, "Where is my parcel?", group_id=77)
    sandbox.account.tickets[max(sandbox.account.tickets)].group_id = 77
    sandbox.account.group["name"] = HOSTILE
    page = render_page(audit(connect(sandbox)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;Müller &amp; Co" in page
    assert outline(page).all("b") == []


def test_few_cases_are_never_a_percentage(page):
    assert re.findall(r"\d %(?! interval)", words(page)) == []
    assert "too few to say" in page


def test_enough_cases_are_said_with_their_interval(sandbox):
    for number in range(40):
        add_ticket(sandbox, sandbox.account.add_user(f"Customer {number}", f"c{number}@example.org"), TWICE)
    found = words(render_page(audit(connect(sandbox))))
    assert "0 of 40 contacts were a repeat about the same problem: 0.0 % (0.0 to 8.8 %)" in found


def test_every_figure_stands_beside_its_definition(sandbox, chain):
    report = audit(connect(sandbox))
    found = words(render_page(report))
    for figure in (*report.audit.figures, report.audit.by_reason):
        assert f"{figure.title} {figure.definition[:60]}".replace("By contact", "by contact") in found


def test_how_many_tickets_had_their_comments_read_is_said(sandbox, chain):
    for number in range(6):
        add_ticket(sandbox, sandbox.account.add_user(f"Customer {number}", f"c{number}@example.org"), TWICE)
    found = words(render_page(audit(connect(sandbox), sample=4)))
    assert "Comments of 6 tickets: those of 1 repeat chain (of 1), and of 4 of the 6 problems" in found


def test_what_is_set_aside_is_said_with_its_reason(sandbox, maya):
    merged = add_ticket(sandbox, maya, TWICE, tags=["closed_by_merge"])
    found = words(render_page(audit(connect(sandbox), base_url="")))
    assert f"Set aside: 1 ticket merged into another ticket, so it is the same contact, such as #{merged}" in found


def test_reading_that_stopped_at_the_limit_is_said(sandbox, maya):
    for _ in range(3):
        add_ticket(sandbox, maya, TWICE)
    assert "Reading stopped at the limit of 2 tickets." in words(render_page(audit(connect(sandbox), limit=2)))


def test_a_limit_just_reached_is_no_stop(sandbox, maya):
    for _ in range(2):
        add_ticket(sandbox, maya, TWICE)
    assert "Reading stopped" not in words(render_page(audit(connect(sandbox), limit=2)))


def test_an_account_without_solved_tickets_says_so(empty):
    assert "No solved tickets were found in this span." in words(empty)


def test_one_ticket_makes_a_page(sandbox, maya):
    add_ticket(sandbox, maya, TWICE)
    found = words(render_page(audit(connect(sandbox))))
    assert "1 ticket, 1 of them a customer's contact, from 1 customer, about 1 problem." in found
