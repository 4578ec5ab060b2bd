from dataclasses import replace

import pytest
from build import (
    JON,
    MAYA,
    NOW,
    RULES,
    WordEmbedder,
    days_ago,
    make_library,
    make_ticket,
)

from suggestions.library.index import LibraryIndex
from suggestions.model import History, Status, TicketId
from suggestions.reading.repeats.repeats import (
    find_compared_words,
    find_repeat_contacts,
    score_contacts,
    situation_words,
    ticket_words,
)
from suggestions.reading.situation import read_situation
from suggestions.rules import Rules

EMBEDDER = WordEmbedder()
PLACES = LibraryIndex(make_library(), EMBEDDER).place_among()
WORDS = "You took the money twice this month and the payment is wrong"
UNLIKE = "My garden chair wobbles, which screws fit into those legs"


def earlier(days, text=WORDS, number=1002, **more):
    return make_ticket(text, number=number, at=days_ago(days), status=Status.SOLVED, **more)


def find(ticket, *history, rules=RULES):
    return find_repeat_contacts(read_situation(ticket, rules), History(tuple(history)), PLACES, EMBEDDER, rules)


def test_the_same_problem_in_the_same_words_counts():
    ledger = find(make_ticket(WORDS), earlier(10))
    assert ledger.contact_count == 2


def test_another_problem_does_not_count():
    ledger = find(make_ticket(WORDS), earlier(10, UNLIKE))
    assert (ledger.contact_count, ledger.entries) == (1, ())


def test_a_first_ticket_has_an_empty_ledger():
    assert find(make_ticket(WORDS)).entries == ()


def test_the_ticket_itself_is_never_its_own_earlier_contact():
    ticket = make_ticket(WORDS)
    assert find(ticket, ticket).entries == ()


# most words in common, which the vectors of these tests take for one problem
ALIKE = "You took the money twice this month and everything is late"


def find_in(language, *history, text=WORDS, rules=RULES):
    """The ledger of a ticket in this language, whatever its words."""
    situation = replace(read_situation(make_ticket(text), rules), language=language)
    return find_repeat_contacts(situation, History(tuple(history)), PLACES, EMBEDDER, rules)


def test_in_a_language_the_model_cannot_read_words_that_lie_near_are_no_repeat_and_not_shown():
    assert find_in("en", earlier(10, ALIKE)).contact_count == 2
    assert find_in("pl", earlier(10, ALIKE)).entries == ()


def test_in_a_language_the_model_cannot_read_the_very_same_words_count():
    assert find_in("pl", earlier(10)).contact_count == 2


def test_in_a_language_the_model_cannot_read_a_number_both_name_counts():
    ledger = find_in("pl", earlier(10, f"{ALIKE} order 48213"), text=f"{WORDS} order 48213")
    assert ledger.contact_count == 2


def test_a_model_that_reads_the_language_is_believed():
    rules = replace(RULES, model_languages=frozenset({"en", "pl"}))
    assert find_in("pl", earlier(10, ALIKE), rules=rules).contact_count == 2


def test_words_too_few_to_tell_the_language_are_read_as_the_models():
    assert find_in("und", earlier(10, ALIKE)).contact_count == 2


def test_a_shared_order_number_makes_a_doubtful_pair_count():
    near = "You took the money and something went badly and nobody explained what happens next"
    apart = find(make_ticket(WORDS), earlier(10, near))
    together = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{near} order 48213"))
    assert (apart.contact_count, together.contact_count) == (1, 2)
    assert any("48213" in words for words in together.counted[0].evidence)


def test_a_different_order_number_speaks_against():
    same = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 48213"))
    other = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 77777"))
    assert len(same.counted) == 1
    assert other.counted == ()


def test_a_ticket_about_another_order_is_not_counted_for_sharing_an_amount_with_one_that_is():
    elsewhere = "Nobody told me why the amount left on that day and everything looks strange to me"
    ledger = find(
        make_ticket(f"{WORDS} order 48213"),
        earlier(20, f"{WORDS} order 48213, it was €49.90. {elsewhere}", number=1001),
        earlier(10, f"order 77777, it was €49.90. {elsewhere}", number=1002),
    )
    assert [e.ticket.id for e in ledger.counted] == [1001]


