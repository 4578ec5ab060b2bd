import pytest

from suggestions.drafting.names import greet


@pytest.mark.parametrize(("name", "greeting"), [
    ("Maya Lindqvist", "Hi Maya,"),
    ("maya lindqvist", "Hi Maya,"),
    ("MAYA LINDQVIST", "Hi Maya,"),
    ("Dr. Maya Lindqvist", "Hi Maya,"),
    ("Jean-Luc Moreau", "Hi Jean-Luc,"),
    ("O'Brien", "Hi O'Brien,"),
    ("McDonald", "Hi McDonald,"),
    ("José", "Hi José,"),
    ("陈伟", "Hi 陈伟,"),
    ("Ng", "Hi Ng,"),
])  # fmt: skip
def test_a_person_is_greeted_as_they_spell_it(name, greeting):
    assert greet(name, "en") == greeting


@pytest.mark.parametrize("name", [
    "", "   ", "M", "J. Smith", "maya@example.org", "Maya123", "support", "Customer Service", "Caller +46 70",
    "Unknown", "Wellheard Ltd", "{{ticket.requester.name}}", "<script>alert(1)</script>", "Miss", "A" * 200,
    "[[name]]",
])  # fmt: skip
def test_what_is_no_persons_name_is_left_out_of_the_greeting(name):
    assert greet(name, "en") == "Hi,"
