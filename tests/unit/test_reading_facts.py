import pytest
from build import (
    NOW,
    PRIYA,
    RULES,
    days_ago,
    make_comment,
    make_entry,
    make_ledger,
    make_promise,
    make_ticket,
    reply,
)

from suggestions.model import Ledger, PromiseState
from suggestions.reading.facts.facts import gather_facts
from suggestions.reading.situation import read_situation

EARLIER = days_ago(41)


def gather(text, *counted, promises=()):
    situation = read_situation(make_ticket(text), RULES)
    return gather_facts(situation, Ledger(tuple(counted), tuple(promises)), RULES.text_limit)


def entry(text, *later, days=41, number=1001):
    at = days_ago(days)
    return make_entry(make_ticket(make_comment(text, at=at), *later, number=number, at=at))


def test_one_amount_fills_its_slot():
    assert gather("you took 49.90 twice, where is my money")["amount"].text == "49.90"


def test_the_same_amount_spelt_twice_is_one_amount():
    assert gather("you took €49.90, and then €49,90 again")["amount"].text == "€49.90"


def test_two_amounts_fill_no_slot():
    assert "amount" not in gather("you took €49.90 and €12.00")


def test_of_two_amounts_the_one_named_before_is_meant():
    assert gather("you took €49.90 and €12.00", entry("€12.00 is wrong"))["amount"].text == "€12.00"


def test_an_amount_named_only_before_is_still_known():
    facts = gather("it is still missing", entry("€12.00 is missing"))
    assert (facts["amount"].text, facts["amount"].source.ticket_id) == ("€12.00", 1001)


def test_two_order_numbers_fill_no_slot():
    assert "order" not in gather("order 48213 and order 77777 are late")


def test_a_first_contact_knows_nothing_of_counts_or_waiting():
    facts = gather("Third time I'm writing about my money")
    assert not {"contact_ordinal", "contact_times", "waiting_time", "first_contact_date"} & set(facts)


def test_a_repeat_knows_its_count_and_dates():
    facts = gather("it is still missing", entry("it is missing"))
    names = ("contact_ordinal", "contact_times", "first_contact_date", "waiting_time")
    assert {name: facts[name].text for name in names} == {
        "contact_ordinal": "second",
        "contact_times": "twice",
        "first_contact_date": "12 August",
        "waiting_time": "41 days",
    }


def test_a_count_the_customer_disputes_is_not_used():
    facts = gather("Fifth time I'm writing about it", entry("it is missing"))
    assert not {"contact_ordinal", "contact_times"} & set(facts)
    assert "first_contact_date" in facts


def test_a_count_the_customer_confirms_is_used():
    assert gather("Second time I'm writing about it", entry("it is missing"))["contact_ordinal"].text == "second"


def test_a_wait_of_a_day_is_no_waiting_time():
    assert "waiting_time" not in gather("it is still missing", entry("it is missing", days=1))


def test_who_answered_and_what_was_tried_come_from_the_newest_reply():
    facts = gather(
        "it is still missing",
        entry("it is missing", reply("We opened a claim.", at=days_ago(40))),
        entry("again", reply("I have passed it to the billing team.", PRIYA, days_ago(20)), days=21, number=1002),
    )
    assert facts["previous_agent"].text == "Priya"
    assert facts["tried"].text == "your request was passed to the billing team on 2 September"


def test_a_promise_not_kept_is_named_with_its_quote():
    fact = gather("it is still missing", entry("it is missing"), promises=[make_promise()])["broken_promise"]
    assert fact.text == "the call you were promised on 2 September"
    assert fact.quote == "I will call you back this afternoon."


def test_a_promise_not_yet_due_is_told_with_its_day():
    promise = make_promise(PromiseState.OPEN, due=days_ago(-8))
    facts = gather("it is still missing", entry("it is missing"), promises=[promise])
    assert facts["open_promise"].text == "the call you were promised for 30 September"
    assert "broken_promise" not in facts


def test_a_kept_promise_is_not_spoken_of():
    facts = gather("it is still missing", entry("it is missing"), promises=[make_promise(PromiseState.KEPT)])
    assert not {"broken_promise", "open_promise"} & set(facts)


@pytest.mark.parametrize("contacts", [2, 3, 12, 13, 22])
def test_the_count_reads_right_for_any_number_of_contacts(contacts):
    facts = gather_facts(read_situation(make_ticket("still missing", at=NOW), RULES), make_ledger(contacts), 20_000)
    said = {2: "second", 3: "third", 12: "twelfth", 13: "13th", 22: "22nd"}
    assert facts["contact_ordinal"].text == said[contacts]
