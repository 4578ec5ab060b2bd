import pytest
from build import make_passage

from suggestions.reading.facts.claims import find_claimed_contacts
from suggestions.reading.facts.contact_counts import find_contact_counts


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


@pytest.mark.parametrize(("body", "count"), [
    ("Zum dritten Mal: mein Paket fehlt.", 3),
    ("Ich schreibe Ihnen jetzt schon zum dritten Mal.", 3),
    ("Das ist meine zweite Mail dazu.", 2),
    ("Das ist das vierte Mal, dass ich mich melde.", 4),
    ("Ich habe Ihnen schon dreimal geschrieben.", 4),
    ("Nach drei Mails immer noch nichts.", 4),
    ("Es la segunda vez que escribo.", 2),
    ("Por tercera vez: no ha llegado.", 3),
    ("Este es mi segundo correo.", 2),
    ("He llamado tres veces y nadie contesta.", 4),
    ("Tras cuatro correos sigo igual.", 5),
])  # fmt: skip
def test_a_count_in_german_or_spanish_includes_this_time(body, count):
    assert find_claimed_contacts("", body) == count


@pytest.mark.parametrize("body", [
    "Zum zweiten Mal wurde abgebucht.", "Das Gerät ist zum zweiten Mal kaputt.", "Ich habe die Schuhe zweimal gekauft.",
    "Sie haben dreimal abgebucht.", "Es la segunda vez que se rompe.", "Me cobraron dos veces.", "die dritte Rate",
])  # fmt: skip
def test_counting_something_else_in_german_or_spanish_is_no_claim(body):
    assert find_claimed_contacts("", body) is None


def test_the_words_of_a_foreign_claim_are_told_as_they_stand():
    (fact,) = find_contact_counts(make_passage("Hallo. Ich schreibe zum dritten Mal wegen der Lampe."))
    assert (fact.text, fact.value) == ("zum dritten Mal", 3)
