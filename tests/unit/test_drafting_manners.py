from dataclasses import replace

import pytest
from build import CHARGED_TWICE, MAYA, SHARED, make_library, make_order, make_situation, make_ticket

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.manners import greet, sign_off
from suggestions.library.marked import LibraryProblem

BRANDED = SHARED + """  greeting:
    - "Hello {name},"
    - "Hello,"
    - text: "Dear {full_name},"
      when: ["brand:7"]
  sign_off:
    - text: "(With best|Best) wishes from all of us at the harbour"
      when: ["brand:7"]
"""


def order(name="Maya Lindqvist", *, language="en", brand=None, library=None):
    library = library or make_library()
    ticket = make_ticket("You took it twice.", requester=replace(MAYA, name=name), brand_id=brand)
    response = replace(library.responses[0], language=language)
    return make_order(library, response, situation=make_situation(ticket=ticket))


@pytest.mark.parametrize(("language", "greeting"), [
    ("en", "Hi Maya,"), ("de", "Guten Tag Maya Lindqvist,"), ("es", "Hola, Maya:"), ("pl", "Hi Maya,"),
])  # fmt: skip
def test_a_language_greets_in_its_own_way(language, greeting):
    assert greet(order(language=language)) == greeting


@pytest.mark.parametrize(("language", "greeting"), [("en", "Hi,"), ("de", "Guten Tag,"), ("es", "Hola:")])
def test_a_greeting_names_nobody_where_there_is_no_name(language, greeting):
    assert greet(order("support@example.com", language=language)) == greeting


@pytest.mark.parametrize(("name", "brand", "greeting"), [
    ("Maya Lindqvist", None, "Hello Maya,"), ("Maya Lindqvist", 7, "Dear Maya Lindqvist,"),
    ("info@example.com", 7, "Hello,"), ("maya lindqvist", 7, "Dear Maya Lindqvist,"),
])  # fmt: skip
def test_a_library_greets_in_its_own_words_and_for_its_brand(name, brand, greeting):
    assert greet(order(name, brand=brand, library=make_library(shared=BRANDED))) == greeting


def test_who_signs_with_a_title_is_written_to_so():
    ticket = make_ticket("You took it twice.\n\nM. Lindqvist (Mrs)")
    assert greet(make_order(situation=make_situation(ticket=ticket))) == "Dear Mrs Lindqvist,"


def test_a_response_may_greet_in_a_way_of_its_own():
    grave = CHARGED_TWICE.replace("parts:\n", "parts:\n  greeting:\n    - 'Dear {full_name},'\n")
    assert greet(order(brand=7, library=make_library(grave, shared=BRANDED))) == "Dear Maya Lindqvist,"


def test_a_draft_ends_with_the_brands_last_line():
    draft = compose_draft(order(brand=7, library=make_library(shared=BRANDED)))
    assert draft.text.split("\n\n")[-1] in {
        "With best wishes from all of us at the harbour", "Best wishes from all of us at the harbour",
    }  # fmt: skip


def test_without_one_it_ends_with_its_last_sentence():
    assert sign_off(order(library=make_library(shared=BRANDED))) == ""


def test_a_name_is_said_nowhere_else():
    with pytest.raises(LibraryProblem, match="outside a greeting or sign_off"):
        make_library(CHARGED_TWICE.replace("Thank you for spotting it.", "Thank you, {name}."))
