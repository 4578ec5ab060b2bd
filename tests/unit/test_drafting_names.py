import pytest

from suggestions.drafting.names import find_formal_name, first_name


@pytest.mark.parametrize(("name", "first"), [
    ("Maya Lindqvist", "Maya"),
    ("maya lindqvist", "Maya"),
    ("MAYA LINDQVIST", "Maya"),
    ("Dr. Maya Lindqvist", "Maya"),
    ("Jean-Luc Moreau", "Jean-Luc"),
    ("O'Brien", "O'Brien"),
    ("McDonald", "McDonald"),
    ("José", "José"),
    ("陈伟", "陈伟"),
    ("Ng", "Ng"),
])  # fmt: skip
def test_a_person_is_greeted_as_they_spell_it(name, first):
    assert first_name(name) == first


@pytest.mark.parametrize("name", [
    "", "   ", "M", "J. Smith", "maya@example.org", "Maya123", "support", "Customer Service", "Caller +46 70",
    "Unknown", "Wellheard Ltd", "{{ticket.requester.name}}", "<script>alert(1)</script>", "Miss", "A" * 200,
    "[[name]]",
])  # fmt: skip
def test_what_is_no_persons_name_is_left_out_of_the_greeting(name):
    assert first_name(name) is None


@pytest.mark.parametrize(("name", "body", "formal"), [
    ("Maureen Ashby", "Where is it?\n\nM. Ashby (Mrs)", "Mrs Ashby"),
    ("Edith Maplethorpe", "Should I ring?\n\nYours faithfully,\nMrs E. Maplethorpe", "Mrs Maplethorpe"),
    ("Ada Eze", "Thank you.\nDr. Ada Eze", "Dr Eze"),
    ("Maureen Ashby", "My neighbour is Mrs Ashby and she waits.", None),
    ("Maureen Ashby", "Best,\nMaureen", None),
    ("Maureen Ashby", "Ask for\nMr Brown", None),
    ("Ashby", "Mrs Ashby", None),
    ("support@example.com", "Mr Support", None),
    ("Maureen Ashby", "", None),
])  # fmt: skip
def test_who_signs_with_a_title_has_a_formal_name(name, body, formal):
    assert find_formal_name(name, body) == formal
