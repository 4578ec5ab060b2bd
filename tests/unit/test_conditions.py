"""What a decision tree may ask about a suggestion."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from build import (
    MAYA,
    NOW,
    RULES,
    days_ago,
    make_comment,
    make_ledger,
    make_promise,
    make_situation,
    make_suggestion,
    make_ticket,
)

from suggestions.conditions import MEANINGS, Conditions, find_conditions
from suggestions.drafting.ranking import Ranking
from suggestions.handoff import Tag, gather_signs
from suggestions.model import Feeling, Ledger, Person, PromiseState, UserId
from suggestions.reading.bots.bot_talk import find_bot_talk
from suggestions.root_cause import RootCause
from suggestions.rules import Rules

PAGE = (Path(__file__).parents[2] / "docs" / "conditions.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
ROW = {name: (kind, values) for name, kind, values, _ in ROWS}
KINDS = {str: "text", int: "number", bool: "yes or no", list: "list"}


def suggest(text="Where is my order?", *, feeling=Feeling.CALM, ledger=None, requester=MAYA, tags=(), **more):
    ticket = make_ticket(text, requester=requester, tags=tags)
    return make_suggestion(
        situation=make_situation(text, feeling=feeling, ticket=ticket), ledger=ledger or Ledger(),
        signs=gather_signs(ticket, Ledger(), RULES.text_limit), **more,
    )  # fmt: skip


def promised(state, hours=0):
    return make_ledger(1, promises=[make_promise(state, due=NOW + timedelta(hours=hours))])


def test_a_calm_first_contact_has_these_conditions():
    assert find_conditions(suggest()) == {
        "contact_reason": "billing.duplicate_charge", "contact_count": 1, "is_repeat": False, "feeling": "calm",
        "needs_empathy": False, "charged": False, "account": "standard", "language": "en", "channel": "web",
        "asks_for": "", "promise": "", "root_cause": False, "failure": "result", "unclear": False, "signals": [],
    }  # fmt: skip


def test_a_doubtful_match_has_no_contact_reason():
    assert find_conditions(suggest(doubtful=True))["contact_reason"] == ""


def test_without_a_match_there_is_no_contact_reason():
    assert find_conditions(suggest(ranking=Ranking(None, (), 0.0)))["contact_reason"] == ""


@pytest.mark.parametrize(("contacts", "is_repeat"), [(1, False), (2, True), (5, True)])
def test_the_count_is_that_of_the_ledger(contacts, is_repeat):
    found = find_conditions(suggest(ledger=make_ledger(contacts)))
    assert (found["contact_count"], found["is_repeat"]) == (contacts, is_repeat)


@pytest.mark.parametrize(("changes", "charged"), [
    ({"feeling": Feeling.FRUSTRATED}, True),
    ({"feeling": Feeling.ANXIOUS}, True),
    ({"feeling": Feeling.SAD}, True),
    ({"feeling": Feeling.CONFUSED}, False),
    ({"ledger": make_ledger(2)}, False),
    ({"ledger": make_ledger(3)}, True),
    ({"ledger": promised(PromiseState.BROKEN)}, True),
    ({"ledger": promised(PromiseState.OPEN, 200)}, False),
])  # fmt: skip
def test_strain_a_third_contact_or_a_broken_promise_charge_a_ticket(changes, charged):
    assert find_conditions(suggest(**changes))["charged"] is charged


@pytest.mark.parametrize(("changes", "account"), [
    ({}, "standard"),
    ({"tags": ("vip",)}, "premium"),
    ({"requester": replace(MAYA, tags=frozenset({"plan_premium"}))}, "premium"),
    ({"tags": ("gold",)}, "standard"),
])  # fmt: skip
def test_an_account_is_premium_by_a_tag_of_the_customer_or_of_the_ticket(changes, account):
    assert find_conditions(suggest(**changes))["account"] == account


def test_which_tags_are_premium_is_for_the_rules_to_say():
    rules = Rules(premium_tags=frozenset({"gold"}))
    assert find_conditions(suggest(tags=("gold",)), rules)["account"] == "premium"


@pytest.mark.parametrize(("text", "asks_for"), [
    ("I want to speak to a manager.", "manager"),
    ("Can I talk to a real person?", "person"),
    ("I want a manager, a real person, not a bot.", "manager"),
    ("Where is my order?", ""),
])  # fmt: skip
def test_whom_they_ask_for(text, asks_for):
    assert find_conditions(suggest(text))["asks_for"] == asks_for


def test_who_asked_a_bot_for_a_person_asks_for_one():
    bot = Person(UserId(50), "Zendesk bot")
    ticket = make_ticket("My lid is cracked in two", make_comment("Hm?", bot), "agent", make_comment("Hm?", bot))
    suggestion = make_suggestion(situation=make_situation(ticket=ticket), told_bot=find_bot_talk(ticket))
    assert find_conditions(suggestion)["asks_for"] == "person"


@pytest.mark.parametrize(("state", "hours", "promise"), [
    (PromiseState.BROKEN, -200, "broken"),
    (PromiseState.OPEN, 5, "due"),
    (PromiseState.OPEN, 25, "open"),
    (PromiseState.KEPT, 5, ""),
])  # fmt: skip
def test_the_promise_that_was_not_kept_yet(state, hours, promise):
    assert find_conditions(suggest(ledger=promised(state, hours)))["promise"] == promise


def test_of_several_promises_the_gravest_is_told():
    promises = [make_promise(PromiseState.OPEN, due=NOW + timedelta(hours=5)), make_promise(PromiseState.BROKEN)]
    assert find_conditions(suggest(ledger=make_ledger(1, promises=promises)))["promise"] == "broken"


def test_an_open_promise_without_a_day_is_open():
    promise = replace(make_promise(PromiseState.OPEN), due_at=None)
    assert find_conditions(suggest(ledger=make_ledger(1, promises=[promise])))["promise"] == "open"


def test_a_root_cause_and_the_signals_are_told():
    found = find_conditions(suggest(root_cause=RootCause("billing.duplicate_charge", 7, 20, days_ago(9), ())))
    assert (found["root_cause"], found["signals"]) == (True, ["wellheard_root_cause"])


def test_the_conditions_can_be_written_as_json():
    found = find_conditions(suggest("My husband died. I want a manager.", ledger=make_ledger(3)))
    assert json.loads(json.dumps(found)) == found


def test_every_condition_has_a_meaning_and_the_other_way_round():
    assert list(MEANINGS) == list(Conditions.__annotations__) == list(find_conditions(suggest()))


def test_the_page_lists_every_condition_in_order():
    assert [name for name, *_ in ROWS] == list(MEANINGS)


def test_the_page_means_what_the_code_means():
    assert {name: meaning for name, *_, meaning in ROWS} == MEANINGS


def test_the_page_names_the_kind_of_every_condition():
    found = find_conditions(suggest())
    assert {name: kind for name, kind, *_ in ROWS} == {name: KINDS[type(value)] for name, value in found.items()}


@pytest.mark.parametrize(("name", "values"), [
    ("feeling", {str(feeling) for feeling in Feeling}), ("account", {"premium", "standard"}),
    ("asks_for", {"manager", "person"}), ("promise", {"broken", "due", "open"}),
])  # fmt: skip
def test_the_page_lists_every_value_there_can_be(name, values):
    assert set(re.findall(r"`(\w+)`", ROW[name][1])) == values


def test_the_page_names_the_premium_tags_and_only_tags_that_are_there():
    told = re.search(r"A premium tag is one of ([^.]+)\.", PAGE)[1]
    assert set(re.findall(r"`(\w+)`", told)) == RULES.premium_tags
    assert set(re.findall(r"`(wellheard_\w+)`", PAGE)) <= set(Tag)
