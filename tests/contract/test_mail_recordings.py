"""Mail as Zendesk hands it over, from its record to the words that are read."""

import json
from pathlib import Path

import pytest
from zendesk_exchanges import MAYA, recorded

from plugin.zendesk_records import parse_comment
from suggestions.evaluation.words import evaluate_words
from suggestions.reading.text import clean_body

RECORDINGS = Path(__file__).parents[1] / "recordings" / "mail"
COMMENT = {**recorded("comments")["comments"][0], "author_id": MAYA.id}
MACHINES = {"auto-reply", "delivery-failure", "read-receipt"}
# a name that stands alone under the words might be one of them, and is left there
NAMES_LEFT = {"h-outlook-10", "h-apple-02", "h-sign-09"}


def load(name):
    return [json.loads(line) for line in (RECORDINGS / name).read_text(encoding="utf-8").splitlines()]


def receive(row):
    bodies = {"plain_body": None, "body": None, "html_body": row["body"]}
    if row["client"] != "html":
        bodies = {"plain_body": row["body"], "body": row["body"], "html_body": None}
    return parse_comment({**COMMENT, **bodies}, {}, MAYA)


@pytest.mark.parametrize("row", load("mail.jsonl"), ids=lambda row: row["id"])
def test_of_a_recorded_mail_what_was_said_is_kept_and_nothing_else(row):
    kept = clean_body(receive(row).body).split()
    assert kept[: len(row["said"].split())] == row["said"].split()
    assert (kept == row["said"].split()) is (row["id"] not in NAMES_LEFT)


@pytest.mark.parametrize("row", load("mail.jsonl"), ids=lambda row: row["id"])
def test_recorded_mail_of_machines_is_automatic_and_that_of_people_is_not(row):
    assert receive(row).automatic is (row["client"] in MACHINES)


def test_no_held_out_mail_of_a_person_is_taken_for_a_machines():
    people = [row for row in load("mail.heldout.jsonl") if row["client"] not in MACHINES]
    assert [row["id"] for row in people if receive(row).automatic] == []


def test_held_out_mail_is_read_as_well_as_the_figures_say():
    found = evaluate_words((RECORDINGS / "mail.heldout.jsonl").read_text(encoding="utf-8"))
    assert found["exact"] >= 0.85
    assert found["kept_precision"] >= 0.9
    assert (found["kept_recall"], found["untouched"]) == (1.0, 1.0)
