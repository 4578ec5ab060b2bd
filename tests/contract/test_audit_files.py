"""The files of an audit, as a spreadsheet would open them."""

import csv
from datetime import timedelta

import pytest
from audited_account import SEPTEMBER, add_ticket, audit, connect

from plugin.audit_files import guard_cell, write_files

TWICE = "I was charged two times for the same order, 49.90 both times."
STOCK = "We apologise for any inconvenience."
CALL = "I will call you back tomorrow."
MANAGER = f"{TWICE} I want to speak to a manager."


@pytest.fixture
def chain(sandbox, maya):
    first = add_ticket(sandbox, maya, TWICE, STOCK, CALL)
    return first, add_ticket(sandbox, maya, MANAGER, at=SEPTEMBER + timedelta(days=3))


@pytest.fixture
def opened(sandbox, tmp_path):
    """Writes the files and reads one back, as rows by column."""

    def opened(name, **scope):
        write_files(audit(connect(sandbox), **scope).audit, tmp_path)
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return opened


def test_a_chain_is_one_line_with_its_ticket_numbers(opened, chain, maya):
    (row,) = opened("chains.csv")
    assert (row["tickets"], row["requester_id"], row["contacts"], row["days"]) == (
        f"{chain[0]} {chain[1]}", str(maya.id), "2", "3",
    )  # fmt: skip


def test_a_chain_tells_what_became_of_it(opened, chain):
    (row,) = opened("chains.csv")
    assert (row["stock_replies"], row["asked_for_person"], row["silent_promises"]) == ("2", "after a stock reply", "1")


def test_a_promise_is_one_line_with_its_state_and_chain(opened, chain):
    (row,) = opened("promises.csv")
    assert (row["ticket"], row["chain"], row["promised"], row["state"]) == (str(chain[0]), "1", "call", "silent")


def test_a_figure_of_few_cases_has_a_count_and_no_percentage(opened, chain):
    row = opened("figures.csv")[0]
    assert (row["figure"], row["count"], row["of"], row["percent"], row["note"]) == (
        "repeat_contacts", "1", "2", "", "too few to say",
    )  # fmt: skip


def test_a_figure_of_enough_cases_has_its_interval(opened, sandbox):
    for number in range(40):
        add_ticket(sandbox, sandbox.account.add_user(f"Customer {number}", f"c{number}@example.org"), TWICE)
    row = opened("figures.csv")[0]
    assert (row["percent"], row["low_percent"], row["high_percent"], row["note"]) == ("0.0", "0.0", "8.8", "")


def test_every_figure_has_its_definition(opened, chain):
    assert all(row["definition"] for row in opened("figures.csv"))


def test_no_words_of_a_customer_and_no_name_are_in_any_file(opened, chain, tmp_path):
    opened("chains.csv")
    written = "".join(path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("*.csv"))
    assert [said for said in ("49.90", "speak to a manager.", "call you back", "Maya", "Jon") if said in written] == []


def test_nothing_to_audit_is_three_files_of_headings(opened, tmp_path):
    assert (opened("chains.csv"), opened("promises.csv")) == ([], [])
    assert {path.name for path in tmp_path.iterdir()} == {"chains.csv", "promises.csv", "figures.csv"}


def test_excel_is_told_that_the_file_is_utf_8(opened, tmp_path):
    opened("figures.csv")
    assert (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_a_spreadsheet_would_run_is_made_harmless(text):
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Charged twice", "a=b", "", 0, -3, 5.5])
def test_other_cells_stay_as_they_are(value):
    assert guard_cell(value) == value


def test_a_group_named_like_a_formula_is_made_harmless_in_the_file(opened, sandbox, maya):
    add_ticket(sandbox, maya, TWICE)
    sandbox.account.group["name"] = "=cmd|' /C calc'!A0"
    assert "'=cmd|' /C calc'!A0" in [row["line"] for row in opened("figures.csv")]
