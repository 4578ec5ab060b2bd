import pytest
from build import CHARGED_TWICE, SHARED, examples
from hypothesis import given
from hypothesis import strategies as st

from suggestions.library.files import load_library, read_files
from suggestions.library.marked import LibraryProblem, read_page
from suggestions.library.parsing import parse_response, parse_shared, take_response
from suggestions.library.responses import Example, Failure
from suggestions.library.vocabulary import Part

SMALLEST = """
reason: billing.test
title: A test
thing: the test
exemplars: ["Where is it?"]
parts: {respond: ["I will look."]}
"""


def problems(text):
    with pytest.raises(LibraryProblem) as caught:
        parse_response(text, "billing/test.yaml")
    assert {p.where for p in caught.value.problems} == {"billing/test.yaml"}
    return caught.value.problems


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def name_reason(reason, **more):
    extra = "".join(f"{key}: {value}\n" for key, value in more.items())
    return SMALLEST.replace("billing.test", reason) + extra


def test_one_part_with_one_wording_is_a_whole_response():
    response = parse_response(SMALLEST, "test.yaml")
    assert (response.id, response.language, response.failure) == ("billing.test.en", "en", Failure.NONE)
    assert [w.part for w in response.wordings] == [Part.RESPOND]


def test_a_wording_knows_its_facts_blanks_and_conditions():
    response = parse_response(CHARGED_TWICE, "test.yaml")
    hear = next(w for w in response.wordings if w.part is Part.HEAR)
    respond = next(w for w in response.wordings if w.part is Part.RESPOND)
    assert (hear.needs, hear.when) == (("amount",), {"first"})
    assert respond.blanks == ("refund the second charge", "day and time")


def test_a_changed_wording_is_a_new_one_and_an_unchanged_one_is_not():
    first, same, changed = (
        parse_response(text, "test.yaml").wordings[0].id
        for text in (SMALLEST, SMALLEST, SMALLEST.replace("look", "see"))
    )
    assert first == same != changed


def test_principle_example_and_conditions_are_read():
    text = SMALLEST + (
        "principle: Name what  happened first.\nwhen: [first, channel:chat]\n"
        "example:\n  customer: Where is it?\n  reply: Hi Sam, it is here.\n"
    )
    response = parse_response(text, "test.yaml")
    assert (response.principle, response.when) == ("Name what happened first.", {"first", "channel:chat"})
    assert response.example == Example("Where is it?", "Hi Sam, it is here.")


@pytest.mark.parametrize("name", ["channel:native_messaging", "plan:premium", "brand:360001234", "group:7", "sad"])
def test_a_wording_may_ask_for_a_condition_with_a_value(name):
    text = SMALLEST.replace('"I will look."', f'{{text: "I will look.", when: ["{name}"]}}')
    (wording,) = parse_response(text, "test.yaml").wordings
    assert wording.holds(frozenset({name, "first"}))
    assert not wording.holds(frozenset({"first"}))


def test_a_wording_is_not_used_where_what_it_excludes_holds():
    text = SMALLEST.replace('"I will look."', '{text: "I will look.", unless: [channel:chat]}')
    (wording,) = parse_response(text, "test.yaml").wordings
    assert wording.holds(frozenset({"channel:email"}))
    assert not wording.holds(frozenset({"channel:chat"}))


def test_a_response_is_offered_only_where_all_its_conditions_hold():
    response = parse_response(SMALLEST + "when: [repeat, plan:premium]\n", "test.yaml")
    assert response.is_offered(frozenset({"repeat", "plan:premium", "sad"}))
    assert not response.is_offered(frozenset({"repeat", "plan:standard"}))


@pytest.mark.parametrize(("text", "called_for"), [
    ("The email on my account was changed. It wasn\u2019t me!", False),
    ("Somebody sent a fraudulent request.", False),
    ("The change was not mentioned anywhere.", True),
    ("Please change my email.", True),
])  # fmt: skip
def test_a_response_keeps_away_from_words_it_must_never_meet(text, called_for):
    response = parse_response(SMALLEST + 'never_with: ["was not me.", "wasn\'t me.", fraud]\n', "test.yaml")
    assert response.is_called_for(text) is called_for


