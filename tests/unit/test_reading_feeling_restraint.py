import json
import time
from pathlib import Path

import pytest
from build import make_ticket

from suggestions.evaluation.feeling import find_restraint
from suggestions.model import STRAINED, Feeling
from suggestions.reading.feeling.clues import OFTEN, find_feeling_clues
from suggestions.reading.feeling.feeling import FEELINGS, FeelingRead, find_strained_line
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules

TEXTS = Path(__file__).parents[2] / "training" / "texts"
# held-out files are not opened
LEARNT_FROM = ("services", "shops", "boundary", "boundary2")
SAD = {**dict.fromkeys(set(FEELINGS.values()), 0.1), Feeling.SAD: 0.5}


def clues(text):
    return find_feeling_clues(read_situation(make_ticket(text), Rules()))


def test_a_strain_below_the_line_is_neither_named_nor_acknowledged():
    read = FeelingRead(SAD, find_strained_line() - 0.01)
    assert (read.feeling, read.needs_empathy) == (Feeling.UNSURE, False)


def test_a_strain_above_the_line_is_named_and_acknowledged():
    read = FeelingRead(SAD, find_strained_line() + 0.01)
    assert (read.feeling, read.needs_empathy) == (Feeling.SAD, True)


def test_what_is_no_strain_is_named_below_the_line_too():
    confused = {**dict.fromkeys(set(FEELINGS.values()), 0.1), Feeling.CONFUSED: 0.5}
    assert FeelingRead(confused, -3.0).feeling is Feeling.CONFUSED


def test_the_shipped_line_asks_for_more_strain_than_ease():
    assert find_strained_line() > 0


def test_restraint_is_counted_at_the_decision_and_not_where_nobody_said_what_is_needed():
    labels = ["calm", "calm", "sad", "frustrated", "grateful", "confused"]
    needed = [False, False, True, True, False, None]
    strained = [True, False, True, False, False, True]
    assert find_restraint(labels, needed, strained) == {
        "strained_precision": 0.5, "strained_recall": 0.5, "false_empathy": 0.5,
    }  # fmt: skip


def test_restraint_is_unknown_where_no_row_shows_it():
    assert set(find_restraint(["confused"], [None], [False]).values()) == {None}


@pytest.mark.parametrize(("tone", "text"), [
    ("at_ease", "The strap is loose, no rush."),
    ("asks_plainly", "Please send me the form."),
    ("reproach", "You promised a van on Monday."),
    ("irony", "Bravo, it is the left one again."),
    ("scare_quotes", "It will be there “shortly”, says the card."),
    ("count_of_times", "It is the fourth time."),
    ("long_wait", "I have had no answer for two weeks."),
    ("loss", "He will not ride any more."),
    ("fear", "What happens if it is too late?"),
])  # fmt: skip
def test_a_turn_of_phrase_is_heard_as_its_tone(tone, text):
    assert clues(text)[f"tone_{tone}"] > 0


def test_a_tone_met_all_the_time_counts_no_more_than_often():
    assert clues("Bravo. " * 20)["tone_irony"] == OFTEN


def test_praise_beside_trouble_shows_in_how_far_the_sentences_lie_apart():
    told = clues("What a lovely brochure. The crash was a horrible disaster.")
    assert told["vader_lowest"] < 0 < told["vader_highest"]


@pytest.mark.parametrize("piece", ['"', '"a ', "you had ", "exactly ", "in the ", "for a week ", "no one. "])
def test_tones_of_twenty_thousand_characters_are_heard_at_once(piece):
    situation = read_situation(make_ticket((piece * 20_000)[:20_000]), Rules())
    start = time.process_time()
    find_feeling_clues(situation)
    assert time.process_time() - start < 2


@pytest.fixture(scope="module")
def rows():
    files = [TEXTS / f"feeling.{name}.jsonl" for name in LEARNT_FROM]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_empathy_is_labelled_by_the_feeling_in_every_text_learnt_from(rows):
    for row in rows:
        feeling = FEELINGS[row["emotion"]]
        assert row["needs_empathy"] == (None if feeling is Feeling.CONFUSED else int(feeling in STRAINED)), row["id"]


def test_no_text_is_learnt_from_twice(rows):
    assert len({row["text"] for row in rows}) == len({row["id"] for row in rows}) == len(rows)