def test_a_follow_up_of_an_earlier_ticket_is_told_even_where_the_words_differ():
    ticket = replace(make_ticket(UNLIKE), follow_up_of=TicketId(1002))
    assert find(make_ticket(UNLIKE), earlier(10)).entries == ()
    (entry,) = find(ticket, earlier(10)).entries
    assert "this ticket is a follow-up of it" in entry.evidence


def test_a_follow_up_of_a_counted_ticket_counts_whatever_its_words():
    middle = replace(earlier(5, UNLIKE, number=1002), follow_up_of=TicketId(1001))
    assert find(make_ticket(WORDS), earlier(10, number=1001), middle).contact_count == 3


@pytest.mark.parametrize(("days", "count"), [(RULES.repeat_window_days - 1, 2), (RULES.repeat_window_days + 1, 1)])
def test_only_tickets_inside_the_window_count(days, count):
    assert find(make_ticket(WORDS), earlier(days)).contact_count == count


def test_a_later_ticket_is_no_earlier_contact():
    assert find(make_ticket(WORDS, at=days_ago(5)), earlier(1)).entries == ()


@pytest.mark.parametrize("half", [
    {"channel": "side_conversation"},
    {"tags": ("closed_by_merge",)},
    {"submitter_id": JON.id},
])  # fmt: skip
def test_a_ticket_that_is_no_contact_of_theirs_never_counts(half):
    assert find(make_ticket(WORDS), earlier(10, **half)).entries == ()


def test_a_phone_ticket_an_agent_wrote_down_counts():
    assert find(make_ticket(WORDS), earlier(10, submitter_id=JON.id, channel="phone")).contact_count == 2


def test_what_may_be_related_is_kept_and_not_counted():
    rules = replace(RULES, repeat_line=1.01)
    ledger = find(make_ticket(WORDS), earlier(10), rules=rules)
    assert (ledger.contact_count, ledger.is_repeat, len(ledger.related)) == (1, False, 1)


def test_the_ledger_is_told_newest_first_and_dated_from_the_first():
    ledger = find(make_ticket(WORDS), earlier(30, number=1001), earlier(10, number=1002))
    assert [e.ticket.id for e in ledger.entries] == [1002, 1001]
    assert ledger.first_at == days_ago(30)


def test_a_ticket_tied_to_a_counted_one_by_amount_and_words_counts_with_it():
    first = earlier(40, f"{WORDS} 49.90 in August", number=1001)
    second = earlier(20, f"{WORDS} 49.90 missing", number=1002)
    ledger = find(make_ticket(f"{WORDS}"), first, second)
    assert ledger.contact_count == 3


def test_a_message_without_words_has_no_repeats():
    assert find(make_ticket(""), earlier(10, "")).entries == ()


def test_a_history_of_five_thousand_tickets_is_read_whole():
    history = [earlier(1 + n % 100, f"{UNLIKE} {n}", number=10_000 + n) for n in range(4_999)]
    ledger = find(make_ticket(WORDS), earlier(10), *history, rules=Rules())
    assert [e.ticket.id for e in ledger.counted] == [1002]


def test_another_persons_name_in_the_subject_changes_nothing_about_the_count():
    ticket = make_ticket(WORDS, subject="Re: Charged twice", requester=MAYA, at=NOW)
    assert find(ticket, earlier(10, subject="Charged twice")).contact_count == 2


def test_each_entry_says_in_words_what_it_rests_on():
    ledger = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 48213"))
    assert ledger.counted[0].evidence == ("same order number 48213", "similar words")


def test_a_shared_order_is_shown_though_the_words_are_about_something_else():
    (entry,) = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{UNLIKE} order 48213")).entries
    assert (entry.counted, entry.score) == (False, RULES.repeat_related_line)


def test_another_order_is_not_even_shown_as_related():
    ledger = find(make_ticket(f"{WORDS} order 48213"), earlier(10, f"{WORDS} order 77777"))
    assert ledger.entries == ()


def test_no_claim_and_no_haste_brings_a_ticket_about_another_order_back():
    words = f"{WORDS} order"
    ticket = make_ticket(f"{words} 48213. Still no answer, third time I am writing")
    assert find(ticket, earlier(0, f"{words} 77777. Still no answer, third time I am writing")).entries == ()


def test_a_phone_number_in_every_message_makes_no_repeat():
    call = "Call me on 0701234567."
    assert find(make_ticket(f"{WORDS}. {call}"), earlier(10, f"{UNLIKE}. {call}")).entries == ()


