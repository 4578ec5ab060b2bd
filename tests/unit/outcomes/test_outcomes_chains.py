from audits import group, grouped, numbers, person, solved
from build import SAM, WordEmbedder, examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.outcomes.chains import EncodedTexts

TWICE = "I was charged two times for the same order, 49.90 both times."
ADDRESS = "Where do I change my delivery address before the parcel leaves?"


class CountingEmbedder(WordEmbedder):
    def __init__(self):
        super().__init__()
        self.seen = []

    def encode(self, texts):
        self.seen += texts
        return super().encode(texts)


def test_a_customer_who_writes_again_about_it_makes_one_chain():
    problems = group([solved(TWICE, number=1, days=30), solved(TWICE, number=2, days=10)])
    assert numbers(problems) == [[1, 2]]


def test_two_matters_of_one_customer_are_two_problems():
    problems = group([solved(TWICE, number=1, days=30), solved(ADDRESS, number=2, days=10)])
    assert numbers(problems) == [[1], [2]]


def test_a_chain_goes_on_over_what_came_between():
    tickets = [
        solved(TWICE, number=1, days=30),
        solved(ADDRESS, number=2, days=20),
        solved(TWICE, number=3, days=10),
    ]
    assert numbers(group(tickets)) == [[1, 3], [2]]


def test_a_follow_up_is_in_the_chain_of_what_it_follows():
    problems = group([solved(TWICE, number=1, days=30), solved("Nothing came.", number=2, days=10, follow_up_of=1)])
    assert numbers(problems) == [[1, 2]]


def test_the_same_words_about_another_order_are_another_problem():
    tickets = [solved("Order 48213 never came.", number=1, days=30), solved("Order 90071 never came.", number=2)]
    assert numbers(group(tickets)) == [[1], [2]]


def test_the_same_words_of_two_customers_are_two_problems():
    problems = group([solved(TWICE, number=1, days=30), solved(TWICE, number=2, days=10, requester=SAM)])
    assert numbers(problems) == [[1], [2]]


def test_a_contact_after_the_window_begins_a_new_problem():
    problems = group([solved(TWICE, number=1, days=400), solved(TWICE, number=2, days=10)])
    assert numbers(problems) == [[1], [2]]


def test_a_chain_tells_its_days():
    (problem,) = group([solved(TWICE, number=1, days=30), solved(TWICE, number=2, days=10)])
    assert problem.days == 20


def test_a_problem_has_the_nearest_response_as_its_reason():
    (problem,) = group([solved("I was charged two times for the same order.", number=1)])
    assert problem.reason.reason == "billing.duplicate_charge"


def test_a_problem_far_from_the_library_has_no_reason():
    (problem,) = group([solved("Zebras graze quietly beyond the northern hills.", number=1)])
    assert problem.reason is None


def test_a_ticket_without_words_is_a_problem_of_its_own():
    assert numbers(group([solved("", number=1, days=30), solved("", number=2, days=10)])) == [[1], [2]]


def test_the_same_words_again_and_again_are_a_machines_and_no_problem():
    alarms = [solved(f"Disk full at {n} percent.", number=n, days=40 - n) for n in range(1, 31)]
    found = grouped([*alarms, solved(TWICE, number=99, days=2)])
    assert (numbers(found.problems), sorted(t.id for t in found.machine)) == ([[99]], list(range(1, 31)))


def test_a_customer_who_sends_the_same_words_four_times_is_no_machine():
    assert numbers(group([solved(TWICE, number=n, days=20 - n) for n in range(1, 5)])) == [[1, 2, 3, 4]]


def test_no_tickets_are_no_problems():
    assert group([]) == []


def test_every_text_is_encoded_once():
    embedder = CountingEmbedder()
    encoded = EncodedTexts([TWICE, ADDRESS, TWICE], embedder)
    encoded.encode([ADDRESS, TWICE, "new words"])
    encoded.encode(["new words"])
    assert sorted(embedder.seen) == sorted([TWICE, ADDRESS, "new words"])


@examples(20)
@given(st.lists(st.tuples(st.sampled_from([TWICE, ADDRESS, ""]), st.integers(0, 300), st.integers(1, 3)), max_size=8))
def test_every_contact_is_in_exactly_one_problem_of_its_own_customer(told):
    tickets = [solved(t, number=n, days=d, requester=person(who)) for n, (t, d, who) in enumerate(told, 1)]
    problems = group(tickets)
    assert sorted(n for chain in numbers(problems) for n in chain) == [t.id for t in tickets]
    assert all(len({t.requester.id for t in p.contacts}) == 1 for p in problems)
