"""The documents say what the code says."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest
from pydantic import SecretStr

from plugin.cli import VERSION
from plugin.settings import PREFIX, Settings
from suggestions.library.parsing import parse_response
from suggestions.rules import Rules

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/architecture.md", "docs/capabilities.md",
    "docs/measured.md", "docs/library-format.md", "docs/NOTICE.md", "docs/handoff.md", "docs/promises.md",
    "docs/audit.md", "docs/conditions.md", "docs/library-lint.md", "docs/frameworks.md",
]  # fmt: skip
CAPABILITIES = [
    *(f"G{n}" for n in range(1, 61)),
    *(f"B{n}" for n in range(1, 23)),
    *(f"R{n}" for n in range(1, 16)),
]
STATES = {"works", "first cut", "not yet"}
PATH = re.compile(
    r"[\w.][\w.-]*(?:/[\w.-]*)+|\w[\w.-]*\.(?:py|toml|txt|yaml|json|md|png)|Makefile|Procfile|\.env\.example"
)
# made by make setup, and the development data, which is not part of the repository
ELSEWHERE = (".venv/", "DATA/")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text, pattern):
    """The cells of every table row whose first cell has the pattern."""
    cells = ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if "|" in line)
    return [row for row in cells if re.fullmatch(pattern, row[0])]


def settings():
    """Variable, default as text and description, in the order of the model."""
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        # as people write it in an environment
        told = str(default).lower() if isinstance(default, bool) else str(default)
        yield PREFIX + name.upper(), told, field.description


def find_paths(text):
    words = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return sorted({word for word in words if PATH.fullmatch(word) and not word.startswith(ELSEWHERE)})


def test_the_settings_table_says_what_the_settings_say():
    expected = [[f"`{name}`", f"`{default}`" if default else "none", told] for name, default, told in settings()]
    assert rows(read("README.md"), rf"`{PREFIX}\w+`") == expected


def test_the_example_environment_says_what_the_settings_say():
    found = re.findall(r"^# (.+)\n#(\w+)=(.*)$", read(".env.example"), re.MULTILINE)
    assert [(name, default, told) for told, name, default in found] == list(settings())


def test_the_example_environment_sets_nothing():
    assert [line for line in read(".env.example").splitlines() if line and not line.startswith("#")] == []


def test_every_verb_of_make_in_the_readme_is_one():
    told = set(re.findall(r"(?:^|`)make ([a-z]+)", read("README.md"), re.MULTILINE))
    verbs = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert told
    assert told <= verbs


def test_the_readme_quotes_the_procfile_whole():
    assert f"```\n{read('Procfile')}```\n" in read("README.md")


def test_the_screenshot_of_the_readme_is_there_and_small():
    image = re.search(r"!\[[^]]+\]\(([^)]+\.png)\)", read("README.md"))[1]
    assert 0 < (ROOT / image).stat().st_size < 200_000


def test_every_capability_has_one_row_in_the_order_of_the_list():
    assert [row[0] for row in rows(read("docs/capabilities.md"), r"[GBR]\d+")] == CAPABILITIES


def test_every_capability_has_a_known_state():
    assert {row[2] for row in rows(read("docs/capabilities.md"), r"[GBR]\d+")} <= STATES


def test_what_works_even_in_part_names_a_test_that_is_there():
    told = {row[0]: row[4].strip("`") for row in rows(read("docs/capabilities.md"), r"[GBR]\d+") if row[2] != "not yet"}
    assert [name for name, test in told.items() if not re.fullmatch(r"tests/[\w/]+/test_\w+\.py", test)] == []
    assert [name for name, test in told.items() if not (ROOT / test).is_file()] == []


@pytest.mark.parametrize("letter", "GBR")
def test_the_counts_above_the_capabilities_are_those_of_the_table(letter):
    text = read("docs/capabilities.md")
    states = [row[2] for row in rows(text, rf"{letter}\d+")]
    count = {state: states.count(state) for state in STATES}
    section = text.split(f"\n## {letter}. ")[1].split("\n## ")[0]
    told = re.search(r"Of (\d+) rows: (\d+) work, (\d+) in a first cut, (\d+) not yet\.", section).groups()
    assert [int(n) for n in told] == [len(states), count["works"], count["first cut"], count["not yet"]]


# the format page names files of any team's library
@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d != "docs/library-format.md"])
def test_every_path_a_document_names_is_there(document):
    assert [path for path in find_paths(read(document)) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_inside_the_repository_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", read(document))
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## \[(\d[^]]*)\]", read("CHANGELOG.md"), re.MULTILINE)[1]
    assert (project, newest) == (VERSION, VERSION)


def test_the_example_of_the_library_format_is_a_response():
    example = re.search(r"```yaml\n(.*?)```", read("docs/library-format.md"), re.DOTALL)[1]
    assert parse_response(example, "docs/library-format.md").id == "billing.duplicate_charge.en"


def test_the_lines_in_the_architecture_are_those_of_the_rules():
    names = r"`\w+_(?:line\w*|sure|certain|margin)`"
    told = {row[0].strip("`"): float(row[1]) for row in rows(read("docs/architecture.md"), names)}
    assert told == {name: value for name, value in asdict(Rules()).items() if isinstance(value, float)}