@pytest.mark.parametrize(("before", "after", "told"), [
    ("title: A test", "titel: A test", ["'titel'", "did you mean title"]),
    ("reason: billing.test\n", "", ["reason is missing", "one line"]),
    ("reason: billing.test\n", "reason: a test\n", ["'a test'", "billing.duplicate_charge"]),
    ("title: A test\n", "", ["title is missing"]),
    ("title: A test\n", "title: A test\ntitle: Two\n", ["'title'", "second time", "keep one"]),
    ("thing: the test\n", "", ["thing is missing"]),
    ("thing: the test", "thing: [a, b]", ["thing is not a text", "quotes"]),
    ("thing: the test", "thing: the test\nlanguage: English", ["'English'", "en, de or es"]),
    ("thing: the test", "thing: the test\nfailure: bad", ["'bad'", "none, result or runaround"]),
    ("thing: the test", "thing: the test\nwhen: [ladder]", ["ladder", "after a response is chosen", "wordings"]),
    ("thing: the test", "thing: the test\nexample: {customer: Hi}", ["example.reply is missing"]),
    ("thing: the test", "thing: &a [*a]", ["reference", "write its text out"]),
    ('exemplars: ["Where is it?"]', "exemplars: []", ["no exemplars", "add at least one"]),
    ('exemplars: ["Where is it?"]', "exemplars: [{Note: this}]", ["exemplars.1", "quotes"]),
    ('exemplars: ["Where is it?"]', 'exemplars: ["Where?", ""]', ["exemplars.2 is missing"]),
    ('exemplars: ["Where is it?"]', "exemplars: Where is it?", ["exemplars must be a list", "dash"]),
    ('parts: {respond: ["I will look."]}', "", ["parts is missing", "respond"]),
    ("respond:", "thank:", ["no respond part"]),
    ("respond:", "answer:", ["'answer'", "respond"]),
    ('["I will look."]', "I will look.", ["parts.respond must be a list"]),
    ("I will look.", "", ["parts.respond.1.text is missing"]),
    ("I will look.", "I will look at {shoe}.", ["{shoe}", "amount"]),
    ("I will look.", "I will look at {ammount}.", ["{ammount}", "did you mean amount"]),
    ("I will look.", "I will look at {amount.", ["bracket", "{amount}"]),
    ("I will look.", "I will [[look.", ["bracket", "[["]),
    ('"I will look."', '{text: "I will look.", wen: [first]}', ["'wen'", "did you mean when"]),
    ('"I will look."', '{text: "I will look.", when: [sunny]}', ["'sunny'", "repeat"]),
    ('"I will look."', '{text: "I will look.", when: [plan:gold]}', ["'plan:gold'", "plan:premium"]),
    ('"I will look."', '{text: "I will look.", when: [channel: chat]}', ["one word", "channel:chat without"]),
    ("I will look.", "I will (look|see into it.", ["left open", "(one|other)"]),
    ("I will look.", "I will (look|(see|check)).", ["inside each other"]),
    ("I will look.", "I will look at (it|{amount}).", ["plain words only", "two wordings"]),
    ("I will look.", "I will look at (it|[[what]]).", ["plain words only"]),
    ("I will look.", "I will look at [[it (now|later)]].", ["a blank holds a bar"]),
    ("I will look.", "I will (look|look ).", ["the same"]),
    ("I will look.", " ".join(["(a|b)"] * 7), ["128 texts", "at most 64"]),
])  # fmt: skip
def test_a_broken_file_is_told_what_is_wrong_and_what_to_write(before, after, told):
    assert before in SMALLEST
    said = "\n".join(map(str, problems(SMALLEST.replace(before, after))))
    assert [word for word in told if word not in said] == []


@pytest.mark.parametrize(("before", "after", "line"), [
    ("title: A test", "titel: A test", 3),
    ("thing: the test", "thing: the test\nfailure: bad", 5),
    ("thing: the test", "thing: a: b", 4),
    ('["Where is it?"]', "\n  - Where?\n  - {a: b}", 7),
    ('{respond: ["I will look."]}', "\n  respond:\n    - text: Look.\n      when: [sunny]", 9),
    ('{respond: ["I will look."]}', "\n  respond:\n    - Look.\n    - Look at {shoe}.", 9),
    ('{respond: ["I will look."]}', "\n  thank:\n    - Bye.", 6),
])  # fmt: skip
def test_a_problem_names_its_line(before, after, line):
    assert line in [p.line for p in problems(SMALLEST.replace(before, after))]


def test_all_problems_of_a_file_are_told_at_once():
    text = SMALLEST.replace("title: A test\n", "failure: bad\n").replace("look", "see {shoe}")
    assert [(p.line, p.what.split()[0]) for p in problems(text)] == [(2, "title"), (3, "failure"), (6, "unknown")]


def test_words_yaml_would_read_as_something_else_stay_texts():
    text = SMALLEST.replace("A test", "2026-01-01").replace('"Where is it?"', "no, 48213")
    response = parse_response(text, "test.yaml")
    assert (response.title, response.exemplars) == ("2026-01-01", ("no", "48213"))


