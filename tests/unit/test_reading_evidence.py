import time
from dataclasses import replace

import pytest
from build import days_ago, examples, make_passage, make_ticket
from hypothesis import given
from hypothesis import strategies as st

from suggestions.model import TicketId
from suggestions.reading.facts.facts import find_facts
from suggestions.reading.repeats.evidence import drop_constant_fields, find_clues, read_evidence

FIELD = 360_001


def read(text, *, days=0, number=1003, **more):
    ticket = make_ticket(text, number=number, at=days_ago(days), **more)
    return read_evidence(ticket, text, find_facts([make_passage(text)]))


def compare(newer, older, *, days=10, **more):
    return find_clues(read(newer, **more), read(older, days=days, number=1002, **more))


@pytest.mark.parametrize(("newer", "older", "words"), [
    ("Where is order 48213?", "Order no. 48213 is late.", "same order number 48213"),
    ("Invoice INV-2034 is wrong.", "I paid invoice INV-2034.", "same invoice number INV2034"),
    ("HJ4K9P is gone.", "I mean HJ4K9P.", "same reference number HJ4K9P"),
    ("RMA-55710 came back.", "About RMA-55710 again.", "same reference number RMA55710"),
    ("What about 48213771?", "It is 48213771.", "same reference number 48213771"),
])  # fmt: skip
def test_a_number_both_name_ties_them_and_is_told(newer, older, words):
    clues = compare(newer, older)
    assert (clues.shared_number, clues.ties, words in clues.words) == (True, words, True)


@pytest.mark.parametrize(("older", "conflict"), [
    ("RR473124829GB", None), ("RR473124828GB", None), ("RR123456785GB", "tracking"),
])  # fmt: skip
def test_a_tracking_number_whose_check_digit_is_wrong_speaks_of_no_other_parcel(older, conflict):
    clues = compare("Tracking number RR473124829GB is stuck.", f"Where is tracking number {older}?")
    assert clues.conflict == conflict


def test_a_number_is_the_same_however_it_is_written():
    assert compare("Invoice INV-2034 is wrong.", "I paid invoice inv2034.").shared_number


def test_a_number_named_once_and_bare_once_is_the_same():
    assert compare("Order 482137 is late.", "Where is 482137?").ties == "same order number 482137"


@pytest.mark.parametrize(("newer", "older", "kind"), [
    ("Where is order 48213?", "Where is order 77777?", "order"),
    ("Invoice INV-2034 is wrong.", "Invoice INV-2035 is wrong.", "invoice"),
    ("Tracking JD014600 stands still.", "Tracking JD014611 stands still.", "tracking"),
])  # fmt: skip
def test_another_order_invoice_or_parcel_is_another_thing(newer, older, kind):
    clues = compare(newer, older)
    assert (clues.conflict, clues.values["other_number"]) == (kind, 1.0)
    assert f"names another {kind} number" in clues.words


def test_two_case_numbers_may_be_about_one_thing():
    assert compare("My ticket 88412 is closed.", "My ticket 77301 is closed.").conflict is None


def test_a_number_only_one_of_them_names_says_nothing():
    clues = compare("Where is order 48213?", "Where is my order?")
    assert (clues.conflict, clues.ties, clues.words) == (None, None, ())


def test_one_number_in_common_outweighs_another_that_differs():
    clues = compare("Orders: order 48213 and order 55555.", "Order 48213, and before it order 77777.")
    assert (clues.shared_number, clues.conflict) == (True, None)


@pytest.mark.parametrize("own", [
    "Call me on 0701234567.", "My phone is 0701234567.", "Mobile: 0701234567", "You can reach me on 070-1234567",
    "My customer number is 1234567.", "Account no. 12345678.", "I am a member, 1234567.",
])  # fmt: skip
def test_a_number_of_the_person_ties_nothing(own):
    assert compare(f"The oven is cold. {own}", f"The lamp is broken. {own}").ties is None


def test_a_number_of_the_person_hides_no_order_beside_it():
    clues = compare("Order 482137 is late. Call me on 0701234567.", "Order 482137, my phone is 0701234567.")
    assert clues.ties == "same order number 482137"


