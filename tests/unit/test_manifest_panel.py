"""The panel explains the note, so its words must stay the note's words."""

import re

import pytest
from build import (
    RULES,
    make_facts,
    make_ledger,
    make_order,
    make_promise,
    make_situation,
    make_suggestion,
    ticket_url,
)

from manifest.package import read_package
from suggestions.drafting.composing import compose_draft
from suggestions.drafting.note import render_note
from suggestions.model import Reason, Withheld


@pytest.fixture(scope="module")
def panel():
    return read_package("0.1.0")["assets/iframe.html"].decode()


def render(**more):
    promise = make_promise()
    return render_note(make_suggestion(ledger=make_ledger(3, promises=[promise]), **more), ticket_url, RULES).html


@pytest.fixture(scope="module")
def note():
    ledger, situation = make_ledger(3, promises=[make_promise()]), make_situation()
    order = make_order(situation=situation, ledger=ledger, facts=make_facts(contact_ordinal="third", amount="49.90"))
    return render(situation=situation, draft=compose_draft(order), choice=order.choice)


@pytest.mark.parametrize("words", ["Check first", "Draft", "Earlier contacts", "Why", "[["])
def test_what_the_panel_points_at_stands_in_a_note(panel, note, words):
    assert words in panel
    assert words in note


def test_the_panel_says_what_a_note_without_a_draft_says(panel):
    note = render(withheld=Withheld(Reason.NO_MATCH, "Nothing in the library is close enough."))
    assert "<b>No draft</b>" in panel
    assert "<strong>No draft.</strong>" in note


def test_the_four_parts_stand_in_the_order_of_the_note(panel, note):
    assert re.findall(r"<dt>(.+?)</dt>", panel) == ["The first line", "Check first", "Draft", "Small print"]
    places = [note.index(words) for words in ("Third contact", "Check first", "Draft<", "Earlier contacts", "Why:")]
    assert places == sorted(places)


def test_the_panel_calls_nothing_but_the_app_framework():
    package = read_package("0.1.0")
    addresses = {a for content in package.values() for a in re.findall(rb"https?://[^\s\"'<>]+", content)}
    assert addresses == {b"https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js"}
    assert not re.search(rb"\b(fetch|XMLHttpRequest|sendBeacon|client\.request)\b", package["assets/app.js"])
