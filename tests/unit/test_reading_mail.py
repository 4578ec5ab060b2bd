"""Edges that no recording of a whole mail shows."""

import pytest

from suggestions.reading.mail.automatic import says_automatic
from suggestions.reading.text import clean_body

ATTRIBUTION = "On Mon, 1 Sep 2026 at 10:12, Jon <jon@example.org> wrote:"


def test_unmarked_history_with_nothing_above_is_kept_because_an_answer_may_stand_in_it():
    assert clean_body(f"{ATTRIBUTION}\n\nDid it arrive?\n\nNo.") == "Did it arrive?\n\nNo."


def test_a_body_of_marked_history_holds_no_word_of_its_author():
    assert clean_body(f"{ATTRIBUTION}\n> Did it arrive?") == ""


def test_marked_lines_that_nothing_attributes_are_kept_when_there_is_nothing_else():
    assert clean_body("> Did it arrive?\n> It did not.") == "Did it arrive?\nIt did not."


def test_a_forwarded_mail_without_a_word_of_its_own_is_empty():
    assert clean_body("---------- Forwarded message ---------\nFrom: a@example.org\n\nYour parcel is here.") == ""


def test_an_error_that_somebody_shows_with_a_colon_is_no_quotation():
    body = "It says:\n> cannot connect\n> try again\nWhat now?"
    assert clean_body(body) == body


def test_mail_headers_that_somebody_shows_with_a_colon_are_no_history():
    body = "The fraud had these:\nFrom: x@example.org\nTo: me@example.org\nSubject: You won\nIs it from you?"
    assert clean_body(body) == body


def test_the_rest_of_a_broken_quoted_line_goes_with_it():
    quoted = "> We have sent the replacement to you and it should be with you within the"
    assert clean_body(f"{ATTRIBUTION}\n{quoted}\nnext five days\n> Jon\n\nIt is not.") == "It is not."


def test_a_short_answer_between_marked_lines_stays():
    assert clean_body(f"{ATTRIBUTION}\n> Did it arrive?\nno\n> Is it broken?\nyes") == "no\n\nyes"


@pytest.mark.parametrize("line", ["Order 48213", "Customer number: 7712034", "Bestellnummer 48213"])
def test_a_number_under_the_name_stays(line):
    assert clean_body(f"Where is it?\n\nKind regards,\nMaya\n{line}") == f"Where is it?\n\n{line}"


def test_a_paragraph_under_the_signature_stays():
    body = "Where is it?\n\nKind regards,\nMaya\n\nThe blue kettle and the red lid"
    assert clean_body(body) == "Where is it?\n\nThe blue kettle and the red lid"


@pytest.mark.parametrize(
    "above", ["My new address is:", "Please call me.", "Send it there, please.", "Here are my details."]
)
def test_contact_lines_that_were_asked_for_stay(above):
    body = f"{above}\n\nMaya Lindqvist\nTel: +44 7700 900321\nmaya@example.org"
    assert clean_body(body) == body


def test_dashes_between_paragraphs_start_no_signature():
    body = "The first lid is cracked.\n--\nThe second lid is missing."
    assert clean_body(body) == body


@pytest.mark.parametrize("body", [
    "I get this when I write to you:\n\nDelivery has failed to these recipients or groups:\n\nhelp@example.org",
    "Your automatic reply says two hours. That was on Friday.",
    "Thank you for your message. I am away until Monday, can you come on Tuesday?",
    "I am away until Monday. Please deliver it on Tuesday, thank you for your message.",
    "The delivery has failed again.", "Your message to me was rude.", "", "Your message",
])  # fmt: skip
def test_a_person_who_writes_of_such_mail_is_no_machine(body):
    assert not says_automatic(body)


@pytest.mark.parametrize("body", [
    "Bonjour,\n\nCeci est une réponse automatique.", "Dit is een automatisch antwoord.",
    "Gracias por su mensaje. Estoy de vacaciones hasta el lunes.",
    "Obrigado. Estou de férias. Em caso de urgência ligue 910 000 123.",
    "Dziękuję za wiadomość. Jestem na urlopie do 14 września.", "Grazie per la mail. Sono in ferie fino al 12 ottobre.",
    "This is the mail system at host mx1.example.org.\n\nYour message could not be delivered.",
    "Your message to help@example.org couldn't be delivered.",
])  # fmt: skip
def test_machines_are_told_in_several_languages(body):
    assert says_automatic(body)
