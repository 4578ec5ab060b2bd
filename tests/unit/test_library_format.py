import pytest
from build import CHARGED_TWICE, SHARED

from suggestions.library.responses import Failure, LibraryProblem, load_library, parse_response, parse_shared
from suggestions.library.vocabulary import Part

SMALLEST = """
reason: billing.test
title: A test
thing: the test
exemplars: ["Where is it?"]
parts: {respond: ["I will look."]}
"""


def problem(text):
    with pytest.raises(LibraryProblem) as caught:
        parse_response(text, "billing/test.yaml")
    assert caught.value.where == "billing/test.yaml"
    return caught.value.sentence


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


@pytest.mark.parametrize(("before", "after", "told"), [
    ("title: A test", "titel: A test", ["'titel'", "title"]),
    ("reason: billing.test\n", "", ["reason is missing", "one line"]),
    ("title: A test\n", "", ["title is missing"]),
    ("thing: the test\n", "", ["thing is missing"]),
    ("thing: the test", "thing: [a, b]", ["thing is missing", "one line"]),
    ("thing: the test", "thing: the test\nfailure: bad", ["'bad'", "none, result or runaround"]),
    ('exemplars: ["Where is it?"]', "exemplars: []", ["no exemplars", "add at least one"]),
    ('exemplars: ["Where is it?"]', "exemplars: [48213]", ["exemplars", "quotes"]),
    ('exemplars: ["Where is it?"]', "exemplars: Where is it?", ["exemplars must be a list"]),
    ('parts: {respond: ["I will look."]}', "", ["parts is missing", "respond"]),
    ("respond:", "thank:", ["no respond part"]),
    ("respond:", "answer:", ["'answer'", "respond"]),
    ('["I will look."]', "I will look.", ["parts.respond must be a list"]),
    ("I will look.", "", ["respond", "no text"]),
    ("I will look.", "I will look at {shoe}.", ["{shoe}", "amount"]),
    ("I will look.", "I will look at {amount.", ["bracket", "{amount}"]),
    ("I will look.", "I will [[look.", ["bracket", "[["]),
    ('"I will look."', '{text: "I will look.", when: [sunny]}', ["'sunny'", "repeat"]),
])  # fmt: skip
def test_a_broken_file_is_told_what_is_wrong_and_what_to_write(before, after, told):
    assert before in SMALLEST
    sentence = problem(SMALLEST.replace(before, after))
    assert [word for word in told if word not in sentence] == []


def test_unreadable_yaml_is_told_with_its_line():
    assert "line 2" in problem('reason: x\ntitle: "a" b\nthing: y\n')


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list"])
def test_a_file_without_keys_is_told_which_it_needs(text):
    assert "reason" in problem(text)


def test_a_folder_is_read_with_its_shared_wordings(tmp_path):
    (tmp_path / "billing").mkdir()
    (tmp_path / "billing" / "double.yaml").write_text(CHARGED_TWICE)
    (tmp_path / "shared.yaml").write_text(SHARED)
    library = load_library(tmp_path)
    assert library.languages == {"en"}
    own, *rest = library.find_wordings(library.responses[0], Part.HEAR)
    assert own in library.responses[0].wordings
    assert rest == [w for w in parse_shared(SHARED, "shared.yaml")[1] if w.part is Part.HEAR]


def test_two_files_of_one_reason_are_told_apart_by_name(tmp_path):
    (tmp_path / "a.yaml").write_text(SMALLEST)
    (tmp_path / "b.yaml").write_text(SMALLEST)
    with pytest.raises(LibraryProblem, match=r"b\.yaml: billing\.test\.en is in the library already; rename"):
        load_library(tmp_path)


def test_an_empty_folder_is_told_what_a_library_is(tmp_path):
    with pytest.raises(LibraryProblem, match=r"folder of \.yaml files"):
        load_library(tmp_path)
