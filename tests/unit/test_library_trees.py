from typing import get_type_hints

import pytest
import yaml
from build import make_suggestion

from suggestions.conditions import Conditions, find_conditions
from suggestions.library.marked import LibraryProblem
from suggestions.library.parsing import parse_response
from suggestions.library.responses import Check, Library
from suggestions.library.trees import Walk, holds, say_check, walk_tree

CALM = find_conditions(make_suggestion())
THIRD = CALM | {"contact_count": 3, "is_repeat": True, "charged": True}


def make(reason, tree=(), **more):
    text = yaml.safe_dump({
        "reason": reason, "title": f"About {reason}", "thing": "it", "exemplars": ["Where is it?"],
        "parts": {"respond": ["I will look."]}, "tree": tree or [], **more,
    })  # fmt: skip
    return parse_response(text, f"{reason}.yaml")


def branch(use=None, tree=None, **asked):
    return {"if": asked, **({"use": use} if use else {}), **({"tree": tree} if tree else {})}


def walk(tree, conditions, *others, holding=frozenset()):
    first = make("first", tree)
    beside = others or (make("second"), make("third"))
    found = walk_tree(first, conditions, Library((first, *beside)), holding)
    return found.response.reason, found.path


def refuse(tree):
    with pytest.raises(LibraryProblem) as caught:
        make("first", tree)
    return str(caught.value)


def test_a_response_without_a_tree_serves_itself():
    assert walk((), CALM) == ("first", "")


def test_where_no_branch_holds_the_response_serves_itself():
    assert walk([branch("second", is_repeat="true")], CALM) == ("first", "")


def test_the_first_branch_that_holds_is_taken():
    tree = [branch("third", is_repeat="no"), branch("second", charged="true"), branch("third", is_repeat="true")]
    assert walk(tree, THIRD) == ("second", "charged → About second")


def test_all_conditions_of_a_branch_must_hold():
    tree = [branch("second", contact_count=">= 3", promise="broken")]
    assert walk(tree, THIRD)[0] == "first"
    assert walk(tree, THIRD | {"promise": "broken"}) == ("second", "third contact → promise broken → About second")


def test_the_path_through_a_tree_in_a_tree_names_every_step():
    tree = [branch(tree=[branch("second", account="premium"), branch("third", account="standard")], is_repeat="true")]
    assert walk(tree, THIRD) == ("third", "repeat contact → standard account → About third")


def test_a_branch_taken_is_not_left_for_the_next_one():
    tree = [branch(tree=[branch("second", account="premium")], is_repeat="true"), branch("third", charged="true")]
    assert walk(tree, THIRD)[0] == "first"


def test_the_tree_of_the_response_it_led_to_is_asked_too():
    second = make("second", [branch("third", charged="true")])
    found = walk([branch("second", is_repeat="true")], THIRD, second, make("third"))
    assert found == ("third", "repeat contact → charged → About third")


def test_a_response_that_is_not_offered_here_is_passed_over():
    tree = [branch("second", is_repeat="true"), branch("third", is_repeat="true")]
    others = make("second", when=["channel:chat"]), make("third")
    assert walk(tree, THIRD, *others, holding=frozenset({"channel:email"}))[0] == "third"
    assert walk(tree, THIRD, *others, holding=frozenset({"channel:chat"}))[0] == "second"


def test_a_response_of_another_language_is_not_used():
    other = make("second", language="de")
    assert walk([branch("second", is_repeat="true")], THIRD, other)[0] == "first"


@pytest.mark.parametrize(("asked", "holding"), [
    ({"contact_count": "3"}, True), ({"contact_count": ">= 3"}, True), ({"contact_count": ">3"}, False),
    ({"contact_count": "< 4"}, True), ({"contact_count": "<=2"}, False),
    ({"signals": "wellheard_repeat_3"}, True), ({"signals": "wellheard_threat"}, False),
    ({"asks_for": ""}, True), ({"channel": "web"}, True), ({"channel": "chat"}, False),
])  # fmt: skip
def test_a_condition_is_read_by_its_kind(asked, holding):
    (made,) = make("first", [branch("second", **asked)]).tree
    assert holds(made.checks[0], THIRD | {"signals": ["wellheard_repeat_3"]}) is holding


@pytest.mark.parametrize(("check", "said"), [
    (Check("contact_count", 2, ">="), "third contact"),
    (Check("feeling", "sad"), "sad"),
    (Check("promise", "broken"), "promise broken"),
    (Check("promise", ""), "no promise open"),
    (Check("asks_for", "manager"), "asks for a manager"),
    (Check("root_cause", value=True), "known problem"),
    (Check("language", "en"), "language en"),
    (Check("signals", "wellheard_legal"), "signals wellheard_legal"),
])  # fmt: skip
def test_what_held_is_said_in_words(check, said):
    assert say_check(check, THIRD) == said


def test_every_condition_of_yes_or_no_is_said_in_words():
    names = [name for name, kind in get_type_hints(Conditions).items() if kind is bool]
    assert all("True" not in say_check(Check(name, value=True), THIRD) for name in names)
    assert all("False" not in say_check(Check(name, value=False), THIRD) for name in names)


@pytest.mark.parametrize(("tree", "told"), [
    ([branch("x", promis="broken")], ["'promis'", "did you mean promise"]),
    ([branch("x", promise="kept")], ["promise cannot be 'kept'", "broken, due, open, empty"]),
    ([branch("x", is_repeat="maybe")], ["is_repeat cannot be", "true or false"]),
    ([branch("x", contact_count="many")], ["contact_count cannot be", '">= 3"']),
    ([branch("x", contact_count=["3", "many"])], ["contact_count cannot be 'many'"]),
    ([branch("x", contact_count=[])], ["contact_count cannot be"]),
    ([branch("x")], ["without conditions", "is_repeat"]),
    ([branch(is_repeat="true")], ["must lead somewhere", "either use or tree"]),
    ([branch("x", [branch("y", charged="true")], is_repeat="true")], ["to one place"]),
    ([branch("x", is_repeat="true") | {"then": "y"}], ["'then'", "if, use, tree"]),
    ("second", ["tree must be a list"]),
])  # fmt: skip
def test_a_branch_that_cannot_be_read_is_told_with_its_cure(tree, told):
    sentence = refuse(tree)
    assert [word for word in told if word not in sentence] == []


def test_a_path_is_empty_where_nothing_held():
    assert Walk(make("first")).path == ""
