import pytest
from build import load_starter

from suggestions.drafting.spelling import respell

LIBRARY = load_starter()


@pytest.mark.parametrize(("british", "american"), [
    ("I cancelled it and apologise.", "I canceled it and apologize."),
    ("Cancelled: the ORGANISATION.", "Canceled: the ORGANIZATION."),
    ("The colour of your favourite parcel", "The color of your favorite parcel"),
    ("a promise, otherwise an exercise", "a promise, otherwise an exercise"),
    ("You cancelled {order} in the {cancelled} centre", "You canceled {order} in the {cancelled} center"),
])  # fmt: skip
def test_british_words_turn_american_for_an_american_locale(british, american):
    assert respell(british, "en-US") == american
    assert respell(british, "en-us") == american


@pytest.mark.parametrize("locale", ["en-GB", "en-AU", "en", "", "de", "en-USX"])
def test_any_other_locale_keeps_them(locale):
    assert respell("cancelled", locale) == "cancelled"


def test_no_wording_loses_a_fact_or_a_blank_by_its_spelling():
    for wording in (w for r in LIBRARY.responses for w in r.wordings):
        assert respell(wording.text, "en-US").count("{") == wording.text.count("{")
        assert respell(wording.text, "en-US").count("[[") == wording.text.count("[[")
