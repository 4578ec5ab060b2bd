"""The command on small files, with the real model."""

import json

import pytest
from click.testing import CliRunner

from plugin.cli import main

LIBRARY = [
    {"type": "library", "id": "a", "intent": "address", "situations": ["Where do I change my address?"], "reply": None},
    {"type": "library", "id": "b", "intent": "double", "situations": ["You charged me twice."], "reply": None},
]
QUERIES = [
    {"type": "query", "id": "1", "text": "how can i change the address", "expected_intent": "address"},
    {"type": "query", "id": "2", "text": "I was charged two times", "expected_intent": "double"},
    {"type": "query", "id": "3", "text": "the weather is nice over the sea", "expected_intent": None},
]


def ticket(number, text):
    return {"id": f"t{number}", "subject": "Hello", "text": text, "created_at": f"2026-09-0{number}T10:00:00Z"}


CUSTOMERS = [
    {
        "new_ticket": ticket(3, "You still charged me twice and nobody pays it back"),
        "earlier_tickets": [ticket(1, "You charged me twice for one thing"), ticket(2, "How do I close my account?")],
        "repeat_of": ["t1"],
    },
    {
        "new_ticket": ticket(3, "Where do I change my delivery address?"),
        "earlier_tickets": [ticket(1, "My app crashes when I open the settings")],
        "repeat_of": [],
    },
]
FEELINGS = [
    {"text": "This is unacceptable, I am furious", "emotion": "frustrated", "needs_empathy": 1},
    {"text": "Where do I find the invoice?", "emotion": "calm", "needs_empathy": 0},
]

BODIES = [
    {"body": "Where is it?", "said": "Where is it?"},
    {"body": "Where is it?\n\nKind regards,\nMaya", "said": "Where is it?"},
    {"body": "Call me. My name is Maya.", "said": "Call me."},
]


@pytest.fixture
def evaluate(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(task, rows, *more):
        data = tmp_path / "rows.jsonl"
        text = rows if isinstance(rows, str) else "\n".join(json.dumps(row) for row in rows)
        data.write_text(text)
        return CliRunner().invoke(main, ["evaluate", task, "--data", str(data), "--json", *more])

    return run


@pytest.mark.model
def test_picking_ranks_the_library_of_the_file(evaluate):
    found = json.loads(evaluate("picking", [*LIBRARY, *QUERIES]).stdout)
    assert (found["accuracy_at_1"], found["out_of_scope_auroc"]) == (1.0, 1.0)


@pytest.mark.model
def test_a_higher_line_answers_less(evaluate):
    usual, higher = (
        json.loads(evaluate("picking", [*LIBRARY, *QUERIES], "--rule", f"pick_line={line}").stdout)["coverage"]
        for line in (0.1, 0.999)
    )
    assert usual > higher


@pytest.mark.model
def test_repeat_finds_the_ticket_that_is_meant(evaluate):
    found = json.loads(evaluate("repeat", CUSTOMERS).stdout)
    assert (found["counted_precision"], found["counted_recall"], found["right_ticket_at_1"]) == (1.0, 1.0, 1.0)


def test_feeling_tells_strain_from_calm(evaluate):
    found = json.loads(evaluate("feeling", FEELINGS).stdout)
    assert found == {
        "macro_f1": 1.0, "needs_empathy_auroc": 1.0, "strained_precision": 1.0, "strained_recall": 1.0,
        "false_empathy": 0.0,
    }  # fmt: skip


def test_words_are_counted_against_what_was_said(evaluate):
    assert json.loads(evaluate("words", BODIES).stdout) == {
        "exact": 0.6667, "kept_recall": 1.0, "kept_precision": 0.6667, "untouched": 1.0,
    }  # fmt: skip


def test_signals_are_judged_a_class_at_a_time(evaluate):
    rows = [
        {"text": "I want to die.", "signals": ["risk_of_harm"]},
        {"text": "He never wrote back, poor man.", "signals": ["vulnerable"]},
        {"text": "These fees are killing me.", "signals": []},
        {"text": "Get me a manager.", "signals": []},
    ]
    found = json.loads(evaluate("signals", rows).stdout)
    assert [found[f"risk_of_harm_{key}"] for key in ("precision", "recall", "rows")] == [1.0, 1.0, 1]
    assert [found[f"vulnerable_{key}"] for key in ("precision", "recall", "rows")] == [None, 0.0, 1]
    assert [found["asks_manager_precision"], found["left_alone"]] == [0.0, 0.5]


@pytest.mark.parametrize(
    ("task", "rows", "told"),
    [
        ("signals", [{"text": "Hello"}], "no 'signals'"),
        ("signals", [{"text": "Hello", "signals": ["rage"]}], "signals must be a list of risk_of_harm"),
        ("words", "not json", "line 1 is not JSON"),
        ("words", [{"body": "Where is it?"}], "line 1 has no 'said'"),
        ("words", [{"body": "Where is it?", "said": None}], "row 1: body and said must be texts"),
        ("promises", "not json", "line 1 is not JSON"),
        ("promises", [{"author": "agent"}], "line 1 has no 'text'"),
        ("promises", [{"author": "requester", "text": "Hi"}], "no rows whose author is agent"),
        ("promises", [{"author": "agent", "text": "Hi", "promises": 1}], "text must be a text and promises"),
        ("feeling", "not json", "line 1 is not JSON"),
        ("feeling", "[]", "line 1 is not a JSON object"),
        ("feeling", "", "no rows"),
        ("repeat", [{"new_ticket": {}}], "earlier_tickets"),
        ("picking", [QUERIES[0]], "no rows of type library"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_line_and_status_2(evaluate, task, rows, told):
    result = evaluate(task, rows)
    assert (result.exit_code, told in result.stderr) == (2, True)


def test_a_rule_that_is_none_is_refused(evaluate):
    result = evaluate("feeling", FEELINGS, "--rule", "nose=1")
    assert (result.exit_code, "no such line" in result.stderr) == (2, True)
