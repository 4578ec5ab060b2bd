"""Signed bytes in, exactly one internal note out."""

import re

import pytest
from running_system import TAG

from sandbox.stories import load_stories

pytestmark = pytest.mark.model
STORIES = {story["id"]: story for story in load_stories()}
REFERENCE = re.compile(r"ref wh-[0-9a-f]{10}")


@pytest.fixture(scope="module")
def told(whole_system):
    """Every story's new ticket by the story's id, once all jobs have ended."""
    whole_system.recover()
    tickets = {name: whole_system.load(story) for name, story in STORIES.items()}
    whole_system.settle()
    return tickets


@pytest.fixture
def maya(system, told):
    return told["double-charge-third-contact"]


@pytest.mark.parametrize("story", STORIES)
def test_every_story_gets_exactly_one_note(system, told, story):
    assert len(system.notes(told[story])) == 1


def test_the_note_is_internal(system, maya):
    assert [note.public for note in system.notes(maya)] == [False]


def test_the_ticket_with_a_note_is_tagged(system, maya):
    assert TAG in system.account.ticket(maya).tags


def test_the_note_ends_with_a_reference(system, maya):
    (note,) = system.notes(maya)
    assert REFERENCE.search(note.body.splitlines()[-1])


def test_the_third_contact_is_called_the_third(system, maya):
    (note,) = system.notes(maya)
    assert "third" in note.body.lower()


def test_the_amount_charged_twice_is_in_the_note(system, maya):
    (note,) = system.notes(maya)
    assert "49.90" in note.body


def test_the_call_that_never_came_is_in_the_draft(system, maya):
    (note,) = system.notes(maya)
    draft = re.search(r"<blockquote>(.*)</blockquote>", note.html, re.DOTALL)[1]
    assert re.search(r"\bcall\b", draft)


def test_what_only_the_agent_can_know_is_left_blank(system, maya):
    (note,) = system.notes(maya)
    assert re.search(r"\[\[.+?\]\]", note.body)


def test_the_customer_sees_nothing_of_ours(system, told):
    public = [c for ticket in told.values() for c in system.account.ticket(ticket).comments if c.public]
    assert not [c for c in public if c.author_id == system.account.integration.id]


def test_our_own_notes_call_nobody(system, told):
    written = set(told.values())
    results = [r for _, r in system.settle().values() if isinstance(r, dict) and r["ticket_id"] in written]
    assert len(results) == len(written)


def test_a_second_message_gets_a_second_note_that_names_the_first(system):
    customer = system.add_customer()
    ticket = system.write(customer=customer)
    first = REFERENCE.search(system.wait_for_note(ticket).body)[0].removeprefix("ref ")
    system.settle()
    system.write("It is still not back. Why was I charged twice?", customer, ticket_id=ticket)
    second = system.wait_for_note(ticket, 2)
    system.settle()
    assert (len(system.notes(ticket)), f"Replaces the note {first}" in second.body) == (2, True)


def test_a_second_message_leaves_the_first_note_as_it_was(system):
    customer = system.add_customer()
    ticket = system.write(customer=customer)
    before = system.wait_for_note(ticket).html
    system.settle()
    system.write("It is still not back. Why was I charged twice?", customer, ticket_id=ticket)
    system.wait_for_note(ticket, 2)
    assert system.notes(ticket)[0].html == before
