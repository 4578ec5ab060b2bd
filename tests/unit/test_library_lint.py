"""Each rule of the lint finds its fault in an otherwise clean library, and nothing else."""

import re
from pathlib import Path

import pytest
import yaml
from build import WordEmbedder

from suggestions.library.lint import lint_library
from suggestions.library.lint_rules import RULES, Severity
from suggestions.library.marked import LibraryProblem
from suggestions.library.vocabulary import KEYS

REPLY = "Hi Sam, it is on its way. I will write to you on Friday. Thank you for asking."
ASKED = (
    "I ordered a blue kettle from you last week and the page said two days. It is Thursday now and nobody has "
    "rung. Could you tell me where it is?"
)


def make_file():
    """A response the lint has nothing to say about."""
    return {
        "reason": "delivery.late", "title": "Late", "thing": "the parcel", "failure": "result",
        "principle": "Name what happened first.", "guideline": "Look for the parcel.", "avoid": "A range of days.",
        "exemplars": ["Where is it?", "late again", "my parcel never came", "Tracking says nothing new since May",
                      "You promised two days", "any news about order 48213", "still waiting", "who lost my box"],
        "parts": {
            "hear": [{"text": "Your parcel (is late|has not come).", "when": ["first"]}],
            "respond": [
                {"text": "I will (look for it|find it) and write to you by [[day and time]].", "when": ["first"]},
                {"text": "I am (taking this over|on this myself) and will write by [[day]].", "when": ["repeat"]},
            ],
            "thank": ["Thank you for (asking|telling me)."],
        },
        "guide": ["Which parcel?", "Which day?"], "example": {"customer": ASKED, "reply": REPLY},
    }  # fmt: skip


