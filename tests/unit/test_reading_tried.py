import pytest
from build import days_ago, make_passage, reply

from suggestions.reading.facts.sayable import say_deed
from suggestions.reading.promises.handled import find_tried_by_staff

NOW = days_ago(0)


@pytest.mark.parametrize(("text", "clause"), [
    ("I restarted the router twice.", "you restarted the router twice"),
    ("I have already reset my password", "you reset your password"),
    ("We replaced\nthe cable", "you replaced the cable"),
    ("i put new batteries in the remote", "you put new batteries in the remote"),
])  # fmt: skip
def test_what_they_tried_is_turned_to_face_them(text, clause):
    assert say_deed(text) == clause


@pytest.mark.parametrize("text", [
    "I never restarted the router.",
    "I haven't reset the router.",
    "I would reset the router",
    "Reset the router!",
    "My son restarted the router",
    "I restarted it",
    "I followed your guide",
    "I did nothing and saw no change",
    "I moved the router to the",
])  # fmt: skip
def test_a_deed_that_cannot_be_said_back_safely_stays_unsaid(text):
    assert say_deed(text) == ""


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
