import re
from dataclasses import replace

import pytest
from build import (
    CHANGE_ADDRESS,
    CHARGED_TWICE,
    FACT_TEXTS,
    REPEAT_TEXTS,
    RULES,
    SHARED,
    examples,
    make_facts,
    make_ledger,
    make_library,
    make_order,
    make_promise,
    make_situation,
)
from hypothesis import given
from hypothesis import strategies as st

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Framework
from suggestions.drafting.order import Memory
from suggestions.library.responses import BLANK
from suggestions.library.vocabulary import Part
from suggestions.model import Fact, FactKind, Feeling, Source, TicketId

LIBRARY = make_library()
STRAINED_FACTS = make_facts(amount="49.90", consequence="you had to borrow from your sister for rent")
THIRD = make_ledger(3, promises=[make_promise()])


# nothing went wrong here, and a curator wrote words that would comfort and apologise anyway
WILLING = make_library(
    f"{CHANGE_ADDRESS}  empathize:\n    - text: 'Meanwhile {{consequence}}.'\n"
    "  apologize:\n    - text: 'I am sorry that {consequence}.'\n"
)


def compose(**more):
    return compose_draft(make_order(more.pop("library", LIBRARY), **more))


def parts(draft):
    return [p.part for p in draft.passages]


def test_a_wording_is_used_only_when_its_fact_is_known():
    assert "49.90" in compose(facts=make_facts(amount="49.90")).text
    assert Part.HEAR not in compose(facts={}).parts


def test_every_sentence_knows_its_wording_and_the_source_of_its_facts():
    draft = compose(facts=make_facts(amount="49.90"))
    hear = next(p for p in draft.passages if p.part is Part.HEAR)
    assert (hear.wording.text, hear.facts[0].source.comment_id) == ("You were charged {amount} twice.", 7)


def test_a_blank_stays_visible_for_the_agent():
    draft = compose()
    assert "day and time" in draft.blanks
    assert "[[day and time]]" in draft.text


def test_a_calm_routine_question_gets_no_empathy_and_no_apology():
    draft = compose(library=make_library(CHANGE_ADDRESS), framework=Framework.PLAIN, facts=STRAINED_FACTS)
    assert draft.parts == {Part.RESPOND, Part.THANK}


def test_a_calm_first_contact_gets_no_empathy_in_any_framework():
    for framework in Framework:
        assert Part.EMPATHIZE not in compose(library=WILLING, facts=STRAINED_FACTS, framework=framework).parts


def test_no_empathy_is_added_to_an_apology():
    draft = compose(facts=STRAINED_FACTS, situation=make_situation(feeling=Feeling.FRUSTRATED))
    assert Part.APOLOGIZE in draft.parts
    assert Part.EMPATHIZE not in draft.parts


def test_where_nothing_went_wrong_a_strain_is_met_without_an_apology():
    draft = compose(library=WILLING, situation=make_situation(feeling=Feeling.ANXIOUS), facts=STRAINED_FACTS)
    assert Part.APOLOGIZE not in draft.parts
    assert "you had to borrow from your sister for rent" in draft.text


def test_a_wrong_result_is_apologised_for_after_the_fix():
    found = parts(compose(facts=make_facts(amount="49.90")))
    assert found.index(Part.RESPOND) < found.index(Part.APOLOGIZE)


def test_a_repeat_is_apologised_for_before_anything_else_is_done():
    found = parts(compose(ledger=THIRD, facts=make_facts(**REPEAT_TEXTS), framework=Framework.LADDER))
    assert found.index(Part.HEAR) < found.index(Part.APOLOGIZE) < found.index(Part.RESPOND)


def test_a_third_contact_names_the_count_and_the_broken_promise():
    text = compose(ledger=THIRD, facts=make_facts(**REPEAT_TEXTS), framework=Framework.LADDER).text
    assert "third time" in text
    assert "the call you were promised on 2 September" in text


def test_a_detail_is_named_once():
    facts = make_facts(**REPEAT_TEXTS, **FACT_TEXTS)
    situation = make_situation(feeling=Feeling.FRUSTRATED)
    text = compose(ledger=THIRD, facts=facts, situation=situation, framework=Framework.LADDER).text
    assert text.count(FACT_TEXTS["consequence"]) == 1


def test_only_a_relationship_account_is_given_a_choice_of_two():
    assert Part.ASK in compose(framework=Framework.CARE).parts
    assert Part.ASK not in compose(framework=Framework.HEART).parts


def test_the_same_case_always_gets_the_same_words():
    assert compose(facts=STRAINED_FACTS).text == compose(facts=STRAINED_FACTS).text


def test_no_wording_is_offered_twice_to_one_customer_while_another_is_left():
    first = compose()
    again = compose(memory=Memory(sent_here=frozenset(p.wording.id for p in first.passages)))
    assert {p.wording.id for p in first.passages}.isdisjoint({p.wording.id for p in again.passages})


def test_the_next_step_is_kept_even_when_all_its_wordings_were_offered_before():
    sent = frozenset(w.id for w in LIBRARY.responses[0].wordings)
    assert Part.RESPOND in compose(memory=Memory(sent_here=sent)).parts


def test_a_sentence_an_agent_sent_already_is_not_said_again():
    said = "thank you for spotting it."
    assert "Thank you for spotting it." in compose().text
    assert "Thank you for spotting it." not in compose(memory=Memory(said=frozenset({said}))).text