def test_a_first_ticket_of_a_new_team_is_compared_by_its_words_alone():
    nobody = LibraryIndex(make_library(), EMBEDDER).place_among(EMBEDDER.encode([])[:0])
    for text, count in ((WORDS, 2), (UNLIKE, 1)):
        history = History((earlier(10, text),))
        ledger = find_repeat_contacts(read_situation(make_ticket(WORDS), RULES), history, nobody, EMBEDDER, RULES)
        assert ledger.contact_count == count


HALF = "You took the money and something went wrong"
AGAIN = ". I already wrote last week."


def test_a_customer_who_says_third_is_believed_as_far_as_the_record_allows():
    history = [earlier(30, HALF, number=1001), earlier(10, number=1002), earlier(20, UNLIKE, number=1000)]
    lines = replace(RULES, repeat_line=0.97, repeat_related_line=0.96)
    silent, said = (
        find(make_ticket(f"{WORDS}{claim}"), *history, rules=lines) for claim in ("", ". Third time I write")
    )
    assert [len(ledger.counted) for ledger in (silent, said)] == [1, 2]
    assert "they say this is the third time" in said.counted[-1].evidence


def test_whoever_says_only_that_they_wrote_before_is_shown_the_nearest_ticket_and_counted_no_other():
    lines = replace(RULES, repeat_line=0.97, repeat_related_line=0.96)
    silent, said = (find(make_ticket(f"{WORDS}{claim}"), earlier(20, HALF), rules=lines) for claim in ("", AGAIN))
    assert (silent.entries, said.contact_count) == ((), 1)
    assert "they say it is not the first time" in said.related[0].evidence


def test_a_claim_in_a_language_the_model_cannot_read_speaks_for_a_ticket_that_lies_near():
    text = f"{WORDS}. Ich schreibe zum zweiten Mal."
    assert find_in("de", earlier(10, ALIKE), text=text).contact_count == 2
    assert find_in("de", earlier(10, UNLIKE), text=text).entries == ()


def test_whoever_says_again_in_a_language_the_model_cannot_read_is_shown_a_ticket_that_lies_near():
    ledger = find_in("de", earlier(10, ALIKE), text=f"{WORDS}. Ich habe Ihnen schon geschrieben.")
    assert (ledger.contact_count, len(ledger.related)) == (1, 1)


def test_nobody_is_believed_about_a_ticket_that_names_another_order():
    ledger = find(
        make_ticket(f"{WORDS} order 48213. Third time I am writing about it"),
        *(earlier(n, f"{WORDS} order 7777{n}", number=n) for n in range(1, 5)),
    )
    assert ledger.counted == ()


def test_whoever_claims_more_contacts_than_there_are_tickets_gets_those_there_are():
    ledger = find(make_ticket(f"Ninth time I am writing. {WORDS}"), earlier(10))
    assert ledger.contact_count == 2


def test_which_words_are_compared_is_told_the_new_tickets_first():
    situation = read_situation(make_ticket(f"Hello, {WORDS}. Thanks, Maya"), RULES)
    history = History((earlier(10, f"Hi, {UNLIKE}."), earlier(999, "too old", number=7)))
    assert find_compared_words(situation, history, RULES) == (f"{WORDS}.", f"{UNLIKE}.")


def test_where_nothing_is_said_nothing_is_compared():
    assert find_compared_words(read_situation(make_ticket(""), RULES), History((earlier(10),)), RULES) == ()


def test_an_earlier_ticket_is_read_with_its_subject_and_the_new_one_with_its_newest_words():
    ticket = make_ticket("It has been two weeks.", subject="Re: Lost parcel")
    assert ticket_words(ticket) == "Lost parcel. It has been two weeks."
    assert situation_words(read_situation(ticket, RULES)) == "Lost parcel. It has been two weeks."


def test_every_contact_gets_a_probability_in_the_order_of_the_history():
    history = History((earlier(10, number=5), earlier(90, UNLIKE, number=3), earlier(20, number=9)))
    entries = score_contacts(read_situation(make_ticket(WORDS), RULES), history, PLACES, EMBEDDER, RULES)
    assert [e.ticket.id for e in entries] == [5, 3, 9]
    assert entries[0].score > entries[1].score