def test_the_same_amount_ties_less_than_a_number():
    clues = compare("You took 49.90 twice.", "I see €49.90 charged.")
    assert (clues.ties, clues.shared_number) == ("same amount 49.90", False)
    assert clues.values["shared_amount_or_field"] == 1.0


def test_a_year_is_no_number_of_an_order():
    assert compare("My order of 2026.", "The order 2026 was fine.").ties is None


def test_the_same_entry_of_a_ticket_field_ties_them():
    clues = compare("It broke.", "It is late.", fields=((FIELD, "A-48213"),))
    assert (clues.ties, clues.shared_number) == ("same number in a ticket field", False)


@pytest.mark.parametrize("entry", ["gold", "yes", "12", "tier_2", ""])
def test_a_choice_in_a_ticket_field_is_no_number(entry):
    assert compare("It broke.", "It is late.", fields=((FIELD, entry),)).ties is None


def test_a_field_that_is_the_same_on_every_ticket_of_theirs_ties_nothing():
    reads = drop_constant_fields([read("Late.", number=n, fields=((FIELD, "C-10042"),)) for n in (1, 2, 3)])
    assert [r.fields for r in reads] == [{}, {}, {}]


def test_a_field_that_differs_once_is_kept():
    entries = ["O-10042", "O-10042", "O-55555"]
    reads = [read("Late.", number=n, fields=((FIELD, entry),)) for n, entry in enumerate(entries, 1)]
    assert drop_constant_fields(reads) == reads


def test_a_follow_up_is_one_from_either_side():
    link = {"follow_up_of": TicketId(1002)}
    newer, older = read("It broke.", **link), read("It is late.", days=10, number=1002)
    assert find_clues(newer, older).follows
    assert find_clues(older, newer).follows


@pytest.mark.parametrize(("text", "clue"), [
    ("Still no answer about the parcel.", "says_again"),
    ("Third time I am writing about the parcel.", "says_count"),
    ("One more thing: the lamp is broken.", "says_another_matter"),
])  # fmt: skip
def test_what_the_newer_one_says_of_the_contact_is_a_clue(text, clue):
    assert compare(text, "Where is it?").values[clue] == 1.0
    assert compare("Where is it?", text).values[clue] == 0.0


def test_the_sooner_they_write_again_the_more_it_says():
    soon = [compare("Late.", "Late.", days=days).values["soon_after"] for days in (0, 1, 7, 14, 100)]
    assert soon == sorted(soon, reverse=True)
    assert (soon[0], soon[-1]) == (1.0, 0.0)


def test_an_earlier_ticket_dated_later_is_as_far_away():
    assert (
        compare("Late.", "Late.", days=-7).values["soon_after"]
        == compare("Late.", "Late.", days=7).values["soon_after"]
    )


WORDS = st.lists(st.sampled_from([
    "order 48213", "order 77777", "invoice INV-2034", "RMA-55710", "€49.90", "49,90", "call me 0701234567", "48213771",
    "third time", "\ud83d", "§", "\n", "parcel",
]), max_size=8).map(" ".join) | st.text(max_size=80)  # fmt: skip


@given(WORDS, WORDS)
@examples(200)
def test_what_ties_or_parts_two_tickets_does_so_from_either_side(one, other):
    a, b = read(one), read(other, days=3, number=1002)
    there, back = find_clues(a, b), find_clues(b, a)
    assert (there.shared_number, there.conflict, bool(there.ties)) == (
        back.shared_number,
        back.conflict,
        bool(back.ties),
    )


@given(WORDS, WORDS)
@examples(200)
def test_every_clue_is_between_nought_and_one(one, other):
    assert all(0 <= value <= 1 for value in compare(one, other).values.values())


@given(WORDS)
@examples(100)
def test_a_text_never_speaks_against_itself(text):
    assert compare(text, text).conflict is None


@pytest.mark.parametrize("piece", ["A-", "1-", "A", "A1", "-", "1", "call ", "customer 1", "A1-B"])
def test_an_endless_line_is_searched_for_codes_at_once(piece):
    text, ticket = (piece * 20_000)[:20_000], make_ticket("")
    start = time.process_time()
    read_evidence(replace(ticket, description=text), text, ())
    assert time.process_time() - start < 1