def test_a_wording_the_team_uses_all_the_time_steps_back():
    usual = next(p.wording.id for p in compose().passages if p.part is Part.RESPOND)
    other = next(p.wording.id for p in compose(memory=Memory(counts={usual: 500})).passages if p.part is Part.RESPOND)
    assert other != usual


@pytest.mark.parametrize("limit", [12, 25, 40])
def test_a_draft_too_long_gives_up_warmth_and_keeps_the_next_step(limit):
    rules = replace(RULES, words_hard=limit)
    short = compose(facts=STRAINED_FACTS, rules=rules)
    assert Part.RESPOND in short.parts
    assert short.word_count <= limit or not {Part.EMPATHIZE, Part.FOLLOW_UP, Part.THANK} & short.parts


def test_a_shared_wording_names_an_amount_only_where_the_response_speaks_of_one():
    shared = "language: en\nparts:\n  hear:\n    - text: 'You wrote about {amount}.'\n"
    library = make_library(CHANGE_ADDRESS, shared=shared)
    assert "49.90" not in compose(library=library, facts=make_facts(amount="49.90")).text


# any subset of what can be known, on any kind of contact, for any framework
FACTS = st.sets(st.sampled_from(sorted(FACT_TEXTS)))
CONTACTS = st.sampled_from([1, 2, 3])


@examples(80)
@given(FACTS, CONTACTS, st.sampled_from(list(Feeling)), st.sampled_from(list(Framework)), st.booleans(), st.booleans())
def test_any_draft_is_whole_well_formed_and_holds_only_known_numbers(
    known, contacts, feeling, framework, unclear, is_broken
):
    broken = contacts > 1 and is_broken
    repeat = set(REPEAT_TEXTS) - (set() if broken else {"broken_promise"}) if contacts > 1 else set()
    facts = make_facts(**{n: FACT_TEXTS[n] for n in known}, **{n: REPEAT_TEXTS[n] for n in repeat})
    draft = compose(
        facts=facts, ledger=make_ledger(contacts, promises=[make_promise()] if broken else []),
        situation=make_situation(feeling=feeling), framework=framework, unclear=unclear,
    )  # fmt: skip
    check_well_formed(draft, facts)


def check_well_formed(draft, facts):
    bare = BLANK.sub("blank", draft.text)
    assert not re.search(r"[{}]|\[\[|\]\]", bare)
    assert "  " not in draft.text
    for paragraph in bare.split("\n\n")[1:]:
        assert not re.search(r"(^|[.?!] )[a-zà-ÿ]", paragraph), paragraph
    known = " ".join(f.text for f in facts.values()) + " ".join(p.wording.text for p in draft.passages)
    assert set(re.findall(r"\d+", bare)) <= set(re.findall(r"\d+", known))


def test_a_doubtful_match_does_not_say_in_its_own_words_what_happened_even_with_a_fact():
    told = make_facts(amount="49.90")
    own = {
        w.id for w in LIBRARY.responses[0].wordings if w.part in {Part.HEAR, Part.APOLOGIZE, Part.EMPATHIZE, Part.THANK}
    }
    said, unsaid = ({p.wording.id for p in compose(facts=told, sure=sure).passages} & own for sure in (True, False))
    assert said
    assert not unsaid


def test_a_doubtful_match_still_acts():
    assert Part.RESPOND in compose(sure=False).parts


def test_a_calm_first_contact_may_be_thanked_plainly():
    assert Part.THANK in parts(compose())


@pytest.mark.parametrize("more", [
    {"situation": make_situation(feeling=Feeling.FRUSTRATED)}, {"ledger": make_ledger(2)},
], ids=["strained", "repeat"])  # fmt: skip
def test_who_is_strained_or_writes_again_is_thanked_only_for_something_of_their_own(more):
    thanks = SHARED.replace("  thank:\n", "  thank:\n    - 'Thank you for writing.'\n")
    assert Part.THANK not in parts(compose(library=make_library(shared=thanks), **more))
    own = SHARED.replace("  thank:\n", "  thank:\n    - 'Thank you for telling us so {since}.'\n")
    drafted = compose(library=make_library(shared=own), facts=make_facts(since="since Monday"), **more)
    assert Part.THANK in parts(drafted)


def test_nobody_is_thanked_for_what_the_draft_has_named_already():
    own = SHARED.replace("  thank:\n", "  thank:\n    - 'Thank you for telling us that {consequence}.'\n")
    case = {"situation": make_situation(feeling=Feeling.FRUSTRATED), "library": make_library(shared=own)}
    drafted = compose(facts=make_facts(amount="49.90", consequence="you lost a day"), **case)
    assert drafted.text.count("you lost a day") == 1


def test_a_wording_for_a_wish_is_used_only_where_they_wish_for_it():
    refund = "    - text: 'Your refund leaves on [[day]].'\n      when: ['asks:refund']\n"
    wish = CHARGED_TWICE.replace("  thank:", f"{refund}  thank:")
    asking = make_situation(facts=(Fact("ask", FactKind.ASK, "", Source(TicketId(1003), None), "refund me", "refund"),))
    library = make_library(wish)
    assert "Your refund leaves" not in compose(library=library).text
    assert "Your refund leaves" in compose(library=library, situation=asking).text