def test_every_alternate_gives_its_own_text():
    text = SMALLEST.replace("I will look.", "I will (look|check) (now|) for {order}.")
    (wording,) = parse_response(text, "test.yaml").wordings
    assert [w.text for w in wording.expand()] == [
        "I will look now for {order}.", "I will look for {order}.",
        "I will check now for {order}.", "I will check for {order}.",
    ]  # fmt: skip


def test_one_customer_always_reads_the_same_alternate_and_others_read_others():
    text = SMALLEST.replace("I will look.", "I will (look|check) (now|today|at once).")
    (wording,) = parse_response(text, "test.yaml").wordings
    assert wording.vary("1003") == wording.vary("1003")
    assert {wording.vary(str(n)).text for n in range(60)} == {w.text for w in wording.expand()}


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list"])
def test_a_file_without_keys_is_told_which_it_needs(text):
    assert "reason" in str(problems(text)[0])


def test_a_folder_is_read_with_its_shared_wordings(tmp_path):
    (tmp_path / "billing").mkdir()
    (tmp_path / "billing" / "double.yaml").write_text(CHARGED_TWICE)
    library = load_library(write(tmp_path, shared=SHARED))
    assert library.languages == {"en"}
    own, *rest = library.find_wordings(library.responses[0], Part.HEAR)
    assert own in library.responses[0].wordings
    assert rest == [w for w in parse_shared(SHARED, "shared.yaml")[1] if w.part is Part.HEAR]


def test_two_files_of_one_reason_are_told_apart_by_name(tmp_path):
    with pytest.raises(LibraryProblem, match=r"b\.yaml:2: billing\.test\.en is in .* in a\.yaml; rename"):
        load_library(write(tmp_path, a=SMALLEST, b=SMALLEST))


def test_the_problems_of_all_files_are_told_at_once(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"reason: caf\xe9")
    with pytest.raises(LibraryProblem) as caught:
        load_library(write(tmp_path, a="reason: [", b=SMALLEST, c="title: A"))
    assert {p.where for p in caught.value.problems} == {"a.yaml", "c.yaml", "latin.yaml"}


def test_the_good_files_are_read_beside_a_bad_one(tmp_path):
    files, told = read_files(write(tmp_path, a="reason: [", b=SMALLEST))
    assert [file.where for file in files] == ["b.yaml"]
    assert [problem.where for problem in told] == ["a.yaml"]


@pytest.mark.parametrize(
    ("use", "told"),
    [
        ("billing.tset", ["no response has the reason 'billing.tset' in en", "did you mean billing.test?"]),
        ("care.loss", ["lead round: care.loss → care.loss"]),
    ],
)
def test_a_tree_that_leads_nowhere_or_round_is_refused(tmp_path, use, told):
    loss = name_reason("care.loss", tree=f"[{{if: {{is_repeat: true}}, use: {use}}}]")
    with pytest.raises(LibraryProblem) as caught:
        load_library(write(tmp_path, a=loss, b=SMALLEST))
    assert [word for word in told if word not in str(caught.value)] == []


def test_trees_of_several_files_that_lead_round_are_refused(tmp_path):
    leads = {"a": "b", "b": "c", "c": "a"}
    files = {n: name_reason(n, tree=f"[{{if: {{charged: true}}, use: {to}}}]") for n, to in leads.items()}
    with pytest.raises(LibraryProblem, match="a → b → c → a"):
        load_library(write(tmp_path, **files))


def test_an_empty_folder_is_told_what_a_library_is(tmp_path):
    with pytest.raises(LibraryProblem, match=r"folder of \.yaml files"):
        load_library(tmp_path)


@examples(300)
@given(st.lists(st.sampled_from([*SMALLEST.splitlines(), *CHARGED_TWICE.splitlines()]) | st.text(max_size=20)))
def test_any_lines_are_read_without_an_exception_and_every_problem_has_a_cure(lines):
    page = read_page("\n".join(lines), "test.yaml")
    response = take_response(page)
    assert (response and response.reason) or page.problems
    assert all(problem.what and problem.cure for problem in page.problems)


@examples(200)
@given(st.text(alphabet="ab (|){}[]", max_size=40))
def test_a_wording_that_is_accepted_shows_no_bracket_of_an_alternate(text):
    try:
        (wording,) = parse_response(SMALLEST.replace("I will look.", f"So {text}."), "test.yaml").wordings
    except LibraryProblem:
        return
    assert all("|" not in each.text for each in (*wording.expand(), wording.vary("1003")))
