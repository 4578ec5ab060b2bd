"""`wellheard suggest`: the same words as the note, and nothing posted."""

import json
import os
import re
import subprocess
import sys
from html import unescape

import pytest
from running_system import OURS, PATIENCE_SECONDS

from sandbox.stories import load_story

pytestmark = pytest.mark.model
KEYS = {
    "note_text", "note_html", "draft", "withheld", "contact_count", "repeat_of", "same_organisation",
    "machine_tickets", "feeling", "needs_empathy",
    "framework", "facts", "promises", "response", "alternatives", "why",
    "told_bot", "conditions",
}  # fmt: skip
# Python reads this before anything else: whoever reaches for the network from then on ends with a traceback
NO_NETWORK = """
import socket
def refuse(*words):
    raise SystemExit(f"reached for the network: {words}")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def shut_off(whole_system, tmp_path_factory):
    """`suggest --stdin --json` started on one story, its network shut off."""
    folder = tmp_path_factory.mktemp("shut")
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    ours = {
        "PYTHONPATH": str(folder),
        "WELLHEARD_STATE_DIR": str(folder / "state"),
        "WELLHEARD_DATABASE_URL": whole_system.environment["DATABASE_URL"],
    }
    (folder / "story.json").write_text(json.dumps(load_story("double-charge-third-contact")))
    with (folder / "story.json").open() as story:
        return subprocess.Popen(
            [sys.executable, "-m", "plugin", "suggest", "--stdin", "--json"],
            cwd=folder, env={**others, **ours}, stdin=story, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip


@pytest.fixture(scope="module")
def from_stdin(shut_off):
    said, complaints = shut_off.communicate(timeout=PATIENCE_SECONDS)
    assert shut_off.returncode == 0, complaints.decode()
    return json.loads(said)


@pytest.fixture(scope="module")
def dry(whole_system, shut_off):
    """What `suggest TICKET --json` said, how it asked, the note that came, and what it said after that."""
    system = whole_system.recover()
    story = load_story("refund-three-weeks")
    story["requester"]["email"] = "dry.run@example.org"
    for ticket in (*story["earlier_tickets"], story["new_ticket"]):
        ticket.pop("id")
    (trigger,) = system.account.triggers.values()
    trigger.given.active = False
    ticket = system.load(story)
    mark = system.mark()
    said = json.loads(system.call("suggest", ticket, "--json"))
    methods = {entry.method for entry in system.requests_since(mark)}
    trigger.given.active = True
    body = system.compose_delivery(ticket)
    system.post(body, system.sign(body))
    note = system.wait_for_note(ticket)
    return said, methods, note, json.loads(system.call("suggest", ticket, "--json"))


def test_the_dry_run_says_the_words_of_the_note(dry):
    said, _, note, _ = dry
    draft = re.search(r"<blockquote>(.*)</blockquote>", note.html, re.DOTALL)[1]
    words = unescape(re.sub(r"<[^>]+>", "", draft.replace("</p>", "\n\n")))
    assert words.split() == said["draft"].split()


def test_the_dry_run_says_the_same_once_the_note_is_there(dry):
    said, _, _, again = dry
    assert (again["draft"], again["why"]["reference"]) == (said["draft"], said["why"]["reference"])


def test_the_dry_run_names_the_reference_the_note_carries(dry):
    said, _, note, _ = dry
    assert f"ref {said['why']['reference']}" in note.body


def test_the_dry_run_only_reads(dry):
    _, methods, _, _ = dry
    assert methods == {"GET"}


def test_a_story_from_standard_input_prints_every_key(from_stdin):
    assert set(from_stdin) == KEYS


def test_a_story_from_standard_input_needs_no_network_to_be_counted(from_stdin):
    assert (from_stdin["contact_count"], from_stdin["repeat_of"]) == (3, [1001, 1002])


def test_a_story_from_standard_input_gets_a_draft_with_its_amount(from_stdin):
    assert "49.90" in from_stdin["draft"]
