import pytest
from build import make_passage

from suggestions.reading.facts.identifiers import find_identifiers, identifier_key
from suggestions.reading.facts.money import amount_key, find_amounts


def amounts(text):
    return [f.text for f in find_amounts(make_passage(text))]


def identifiers(text):
    return [f.text for f in find_identifiers(make_passage(text))]


@pytest.mark.parametrize(("text", "amount"), [
    ("you took 49.90 twice, the money is gone", "49.90"),
    ("€49,90 please", "€49,90"),
    ("it was 49,90 €", "49,90 €"),
    ("I paid $1,234.50", "$1,234.50"),
    ("a fee of 500 kr", "500 kr"),
    ("USD 20 is missing", "USD 20"),
    ("I want my 50 euros", "50 euros"),
])  # fmt: skip
def test_an_amount_is_read_as_it_was_written(text, amount):
    assert amounts(text) == [amount]


@pytest.mark.parametrize("text", [
    "the meeting is at 14.30",
    "version 2.10 costs money",
    "I paid 20% more",
    "my bill for 2026",
    "order 49.90.12 was paid",
    "charged on 12.08.2026",
    "since 12.08 I was charged",
    "my address is 12.34 Hill Road",
    "call 020 7946 0000",
    "two days and 3 weeks",
])  # fmt: skip
def test_a_number_that_is_not_money_is_not_an_amount(text):
    assert amounts(text) == []


def test_a_date_beside_an_amount_is_not_a_second_amount():
    assert amounts("charged 49.90 on 12.08.2026") == ["49.90"]
    assert amounts("I paid €50, on 12.08 in fact") == ["€50"]


def test_every_amount_is_found_in_reading_order():
    assert amounts("I paid 50 euros and 30 euros") == ["50 euros", "30 euros"]


@pytest.mark.parametrize("same", ["€49.90", "49,90", "49.90 EUR", "$49.90"])
def test_two_spellings_of_one_amount_have_one_key(same):
    assert amount_key(same) == amount_key("49.90")


def test_thousands_do_not_change_the_amount():
    assert amount_key("$1,234.50") == amount_key("1.234,50") == "1234.50"
    assert amount_key("1,234") != amount_key("1.23")


@pytest.mark.parametrize(("text", "said"), [
    ("order 48213", "order 48213"),
    ("my order #48213 is late", "order 48213"),
    ("Order no. 48213", "order 48213"),
    ("invoice INV-2026-001", "invoice INV-2026-001"),
    ("tracking number is JD0146000", "tracking number JD0146000"),
    ("case number 8841", "case 8841"),
])  # fmt: skip
def test_a_named_number_is_found_with_its_kind(text, said):
    assert identifiers(text) == [said]


@pytest.mark.parametrize("text", [
    "I ordered 1000 pieces",
    "my order from 2026",
    "order 2026",
    "order for 5000 euros",
    "invoice 49.90",
    "phone 0701234567",
    "I am in order to ask",
    "order soon",
    "room 48213",
])  # fmt: skip
def test_a_number_nobody_named_is_no_identifier(text):
    assert identifiers(text) == []


def test_the_same_number_spelt_differently_has_one_key():
    first, second = (find_identifiers(make_passage(t))[0] for t in ("order AB-123", "Order #ab123"))
    assert identifier_key(first) == identifier_key(second)


def test_an_order_and_an_invoice_of_one_number_are_two_things():
    first, second = (find_identifiers(make_passage(t))[0] for t in ("order 48213", "invoice 48213"))
    assert identifier_key(first) != identifier_key(second)
