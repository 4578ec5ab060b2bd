import pytest
from build import FACT_TEXTS, REPEAT_TEXTS, make_facts, make_ledger, make_situation

from suggestions.drafting.languages import put_into

FACTS = make_facts(**FACT_TEXTS, **REPEAT_TEXTS)


def say(language, contacts=3):
    return {n: f.text for n, f in put_into(FACTS, make_situation(), make_ledger(contacts), language).items()}


def test_english_facts_stay_as_they_are():
    assert say("en") == {n: f.text for n, f in FACTS.items()}


@pytest.mark.parametrize(("language", "said"), [
    ("de", {"contact_times": "dreimal", "contact_ordinal": "dritten"}),
    ("es", {"contact_times": "tres veces", "contact_ordinal": "tercera"}),
])  # fmt: skip
def test_the_record_is_told_in_the_words_of_the_language(language, said):
    assert say(language).items() >= said.items()


def test_numbers_keep_their_digits_and_change_their_noun():
    number = FACT_TEXTS["order"].split()[-1]
    assert (say("de")["order"], say("es")["order"]) == (f"Bestellung {number}", f"el pedido {number}")


def test_days_are_written_as_the_language_writes_them():
    assert "." in say("de")["first_contact_date"]
    assert " de " in say("es")["first_contact_date"]


@pytest.mark.parametrize("language", ["de", "es", "pl"])
def test_clauses_and_nouns_in_english_never_enter_a_draft_in_another_language(language):
    english = {"consequence", "tried", "broken_promise", "open_promise", "since", "stated_duration"}
    assert not english & set(say(language))


def test_a_language_without_words_of_its_own_keeps_what_needs_none():
    assert set(say("pl")) <= {"amount", "previous_agent", "colleague"}


def test_many_contacts_are_counted_in_digits():
    assert say("de", contacts=14)["contact_times"] == "14-mal"
