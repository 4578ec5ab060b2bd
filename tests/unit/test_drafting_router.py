"""The table that decides the framework: `suggestions/drafting/frameworks.yaml`, or a team's own."""

import re
from pathlib import Path

import pytest
from build import choose_framework, make_ledger, make_library, make_situation

from suggestions.drafting.frameworks import Framework
from suggestions.drafting.router import TABLE, load_router, parse_router
from suggestions.library.marked import LibraryProblem

RESPONSE = make_library().responses[0]
LAST = "- framework: plain\n  because: routine\n"


def test_the_shipped_table_is_whole_and_names_every_framework():
    assert {row.framework for row in load_router().rows} == set(Framework)


def test_what_the_agent_asked_for_comes_first():
    choice = choose_framework(make_situation(), make_ledger(3), RESPONSE, asked=Framework.CARE)
    assert (choice.framework, choice.reason) == (Framework.CARE, "chosen by the agent")


def test_the_first_row_that_holds_decides():
    rows = '- if: {contact_count: ">= 2"}\n  framework: care\n  because: twice\n'
    router = parse_router(rows + rows.replace("care", "heart") + LAST, "team.yaml")
    assert [row.framework for row in router.rows] == ["care", "heart", "plain"]


@pytest.mark.parametrize(("text", "told"), [
    ("", "end with a row that has no if"),
    ("- if: {is_repeat: true}\n  framework: heart\n  because: again\n", "end with a row that has no if"),
    ("- framework: hart\n  because: x\n", "unknown framework 'hart'"),
    ("- framework: plain\n", "because is missing"),
    ("- if: {feelings: sad}\n  framework: heart\n  because: x\n" + LAST, "unknown condition 'feelings'"),
    ("- if: {feeling: [sad, glad]}\n  framework: heart\n  because: x\n" + LAST, "feeling cannot be 'glad'"),
    ("- framework: plain\n  because: '{name} wrote'\n", "braces nobody can fill in"),
    ("- framework: plain\n  because: '{contact.x}'\n", "braces nobody can fill in"),
    ("framework: plain", "must be a list"),
    ("- [", "not readable as YAML"),
])  # fmt: skip
def test_a_table_that_cannot_be_used_is_refused_with_its_line_and_a_cure(text, told):
    with pytest.raises(LibraryProblem, match=r"team\.yaml") as refused:
        parse_router(text, "team.yaml")
    assert told in str(refused.value)


def test_the_table_in_the_documents_is_one_the_product_takes():
    text = (Path(__file__).parents[2] / "docs/frameworks.md").read_text(encoding="utf-8")
    assert len(parse_router(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1], "docs").rows) == 3


def test_the_table_says_how_it_is_read():
    assert TABLE.read_text(encoding="utf-8").startswith("# Which framework")
