"""A story with a bot in it, from its JSON to the JSON of the suggestion."""

import json
from datetime import UTC, datetime

import pytest
from build import CHARGED_TWICE, WordEmbedder, make_library, ticket_url

from plugin.report import describe
from plugin.story import NoRecords, StoryHelpdesk, parse_story
from suggestions.library.index import LibraryIndex
from suggestions.model import Reason, TicketId, Withheld
from suggestions.suggester import Suggester

EMBEDDER = WordEmbedder()
INDEX = LibraryIndex(make_library(CHARGED_TWICE), EMBEDDER)
HANDS_OVER = "I'm connecting you to an agent."
CHAT = f"""Chat transcript

(10:02:11) Zendesk bot: What is your order number?
(10:02:40) Maya Lindqvist: 48213
(10:03:00) Zendesk bot: Have you tried restarting your router?
(10:03:20) Maya Lindqvist: I was charged two times for the same order, €49.90.
(10:03:30) Zendesk bot: {HANDS_OVER}
(10:04:30) *** Maya Lindqvist left the chat ***"""


def say(author, minute, body):
    return {"author": author, "public": True, "created_at": f"2026-09-22T19:{minute:02}:00Z", "body": body}


BY_COMMENTS = {
    "comments": [
        say("requester", 0, "I was charged two times for the same order, €49.90."),
        say("other:Bot", 1, "What is your order number?"),
        say("requester", 2, "48213"),
        say("other:Bot", 3, HANDS_OVER),
        say("requester", 4, "Hello?"),
    ]
}


def suggest(new_ticket):
    told = {
        "requester": {"name": "Maya Lindqvist"},
        "new_ticket": {"id": 1003, "subject": "", "via": "chat", "created_at": "2026-09-22T19:05:00Z", **new_ticket},
    }
    helpdesk = StoryHelpdesk(parse_story(json.dumps(told)))
    suggester = Suggester(helpdesk, EMBEDDER, INDEX, NoRecords(), ticket_url, lambda: datetime.now(UTC))
    suggestion = suggester.suggest(TicketId(1003))
    return json.loads(json.dumps(describe(suggestion, suggester.render(suggestion))))


@pytest.mark.parametrize("new_ticket", [{"body": CHAT}, BY_COMMENTS], ids=["a transcript", "comments of a bot"])
def test_what_they_told_the_bot_is_in_the_json_and_in_the_note(new_ticket):
    found = suggest(new_ticket)
    assert sorted(fact["text"] for fact in found["told_bot"]["facts"]) == ["order 48213", "€49.90"]
    assert (found["told_bot"]["failed"], found["told_bot"]["failure"]) == (True, HANDS_OVER)
    assert "They already told the bot: order 48213 and €49.90. Do not ask again." in found["note_text"]
    assert "The bot gave up a minute ago" in found["note_text"]


@pytest.mark.parametrize("new_ticket", [{"body": CHAT}, BY_COMMENTS], ids=["a transcript", "comments of a bot"])
def test_what_they_told_the_bot_are_facts_of_the_suggestion(new_ticket):
    assert {fact["name"]: fact["text"] for fact in suggest(new_ticket)["facts"]} == {
        "order": "order 48213", "amount": "€49.90", "told": "you were charged two times for the same order, €49.90",
    }  # fmt: skip


def test_every_fact_told_to_the_bot_stands_where_its_source_says():
    facts = suggest({"body": CHAT})["told_bot"]["facts"]
    assert [CHAT[f["source"]["start"] : f["source"]["end"]] for f in facts] == [f["quote"] for f in facts]


def test_when_the_bot_ended_and_what_it_suggested_are_in_the_json():
    told = suggest({"body": CHAT})["told_bot"]
    assert told["ended_at"] == "2026-09-22T19:04:00+00:00"
    assert told["advice"] == [{"text": "Have you tried restarting your router?", "done": False}]


def test_the_conditions_are_in_the_json():
    conditions = suggest({"body": CHAT})["conditions"]
    assert (conditions["channel"], conditions["contact_count"]) == ("chat", 1)


def test_a_story_without_a_bot_says_so():
    found = suggest({"body": "I was charged two times for the same order."})
    assert found["told_bot"] is None


def test_with_nothing_read_neither_is_told():
    found = describe(Withheld(Reason.MUTED, "The ticket carries the tag wellheard_off."), None)
    assert (found["told_bot"], found["conditions"]) == (None, {})
