import json
from datetime import UTC, datetime

import pytest
from audited_account import AUGUST, NOVEMBER, fetch_ids

from plugin.story import StoryProblem
from plugin.story_archive import StoryArchive
from sandbox.stories import load_story
from suggestions.model import TicketId

LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def write(tmp_path):
    def write(name, story=None):
        (tmp_path / name).write_text(json.dumps(story or load_story("double-charge-third-contact")))
        return StoryArchive(tmp_path)

    return write


def test_every_ticket_of_a_story_is_found_the_new_one_too(write):
    assert fetch_ids(write("a.json"), LONG_AGO, FAR_AHEAD) == [1001, 1002, 1003]


def test_a_span_cuts_a_story(write):
    assert fetch_ids(write("a.json"), datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 22, tzinfo=UTC)) == [1002]


def test_comments_are_those_of_the_ticket(write):
    archive = write("a.json")
    said = archive.fetch_comments(archive.tickets[TicketId(1002)])
    assert [c.author.name for c in said] == ["Maya Lindqvist", "Priya"]


def test_two_files_are_two_customers_even_with_the_same_numbers(write):
    write("a.json")
    tickets = [t for page in write("b.json").fetch_solved(AUGUST, NOVEMBER) for t in page]
    assert (len({t.id for t in tickets}), len({t.requester.id for t in tickets})) == (6, 2)


def test_the_people_of_a_comment_are_those_of_its_ticket(write):
    archive = write("a.json")
    assert all(t.requester_comments for t in archive.tickets.values())


def test_the_newest_moment_is_the_last_word_of_any_story(write):
    assert write("a.json").newest_at == datetime(2026, 9, 22, 19, 5, tzinfo=UTC)


def test_a_folder_without_stories_is_refused(tmp_path):
    with pytest.raises(StoryProblem, match="holds no story"):
        StoryArchive(tmp_path)


def test_a_file_that_is_no_story_is_named(write):
    with pytest.raises(StoryProblem, match=r"broken\.json"):
        write("broken.json", {"requester": {}})
