import json

import pytest
import yaml
from click.testing import CliRunner

from plugin.cli import main
from suggestions.library.schema import make_schema

FILE = {
    "reason": "delivery.late", "title": "Late", "thing": "the parcel", "exemplars": ["Where is it?"],
    "parts": {"respond": ["I will look for it by [[day and time]]."]},
}  # fmt: skip


@pytest.fixture
def lint(tmp_path):
    def lint(*words, text="It is late.", folder=None):
        content = FILE | {"parts": FILE["parts"] | {"hear": [text]}}
        (tmp_path / "late.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return CliRunner().invoke(main, ["library", "lint", str(folder or tmp_path), *words])

    return lint


def test_advice_alone_leaves_with_0(lint):
    done = lint()
    assert (done.exit_code, "0 errors" in done.output, "few-exemplars" in done.output) == (0, True, True)


def test_an_error_leaves_with_1_and_is_shown_with_its_cure(lint):
    done = lint(text="Rest assured.")
    assert done.exit_code == 1
    assert "error  stock-phrase: “Rest assured”" in done.output
    assert "→ write for example: I will" in done.output


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_a_folder_with_nothing_to_read_leaves_with_2(lint, tmp_path, missing):
    (tmp_path / "empty").mkdir()
    done = lint(folder=tmp_path / missing)
    assert (done.exit_code, "folder of .yaml files" in done.output) == (2, True)


def test_the_report_says_that_overlap_was_not_looked_at(lint):
    assert "--model looks" in lint().output


@pytest.mark.model
def test_with_the_model_overlap_is_looked_at(lint, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLHEARD_STATE_DIR", str(tmp_path / "state"))
    assert json.loads(lint("--json", "--model").stdout)["looked_at_overlap"]


def test_as_json_every_finding_has_file_line_and_cure(lint):
    report = json.loads(lint("--json", text="Rest assured.").stdout)
    assert (report["files"], report["errors"], report["looked_at_overlap"]) == (1, 1, False)
    assert report["advice"] == len(report["findings"]) - 1
    (found,) = [f for f in report["findings"] if f["severity"] == "error"]
    assert (found["file"], found["rule"]) == ("late.yaml", "stock-phrase")
    assert found["line"] > 0
    assert found["cure"]


def test_the_schema_is_printed_as_json():
    done = CliRunner().invoke(main, ["library", "schema"])
    assert json.loads(done.output) == make_schema()
