import re

import pytest
from build import (
    FACT_TEXTS,
    REPEAT_TEXTS,
    RULES,
    STARTER,
    choose_framework,
    examples,
    load_starter,
    make_facts,
    make_ledger,
    make_order,
    make_promise,
    make_situation,
)
from hypothesis import given
from hypothesis import strategies as st
from test_drafting_composing import check_well_formed

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Framework
from suggestions.drafting.guards import guard_draft
from suggestions.drafting.stock_phrases import find_stock_phrase
from suggestions.library.lint import lint_library
from suggestions.library.lint_rules import Severity
from suggestions.library.lint_words import find_fault
from suggestions.library.vocabulary import OWN_FACTS, Part
from suggestions.model import STRAINED, Feeling, Ledger

LIBRARY = load_starter()
WORDINGS = [w for r in LIBRARY.responses for w in r.wordings] + [w for ws in LIBRARY.shared.values() for w in ws]
every_response = pytest.mark.parametrize("response", LIBRARY.responses, ids=lambda r: r.id)
MINE = {name: FACT_TEXTS[name] for name in ("amount", "order", "stated_duration", "consequence")}
ONCE = {n: t for n, t in REPEAT_TEXTS.items() if n not in {"broken_promise", "open_promise"}}
SECOND = ONCE | {"contact_ordinal": "second", "contact_times": "twice", "tried": "a claim was opened on 13 August"}
CASES = {
    "calm first": (Feeling.CALM, Ledger(), {}),
    "strained first": (Feeling.FRUSTRATED, Ledger(), MINE),
    "second": (Feeling.CALM, make_ledger(2), SECOND),
    "third, promise broken": (Feeling.FRUSTRATED, make_ledger(3, promises=[make_promise()]), REPEAT_TEXTS | MINE),
}


@pytest.mark.parametrize("reason", [
    "account.change_email", "account.change_personal_details", "account.password_reset",
])  # fmt: skip
@pytest.mark.parametrize("text", [
    "The email on my account was changed this morning. It wasn't me.",
    "I got a mail that my password was reset, and that was not by me.",
    "Someone else changed the name and address on my profile!",
])
def test_whoever_reports_a_break_in_is_never_told_how_to_change_it(reason, text):
    response = LIBRARY.find(reason, "en")
    assert response is not None
    assert not response.is_called_for(text)
    assert [e for e in response.exemplars if not response.is_called_for(e)] == []


@pytest.mark.parametrize(("reason", "text"), [
    ("account.card_lost", "I travel to Japan in May. Do I need a travel notice, so the card is not blocked?"),
    ("subscriptions.trial_charged", "My free trial is ending on the 26th. How do I cancel so that it is not charged?"),
    ("billing.invoice_copy", "You have sent me another customer's invoice, with her address on it."),
    ("billing.estimated_bill", "I am moving out on Friday. Where do I send the reading?"),
    ("care.bereavement", "My bag is lost, and my suit for the funeral tomorrow is in it."),
])  # fmt: skip
def test_a_response_that_would_hurt_there_is_never_offered(reason, text):
    response = LIBRARY.find(reason, "en")
    assert response is not None
    assert not response.is_called_for(text)


def compose(response, feeling, ledger, facts):
    situation = make_situation(response.exemplars[0], feeling=feeling)
    choice = choose_framework(situation, ledger, response)
    order = make_order(LIBRARY, response, situation=situation, ledger=ledger, facts=facts, framework=choice.framework)
    return compose_draft(order)


@every_response
@pytest.mark.parametrize("case", CASES)
def test_every_response_gives_a_draft_that_passes_its_guards(response, case):
    feeling, ledger, texts = CASES[case]
    facts = make_facts(**texts)
    draft = compose(response, feeling, ledger, facts)
    assert guard_draft(draft, facts) is None
    check_well_formed(draft, facts)
    plain = draft.choice.framework is Framework.PLAIN
    assert draft.word_count <= (RULES.words_plain if plain else RULES.words_hard)


@every_response
def test_a_calm_first_contact_gets_no_empathy(response):
    assert Part.EMPATHIZE not in compose(response, Feeling.CALM, Ledger(), make_facts(**MINE)).parts


@every_response
@pytest.mark.parametrize("when", ["first", "repeat"])
def test_every_response_can_act_without_knowing_any_fact(response, when):
    other = {"first": "repeat", "repeat": "first"}[when]
    bare = [w for w in response.wordings if w.part is Part.RESPOND and not w.needs and other not in w.when]
    assert bare


@every_response
def test_every_response_has_exemplars_and_a_guide(response):
    assert len(set(response.exemplars)) >= 5
    assert len(response.guide) >= 2


def test_no_wording_holds_a_stock_phrase():
    assert [(w.id, found) for w in WORDINGS if (found := find_stock_phrase(w.text))] == []


def test_no_wording_shouts_hides_behind_a_policy_or_claims_a_feeling():
    forbidden = re.compile(r"!|\b(unfortunately|policy|calm down|i feel|i felt|my heart)\b", re.IGNORECASE)
    assert [w.id for w in WORDINGS if forbidden.search(w.text)] == []


def test_every_empathy_wording_names_a_detail_of_the_case():
    assert [w.id for w in WORDINGS if w.part is Part.EMPATHIZE and not set(w.needs) & OWN_FACTS] == []


def test_no_exemplar_stands_in_two_responses():
    exemplars = [e.casefold() for r in LIBRARY.responses for e in r.exemplars]
    assert len(exemplars) == len(set(exemplars))


def test_every_text_of_every_wording_reads_well():
    faults = [(w.id, w.text, find_fault(w.text, w.id.split(".")[-3])) for owner in WORDINGS for w in owner.expand()]
    assert [(name, text, fault) for name, text, fault in faults if fault] == []


def test_the_lint_finds_no_error():
    findings = lint_library(STARTER).findings
    assert [f for f in findings if f.severity is Severity.ERROR] == []


def test_wording_ids_are_unique():
    assert len({w.id for w in WORDINGS}) == len(WORDINGS)


@examples(120)
@given(
    st.sampled_from(LIBRARY.responses),
    st.sets(st.sampled_from(sorted(FACT_TEXTS))),
    st.sampled_from([1, 2, 3]),
    st.sampled_from(list(Feeling)),
)
def test_any_mix_of_facts_gives_a_whole_and_true_draft(response, known, contacts, feeling):
    texts = {n: FACT_TEXTS[n] for n in known} | (ONCE if contacts > 1 else {})
    facts = make_facts(**texts)
    draft = compose(response, feeling, make_ledger(contacts), facts)
    assert guard_draft(draft, facts) is None
    check_well_formed(draft, facts)
    if contacts == 1 and feeling not in STRAINED | {Feeling.CONFUSED}:
        assert Part.EMPATHIZE not in draft.parts
    before = [p.part for p in draft.passages]
    assert before.count(Part.EMPATHIZE) + before.count(Part.APOLOGIZE) <= 1
