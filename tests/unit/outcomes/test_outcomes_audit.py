from dataclasses import replace

import pytest
from audits import group, person, problem, read, solved, talk
from build import RULES, days_ago, make_ticket, reply

from suggestions.model import Role
from suggestions.outcomes.audit import Audit, choose_to_read, compose_audit
from suggestions.outcomes.contacts import sort_contacts
from suggestions.outcomes.conversations import End
from suggestions.outcomes.intervals import Share

CHARGED = "You took 49.90 twice this month. I was charged two times for the same order."
STOCK = ("We apologise for any inconvenience.",)
CALL = ("I will call you back tomorrow.",)
MANAGER = "That is no answer. I want to speak to a manager."
SUPPORT = 7


def audit_of(*problems, names=None) -> Audit:
    contacts = sort_contacts(t for p in problems for t in p.contacts)
    return compose_audit(contacts, problems, read(*problems), names or {}, RULES)


def share(audit, key, label, stratum=""):
    (found,) = [
        row.share
        for f in audit.figures
        if f.key == key
        for row in f.rows
        if (row.label, row.stratum) == (label, stratum)
    ]
    return found


def once(number):
    return problem(talk(CHARGED, number=number, requester=person(number)))


def chain(number, *said, length=2):
    customer = person(number)
    first = talk(*(said or (CHARGED,)), number=number, requester=customer, start=60)
    rest = [talk(CHARGED, number=number + n, requester=customer, start=60 - 10 * n) for n in range(1, length)]
    return problem(first, *rest)


def test_repeats_are_counted_in_contacts_problems_and_customers():
    audit = audit_of(chain(100, length=3), once(200), once(300))
    assert [row.share for row in audit.figures[0].rows] == [Share(2, 5), Share(1, 3), Share(1, 3)]


def test_a_customer_with_two_chains_is_one_customer():
    audit = audit_of(chain(100), replace_customer(chain(200), 100))
    assert share(audit, "repeat_contacts", "Customers with at least one repeat chain") == Share(1, 1)


def replace_customer(one, number):
    return replace(one, contacts=tuple(replace(t, requester=person(number)) for t in one.contacts))


def test_a_request_for_a_manager_is_counted_among_those_who_met_a_stock_reply():
    audit = audit_of(chain(100, CHARGED, STOCK, MANAGER), chain(200, CHARGED, STOCK), chain(300, CHARGED))
    assert share(audit, "asked_for_person", "after a stock reply", "Repeat chains") == Share(1, 2)


def test_the_ticket_of_such_a_request_is_named():
    assert audit_of(chain(100, CHARGED, STOCK, MANAGER)).find_asked() == (101,)


def test_chains_and_the_sample_of_the_rest_are_never_added_up():
    audit = audit_of(chain(100, CHARGED, STOCK), problem(talk(CHARGED, STOCK, number=9)))
    found = [share(audit, "stock_replies", "holds a stock phrase", s) for s in ("Repeat chains", "Written about once")]
    assert found == [Share(1, 1), Share(1, 1)]


def test_a_promise_past_due_on_which_nobody_says_a_word_is_told_apart():
    audit = audit_of(chain(100, CHARGED, CALL))
    assert share(audit, "promises", End.SILENT, "Repeat chains") == Share(1, 1)
    assert audit.find_broken() == ()


def test_a_promise_the_customer_says_was_not_kept_is_broken_and_its_ticket_is_named():
    audit = audit_of(chain(100, CHARGED, CALL, CHARGED, "Nobody called me."))
    assert share(audit, "promises", End.BROKEN, "Repeat chains") == Share(1, 1)
    assert audit.find_broken() == (100,)


def test_what_an_automatic_message_promises_is_nobodys_promise():
    ticket = make_ticket(CHARGED, reply(CALL[0], person(5, role=Role.AGENT, name="Auto-reply"), days_ago(9)))
    assert audit_of(problem(ticket)).promises == ()


def test_a_promise_not_yet_due_is_in_no_share():
    young = problem(talk(CHARGED, ("I will call you back within 90 days.",), number=1))
    audit = audit_of(young)
    assert share(audit, "promises", End.BROKEN, "Written about once") == Share(0, 0)
    assert audit.count_promises(End.OPEN) == 1


def test_a_ticket_whose_comments_could_not_be_read_is_in_no_figure_of_words():
    audit = audit_of(problem(solved(CHARGED, number=1)))
    assert (len(audit.problems), audit.conversations) == (1, ())


def test_problems_in_another_language_are_in_no_figure_of_words():
    assert audit_of(problem(talk(CHARGED, STOCK, number=1), language="pt")).conversations == ()


def test_the_reasons_with_the_most_returning_customers_come_first():
    billing, address = group([solved(CHARGED, number=1)])[0].reason, None
    chains = [replace(chain(100 * n), reason=billing) for n in (1, 2)]
    audit = audit_of(replace(chain(900, length=5), reason=address), *chains, replace(once(800), reason=billing))
    assert [(c.label, c.customers, c.repeats, c.share) for c in audit.causes] == [
        ("Charged twice", 2, 2, Share(2, 3)),
        ("Nothing in the library is near", 1, 4, Share(1, 1)),
    ]


def test_groups_are_named_where_names_are_known():
    mine = problem(replace(talk(CHARGED, number=1), group_id=SUPPORT))
    other = problem(replace(talk(CHARGED, number=2), group_id=8))
    audit = audit_of(mine, other, once(3), names={SUPPORT: "Support"})
    assert sorted(row.label for row in audit.by_group.rows) == ["Group 8", "No group", "Support"]


def test_lengths_and_days_of_all_chains_add_up():
    audit = audit_of(chain(100, length=2), chain(200, length=7))
    assert [row.share.part for row in audit.lengths] == [1, 0, 0, 1]
    assert [row.share.part for row in audit.days] == [0, 0, 0, 1, 1]


def test_a_follow_up_dated_before_what_it_follows_makes_no_negative_days():
    late, early = solved(CHARGED, number=1, days=10), solved(CHARGED, number=2, days=30, follow_up_of=1)
    assert [p.days for p in group([late, early])] == [20]


def test_nothing_to_audit_is_an_audit_without_figures_to_say():
    audit = audit_of()
    assert all(row.share == Share(0, 0) for figure in audit.figures for row in figure.rows)
    assert (audit.causes, audit.chains, audit.promises) == ((), (), ())


def test_every_chain_is_read_and_of_the_rest_as_many_as_asked():
    problems = [chain(100), *(once(n) for n in range(200, 250))]
    chosen = choose_to_read(problems, 10, seed=1)
    assert (sum(p.is_repeated for p in chosen), len(chosen)) == (1, 11)


def test_the_same_seed_draws_the_same_and_another_seed_another():
    problems = [once(n) for n in range(50)]
    first, again, other = (choose_to_read(problems, 10, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_sample_larger_than_the_rest_is_all_of_it():
    assert len(choose_to_read([once(n) for n in range(1, 4)], 200, seed=1)) == 3


@pytest.mark.parametrize("days", [0, 1, 29])
def test_solved_before_it_was_created_still_counts_as_a_contact(days):
    ticket = solved(CHARGED, number=1, days=20)
    backwards = replace(ticket, updated_at=days_ago(20 + days))
    assert len(group([backwards])) == 1
