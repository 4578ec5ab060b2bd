import copy
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sandbox.stories import load_stories, load_story, shift

STORIES = load_stories()
MOMENTS = [
    datetime(2026, 9, 22, 19, 5, tzinfo=UTC),
    datetime(2026, 9, 22, 19, 4, 59, tzinfo=UTC),
    datetime(2027, 3, 1, 0, 0, 30, tzinfo=UTC),
    datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
]

every_story = pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])


def parse(stamp):
    return datetime.fromisoformat(stamp)


def dates_of(part):
    if isinstance(part, list):
        return [date for one in part for date in dates_of(one)]
    if isinstance(part, dict):
        return [date for name, value in part.items() for date in ([value] if name.endswith("_at") else dates_of(value))]
    return []


def texts_of(story):
    return [
        story["new_ticket"]["body"],
        *(comment["body"] for ticket in story["earlier_tickets"] for comment in ticket["comments"]),
    ]


def test_there_are_eight_stories_with_ids_people_and_tickets_of_their_own():
    ticket_ids = [ticket["id"] for story in STORIES for ticket in [*story["earlier_tickets"], story["new_ticket"]]]
    assert len(STORIES) == 8
    assert len({story["id"] for story in STORIES}) == 8
    assert len({story["requester"]["email"] for story in STORIES}) == 8
    assert len({story["requester"]["name"].split()[0] for story in STORIES}) == 8
    assert len(set(ticket_ids)) == len(ticket_ids)


def test_stories_come_in_the_order_their_new_tickets_arrive():
    arrivals = [parse(story["new_ticket"]["created_at"]) for story in STORIES]
    assert arrivals == sorted(arrivals)


def test_a_story_is_found_by_its_id():
    assert load_story("calm-address-change")["requester"]["name"] == "Sam Okafor"


def test_an_unknown_story_is_refused_with_the_names_there_are():
    with pytest.raises(LookupError, match="calm-address-change"):
        load_story("no-such-story")


@every_story
def test_a_story_has_exactly_the_agreed_shape(story):
    assert set(story) - {"expect"} == {
        "id", "industry", "requester", "plan", "earlier_tickets", "new_ticket"
    }  # fmt: skip
    assert set(story["requester"]) == {"name", "email", "locale", "time_zone"}
    assert set(story["new_ticket"]) == {"id", "subject", "via", "created_at", "tags", "body"}
    for ticket in story["earlier_tickets"]:
        assert set(ticket) == {
            "id", "subject", "status", "via", "created_at", "solved_at", "tags", "comments"
        }  # fmt: skip
        for comment in ticket["comments"]:
            assert set(comment) == {"author", "public", "created_at", "body"}
            assert comment["author"] in {"requester", "agent:Jon", "agent:Priya"}


@every_story
def test_a_story_is_told_in_order(story):
    tickets = story["earlier_tickets"]
    assert [ticket["id"] for ticket in tickets] == sorted(ticket["id"] for ticket in tickets)
    for ticket, following in pairwise([*tickets, story["new_ticket"]]):
        moments = [parse(comment["created_at"]) for comment in ticket["comments"]]
        assert parse(ticket["created_at"]) == moments[0]
        assert moments == sorted(moments)
        assert moments[-1] <= parse(ticket["solved_at"]) < parse(following["created_at"])


@every_story
def test_mail_addresses_belong_to_nobody(story):
    assert story["requester"]["email"].endswith("@example.org")


@every_story
def test_what_a_story_expects_speaks_of_its_own_tickets(story):
    expect = story["expect"]
    earlier = {ticket["id"] for ticket in story["earlier_tickets"]}
    assert set(expect.get("repeat_of", [])) | set(expect.get("not_repeat_of", [])) <= earlier
    if "contact_count" in expect:
        assert expect["contact_count"] == len(expect["repeat_of"]) + 1


@every_story
def test_texts_name_no_calendar_date_that_a_shift_would_falsify(story):
    months = r"\d\d?(st|nd|rd|th)? (of )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b20\d\d\b"
    assert not [text for text in texts_of(story) if re.search(months, text)]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@every_story
def test_a_shifted_story_brings_its_new_ticket_into_the_last_seven_days(story, now):
    arrival = parse(shift(story, now)["new_ticket"]["created_at"])
    assert now - timedelta(days=7) < arrival <= now


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@every_story
def test_a_shift_moves_every_date_by_the_same_whole_weeks(story, now):
    before, after = dates_of(story), dates_of(shift(story, now))
    distances = {parse(late) - parse(early) for early, late in zip(before, after, strict=True)}
    assert len(distances) == 1
    assert distances.pop() % timedelta(weeks=1) == timedelta(0)


@every_story
def test_a_shift_changes_nothing_but_dates_and_leaves_the_story_alone(story):
    before = copy.deepcopy(story)
    shifted = shift(story, MOMENTS[2])
    assert story == before
    assert texts_of(shifted) == texts_of(story)
    assert shifted["requester"] == story["requester"]
    assert shifted["expect"] == story["expect"]


def test_a_ticket_not_yet_solved_stays_unsolved():
    story = copy.deepcopy(load_story("refund-three-weeks"))
    story["earlier_tickets"][1]["solved_at"] = None
    assert shift(story, MOMENTS[2])["earlier_tickets"][1]["solved_at"] is None


@every_story
def test_a_second_shift_to_the_same_moment_changes_nothing(story):
    shifted = shift(story, MOMENTS[2])
    assert shift(shifted, MOMENTS[2]) == shifted
