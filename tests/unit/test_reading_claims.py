import pytest
from build import days_ago, make_passage, reply

from suggestions.reading.claims import asks_for_person, find_claimed_contacts
from suggestions.reading.colleagues import find_praised_colleagues
from suggestions.reading.tried import find_tried_by_requester, find_tried_by_staff

NOW = days_ago(0)


@pytest.mark.parametrize(("body", "count"), [
    ("Third time I'm writing. You still took the money twice.", 3),
    ("This is my second email about it.", 2),
    ("I asked you for the third time.", 3),
    ("I've contacted you three times.", 4),
    ("I have already written twice.", 3),
    ("I have called you 5 times.", 6),
])  # fmt: skip
def test_the_count_they_claim_includes_this_time(body, count):
    assert find_claimed_contacts("", body) == count


@pytest.mark.parametrize("body", [
    "my third order",
    "the second time I tried the oven it broke",
    "I was charged for the second time",
    "I bought it twice",
    "you charged me three times",
    "give me a second",
])  # fmt: skip
def test_counting_something_else_is_no_claim(body):
    assert find_claimed_contacts("", body) is None


def test_a_short_subject_may_hold_the_claim():
    assert find_claimed_contacts("third time", "Please help.") == 3
    assert find_claimed_contacts("The oven broke a second time in the same week", "Please help.") is None


def test_asking_for_a_person_is_heard():
    assert asks_for_person("I want to speak to a manager.")
    assert asks_for_person("Can I talk to a real person?")
    assert not asks_for_person("Where is my order?")


@pytest.mark.parametrize(("text", "clause"), [
    ("I restarted the router twice.", "you restarted the router twice"),
    ("I have already reset my password.", "you reset your password"),
    ("We replaced the cable.", "you replaced the cable"),
])  # fmt: skip
def test_what_they_tried_is_turned_to_face_them(text, clause):
    assert [f.text for f in find_tried_by_requester(make_passage(text))] == [clause]


@pytest.mark.parametrize("text", ["I never restarted the router.", "I haven't reset the router.", "Reset the router!"])
def test_what_they_did_not_do_was_not_tried(text):
    assert find_tried_by_requester(make_passage(text)) == []


@pytest.mark.parametrize(("text", "clause"), [
    ("I have forwarded it to our billing team.", "your request was passed to the billing team on 13 August"),
    ("I have reset your connection.", "your connection was reset on 13 August"),
    ("We opened a claim.", "a claim was opened on 13 August"),
    ("I opened an investigation.", "an investigation was opened on 13 August"),
    ("Please restart your router.", "you were asked to restart the router on 13 August"),
])  # fmt: skip
def test_what_staff_did_is_told_with_its_day(text, clause):
    answer = reply(text, at=days_ago(40))
    assert [f.text for f in find_tried_by_staff(make_passage(text), answer, NOW)] == [clause]


@pytest.mark.parametrize("text", ["I will open a claim.", "We have not refunded you.", "Thank you for writing."])
def test_what_staff_did_not_do_was_not_tried(text):
    assert find_tried_by_staff(make_passage(text), reply(text), NOW) == []


@pytest.mark.parametrize("text", ["Thanks Priya", "Thank you, Priya was great", "Priya from support was so kind"])
def test_a_praised_colleague_is_named(text):
    assert [f.text for f in find_praised_colleagues(make_passage(text))] == ["Priya"]


@pytest.mark.parametrize("text", [
    "Thank you Everyone", "Thanks Team", "Everything was great", "Jon was not helpful", "Thanks\nMaya",
])  # fmt: skip
def test_no_colleague_is_made_up(text):
    assert find_praised_colleagues(make_passage(text)) == []