def write(folder, *files, shared=None):
    for n, content in enumerate(files):
        (folder / f"{n}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    if shared:
        (folder / "shared.yaml").write_text(yaml.safe_dump({"parts": shared}), encoding="utf-8")
    return folder


def find(folder, *files, shared=None, embedder=None):
    return lint_library(write(folder, *files, shared=shared), embedder).findings


def change(**keys):
    return make_file() | keys


def add(part, text, **more):
    content = make_file()
    content["parts"].setdefault(part, []).append({"text": text, **more})
    return content


def say(text, **more):
    return add("hear", text, **more)


def act(text, **more):
    return add("respond", text, **more)


def only(*texts):
    content = make_file()
    content["parts"]["respond"] = [text if isinstance(text, dict) else {"text": text} for text in texts]
    return content


def lead(*branches):
    other = make_file() | {"reason": "delivery.other", "exemplars": [f"number {n} {n}x" for n in range(8)]}
    return change(tree=list(branches)), other


LONG = "Your parcel is (here|there) and " + "on its way by road " * 8 + "now."
TWO_FIRST = {"text": "I will look by [[day]].", "when": ["first"]}
LAST = {"if": {"is_repeat": "true"}, "use": "delivery.other"}
CASES = [
    ("format", [change(failure="bad")], "failure is 'bad'"),
    ("stock-phrase", [say("Rest assured that (it|this) comes.")], "Rest assured"),
    ("forbidden-word", [say("It is late (but|and yet) near.")], "“but”"),
    ("forbidden-word", [say("Unfortunately (it|this) is late.")], "Unfortunately"),
    ("forbidden-word", [say("That is (not|never) our policy.")], "our policy"),
    ("forbidden-word", [say("(Here|Now) you forgot to pay.")], "you forgot to"),
    ("forbidden-word", [say("Please don't worry about (it|this).")], "don't worry"),
    ("grammar", [say("This is a (parcel|order).")], "a before a vowel"),
    ("grammar", [say("This is an (order|parcel).")], "an before a consonant"),
    ("grammar", [say("It is the (late|the) parcel.")], "“the” twice"),
    ("grammar", [say("It is late {since} , still.")], "a space before the mark"),
    ("grammar", [say("It is late(,|) , still.")], "two marks in a row"),
    ("grammar", [say("It is (late|away)")], "no mark at the end"),
    ("unreachable", [say("(So|Thus) it is.", when=["calm", "sad"])], "when calm and when sad"),
    ("unreachable", [say("(So|Thus) it is.", when=["sad"], unless=["strained"])], "unless strained"),
    ("unreachable", [say("The {contact_ordinal} (time|one).", when=["first"])], "when first and {contact_ordinal}"),
    ("unreachable", [say("{broken_promise} (failed|fell through).", unless=["broken_promise"])], "{broken_promise}"),
    ("unreachable", [say("(So|Thus) it is.", when=["plan:premium", "plan:standard"])], "plan:standard"),
    ("unreachable", [say("(So|Thus) it is.", when=["channel:chat", "channel:web"])], "channel:web"),
    ("unreachable", [say("(So|Thus) it is.", when=["failed"]) | {"failure": "none"}], "when failed never holds"),
    ("unreachable", [say("(So|Thus) it is.", when=["repeat"]) | {"when": ["first"]}], "when repeat never holds"),
    ("unreachable", [say("(So|Thus) it is.", when=["plain"])], "when plain never holds in hear"),
    ("missing-first", [only(make_file()["parts"]["respond"][1])], "on a first contact"),
    ("missing-first", [only("I will find {order} by [[day]].", {"text": "I look (now|again).", "when": ["repeat"]})],
     "on a first contact"),
    ("missing-first", [only({"text": "I look (now|again).", "when": ["repeat"]},
                            {"text": "I look (now|at once).", "unless": ["sad"]})], "of a customer who is sad"),
    ("missing-repeat", [only(TWO_FIRST, {"text": "I know {tried} (well|too).", "when": ["repeat"]})], "repeat contact"),
    ("empathy-without-fact", [add("empathize", "That is (hard|a lot).")], "That is"),
    ("same-wording", [say("Your parcel (is late|has not come).", when=["first"])], "Your parcel"),
    ("same-exemplar", [make_file(), change(reason="delivery.b")], "0.yaml:"),
    ("same-exemplar", [change(exemplars=[*make_file()["exemplars"], "where is it"])], "0.yaml:"),
    ("over-limit", [act("I (look|search) now. " + "I read all of it today. " * 10)], "words of 60 in a plain draft"),
    ("gives-up", [add("thank", "Thank you for (it|that). " + "I read all of it. " * 10)], "thank"),
    ("dead-branch", lead(LAST, {"if": {"contact_count": ">= 3"}, "use": "delivery.other"}), "branch 2: earlier"),
    ("dead-branch", lead({"if": {"is_repeat": "false", "charged": "false", "promise": "broken"},
                          "use": "delivery.other"}), "never hold together"),
    ("dead-branch", lead({"if": {"is_repeat": "true"}, "tree": [{"if": {"contact_count": "1"},
                          "use": "delivery.other"}]}), "branch 1: its conditions never"),
    ("same-on-repeat", [only("I will (look|search) by [[day]].")], "repeat contacts"),
    ("few-exemplars", [change(exemplars=["Where is it?", "late again"])], "2 exemplars"),
    ("near-exemplars", [change(exemplars=[*make_file()["exemplars"], "my parcel never ever came"])], "ever came"),
    ("hard-to-read", [only("I (investigate|examine) international distribution complications, [[today]].",
                           {"text": "I (investigate|examine) unprecedented complications [[today]].",
                            "when": ["repeat"]})], "index of"),
    ("long-sentence", [say(LONG)], "words in"),
    ("we", [say("We will (look|see).")], "We will"),
    ("passive", [act("You will hear from me today and it will be (looked|searched) for.")], "will be looked"),
    ("no-owner", [act("The parcel (arrives|comes) now.")], "nobody acts"),
    ("no-time", [act("I will (look|search).")], "no time"),
    ("first-person-feeling", [say("I feel (this|it).")], "I feel"),
    ("name", [say("Your parcel is with Maya (here|there).")], "“Maya”"),
    ("two-spellings", [say("A colour (is|was) named, and the centre."), change(
        reason="delivery.b", title="the color", exemplars=[f"number {n} {n}x" for n in range(8)],
        parts={**make_file()["parts"], "hear": ["The color (is|was) named."]})], "“color”"),
    ("few-alternates", [only(TWO_FIRST, {"text": "I will look again by [[day]].", "when": ["repeat"]},
                             {"text": "I will ring by [[day]].", "when": ["repeat"]})], "3 of 5"),
    ("unfinished", [{k: v for k, v in make_file().items() if k not in {"avoid", "guide"}}], "without avoid, guide"),
    ("example", [change(example={"customer": "Late!", "reply": REPLY})], "1 words, not 20 to 60"),
    ("example", [change(example={"customer": ASKED, "reply": "I write by [[day]]."})], "left open"),
    ("example", [change(example={"customer": ASKED, "reply": "Rest assured."})], "Rest assured"),
    ("example", [change(example={"customer": ASKED, "reply": "It is on its way now. " * 30})], "of 130"),
]  # fmt: skip


def test_a_clean_library_has_no_findings(tmp_path):
    assert find(tmp_path, make_file()) == ()


@pytest.mark.parametrize(("rule", "files", "told"), CASES, ids=[f"{rule}-{told[:12]}" for rule, _, told in CASES])
def test_the_lint_finds_this_and_nothing_else(tmp_path, rule, files, told):
    findings = find(tmp_path, *files)
    assert {f.rule for f in findings} == {rule}
    assert any(told in f.what for f in findings)
    assert all(f.cure for f in findings)


def test_who_asks_for_two_things_can_be_met(tmp_path):
    both = say("(So|Thus) it is.", when=["asks:refund", "asks:replacement"])
    assert find(tmp_path, both) == ()


def test_every_rule_has_a_case_or_needs_the_model():
    assert {rule for rule, _, _ in CASES} | {"overlap"} == set(RULES)


def test_two_reasons_overlap_where_their_exemplars_are_nearest_to_each_other(tmp_path):
    mine = [*make_file()["exemplars"], "the red box has a broken lid today"]
    other = [*(f"number {n} {n}x" for n in range(8)), "a red box has the broken lid"]
    files = change(exemplars=mine), change(reason="delivery.b", exemplars=other)
    (found,) = find(tmp_path, *files, embedder=WordEmbedder())
    assert (found.rule, found.where, found.severity) == ("overlap", "0.yaml", Severity.ADVICE)
    assert "1.yaml" in found.what


def test_overlap_is_not_looked_at_without_a_model(tmp_path):
    assert not lint_library(write(tmp_path, make_file())).looked_at_overlap


@pytest.mark.parametrize("text", [
    "We charge (a fee|this fee) for it.", "You can have (it|this) until Friday.", "Is it (closed|open)?",
    "A user (is|was) on an hourly plan.", "Nothing (was|is) lost on the European side.", "Thank you, (I|we) know…",
    "I had had (it|this) before.", "Please (open|see) [[the Page]].", "You asked about it in March (too|again).",
])  # fmt: skip
def test_a_good_sentence_is_left_alone(tmp_path, text):
    assert find(tmp_path, say(text)) == ()


@pytest.mark.parametrize("text", [
    "If it is late, I will (look|search).", "Tell me which one and I will (send|post) it.",
    "I will (look|search) today.", "I will have it done before {deadline}, (for sure|surely).",
])  # fmt: skip
def test_a_promise_with_a_time_or_a_condition_is_left_alone(tmp_path, text):
    assert find(tmp_path, act(text)) == ()


def test_an_empty_alternate_leaves_no_gap_before_a_mark(tmp_path):
    assert find(tmp_path, say("Your parcel is late (still|).")) == ()


def test_another_language_is_not_read_as_english(tmp_path):
    content = say("Wir werden a Ei (holen|suchen), but Rest assured.") | {"language": "de"}
    assert find(tmp_path, content) == ()


def test_shared_wordings_give_a_repeat_contact_its_next_step(tmp_path):
    shared = {"respond": [{"text": "I am (on it|here) and will write by [[day]].", "when": ["repeat"]}]}
    content = only(TWO_FIRST, {"text": "I know {tried} (well|too).", "when": ["repeat"]})
    assert find(tmp_path, content, shared=shared) == ()


def test_shared_wordings_are_read_too(tmp_path):
    shared = {"thank": [{"text": "Rest assured, (it|this) comes."}]}
    assert [(f.where, f.rule) for f in find(tmp_path, make_file(), shared=shared)] == [("shared.yaml", "stock-phrase")]


def test_a_finding_names_the_line_of_its_wording(tmp_path):
    (found,) = find(tmp_path, say("Rest assured (now|then)."))
    line = (tmp_path / "0.yaml").read_text().splitlines()[found.line - 1]
    assert "Rest assured" in line


def test_a_stock_phrase_comes_with_sentences_built_from_facts(tmp_path):
    (found,) = find(tmp_path, say("I understand your frustration (now|here)."))
    assert "{amount}" in found.cure


def test_the_good_files_are_looked_at_beside_a_broken_one(tmp_path):
    findings = find(tmp_path, change(failure="bad"), say("Rest assured (now|then)."))
    assert [(f.where, f.rule) for f in findings] == [("0.yaml", "format"), ("1.yaml", "stock-phrase")]


def test_a_folder_without_files_cannot_be_looked_at(tmp_path):
    with pytest.raises(LibraryProblem, match=r"folder of \.yaml files"):
        lint_library(tmp_path)


def test_the_page_tells_of_every_rule():
    page = (Path(__file__).parents[2] / "docs" / "library-lint.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(name, str(r.severity), r.meaning, r.cure) for name, r in RULES.items()]


def test_the_example_of_the_format_page_shows_every_key_and_is_clean(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "library-format.md").read_text(encoding="utf-8")
    example = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1])
    beside = make_file() | {"reason": "service.promised_call_missing"}
    assert set(example) == set(KEYS) - {"when"}
    assert find(tmp_path, example, beside) == ()
